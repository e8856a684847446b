using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Sheets;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Sheets;

/// <summary>The import page through real HTTP: from the file that an office sends to the values in the store, or the reasons why not.</summary>
public sealed class ImportPageTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Day = "31/10/2026";

    [Fact]
    public async Task A_csv_is_checked_mapped_and_written_and_what_headings_mean_is_remembered()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = await SentAsync(officer, "giao.csv", Bytes("Mã xã;Tên xã;Đường xã của chúng tôi\n14212;Giao Ninh;90,5\n"), "Huyện A");
        Assert.Contains("Không cột nào khớp chỉ tiêu", page.Text, StringComparison.Ordinal);
        Assert.Contains("Đường xã của chúng tôi", page.Text, StringComparison.Ordinal);
        page = await AgainAsync(officer, page, "Check", [("Mã xã", "@code"), ("Tên xã", "@unit"), ("Đường xã của chúng tôi", "road-commune")]);
        Assert.Contains("1 dòng, 1 giá trị, 1 giá trị mới", page.Text, StringComparison.Ordinal);
        Assert.Null(Value("road-commune"));
        page = await AgainAsync(officer, page, "Write", [("Mã xã", "@code"), ("Tên xã", "@unit"), ("Đường xã của chúng tôi", "road-commune")]);
        Assert.Contains("Đã ghi 1 giá trị.", page.Text, StringComparison.Ordinal);
        Assert.Equal("90.5", Value("road-commune"));

        // The next table of the source is read alike, whatever the case.
        page = await SentAsync(officer, "giao-2.csv", Bytes("Mã xã;Tên xã;ĐƯỜNG XÃ CỦA CHÚNG TÔI\n14212;Giao Ninh;91\n"), "Huyện A");
        Assert.Contains("1 giá trị mới", page.Text, StringComparison.Ordinal);
        var list = (await officer.GetAsync("/facts/import")).Text;
        Assert.Contains("giao.csv", list, StringComparison.Ordinal);
        Assert.Contains("đã ghi", list, StringComparison.Ordinal);
        Assert.Contains("đã kiểm, chưa ghi", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_with_merged_headings_and_decomposed_marks_is_read_and_its_faults_come_back_beside_the_cells()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var book = Workbook(sheet =>
        {
            Line(sheet, "BÁO CÁO SỐ LIỆU");
            Line(sheet, "TT", "Mã xã", "Tên xã", "Đường");
            Line(sheet, "", "", "", "road-lane", "road-hamlet");
            for (var i = 0; i < 3; i++) sheet.Merge(new Merge(2, 3, i, i));
            sheet.Merge(new Merge(2, 2, 3, 4));
            Line(sheet, "1", "14212", "Xã Giao Ninh".Normalize(NormalizationForm.FormD), "120", "80");
            Line(sheet, "2", "99999", "Xã Không Có", "1", "2");
        });
        var (facts, before) = (await FactsAsync(), Value("road-lane"));
        var page = await SentAsync(officer, "bang.xlsx", book, "Huyện B");
        Assert.Contains("2 chỗ sai", page.Text, StringComparison.Ordinal);
        Assert.Contains("phải từ 0 đến 100", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ghi vào kho", page.Text, StringComparison.Ordinal);

        var marked = await officer.Http.GetByteArrayAsync(new Uri("/facts/import?handler=Marked&job=" + JobOf(page), UriKind.Relative), Cancel);
        var text = SheetText(marked);
        Assert.Contains("Lý do", text, StringComparison.Ordinal);
        Assert.Contains("phải từ 0 đến 100", text, StringComparison.Ordinal);
        Assert.Contains("99999", text, StringComparison.Ordinal);

        // All or nothing, even when it is asked for past the page.
        await AgainAsync(officer, page, "Write", []);
        Assert.Equal((facts, before), (await FactsAsync(), Value("road-lane")));

        page = await SentAsync(officer, "bang.xlsx", Workbook(sheet =>
        {
            Line(sheet, "Tên xã", "road-hamlet");
            Line(sheet, "Xã Giao Ninh".Normalize(NormalizationForm.FormD), "80");
        }), "Huyện B");
        page = await AgainAsync(officer, page, "Write", [("Tên xã", "@unit"), ("road-hamlet", "road-hamlet")]);
        Assert.Contains("Đã ghi 1 giá trị.", page.Text, StringComparison.Ordinal);
        Assert.Equal("80", Value("road-hamlet"));
    }

    [Theory]
    [InlineData("bang.xlsx", "%PDF-1.7 không phải bảng")]
    [InlineData("bang.csv", "<html><table><tr><td>1</td></tr></table></html>")]
    [InlineData("bang.xlsx", "PK\u0003\u0004 cắt cụt")]
    public async Task A_file_that_is_no_table_is_refused_whatever_its_name(string name, string content)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = await SentAsync(officer, name, Encoding.UTF8.GetBytes(content), "Huyện C");
        Assert.Contains("role=\"alert\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ghi vào kho", page.Text, StringComparison.Ordinal);
        Assert.Contains("không nạp được", (await officer.GetAsync("/facts/import")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Huyện D", Day, "Chọn tệp .xlsx hoặc .csv.")]
    [InlineData("a", "", Day, "Ghi nguồn của số liệu, tối đa 200 chữ.")]
    [InlineData("a", "Huyện D", "31/11/2026", "Ngày 31/11/2026 không có")]
    public async Task What_is_missing_is_asked_for_and_what_was_typed_stays(string content, string source, string day, string words)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var answer = await PostAsync(officer, "a.csv", Bytes(content), source, day);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"" + day + "\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_and_nothing_of_it_is_kept()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var before = await JobsAsync();
        var answer = await PostAsync(officer, "lon.csv", new byte[64 * 1024 * 1024 + 1], "Huyện E", Day);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Tệp lớn hơn 64 MB.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await JobsAsync());
    }

    [Fact]
    public async Task A_table_that_is_stopped_leaves_nothing_and_can_be_checked_again()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var facts = await FactsAsync();
        var held = Hold(demo.Server);
        var sent = await PostAsync(officer, "dai.csv", Long(1_000), "Huyện G", Day);
        Assert.Contains("http-equiv=\"refresh\"", (await officer.GetAsync(sent.Location!)).Text, StringComparison.Ordinal);
        await officer.PostFormAsync("/facts/import?handler=Stop", new() { ["job"] = JobOf(sent.Location!) }, sent.Location!);
        var page = await EndedAsync(officer, sent.Location!);
        held.SetResult();
        Assert.Contains("Đã dừng; chưa ghi gì.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Kiểm lại", page.Text, StringComparison.Ordinal);
        Assert.Equal(facts, await FactsAsync());
    }

    [Fact]
    public async Task Who_sent_a_table_is_who_sees_it_and_only_with_the_right()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var page = await SentAsync(officer, "cua-toi.csv", Bytes("Mã xã;road-lane\n14212;50\n"), "Huyện H");
        using var reader = await demo.Server.SignInAsync("vanhoa");
        var tried = await reader.GetAsync("/facts/import?job=" + JobOf(page));
        Assert.Contains("/refused", tried.Location, StringComparison.Ordinal);
        Assert.Contains("Không còn giữ lần nạp này", (await officer.GetAsync("/facts/import?job=khong-co")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_a_restart_cut_off_says_so_and_goes_on_with_the_file_that_was_kept()
    {
        await using var server = await RunningServer.StartAsync();
        string path;
        using (var officer = await server.SignInAsync("dieuphoi"))
        {
            Hold(server);
            path = (await PostAsync(officer, "dai.csv", Long(1_000), "Huyện I", Day)).Location!;
            await server.StopAsync();
        }
        // As on another machine: only the store knows the file.
        foreach (var file in Directory.GetFiles(Path.Combine(server.Data, "imports"))) File.Delete(file);
        await server.StartAgainAsync(0, 0);
        using var again = await server.SignInAsync("dieuphoi");
        // A server that several share waits until the lost one has been silent for a while.
        var page = await EndedAsync(again, path);
        Assert.Contains("Máy chủ khởi động lại giữa chừng; bảng này chưa ghi gì.", page.Text, StringComparison.Ordinal);
        Assert.Contains("bị ngắt, chưa ghi", (await again.GetAsync("/facts/import")).Text, StringComparison.Ordinal);
        await again.PostFormAsync("/facts/import?handler=Check", new() { ["job"] = JobOf(path) }, path);
        Assert.Contains("chỗ sai", (await EndedAsync(again, path)).Text, StringComparison.Ordinal);
    }

    private string? Value(string indicator)
    {
        var (services, day) = (demo.Server.Services, new DateOnly(2026, 10, 31));
        var unit = services.GetRequiredService<Gazetteers>().Current.ByCode("14212", new AsOf(day, DateOnly.MaxValue))!.Unit;
        return services.GetRequiredService<FactBooks>().Current.Find(indicator, unit, new AsOf(day, DateOnly.MaxValue)) is { } fact && fact.From == day ? fact.Value : null;
    }

    private async Task<int> FactsAsync()
    {
        await using var db = demo.Server.Services.GetRequiredService<StoreFactory>().Open();
        return await db.Set<Fact>().CountAsync(Cancel);
    }

    private async Task<int> JobsAsync()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        return Regex.Count((await officer.GetAsync("/facts/import")).Text, "/facts/import\\?job=");
    }

    private static async Task<PageAnswer> SentAsync(PageClient officer, string name, byte[] content, string source)
    {
        var sent = await PostAsync(officer, name, content, source, Day);
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        return await EndedAsync(officer, sent.Location!);
    }

    private static async Task<PageAnswer> AgainAsync(PageClient officer, PageAnswer page, string handler, (string Header, string Target)[] columns)
    {
        var token = Regex.Match(page.Text, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        List<KeyValuePair<string, string>> fields = [new("__RequestVerificationToken", token), new("job", JobOf(page))];
        foreach (var (header, target) in columns) fields.AddRange([new("header", header), new("target", target)]);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await officer.Http.PostAsync(new Uri("/facts/import?handler=" + handler, UriKind.Relative), content, Cancel);
        return await EndedAsync(officer, answer.Headers.Location!.OriginalString);
    }

    private static async Task<PageAnswer> EndedAsync(PageClient officer, string path)
    {
        for (var i = 0; i < 1_200; i++)
        {
            var page = await officer.GetAsync(path);
            if (!page.Text.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal)) return page with { Location = path };
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException(path);
    }

    private static async Task<PageAnswer> PostAsync(PageClient officer, string name, byte[] content, string source, string day)
    {
        var form = await officer.Http.GetStringAsync(new Uri("/facts/import", UriKind.Relative), Cancel);
        var token = Regex.Match(form, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var fields = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(source), "source" }, { new StringContent(day), "asOf" }, { new ByteArrayContent(content), "file", name } };
        using var answer = await officer.Http.PostAsync(new Uri("/facts/import", UriKind.Relative), fields, Cancel);
        return new PageAnswer(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), answer.Headers.Location?.OriginalString);
    }

    private static string JobOf(PageAnswer page) => JobOf(page.Location!);

    private static string JobOf(string path) => path[(path.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Tables wait to be read until what is given back ends.</summary>
    private static TaskCompletionSource Hold(RunningServer server)
    {
        var held = new TaskCompletionSource();
        server.Services.GetRequiredService<ImportJobs>().Held = held.Task;
        return held;
    }

    // That its rows are of one commune makes it wrong in the end.
    private static byte[] Long(int rows)
    {
        var text = new StringBuilder("Mã xã;Tên xã;road-commune\n");
        for (var i = 0; i < rows; i++) text.Append("14212;xã Giao Ninh số ").Append(i % 9).Append(';').Append(i % 100).Append('\n');
        return Bytes(text.ToString());
    }

    private static byte[] Workbook(Action<XlsxWriter> write)
    {
        using var to = new MemoryStream();
        using (var sheet = new XlsxWriter(to, "Bảng", [6, 10, 30, 12, 12], 0, 0)) write(sheet);
        return to.ToArray();
    }

    private static void Line(XlsxWriter sheet, params string[] cells)
    {
        sheet.Row();
        foreach (var cell in cells) sheet.Text(cell);
    }

    private static string SheetText(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return string.Join("\n", zip.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return WebUtility.HtmlDecode(reader.ReadToEnd());
        }));
    }
}
