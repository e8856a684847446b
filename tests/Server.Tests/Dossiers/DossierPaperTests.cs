using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Dossiers;

/// <summary>A paper's file over real HTTP: sent with the paper, shown in the history, handed only to those who may see the dossier.</summary>
public sealed partial class DossierPaperTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scanned_paper_is_kept_with_its_act_and_opens_for_those_who_see_the_dossier()
    {
        using var office = await demo.Server.SignInAsync("dieuphoi");
        var path = Link().Match((await office.GetAsync("/dossiers?step=proposal")).Text).Value;
        var day = VnTime.Text(demo.Server.Services.GetRequiredService<TimeProvider>().Today());

        var wrong = await AttachAsync(office, path, day, "không phải giấy tờ"u8.ToArray(), "to-trinh.pdf");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("“to-trinh.pdf” không phải", wrong.Text);
        var done = await AttachAsync(office, path, day, Pdf, "Tờ trình đã ký.pdf");
        Assert.Equal(HttpStatusCode.Redirect, done.Status);

        var page = (await office.GetAsync(path)).Text;
        Assert.Contains("Tờ trình đã ký.pdf", page);
        var file = Paper().Match(page).Value;
        using (var answer = await office.Http.GetAsync(file, Cancel))
        {
            Assert.Equal(("application/pdf", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
        using var verifier = await demo.Server.SignInAsync("thamtra");
        Assert.Equal(HttpStatusCode.OK, (await verifier.GetAsync(file)).Status);
        foreach (var other in (string[])["nongthon", "mattran"])
        {
            using var elsewhere = await demo.Server.SignInAsync(other);
            Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(file)).Status);
        }
        using var culture = await demo.Server.SignInAsync("vanhoa");
        Assert.Equal(HttpStatusCode.Redirect, (await culture.GetAsync(file)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(Regex.Replace(file, "[0-9]+$", "999"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(path + "/minutes.docx")).Status);
    }

    private static async Task<PageAnswer> AttachAsync(PageClient client, string path, string day, byte[] bytes, string name)
    {
        var page = await client.Http.GetStringAsync(path, Cancel);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value)), "__RequestVerificationToken" }, { new StringContent(Seen().Match(page).Groups[1].Value), "Seen" },
            { new StringContent("attach"), "Deed" }, { new StringContent("other"), "Kind" }, { new StringContent("45/TTr"), "Number" }, { new StringContent(day), "Date" }, { new ByteArrayContent(bytes), "file", name },
        };
        using var answer = await client.Http.PostAsync(path, form, Cancel);
        return new PageAnswer(answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), answer.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("/dossiers/[0-9a-f]{32}")]
    private static partial Regex Link();

    [GeneratedRegex("/dossiers/[0-9a-f]{32}/papers/[0-9]+")]
    private static partial Regex Paper();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Seen\" value=\"([0-9]+)\"")]
    private static partial Regex Seen();
}
