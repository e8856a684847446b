using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LangSo.Reports.Docx;

/// <summary>The blocks above and below the body: agency and national name, number and date, recipients and signature.</summary>
internal static class Letterhead
{
    private const int AgencyWidth = DecreeDocument.TextWidth * 43 / 100;
    private const int NationWidth = DecreeDocument.TextWidth - AgencyWidth;

    /// <summary>The agencies, the lowest last, beside the national name; below them the number and, where <paramref name="place"/> is said, place and date.</summary>
    public static Table Table(IReadOnlyList<string> agency, string number, string? place) => Frame(
        new TableRow(
            Cell(AgencyWidth,
                [.. agency.SkipLast(1).SelectMany(a => a.Split('\n')).Select(a => Text.Paragraph(a, JustificationValues.Center, size: 26)),
                    .. agency[^1].Split('\n').Select(a => Text.Paragraph(a, JustificationValues.Center, bold: true, size: 26)), Rule(AgencyWidth, AgencyWidth / 3)]),
            Cell(NationWidth,
                Text.Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", JustificationValues.Center, bold: true, size: 24),
                Text.Paragraph("Độc lập - Tự do - Hạnh phúc", JustificationValues.Center, bold: true, size: 26), Rule(NationWidth, NationWidth / 2))),
        new TableRow(
            Cell(AgencyWidth, Text.Paragraph(number, JustificationValues.Center, size: 26, before: 60)),
            Cell(NationWidth, Text.Paragraph(place is null ? "" : place + ", ngày      tháng      năm          ", JustificationValues.Center, italic: true, size: 26, before: 60))));

    /// <summary>Two who sign side by side, each with room for the hand and the name below.</summary>
    public static Table Signatures(string left, string leftName, string right, string rightName) => Frame(
        new TableRow(new TableRowProperties(new CantSplit()), Signer(AgencyWidth, left, leftName), Signer(NationWidth, right, rightName)));

    private static TableCell Signer(int width, string office, string name) => Cell(width,
        Text.Paragraph(office, JustificationValues.Center, bold: true, size: 28, before: 240, keepNext: true),
        Text.Paragraph("(Chữ ký)", JustificationValues.Center, italic: true, size: 26, after: 1200, keepNext: true),
        Text.Paragraph(name, JustificationValues.Center, bold: true, size: 28));

    public static Table Signature(ReportDocument report) => Frame(new TableRow(
        Cell(AgencyWidth,
            [Text.Paragraph("Nơi nhận:", JustificationValues.Left, bold: true, italic: true, size: 24, before: 240),
                .. report.Recipients.Select((r, i) => Text.Paragraph(
                    "- " + r + (i == report.Recipients.Count - 1 ? "." : ";"), JustificationValues.Left, size: 22))]),
        Cell(NationWidth,
            Text.Paragraph(report.Template.Signer, JustificationValues.Center, bold: true, size: 28, before: 240),
            Text.Paragraph("", JustificationValues.Center, before: 1400))));

    /// <summary>A thin line under a heading, <paramref name="width"/> long in the middle of <paramref name="within"/> (twips).</summary>
    public static Paragraph Rule(int within, int width)
    {
        var side = Twips((within - width) / 2);
        return new Paragraph(new ParagraphProperties(
            new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 4, Space = 0, Color = "000000" }),
            new SpacingBetweenLines { Before = "0", After = "60", Line = "40", LineRule = LineSpacingRuleValues.Exact },
            new Indentation { Left = side, Right = side }));
    }

    private static Table Frame(params TableRow[] rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Twips(DecreeDocument.TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(new GridColumn { Width = Twips(AgencyWidth) }, new GridColumn { Width = Twips(NationWidth) }));
        table.Append(rows.Cast<OpenXmlElement>());
        return table;
    }

    private static TableCell Cell(int width, params Paragraph[] paragraphs)
    {
        var cell = new TableCell(new TableCellProperties(new TableCellWidth { Width = Twips(width), Type = TableWidthUnitValues.Dxa }));
        cell.Append(paragraphs.Cast<OpenXmlElement>());
        return cell;
    }

    private static string Twips(int width) => width.ToString(CultureInfo.InvariantCulture);
}
