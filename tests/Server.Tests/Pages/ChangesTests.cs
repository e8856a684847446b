using System.Net;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Pages;

/// <summary>A merger from the empty list to its undo, through real HTTP.</summary>
public sealed class ChangesTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_merger_is_drafted_previewed_applied_and_taken_back()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        Assert.Contains("Chưa có đợt thay đổi nào", (await officer.GetAsync("/changes")).Text, StringComparison.Ordinal);
        var made = await officer.PostFormAsync("/changes", []);
        var path = made.Location!;
        await Save(officer, path, "Head", new() { ["title"] = "Nhập Giao Ninh", ["number"] = "NQ 9/NQ-UBTVQH16", ["document"] = "Nghị quyết thử", ["issued"] = "1/11/2026", ["on"] = "1/12/2026" }, 1);

        var found = await officer.GetAsync(path + "?q=giao");
        Assert.Contains("xã Giao Ninh (14212)", found.Text, StringComparison.Ordinal);
        var (ninh, other) = (UnitOf("14212"), UnitOf("14161"));
        await Save(officer, path, "Add", new() { ["Pick"] = ninh, ["What"] = "merge", ["Code"] = "14212", ["Kind"] = "xã", ["Name"] = "Giao Mới" }, 2);
        await Save(officer, path, "Add", new() { ["Pick"] = other, ["What"] = "change", ["Name"] = "Tên Khác" }, 3);

        var preview = await officer.GetAsync(path + "?preview=true");
        Assert.Contains("1 đơn vị kết thúc, 1 đơn vị mới, 1 đơn vị đổi tên, mã hoặc cấp trên, 6 đơn vị trực thuộc chuyển theo.", preview.Text, StringComparison.Ordinal);
        foreach (var words in (string[])["loa, bảng tin", "quyền của tài khoản", "Theo đơn vị"]) Assert.Contains(words, preview.Text, StringComparison.Ordinal);
        var unsure = await officer.PostFormAsync(path + "?handler=Apply", new() { ["revision"] = "4" }, path);
        Assert.Contains("Đánh dấu đã xem trước rồi mới áp dụng.", unsure.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Apply", new() { ["revision"] = "4", ["sure"] = "true" }, path)).Status);
        Assert.Contains("Đã áp dụng", (await officer.GetAsync("/changes")).Text, StringComparison.Ordinal);
        Assert.Equal("xã Giao Mới", Units.ByCode("14212", new AsOf(new DateOnly(2026, 12, 1), DateOnly.MaxValue))!.FullName);

        Assert.Contains("Ghi lý do hoàn tác.", (await officer.PostFormAsync(path + "?handler=Undo", [], path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PostFormAsync(path + "?handler=Undo", new() { ["reason"] = "Thử xong" }, path)).Status);
        Assert.Equal("xã Giao Ninh", Units.ByCode("14212", new AsOf(new DateOnly(2026, 12, 1), DateOnly.MaxValue))!.FullName);
        Assert.Contains("Đã hoàn tác", (await officer.GetAsync("/changes")).Text, StringComparison.Ordinal);
    }

    private Gazetteer Units => demo.Server.Services.GetRequiredService<Gazetteers>().Current;

    private string UnitOf(string code) => Units.ByCode(code, new AsOf(new DateOnly(2026, 11, 1), DateOnly.MaxValue))!.Unit.Value;

    internal static async Task Save(PageClient officer, string path, string handler, Dictionary<string, string> fields, int revision)
    {
        fields["revision"] = revision.ToString(VnText.Culture);
        var saved = await officer.PostFormAsync(path + "?handler=" + handler, fields, path);
        Assert.True(saved.Status == HttpStatusCode.Redirect, saved.Text);
    }
}
