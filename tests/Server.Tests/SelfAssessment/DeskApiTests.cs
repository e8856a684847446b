using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Server.Demo;
using LangSo.Server.Tests.Commands;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.SelfAssessment;

/// <summary>The commune's desk over real HTTP.</summary>
public sealed class DeskApiTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const string Device = "may-thu-nghiem", Set = "ntm-2026";
    private static readonly byte[] Picture = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Unit(RunningServer server)
    {
        var today = server.Services.GetRequiredService<TimeProvider>().Today();
        return server.Services.GetRequiredService<LangSo.Territory.Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit.Value;
    }

    private static int Year(RunningServer server) => server.Services.GetRequiredService<TimeProvider>().Today().Year;

    private static async Task<JsonElement> StateAsync(PageClient client, RunningServer server) =>
        await client.Http.GetFromJsonAsync<JsonElement>($"/api/self-assessment/sheets/{Unit(server)}/{Set}/{Year(server)}", Cancel);

    private static object Op(RunningServer server, string kind, string indicator, string? value = null, string? sha = null) => new
    {
        id = Guid.NewGuid().ToString("n"), kind, unit = Unit(server), set = Set, year = Year(server), indicator, value, @base = 1_000, seen = 1_000_000,
        n = Random.Shared.NextInt64(1 << 20, 1L << 40), at = "2026-01-01T00:00:00Z", sha256 = sha, name = sha is null ? null : "anh.jpg", bytes = Picture.Length,
    };

    private static Task<HttpResponseMessage> SyncAsync(PageClient client, string user, string csrf, params object[] ops)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/self-assessment/sync") { Content = JsonContent.Create(new { user, device = Device, ops }) };
        request.Headers.Add("X-CSRF", csrf);
        return client.Http.SendAsync(request, Cancel);
    }

    [Fact]
    public async Task A_queue_is_taken_from_whom_it_belongs_to_and_from_nobody_else()
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        var csrf = (await StateAsync(officer, demo.Server)).GetProperty("csrf").GetString()!;
        var op = Op(demo.Server, "edit", "plan-general", "yes");
        Assert.Equal(HttpStatusCode.Conflict, (await SyncAsync(officer, "vanhoa", csrf, op)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SyncAsync(officer, "nongthon", "sai", op)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SyncAsync(officer, "nongthon", csrf, [.. Enumerable.Range(0, 501).Select(_ => op)])).StatusCode);
        var taken = await (await SyncAsync(officer, "nongthon", csrf, op, op)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(["applied", "duplicate"], taken.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));

        using var nobody = demo.Server.Visit();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SyncAsync(nobody, "nongthon", csrf, op)).StatusCode);
        using var culture = await demo.Server.SignInAsync("vanhoa");
        Assert.Equal(HttpStatusCode.Forbidden, (await SyncAsync(culture, "vanhoa", csrf, op)).StatusCode);
        Assert.Contains("/refused", (await culture.GetAsync("/self-assessment")).Location!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_shown_to_those_whose_figures_it_is_and_never_by_the_broadcasts_address()
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        var csrf = (await StateAsync(officer, demo.Server)).GetProperty("csrf").GetString()!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Picture));
        await SyncAsync(officer, "nongthon", csrf, Op(demo.Server, "evidence-add", "plan-general", sha: hash));
        for (var from = 0; from < Picture.Length; from += 100)
        {
            var put = new HttpRequestMessage(HttpMethod.Put, $"/api/self-assessment/files/{hash}?offset={from}&size={Picture.Length}&name=anh.jpg") { Content = new ByteArrayContent(Picture[from..Math.Min(from + 100, Picture.Length)]) };
            put.Headers.Add("X-CSRF", csrf);
            Assert.Equal(HttpStatusCode.OK, (await officer.Http.SendAsync(put, Cancel)).StatusCode);
        }
        Assert.Equal(Picture, await officer.Http.GetByteArrayAsync("/self-assessment/evidence/" + hash, Cancel));
        using var leader = await demo.Server.SignInAsync("lanhdao");
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync("/self-assessment/evidence/" + hash)).Status);
        using var nobody = demo.Server.Visit();
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.GetAsync("/self-assessment/evidence/" + hash)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync("/media/" + hash)).Status);
        // however old, it is never swept away like a sound that nobody wanted
        File.SetLastWriteTimeUtc(Path.Combine(demo.Server.Data, "media", hash), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await demo.Server.Services.GetRequiredService<LangSo.Devices.MediaSweep>().SweepAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync("/self-assessment/evidence/" + hash)).Status);
        Assert.True((await StateAsync(officer, demo.Server)).GetProperty("files").EnumerateArray().Single(f => f.GetProperty("sha256").GetString() == hash).GetProperty("here").GetBoolean());
    }

    [Fact]
    public async Task A_sheet_is_had_as_a_table_and_another_communes_sheet_is_not_there()
    {
        using var officer = await demo.Server.SignInAsync("nongthon");
        var sheet = $"/self-assessment/{Unit(demo.Server)}/{Set}/{Year(demo.Server)}";
        Assert.Equal("PK"u8.ToArray(), (await officer.Http.GetByteArrayAsync(sheet + "?handler=Table&form=xlsx", Cancel))[..2]);
        Assert.Contains("Giao Ninh", await officer.Http.GetStringAsync(sheet + "?handler=Table&form=csv", Cancel), StringComparison.Ordinal);
        var today = demo.Server.Services.GetRequiredService<TimeProvider>().Today();
        var other = demo.Server.Services.GetRequiredService<LangSo.Territory.Gazetteers>().Current.InForce(new AsOf(today, today)).First(u => u.Kind == "xã" && u.Unit.Value != Unit(demo.Server));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/self-assessment/{other.Unit}/{Set}/{Year(demo.Server)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/self-assessment/{Unit(demo.Server)}/khong-co/{Year(demo.Server)}")).Status);
    }

    [Theory]
    [InlineData("update facts set value = 'no' where source like 'Tự đánh giá%' and indicator = 'plan-general'", null, "plan-general")]
    [InlineData(null, 40, "bị sửa trong kho")]
    public async Task Verify_names_an_altered_value_and_a_flipped_byte_of_evidence(string? alter, int? flip, string named)
    {
        await using var server = await RunningServer.StartAsync();
        using (var officer = await server.SignInAsync("nongthon"))
        {
            var csrf = (await StateAsync(officer, server)).GetProperty("csrf").GetString()!;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Picture));
            await SyncAsync(officer, "nongthon", csrf, Op(server, "edit", "plan-general", "yes"), Op(server, "evidence-add", "plan-general", sha: hash));
            var put = new HttpRequestMessage(HttpMethod.Put, $"/api/self-assessment/files/{hash}?offset=0&size={Picture.Length}&name=anh.jpg") { Content = new ByteArrayContent(Picture) };
            put.Headers.Add("X-CSRF", csrf);
            Assert.Equal(HttpStatusCode.OK, (await officer.Http.SendAsync(put, Cancel)).StatusCode);
            if (flip is { } at)
            {
                var bytes = Picture.ToArray();
                bytes[at] ^= 1;
                await File.WriteAllBytesAsync(Path.Combine(server.Data, "media", hash), bytes, Cancel);
            }
        }
        await server.StopAsync();
        if (alter is not null) await Sql.RunAsync(server.Data, alter);
        var answer = await Cli.RunAsync("verify", "--files", "--data", server.Data);
        Assert.Equal(1, answer.Code);
        Assert.Contains(named, answer.Error, StringComparison.Ordinal);
    }
}
