using LangSo.Devices;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Testing;

namespace LangSo.Devices.Tests;

/// <summary>What is particular to a store that is far away: keys, bad lines, the local cache.</summary>
public sealed class S3VaultTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-s3-").FullName;
    private FakeS3 _s3 = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await FakeS3.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _s3.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Five_hundred_who_ask_at_once_cost_the_store_one_request()
    {
        var sound = VaultTests.Sound("wanted by all", 60_000);
        var hash = await Open("a").PutAsync(sound, Cancel);
        var other = Open("b");
        _s3.Asked.Clear();
        var read = await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            await using var stream = (await other.OpenAsync(hash, Cancel))!;
            using var whole = new MemoryStream();
            await stream.CopyToAsync(whole, Cancel);
            return whole.ToArray().AsSpan().SequenceEqual(sound);
        }));
        Assert.All(read, Assert.True);
        Assert.Equal($"GET /{FakeS3.Bucket}/am-thanh/{hash}", Assert.Single(_s3.Asked));
    }

    [Fact]
    public async Task One_who_gives_up_waiting_does_not_end_it_for_the_others()
    {
        var hash = await Open("a").PutAsync(VaultTests.Sound("x", 100), Cancel);
        var release = new TaskCompletionSource();
        _s3.Hold = cancel => release.Task.WaitAsync(cancel);
        var other = Open("b");
        using var impatient = new CancellationTokenSource();
        var (first, second) = (other.OpenAsync(hash, impatient.Token), other.OpenAsync(hash, Cancel));
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        await using var stream = await second;
        Assert.Equal(100, stream!.Length);
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_gone_on_with_where_it_broke()
    {
        var hash = await Open("a").PutAsync(VaultTests.Sound("cut", 40_000), Cancel);
        _s3.Cut(2);
        var other = Open("b");
        await using var stream = await other.OpenAsync(hash, Cancel);
        Assert.Equal(40_000, stream!.Length);
        Assert.True(await other.VerifyAsync(hash, Cancel));
    }

    [Fact]
    public async Task A_store_that_is_busy_for_a_moment_is_asked_again()
    {
        _s3.Fail(2);
        var hash = await Open("a").PutAsync(VaultTests.Sound("busy", 10), Cancel);
        Assert.True(_s3.Has("am-thanh/" + hash));
        _s3.Fail(3);
        var e = await Assert.ThrowsAsync<MediaUnavailableException>(() => Open("b").OpenAsync(hash, Cancel));
        Assert.Contains("SlowDown", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_cache_holds_is_served_while_the_store_is_down_and_the_rest_once_it_is_back()
    {
        var vault = Open("a");
        var cached = await vault.PutAsync(VaultTests.Sound("cached", 10), Cancel);
        var afar = await Open("b").PutAsync(VaultTests.Sound("afar", 10), Cancel);
        _s3.IsDown = true;
        await using (var stream = await vault.OpenAsync(cached, Cancel)) Assert.NotNull(stream);
        await Assert.ThrowsAsync<MediaUnavailableException>(() => vault.OpenAsync(afar, Cancel));
        _s3.IsDown = false;
        await using (var stream = await vault.OpenAsync(afar, Cancel)) Assert.NotNull(stream);
    }

    [Fact]
    public async Task A_sound_that_was_damaged_in_the_store_is_not_sent_on()
    {
        var hash = await Open("a").PutAsync(VaultTests.Sound("whole", 10), Cancel);
        _s3.Put("am-thanh/" + hash, VaultTests.Sound("spoilt", 10), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Assert.ThrowsAsync<MediaUnavailableException>(() => Open("b").OpenAsync(hash, Cancel));
    }

    [Fact]
    public async Task A_list_longer_than_a_page_comes_whole_without_what_is_not_ours()
    {
        var vault = Open("a");
        var hashes = new List<string>();
        for (var n = 0; n < 7; n++) hashes.Add(await vault.PutAsync(VaultTests.Sound("n" + n, 10 + n), Cancel));
        _s3.Put("am-thanh/ghi chú & khác.txt", [1], TimeProvider.System.GetUtcNow().UtcDateTime);
        _s3.Put("khac/" + hashes[0], [1], TimeProvider.System.GetUtcNow().UtcDateTime);
        _s3.MostOnPage = 3;
        List<KeptMedia> all = [];
        await foreach (var kept in vault.ListAsync(Cancel)) all.Add(kept);
        Assert.Equal(hashes.Order(), all.Select(k => k.Sha256).Order());
        Assert.Equal(Enumerable.Range(10, 7).Select(n => (long)n), all.Select(k => k.Bytes).Order());
    }

    [Theory]
    [InlineData("khác", FakeS3.Bucket, "SignatureDoesNotMatch")]
    [InlineData(FakeS3.Secret, "khong-co", "NoSuchBucket")]
    public async Task Wrong_keys_and_wrong_buckets_are_told_in_one_line_without_the_keys(string secret, string bucket, string code)
    {
        var vault = new S3Vault(MediaAddress.Parse(_s3.Address(secret: secret, bucket: bucket), new DataFolder(_folder)).Value, TimeProvider.System);
        var problem = (await vault.CheckAsync(Cancel))!.ToString();
        Assert.Contains(code, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeS3.Key, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public async Task A_wrong_clock_is_named()
    {
        var early = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-1));
        var vault = new S3Vault(MediaAddress.Parse(_s3.Address(), new DataFolder(_folder)).Value, early);
        Assert.Contains("RequestTimeTooSkewed", (await vault.CheckAsync(Cancel))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cache_stays_within_its_size_and_keeps_what_was_asked_for_last()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var folder = Path.Combine(_folder, "cache");
        var cache = new MediaCache(folder, 2_500, clock);
        string Name(int n) => n.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var n in (int[])[1, 2])
        {
            await cache.KeepAsync(Name(n), new byte[1000], Cancel);
            clock.Advance(TimeSpan.FromMinutes(2));
        }
        cache.Open(Name(1))!.Dispose();
        clock.Advance(TimeSpan.FromMinutes(2));
        await cache.KeepAsync(Name(3), new byte[1000], Cancel);
        Assert.Equal(2000, cache.Bytes);
        Assert.Null(cache.Open(Name(2)));

        // A server that starts anew knows the order, and one sound larger than all room still is served.
        var again = new MediaCache(folder, 2_500, clock);
        clock.Advance(TimeSpan.FromMinutes(2));
        await again.KeepAsync(Name(4), new byte[1500], Cancel);
        Assert.Null(again.Open(Name(1)));
        again.Open(Name(3))!.Dispose();
        await again.KeepAsync(Name(5), new byte[9000], Cancel);
        Assert.Equal(Name(5), Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
    }

    private S3Vault Open(string server) => new(MediaAddress.Parse(_s3.Address(), new DataFolder(Path.Combine(_folder, server))).Value, TimeProvider.System);
}
