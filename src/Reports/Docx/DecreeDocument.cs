using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LangSo.Reports.Docx;

/// <summary>
/// A report as an administrative document laid out by Decree 30/2020/NĐ-CP, annex I: A4, margins 20 / 20 / 30 / 15 mm, Times New Roman
/// 13-14, national name and motto, agency, number, place and date, title, body, signature, page numbers at the top but for the first page.
/// Number, date and signature stay empty: they are given when it is signed.
/// </summary>
internal static class DecreeDocument
{
    // Twips: 20 mm, 30 mm, 15 mm; A4 is 210 x 297 mm.
    private const uint PageWidth = 11906, PageHeight = 16838;
    private const int Vertical = 1134;
    private const uint Left = 1701, Right = 851;

    /// <summary>The width of the text.</summary>
    internal const int TextWidth = (int)(PageWidth - Left - Right);

    public static byte[] Write(ReportDocument report) => Write(Blocks(report), report.Title, report.AsOf.Date);

    /// <summary>Any document of these blocks; equal blocks give equal bytes.</summary>
    public static byte[] Write(IEnumerable<OpenXmlElement> blocks, string title, DateOnly day)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            document.ChangeIdOfPart(main, "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = Styles();
            main.AddNewPart<HeaderPart>("rId2").Header = new Header(PageNumber());
            main.AddNewPart<HeaderPart>("rId3").Header = new Header(new Paragraph());
            main.Document = new Document(new Body([.. blocks, Section()]));
        }
        return FixedPackage.Seal(stream.ToArray(), title, day);
    }

    private static IEnumerable<OpenXmlElement> Blocks(ReportDocument report)
    {
        yield return Letterhead.Table([.. report.Agency], "Số:          /" + report.Template.Symbol, report.Place);
        yield return Text.Paragraph("BÁO CÁO", JustificationValues.Center, bold: true, size: 28, before: 240);
        yield return Text.Paragraph(report.Title, JustificationValues.Center, bold: true, size: 28);
        yield return Letterhead.Rule(TextWidth, TextWidth / 4);
        yield return Text.Paragraph(report.Period, JustificationValues.Center, italic: true, size: 26, after: 180);
        foreach (var paragraph in report.Paragraphs) yield return Text.Body(paragraph.Text);
        yield return Text.Paragraph(report.Template.Table.Heading, JustificationValues.Center, bold: true, size: 26, before: 120, keepNext: true);
        yield return MeasureTable.Of(report);
        if (report.Campaigns is { } campaigns)
        {
            yield return Text.Paragraph(campaigns.Heading, JustificationValues.Center, bold: true, size: 26, before: 180, after: 60, keepNext: true);
            yield return Text.Body(campaigns.Lead);
            foreach (var item in campaigns.Items) yield return Text.Body(item.Text);
        }
        if (report.SampleNote is { } note) yield return Text.Paragraph(note, JustificationValues.Both, italic: true, size: 24, before: 120);
        yield return Letterhead.Signature(report);
    }

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", ComplexScript = "Times New Roman", EastAsia = "Times New Roman" },
                new Color { Val = "000000" },
                new FontSize { Val = "28" },
                new FontSizeComplexScript { Val = "28" },
                new Languages { Val = "vi-VN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { Before = "0", After = "0", Line = "240", LineRule = LineSpacingRuleValues.Auto }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });

    private static Paragraph PageNumber() => new(
        new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
        new Run(Text.Properties(size: 26), new FieldChar { FieldCharType = FieldCharValues.Begin }),
        new Run(Text.Properties(size: 26), new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
        new Run(Text.Properties(size: 26), new FieldChar { FieldCharType = FieldCharValues.Separate }),
        new Run(Text.Properties(size: 26), new DocumentFormat.OpenXml.Wordprocessing.Text("2")),
        new Run(Text.Properties(size: 26), new FieldChar { FieldCharType = FieldCharValues.End }));

    private static SectionProperties Section() => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = "rId2" },
        new HeaderReference { Type = HeaderFooterValues.First, Id = "rId3" },
        new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin { Top = Vertical, Bottom = Vertical, Left = Left, Right = Right, Header = 567, Footer = 567, Gutter = 0 },
        new TitlePage());
}
