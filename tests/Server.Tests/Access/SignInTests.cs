using System.Net;
using System.Text.RegularExpressions;
using LangSo.Server.Access;
using LangSo.Server.Demo;
using LangSo.Testing;

namespace LangSo.Server.Tests.Access;

/// <summary>The door.</summary>
public sealed partial class SignInTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task The_right_password_opens_the_control_room()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        var room = await officer.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, room.Status);
        Assert.Contains("Cán bộ Văn phòng Điều phối NTM tỉnh", room.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_the_name_kept_and_the_password_not()
    {
        using var visitor = demo.Server.Visit();
        var page = await TryAsync(visitor, "lanhdao", "sai-mat-khau");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Tài khoản hoặc mật khẩu không khớp. Còn 4 lần thử.", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"lanhdao\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sai-mat-khau", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/")).Status);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_exactly_like_a_wrong_password()
    {
        using var visitor = demo.Server.Visit();
        foreach (var _ in Enumerable.Range(0, SignInTries.Most + 1))
        {
            var known = await TryAsync(visitor, "phochutich", "sai-mat-khau");
            var unknown = await TryAsync(visitor, "khong-co-ai", "sai-mat-khau");
            Assert.Equal(known.Status, unknown.Status);
            Assert.Equal(Same(known.Text, "phochutich"), Same(unknown.Text, "khong-co-ai"));
        }
    }

    [Fact]
    public async Task After_five_wrong_tries_the_right_password_has_to_wait_too()
    {
        using var visitor = demo.Server.Visit();
        for (var left = SignInTries.Most - 1; left > 0; left--)
            Assert.Contains($"Còn {left} lần thử.", (await TryAsync(visitor, "vanhoa", "sai-mat-khau")).Text, StringComparison.Ordinal);
        Assert.Contains("Đã sai quá nhiều lần. Chờ 5 phút rồi thử lại.", (await TryAsync(visitor, "vanhoa", "sai-mat-khau")).Text, StringComparison.Ordinal);
        var right = await TryAsync(visitor, "VANHOA", DemoAccounts.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.Status);
        Assert.Contains("Đã sai quá nhiều lần.", right.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/units?q=giao", "/units?q=giao")]
    [InlineData("https://example.org/", "/")]
    [InlineData("//example.org/", "/")]
    [InlineData("/\\example.org", "/")]
    [InlineData("", "/")]
    public async Task Signing_in_leads_back_but_never_to_another_site(string back, string leads)
    {
        using var visitor = demo.Server.Visit();
        var page = await visitor.PostFormAsync("/sign-in", new() { ["name"] = "dieuphoi", ["password"] = DemoAccounts.Password, ["back"] = back });
        Assert.Equal((HttpStatusCode.Redirect, leads), (page.Status, page.Location));
    }

    [Theory]
    [InlineData("/units", "/units")]
    [InlineData("https://example.org/", "/")]
    [InlineData("//example.org/", "/")]
    [InlineData("/\\example.org", "/")]
    public async Task Choosing_a_language_leads_back_but_never_to_another_site(string back, string leads)
    {
        using var visitor = demo.Server.Visit();
        var page = await visitor.GetAsync("/language?to=en&back=" + Uri.EscapeDataString(back));
        Assert.Equal((HttpStatusCode.Redirect, leads), (page.Status, page.Location));
    }

    [Fact]
    public async Task Signing_out_needs_the_token_of_the_form()
    {
        using var officer = await demo.Server.SignInAsync("dieuphoi");
        using (var without = await officer.Http.PostAsync("/sign-out", null, TestContext.Current.CancellationToken)) Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/")).Status);

        var left = await officer.PostFormAsync("/sign-out", [], page: "/more");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (left.Status, left.Location));
        Assert.Equal(HttpStatusCode.Redirect, (await officer.GetAsync("/")).Status);
    }

    private static Task<PageAnswer> TryAsync(PageClient visitor, string name, string password) =>
        visitor.PostFormAsync("/sign-in", new() { ["name"] = name, ["password"] = password });

    /// <summary>The page without what is the reader's own: the name that was typed and the form's token.</summary>
    private static string Same(string page, string name) => Token().Replace(page, "").Replace(name, "NAME", StringComparison.Ordinal);

    [GeneratedRegex("<input name=\"__RequestVerificationToken\"[^>]*>")]
    private static partial Regex Token();
}
