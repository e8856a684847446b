using System.Net;
using System.Text.RegularExpressions;
using LangSo.Look;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Host;

/// <summary>A cache never gives a file of one version to a page of another.</summary>
public sealed partial class VersionedAssetsTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AssetVersion Version => demo.Server.Services.GetRequiredService<AssetVersion>();

    [Theory, InlineData("nongthon", "/self-assessment"), InlineData("dieuphoi", "/dossiers"), InlineData("vanhoa", "/bulletins/new")]
    public async Task Every_style_program_and_icon_of_a_page_is_named_under_its_version_and_there(string user, string path)
    {
        using var visitor = await demo.Server.SignInAsync(user);
        var page = (await visitor.GetAsync(path)).Text;

        var files = Shipped().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.StartsWith("/v-" + Version.Value + "/", file, StringComparison.Ordinal);
            using var answer = await visitor.Http.GetAsync(file, Cancel);
            Assert.Equal((HttpStatusCode.OK, "public, max-age=31536000, immutable"), (answer.StatusCode, string.Join(", ", answer.Headers.GetValues("Cache-Control"))));
        }
    }

    [Fact]
    public async Task A_page_of_another_version_gets_what_is_here_and_nobody_keeps_it()
    {
        using var visitor = demo.Server.Visit();
        using var other = await visitor.Http.GetAsync("/v-000000000000/look/langso.css", Cancel);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (other.StatusCode, string.Join(", ", other.Headers.GetValues("Cache-Control"))));
        using var none = await visitor.Http.GetAsync($"/v-{Version.Value}/look/khong-co.css", Cancel);
        Assert.Equal("no-store", string.Join(", ", none.Headers.GetValues("Cache-Control")));
        // only shipped files are found this way
        Assert.Null(Version.Read(new PathString($"/v-{Version.Value}/units")));
        Assert.Null(Version.Read(new PathString("/v-xyz/look/langso.css")));
    }

    [Fact]
    public async Task The_worker_keeps_files_of_the_version_that_gave_it_out()
    {
        using var visitor = demo.Server.Visit();
        var worker = (await visitor.GetAsync("/self-assessment/worker.js")).Text;
        Assert.Contains($"'desk-assets-{Version.Value}'", worker, StringComparison.Ordinal);
        Assert.DoesNotContain("{version}", worker, StringComparison.Ordinal);
        foreach (Match file in Kept().Matches(worker))
        {
            using var there = await visitor.Http.GetAsync($"/v-{Version.Value}/self-assessment-assets/{file.Groups[1].Value}", Cancel);
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]*/(?:look|[a-z-]+-assets)/[^\"#]+)")]
    private static partial Regex Shipped();

    [GeneratedRegex("'([a-z]+\\.(?:js|css))'")]
    private static partial Regex Kept();
}
