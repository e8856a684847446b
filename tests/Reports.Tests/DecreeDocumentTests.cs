using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using LangSo.Recognition;
using LangSo.Testing;

namespace LangSo.Reports.Tests;

public sealed class DecreeDocumentTests(DemoProvince province)
{
    private byte[] Docx(string day = "2024-03-31")
    {
        var builder = new ReportBuilder(province.Store.Get<Figures>());
        builder.Open(TempStore.ShippedData);
        return ReportFormats.Render(builder.Build(DemoProvince.On(day)).Value, "docx").Value;
    }

    [Fact]
    public void It_is_valid_and_says_what_the_report_says()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Docx()), false);

        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Path?.XPath + " " + e.Description));
        var text = document.MainDocumentPart!.Document!.Body!.InnerText;
        foreach (var words in (string[])["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TỈNH NAM ĐỊNH", "VĂN PHÒNG ĐIỀU PHỐI",
            "/BC-VPĐP", "BÁO CÁO", "197 xã, thị trấn (chiếm 96,6 %", "Nơi nhận:", "CHÁNH VĂN PHÒNG", "Số liệu minh họa:"])
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_the_margins_paper_and_font_of_the_decree()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Docx()), false);
        var main = document.MainDocumentPart!;
        var section = main.Document!.Body!.Elements<SectionProperties>().Single();
        var margin = section.GetFirstChild<PageMargin>()!;
        double Mm(double twips) => Math.Round(twips / 1440 * 25.4);

        Assert.Equal((210d, 297d), (Mm(section.GetFirstChild<PageSize>()!.Width!.Value), Mm(section.GetFirstChild<PageSize>()!.Height!.Value)));
        Assert.Equal((20d, 20d, 30d, 15d), (Mm(margin.Top!.Value), Mm(margin.Bottom!.Value), Mm(margin.Left!.Value), Mm(margin.Right!.Value)));
        Assert.Equal("Times New Roman", main.StyleDefinitionsPart!.Styles!.Descendants<RunFonts>().First().Ascii!.Value);
        Assert.NotNull(section.GetFirstChild<TitlePage>());
        Assert.Contains(main.HeaderParts, h => h.Header!.InnerText.Contains("PAGE", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_stands_every_figure_on_its_denominator()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Docx()), false);
        var rows = document.MainDocumentPart!.Document!.Body!.Elements<Table>().ElementAt(1).Elements<TableRow>()
            .Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToArray()).ToList();

        Assert.Equal(province.Book.Definitions.Measures.Count + 1, rows.Count);
        Assert.Equal(["197", "204", "96,6 %"], rows[1][2..]);
        Assert.Equal(["14.236", "–", "–"], rows[8][2..]);
    }

    [Fact]
    public void Equal_reports_give_equal_bytes_and_other_days_other_bytes()
    {
        Assert.Equal(Docx(), Docx());
        Assert.NotEqual(Docx(), Docx("2024-09-01"));
    }

    [Theory]
    [InlineData("pdf", "chưa xuất được dạng pdf")]
    [InlineData("doc", "Không có dạng “doc”")]
    public void A_format_that_is_not_there_is_refused_in_words(string format, string words)
    {
        var builder = new ReportBuilder(province.Store.Get<Figures>());
        builder.Open(TempStore.ShippedData);
        var outcome = ReportFormats.Render(builder.Build(DemoProvince.On("2024-03-31")).Value, format);

        Assert.Contains(words, Assert.Single(outcome.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_refused_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("langso-test-").FullName;
        try
        {
            var blocked = Path.Combine(folder, "bao-cao.docx");
            Directory.CreateDirectory(blocked);
            foreach (var path in (string[])[blocked, Path.Combine(folder, "khong-co", "bao-cao.docx"), ""])
                Assert.Contains("Không ghi được tệp", Assert.Single((await ReportFormats.SaveAsync([1], path, TestContext.Current.CancellationToken)).Problems).ToString(), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(folder));

            var good = Path.Combine(folder, "tot.docx");
            Assert.True((await ReportFormats.SaveAsync([1, 2], good, TestContext.Current.CancellationToken)).Ok);
            Assert.Equal([1, 2], await File.ReadAllBytesAsync(good, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
