using System.Diagnostics;
using LangSo.Recognition;
using LangSo.Testing;

namespace LangSo.Reports.Tests;

public sealed class LibreOfficeTests(DemoProvince province)
{
    [Fact]
    public async Task LibreOffice_reads_the_document_in_correct_Vietnamese()
    {
        Assert.SkipUnless(Has("soffice") && Has("pdftotext"), "Cần soffice và pdftotext.");
        var folder = Directory.CreateTempSubdirectory("langso-test-").FullName;
        try
        {
            var builder = new ReportBuilder(province.Store.Get<Figures>());
            builder.Open(TempStore.ShippedData);
            var docx = Path.Combine(folder, "bao-cao.docx");
            await File.WriteAllBytesAsync(docx, ReportFormats.Render(builder.Build(DemoProvince.On("2024-03-31")).Value, "docx").Value, TestContext.Current.CancellationToken);

            await RunAsync("soffice", "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, docx);
            // Justified text gets stray blanks from pdftotext, so blanks are left out on both sides.
            var text = (await RunAsync("pdftotext", Path.Combine(folder, "bao-cao.pdf"), "-")).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

            foreach (var words in (string[])["197 xã, thị trấn (chiếm 96,6 %", "nâng cao kỹ năng số", "trên 14.000 người dân", "Độc lập - Tự do - Hạnh phúc", "“Xã hội số”"])
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
