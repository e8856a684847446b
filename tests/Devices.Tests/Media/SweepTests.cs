using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Devices.Tests;

public sealed class SweepTests : IAsyncLifetime
{
    private static readonly DateTime Long = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private FakeS3 _s3 = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await FakeS3.StartAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_nothing_names_goes_after_a_week_and_what_an_order_or_a_bulletin_names_stays(bool onS3)
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: onS3 ? _s3.Address() : null);
        var vault = server.Services.GetRequiredService<IMediaVault>();
        var hashes = new Dictionary<string, string>();
        foreach (var name in (string[])["ordered", "submitted", "listened", "draft", "fresh"]) hashes[name] = await vault.PutAsync(VaultTests.Sound(name, 100), Cancel);
        await server.SendAsync(DeviceServer.Bulletin(sound: new SoundRef(hashes["ordered"], 100, 1000)), Cancel);
        await AddBulletinAsync(server, new SoundRef(hashes["submitted"], 100, 1000));
        foreach (var hash in hashes.Where(h => h.Key != "fresh").Select(h => h.Value))
        {
            if (onS3) _s3.MakeOld("am-thanh/" + hash, Long);
            else File.SetLastWriteTimeUtc(Path.Combine(server.Folder, "media", hash), Long);
        }
        await (await server.Services.GetRequiredService<ISoundShelf>().OpenAsync(hashes["listened"], Cancel))!.DisposeAsync();

        var sweep = server.Services.GetRequiredService<MediaSweep>();
        Assert.Equal(1, await sweep.SweepAsync(Cancel));
        Assert.Equal(0, await sweep.SweepAsync(Cancel));
        foreach (var (name, hash) in hashes) Assert.Equal(name == "draft", await vault.SizeAsync(hash, Cancel) is null);
        var rows = await server.Services.GetRequiredService<Ledger>().PageAsync(1, 100, null, Cancel);
        Assert.DoesNotContain(rows.Rows, r => r.Act.Contains("sweep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_is_down_is_left_for_the_next_sweep()
    {
        await using var server = await DeviceServer.StartAsync(Cancel, media: _s3.Address());
        _s3.IsDown = true;
        Assert.Equal(0, await server.Services.GetRequiredService<MediaSweep>().SweepAsync(Cancel));
    }

    private static async Task AddBulletinAsync(DeviceServer server, SoundRef sound)
    {
        await using var db = server.Services.GetRequiredService<StoreFactory>().Open();
        var row = db.Add(new Bulletin
        {
            Id = BulletinId.New(TimeProvider.System), Version = 1, State = BulletinState.Submitted, Title = "Họp xóm", Text = "Họp xóm", Area = DeviceServer.Hamlet,
            Class = LangSo.Foundation.BulletinClass.Normal, PlayAt = null, Author = "a", AuthorName = "A", Created = Long, Edited = Long, Sound = sound,
        });
        row.Property("Folded").CurrentValue = "hop xom";
        await db.SaveChangesAsync(Cancel);
    }
}
