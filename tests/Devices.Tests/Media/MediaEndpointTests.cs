using System.Net;
using System.Net.Http.Headers;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Speech;
using LangSo.Store.Media;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Devices.Tests;

/// <summary>What devices and officials meet when sounds lie in an S3 store.</summary>
public sealed class MediaEndpointTests : IAsyncLifetime
{
    private FakeS3 _s3 = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await FakeS3.StartAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task Devices_fetch_whole_and_in_parts_with_an_etag_as_from_a_folder()
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: _s3.Address());
        var sound = VaultTests.Sound("s3", 30_000);
        var hash = await server.Services.GetRequiredService<IMediaVault>().PutAsync(sound, Cancel);
        var whole = await server.Http.GetAsync($"{server.Url}/media/{hash}", Cancel);
        Assert.Equal(sound, await whole.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(("\"" + hash + "\"", "bytes"), (whole.Headers.ETag!.Tag, whole.Headers.AcceptRanges.Single()));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Url}/media/{hash}") { Headers = { Range = new RangeHeaderValue(29_000, null) } };
        var part = await server.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(sound[29_000..], await part.Content.ReadAsByteArrayAsync(Cancel));
        using var known = new HttpRequestMessage(HttpMethod.Get, $"{server.Url}/media/{hash}") { Headers = { IfNoneMatch = { whole.Headers.ETag } } };
        Assert.Equal(HttpStatusCode.NotModified, (await server.Http.SendAsync(known, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync($"{server.Url}/media/{new string('0', 64)}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task While_the_store_is_down_devices_are_told_to_come_again_and_then_are_served()
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: _s3.Address());
        var sound = VaultTests.Sound("later", 100);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sound));
        _s3.Put("am-thanh/" + hash, sound, TimeProvider.System.GetUtcNow().UtcDateTime);
        _s3.IsDown = true;
        var refused = await server.Http.GetAsync($"{server.Url}/media/{hash}", Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value));
        Assert.DoesNotContain(FakeS3.Key, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        _s3.IsDown = false;
        Assert.Equal(sound, await server.Http.GetByteArrayAsync($"{server.Url}/media/{hash}", Cancel));
    }

    [Fact]
    public async Task With_a_public_address_devices_are_sent_there_for_what_is_kept_and_nowhere_for_the_rest()
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: _s3.Address("&public=https://cdn.example.vn/loa"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var hash = await server.Services.GetRequiredService<IMediaVault>().PutAsync(VaultTests.Sound("cdn", 10), Cancel);
        var sent = await http.GetAsync($"{server.Url}/media/{hash}", Cancel);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "https://cdn.example.vn/loa/" + hash), (sent.StatusCode, sent.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{server.Url}/media/{new string('0', 64)}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_keeps_a_sound_or_approves_one_while_the_store_is_down_is_told_so_in_one_line()
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: _s3.Address());
        var shelf = server.Services.GetRequiredService<ISoundShelf>();
        var kept = (await shelf.KeepAsync(new Announcement(VaultTests.Sound("kept", 50), 1000), Cancel)).Value;
        Assert.Null(await shelf.CheckAsync(kept, Cancel));
        var elsewhere = new SoundRef(new string('a', 64), 50, 1000);
        Assert.Contains("không còn trong kho", (await shelf.CheckAsync(elsewhere, Cancel))!.ToString(), StringComparison.Ordinal);

        _s3.IsDown = true;
        var lost = Assert.Single((await shelf.KeepAsync(new Announcement(VaultTests.Sound("new", 50), 1000), Cancel)).Problems);
        Assert.Equal("media", lost.Field);
        var refused = (await shelf.CheckAsync(elsewhere, Cancel))!.ToString();
        Assert.StartsWith("Chưa duyệt được", refused, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused);
        // What this server can still send is as good as kept.
        Assert.Null(await shelf.CheckAsync(kept, Cancel));
        await using (var heard = await shelf.OpenAsync(kept.Sha256, Cancel)) Assert.Equal(50, heard!.Length);
        Assert.Null(await shelf.OpenAsync(elsewhere.Sha256, Cancel));
    }
}
