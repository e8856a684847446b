using System.Net;
using LangSo.Testing;

namespace LangSo.Server.Tests.Pages;

/// <summary>A change of units from a spreadsheet, through real HTTP.</summary>
public sealed class ChangeFileTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Theory]
    [InlineData("14212,xã Giao Phong,99001,xã,Mới,37,full,,", "mã 14212 ngày 30/11/2026 là xã Giao Ninh (từ 1/7/2025), không phải “xã Giao Phong”")]
    [InlineData("14212,xã Giao Ninh,99001,xã,Mới,37,half,,", "cột extent")]
    [InlineData("14212,xã Giao Ninh,99001,làng,Mới,37,full,,", "cột to_kind")]
    [InlineData("14212,xã Giao Ninh,99001,xã,Mới,99,full,,", "không có đơn vị nào mang mã 99")]
    [InlineData("14212,xã Giao Ninh,99001,xã,Mới,37,partial,a,", "cột share")]
    public async Task A_file_with_a_false_row_changes_nothing_and_is_named_by_row_and_column(string row, string words)
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var path = (await officer.PostFormAsync("/changes", [])).Location!;
        await ChangesTests.Save(officer, path, "Head", new() { ["title"] = "Tệp", ["number"] = "NQ 9", ["issued"] = "1/11/2026", ["on"] = "1/12/2026" }, 1);

        var answer = await UploadAsync(officer, path, row);
        Assert.Contains("dot.csv, dòng 2", answer, StringComparison.Ordinal);
        Assert.Contains(words, answer, StringComparison.Ordinal);
        Assert.Contains("Chưa có đơn vị nào thay đổi.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("dot.csv", await UploadAsync(officer, path, "14212,xã Giao Ninh,99001,xã,Mới,37,full,,khoản 1"), StringComparison.Ordinal);
        Assert.Contains("xã Mới", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(PageClient officer, string path, string row)
    {
        var page = await officer.Http.GetStringAsync(new Uri(path, UriKind.Relative));
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("2"), "revision" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes("from_code,from_name,to_code,to_kind,to_name,to_parent,extent,share,clause\n" + row + "\n")), "file", "dot.csv" },
        };
        using var answer = await officer.Http.PostAsync(new Uri(path + "?handler=Upload", UriKind.Relative), form);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
