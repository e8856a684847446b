using System.Text;
using CliWrap;
using LangSo.Foundation;

namespace LangSo.Sheets.Tests;

/// <summary>Tables go to and come from another maker's program.</summary>
public sealed class LibreOfficeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workbook_of_another_program_is_read_with_its_days_and_shared_texts()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var csv = province.Save("a.csv", "Mã xã,Tên xã,Tại ngày,road-commune,smart-radio\n14212,xã Giao Phong,2024-06-30,98.5,Đạt\n14212,xã Giao Phong,2024-07-31,99%,Đạt\n");
        var xlsx = await ConvertAsync(province, csv, "xlsx:Calc MS Excel 2007 XML", "CSV:44,34,76,1,1/2/2/2/3/5/4/1/5/2");
        using (var reader = SheetReader.Open(xlsx).Value)
        {
            var row = new SheetRow();
            while (reader.Read(row) && row.Number < 3) { }
            Assert.Equal((CellKind.Date, CellKind.Percent), (row[2].Kind, row[3].Kind));
        }
        var result = (await province.ImportAsync(xlsx, Cancel)).Value;
        Assert.Empty(result.Faults);
        Assert.Equal(4, result.New);
        Assert.Equal(("98.5", "99", "yes"), (province.Value("road-commune", "14212", new DateOnly(2024, 6, 30)), province.Value("road-commune", "14212"), province.Value("smart-radio", "14212")));
    }

    [Fact]
    public async Task Another_program_reads_an_export_and_a_marked_table_cell_by_cell()
    {
        await using var province = await Province.OpenAsync(Cancel);
        Assert.Equal(2, (await province.ImportAsync(province.Save("a.csv", "Mã xã;road-commune;smart-radio\n14212;98,25;có\n"), Cancel)).Value.New);
        var ask = new ExportAsk(new AsOf(Province.Day, Province.Today), null, ["road-commune", "smart-radio"]);
        var path = Path.Combine(province.Folder, "out.xlsx");
        await using (var file = File.Create(path)) Assert.True(province.Export.WriteXlsx(ask, file, Cancel).Ok);
        var lines = await LinesAsync(province, path);
        Assert.StartsWith("Số liệu các xã, phường tại ngày 31/12/2024", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("14212;xã Giao Phong;huyện Giao Thủy;98.25;Có", StringComparison.Ordinal));

        var wrong = Path.Combine(province.Folder, "wrong.xlsx");
        await using (var file = File.Create(wrong))
        using (var sheet = new XlsxWriter(file, "a", [10, 10], 0, 0))
        {
            sheet.Row();
            sheet.Text("Mã xã");
            sheet.Text("road-commune");
            sheet.Row();
            sheet.Text("14212");
            sheet.Number(120);
        }
        var marked = Path.Combine(province.Folder, "marked.xlsx");
        await using (var file = File.Create(marked)) FaultMarks.Write(wrong, (await province.ImportAsync(wrong, Cancel)).Value, file);
        lines = await LinesAsync(province, marked);
        Assert.Equal(["Mã xã;road-commune;Lý do", "14212;120;road-commune: phải từ 0 đến 100"], lines);
    }

    // Texts come in quotes there.
    private static async Task<string[]> LinesAsync(Province province, string path) =>
        [.. (await File.ReadAllLinesAsync(await ConvertAsync(province, path, "csv:Text - txt - csv (StarCalc):59,34,76,1"), Cancel)).Select(l => l.Replace("\"", ""))];

    private static async Task<string> ConvertAsync(Province province, string path, string to, string? from = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(province.Folder, "converted")).FullName;
        string[] reading = from is null ? [] : ["--infilter=" + from];
        await Cli.Wrap("soffice")
            .WithArguments(["-env:UserInstallation=file://" + Path.Combine(province.Folder, "office"), "--headless", .. reading, "--convert-to", to, "--outdir", folder, path])
            .ExecuteAsync(Cancel);
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + "." + to.Split(':')[0]);
    }
}
