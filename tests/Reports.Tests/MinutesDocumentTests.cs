using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using LangSo.Recognition.Dossiers;
using LangSo.Reports.Minutes;

namespace LangSo.Reports.Tests;

/// <summary>The minutes of a council as a document by the decree.</summary>
public sealed class MinutesDocumentTests
{
    private static CouncilMinutes Minutes(bool sample = false) => new(
        "Ủy ban nhân dân tỉnh Ninh Bình", "Hội đồng thẩm định xét, công nhận nông thôn mới", "Họp thẩm định hồ sơ xét, công nhận: xã Giao Ninh, danh hiệu đạt chuẩn nông thôn mới, năm 2026", new DateOnly(2026, 3, 16),
        [new("Nguyễn Thị Ổi, Phó Chủ tịch UBND tỉnh", "Chủ tịch hội đồng", "Đồng ý"), new("Trần Văn Ằng, Chánh Văn phòng Điều phối", "Thư ký", "Đồng ý"), new("Lê Kỳ, Sở Y tế", "Ủy viên", null)],
        "Nguyễn Thị Ổi, Phó Chủ tịch UBND tỉnh", "Trần Văn Ằng, Chánh Văn phòng Điều phối", ["Hội đồng xem xét hồ sơ số 12."], [new("Không nợ đọng", "đạt (34/XN)")],
        ["Số thành viên bỏ phiếu: 2/3. Đồng ý: 2/2; không đồng ý: 0/2; ý kiến khác: 0/2."], "Hội đồng thống nhất đề nghị công nhận xã Giao Ninh đạt chuẩn nông thôn mới năm 2026.", "Ghi trên hệ thống lúc 09:00, 16/3/2026.", sample);

    [Fact]
    public void It_is_valid_and_says_who_voted_what_and_what_came_of_it()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(MinutesDocument.Write(Minutes())), false);

        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Path?.XPath + " " + e.Description));
        var text = document.MainDocumentPart!.Document!.Body!.InnerText;
        foreach (var words in (string[])["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "TỈNH NINH BÌNH", "HỘI ĐỒNG THẨM ĐỊNH", "/BB-HĐTĐ", "BIÊN BẢN",
            "ngày 16 tháng 3 năm 2026", "Nguyễn Thị Ổi", "2/3 thành viên bỏ phiếu", "Không bỏ phiếu: Lê Kỳ, Sở Y tế.", "đề nghị công nhận xã Giao Ninh", "THƯ KÝ", "CHỦ TỌA", "Nơi nhận:", "./."])
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Minh họa", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_minutes_are_equal_bytes_and_a_sample_says_so()
    {
        Assert.Equal(MinutesDocument.Write(Minutes()), MinutesDocument.Write(Minutes()));
        using var document = WordprocessingDocument.Open(new MemoryStream(MinutesDocument.Write(Minutes(sample: true))), false);
        Assert.Contains("không dùng làm văn bản thật", document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LibreOffice_reads_the_minutes_in_correct_Vietnamese()
    {
        Assert.SkipUnless(Has("soffice") && Has("pdftotext"), "Cần soffice và pdftotext.");
        var folder = Directory.CreateTempSubdirectory("langso-test-").FullName;
        try
        {
            var docx = Path.Combine(folder, "bien-ban.docx");
            await File.WriteAllBytesAsync(docx, MinutesDocument.Write(Minutes()), TestContext.Current.CancellationToken);
            await RunAsync("soffice", "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, docx);
            var text = (await RunAsync("pdftotext", Path.Combine(folder, "bien-ban.pdf"), "-")).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
            foreach (var words in (string[])["Độc lập - Tự do - Hạnh phúc", "Nguyễn Thị Ổi", "Trần Văn Ằng", "Hội đồng thống nhất đề nghị công nhận"])
                Assert.Contains(words.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)));

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}
