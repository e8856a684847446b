using System.Text;
using LangSo.Foundation;

namespace LangSo.Sheets.Tests;

public sealed class ImportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // As offices send it: a title, headings in three rows under merged cells, a row that counts columns, totals and signatures.
    private static string Office(Province province, Action<XlsxWriter> rows)
    {
        var path = Path.Combine(province.Folder, Guid.NewGuid().ToString("n") + ".xlsx");
        using var file = File.Create(path);
        using var sheet = new XlsxWriter(file, "Biểu 1", [6, 10, 30, 15, 15, 15], 0, 0);
        Line(sheet, "UBND TỈNH NAM ĐỊNH");
        Line(sheet, "BIỂU TỔNG HỢP KẾT QUẢ");
        sheet.Row();
        Line(sheet, "STT", "Mã xã", "Tên xã, phường".Normalize(NormalizationForm.FormD), "Giao thông", "", "Thông tin và truyền thông");
        Line(sheet, "", "", "", "Tỷ lệ đường xã được nhựa hóa hoặc bê tông hóa, ô tô đi lại thuận tiện quanh năm (%)", "Tỷ lệ đường ngõ, xóm sạch và không lầy lội vào mùa mưa", "smart-radio");
        Line(sheet, "(1)", "(2)", "(3)", "(4)", "(5)", "(6)");
        foreach (var column in (int[])[0, 1, 2]) sheet.Merge(new Merge(4, 5, column, column));
        sheet.Merge(new Merge(4, 4, 3, 4));
        sheet.Merge(new Merge(1, 1, 0, 5));
        rows(sheet);
        Line(sheet, "", "", "Tổng cộng", "100", "100", "2");
        sheet.Row();
        Line(sheet, "", "", "", "", "Người lập biểu");
        return path;
    }

    private static void Line(XlsxWriter sheet, params string[] cells)
    {
        sheet.Row();
        foreach (var cell in cells) sheet.Text(cell);
    }

    [Fact]
    public async Task An_offices_table_is_taken_in_with_its_headings_and_numbers_as_text()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var before = await province.StoredAsync(Cancel);
        var path = Office(province, sheet =>
        {
            Line(sheet, "1", "14212", "Xã Giao Phong".Normalize(NormalizationForm.FormD), "98,5", "87.5", "Đạt");
            sheet.Row();
            sheet.Skip();
            sheet.Number(14212 - 3);
            sheet.Skip();
            sheet.Number(100);
        });
        var second = province.Units.ByCode("14209", new AsOf(Province.Day, Province.Today));
        Assert.NotNull(second);

        var result = (await province.ImportAsync(path, Cancel)).Value;

        Assert.Empty(result.Faults);
        Assert.True(result.Written);
        Assert.Equal((2, 4, 4), (result.Rows, result.Values, result.New));
        Assert.Equal(("98.5", "87.5", "yes", "100"), (province.Value("road-commune", "14212"), province.Value("road-lane", "14212"), province.Value("smart-radio", "14212"), province.Value("road-commune", "14209")));
        Assert.Equal((before.Facts + 4, before.Imports + 1), await province.StoredAsync(Cancel));
        Assert.Contains(result.Hash, await province.LastActAsync(Cancel), StringComparison.Ordinal);
        await province.ReloadAsync(Cancel);
        Assert.Equal("98.5", province.Value("road-commune", "14212"));

        var again = (await province.ImportAsync(path, Cancel)).Value;
        Assert.Equal(0, again.New);
        Assert.Equal((before.Facts + 4, before.Imports + 1), await province.StoredAsync(Cancel));
    }

    [Fact]
    public async Task One_wrong_cell_and_nothing_is_written_and_the_reason_stands_beside_it()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var (before, known) = (await province.StoredAsync(Cancel), province.Value("road-commune", "14212"));
        var path = Office(province, sheet =>
        {
            Line(sheet, "1", "14212", "Xã Giao Phong", "98,5", "80", "Đạt");
            Line(sheet, "2", "14209", "", "105", "80", "có lẽ");
            Line(sheet, "3", "99999", "Xã Không Có", "1", "", "");
        });
        var result = (await province.ImportAsync(path, Cancel)).Value;

        Assert.False(result.Written);
        Assert.Equal([(8, 3), (8, 5), (9, 1)], result.Faults.Select(f => (f.Row, f.Column)));
        Assert.Equal(before, await province.StoredAsync(Cancel));
        Assert.Equal(known, province.Value("road-commune", "14212"));

        var marked = Path.Combine(province.Folder, "marked.xlsx");
        await using (var file = File.Create(marked)) Assert.Equal(".xlsx", FaultMarks.Write(path, result, file));
        var (rows, originals) = (Rows(marked), Rows(path));
        Assert.Equal(originals.Count, rows.Count);
        Assert.Equal(originals.Select(r => r[3]), rows.Select(r => r[3]));
        Assert.Contains("phải từ 0 đến 100", rows.Single(r => r.Number == 8)[6].Text, StringComparison.Ordinal);
        Assert.Contains("99999", rows.Single(r => r.Number == 9)[6].Text, StringComparison.Ordinal);
        Assert.Equal(CellKind.Empty, rows.Single(r => r.Number == 10)[6].Kind);
        Assert.Equal(FaultMarks.Heading, rows.Single(r => r.Number == 6)[6].Text);
    }

    [Fact]
    public async Task A_code_that_meant_another_commune_that_day_is_refused_with_what_was_meant()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var path = province.Save("a.csv", "Mã xã;Tên xã;road-commune\n14212;Giao Phong;90\n");
        var result = (await province.ImportAsync(path, Cancel, day: new DateOnly(2025, 12, 31))).Value;
        var fault = Assert.Single(result.Faults);
        Assert.Equal((2, 0), (fault.Row, fault.Column));
        Assert.Contains("Giao Ninh", fault.Reason, StringComparison.Ordinal);
        Assert.Contains("có lẽ muốn nói xã Giao Phong", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_long_form_and_days_of_rows_are_read_and_errors_come_back_as_csv()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var path = province.Save("a.csv", "mã,chỉ tiêu,giá trị,ngày\n14212,road-commune,90.5,30/6/2024\n14212,Tỷ lệ đường ngõ xóm sạch và không lầy lội vào mùa mưa,70,2024-06-30\n");
        Assert.Equal(2, (await province.ImportAsync(path, Cancel)).Value.New);
        Assert.Equal("90.5", province.Value("road-commune", "14212", new DateOnly(2024, 6, 30)));

        path = province.Save("b.csv", "mã,chỉ tiêu,giá trị,ngày\n14212,road-commune,91,31/6/2024\n14212,đường,70,\n14212,road-lane,1,1/7/2024\n14212,road-lane,2,1/7/2024\n,road-lane,2,\n");
        var result = (await province.ImportAsync(path, Cancel)).Value;
        Assert.Equal([(2, 3), (3, 1), (5, 2), (6, 0)], result.Faults.Select(f => (f.Row, f.Column)).Order());
        using var marked = new MemoryStream();
        Assert.Equal(".csv", FaultMarks.Write(path, result, marked));
        var lines = Encoding.UTF8.GetString(marked.ToArray()).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("mã,chỉ tiêu,giá trị,ngày,Lý do", lines[0]);
        Assert.StartsWith("14212,road-commune,91,31/6/2024,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("nói khác dòng 4 về cùng đơn vị, cùng ngày\"", lines[4], StringComparison.Ordinal);
        Assert.Equal("14212,road-lane,1,1/7/2024", lines[3]);

        path = province.Save("c.csv", "mã,chỉ tiêu,giá trị,ngày\n14212,road-commune,91,30/6/2024\n14212,road-commune,chín mươi,29/6/2024\n");
        result = (await province.ImportAsync(path, Cancel)).Value;
        using var later = new MemoryStream();
        FaultMarks.Write(path, result, later);
        Assert.StartsWith("mã,chỉ tiêu,giá trị,ngày,Lý do\r\n14212,road-commune,91,30/6/2024\r\n", Encoding.UTF8.GetString(later.ToArray()).TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_heading_means_is_remembered_for_the_source()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var path = province.Save("a.csv", "Tên xã;Đường xã\nxã Giao Phong;90\n");
        Assert.Contains("Không cột nào khớp", Assert.Single((await province.ImportAsync(path, Cancel)).Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await province.ImportAsync(path, Cancel, map: new Dictionary<string, string> { ["Đường xã"] = "road-commune" })).Value.New);
        path = province.Save("b.csv", "Tên xã;ĐƯỜNG XÃ\nxã Giao Phong;91\n");
        Assert.Equal(1, (await province.ImportAsync(path, Cancel, day: new DateOnly(2025, 1, 1))).Value.New);
        Assert.Equal("91", province.Value("road-commune", "14212", new DateOnly(2025, 1, 1)));
    }

    [Fact]
    public async Task An_officer_takes_in_only_what_lies_in_the_own_area()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var path = province.Save("a.csv", "Mã xã;road-commune\n14212;90\n14209;90\n");
        var result = (await province.ImportAsync(path, Cancel, areas: [province.Of("14212")])).Value;
        Assert.Contains("ngoài địa bàn", Assert.Single(result.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_while_it_writes_nothing_is_there()
    {
        await using var province = await Province.OpenAsync(Cancel);
        var before = await province.StoredAsync(Cancel);
        using var stop = new CancellationTokenSource();
        var seen = new List<ImportProgress>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => province.ImportAsync(province.Save("b.csv", Unique(25_000)), stop.Token, progress: new Watch(p =>
        {
            seen.Add(p);
            if (p.Writing) stop.Cancel();
        })));
        Assert.Contains(seen, p => p.Writing && p.Part > 0);
        Assert.Equal(before, await province.StoredAsync(Cancel));
        Assert.Equal(25_000, (await province.ImportAsync(province.Save("b.csv", Unique(25_000)), Cancel)).Value.New);
        Assert.Equal((before.Facts + 25_000, before.Imports + 1), await province.StoredAsync(Cancel));
    }

    [Fact]
    public async Task What_is_given_out_can_be_taken_in_again_and_says_the_same()
    {
        await using var province = await Province.OpenAsync(Cancel);
        Assert.Equal(3, (await province.ImportAsync(province.Save("a.csv", "Mã xã;road-commune;road-lane;smart-radio\n14212;98,25;không áp dụng;có\n"), Cancel)).Value.New);
        var ask = new ExportAsk(new AsOf(Province.Day, Province.Today), null, ["road-commune", "road-lane", "smart-radio"]);
        foreach (var form in (string[])["xlsx", "csv"])
        {
            var path = Path.Combine(province.Folder, "out." + form);
            await using (var file = File.Create(path)) Assert.True((form == "xlsx" ? province.Export.WriteXlsx(ask, file, Cancel) : province.Export.WriteCsv(ask, file, Cancel)).Value > 100);
            var back = (await province.ImportAsync(path, Cancel, write: false)).Value;
            Assert.Equal((0, Others(province), 3), (back.Faults.Count, back.New, back.Values - Others(province)));
        }
    }

    // Values of the three indicators that the shipped data hold besides.
    private static int Others(Province province) => ((string[])["road-commune", "road-lane", "smart-radio"])
        .Sum(i => province.Book.Holding(i, new AsOf(Province.Day, Province.Today)).Count(f => f.Source != "Sở Nông nghiệp" && province.Units.Find(f.Unit, new AsOf(Province.Day, Province.Today)) is { } u && province.Units.LevelOf(u) == "commune"));

    private static string Unique(int days)
    {
        var text = new StringBuilder("mã;chỉ tiêu;giá trị;ngày\n");
        for (var day = 0; day < days; day++) text.Append("14212;road-commune;").Append(day % 100).Append(';').Append(new DateOnly(1950, 1, 1).AddDays(day).ToString("yyyy-MM-dd", null)).Append('\n');
        return text.ToString();
    }

    private static List<SheetRow> Rows(string path)
    {
        using var reader = SheetReader.Open(path).Value;
        var (rows, row) = (new List<SheetRow>(), new SheetRow());
        while (reader.Read(row)) rows.Add(row.Copy());
        return rows;
    }

    private sealed class Watch(Action<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told(value);
    }
}
