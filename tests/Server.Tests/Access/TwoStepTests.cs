using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Server.Access;
using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Access;

/// <summary>Signing in in two steps, asked of those who decide.</summary>
public sealed partial class TwoStepTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_phone_of_these_tests_keeps_to_the_examples_of_RFC_6238()
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        Assert.Equal("287082", Totp.CodeAt(secret, DateTimeOffset.FromUnixTimeSeconds(59)));
        Assert.Equal("081804", Totp.CodeAt(secret, DateTimeOffset.FromUnixTimeSeconds(1111111109)));
        Assert.Equal("005924", Totp.CodeAt(secret, DateTimeOffset.FromUnixTimeSeconds(1234567890)));
    }

    [Fact]
    public async Task Who_decides_sets_up_the_second_step_before_deciding_and_needs_it_ever_after()
    {
        var desk = demo.Server.Services.GetRequiredService<AccountDesk>();
        Assert.False(await desk.AsksTwoStepsAsync(Cancel));
        Assert.False((await desk.AskTwoStepsAsync("vanhoa", true, Cancel)).Ok);
        Assert.True((await desk.AskTwoStepsAsync("quantri", true, Cancel)).Ok);

        using var chair = await demo.Server.SignInAsync("phochutich");
        var shut = await chair.GetAsync("/bulletins");
        Assert.Equal(HttpStatusCode.Redirect, shut.Status);
        Assert.StartsWith("/refused", new Uri(demo.Server.Address, shut.Location).PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("cần đăng nhập hai bước", (await chair.GetAsync("/notices")).Text, StringComparison.Ordinal);
        using (var writer = await demo.Server.SignInAsync("vanhoa")) Assert.Equal(HttpStatusCode.OK, (await writer.GetAsync("/bulletins")).Status);
        Assert.Empty(await demo.Server.Services.GetRequiredService<LangSo.Devices.ISignerDirectory>().GrantsOfAsync("phochutich", Cancel));

        var begun = await chair.PostFormAsync("/account?handler=Begin", [], page: "/account");
        var secret = Totp.FromBase32(Key().Match(begun.Text).Groups[1].Value);
        Assert.Equal(20, secret.Length);
        Assert.Contains("<svg class=\"qr\"", begun.Text, StringComparison.Ordinal);
        var wrong = await chair.PostFormAsync("/account?handler=Confirm", new() { ["code"] = "000000" }, page: "/account");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        var on = await chair.PostFormAsync("/account?handler=Confirm", new() { ["code"] = Totp.CodeAt(secret, TimeProvider.System.GetUtcNow()) }, page: "/account");
        var codes = Recovery().Matches(on.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(8, codes.Count);
        Assert.Equal(HttpStatusCode.OK, (await chair.GetAsync("/bulletins")).Status);
        Assert.NotEmpty(await demo.Server.Services.GetRequiredService<LangSo.Devices.ISignerDirectory>().GrantsOfAsync("phochutich", Cancel));

        // Neither the secret nor a recovery code lies readable in the store.
        await using (var db = demo.Server.Services.GetRequiredService<StoreFactory>().Open())
        {
            var kept = string.Join(' ', await db.Set<IdentityUserToken<string>>().Select(t => t.Value).ToListAsync(Cancel));
            Assert.DoesNotContain(Key().Match(begun.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase);
            Assert.All(codes, code => Assert.DoesNotContain(code, kept, StringComparison.OrdinalIgnoreCase));
        }

        // A code opens once; the next one of the same clock is another.
        var code = Totp.CodeAt(secret, TimeProvider.System.GetUtcNow().AddSeconds(30));
        using (var again = await HalfInAsync()) Assert.Equal("/", (await again.PostFormAsync("/sign-in/step", new() { ["code"] = code })).Location);
        using (var replay = await HalfInAsync())
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await replay.PostFormAsync("/sign-in/step", new() { ["code"] = code })).Status);
            Assert.Equal(HttpStatusCode.Redirect, (await replay.GetAsync("/bulletins")).Status);
        }
        using (var lost = await HalfInAsync()) Assert.Equal("/", (await lost.PostFormAsync("/sign-in/step", new() { ["code"] = codes[3] })).Location);
        using (var twice = await HalfInAsync()) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await twice.PostFormAsync("/sign-in/step", new() { ["code"] = codes[3] })).Status);

        // A lost phone: an administrator takes the step off, and the right waits again.
        Assert.True((await desk.ResetTwoStepsAsync("quantri", "phochutich", Cancel)).Ok);
        using var anew = await demo.Server.SignInAsync("phochutich");
        Assert.Equal(HttpStatusCode.Redirect, (await anew.GetAsync("/bulletins")).Status);
        Assert.True((await desk.AskTwoStepsAsync("quantri", false, Cancel)).Ok);
    }

    [Fact]
    public async Task The_second_step_is_shown_only_after_the_password()
    {
        using var visitor = demo.Server.Visit();
        Assert.Equal("/sign-in", (await visitor.GetAsync("/sign-in/step")).Location);
    }

    private async Task<PageClient> HalfInAsync()
    {
        var client = demo.Server.Visit();
        var page = await client.PostFormAsync("/sign-in", new() { ["name"] = "phochutich", ["password"] = DemoAccounts.Password });
        Assert.Equal("/sign-in/step", page.Location);
        return client;
    }

    [GeneratedRegex("<b class=\"b wrapword\">([A-Z2-7 ]+)</b>")]
    private static partial Regex Key();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex Recovery();
}
