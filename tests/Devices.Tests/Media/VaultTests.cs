using System.Security.Cryptography;
using System.Text;
using LangSo.Devices;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Testing;

namespace LangSo.Devices.Tests;

/// <summary>What every vault promises, asked of each kind: in the data folder, in a shared folder, in an S3 store.</summary>
public sealed class VaultTests : IAsyncLifetime
{
    private static readonly DateTime Long = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-vault-").FullName;
    private FakeS3 _s3 = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["own", "shared", "s3"];

    public async ValueTask InitializeAsync()
    {
        _s3 = await FakeS3.StartAsync();
        Directory.CreateDirectory(Path.Combine(_folder, "shared"));
    }

    public async ValueTask DisposeAsync()
    {
        await _s3.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_put_is_found_by_its_hash_and_twice_is_once(string kind)
    {
        var vault = Open(kind);
        var sound = Sound("Loa xóm Lâm Phú", 100_000);
        var hash = await vault.PutAsync(sound, Cancel);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sound)), hash);
        Assert.Equal(hash, await vault.PutAsync(sound, Cancel));
        Assert.Equal(sound, await ReadAsync(vault, hash));
        Assert.Equal(100_000, await vault.SizeAsync(hash, Cancel));
        Assert.True(await vault.VerifyAsync(hash, Cancel));
        Assert.Equal(hash, Assert.Single(await ListAsync(vault)).Sha256);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_sound_can_be_read_from_any_place_on(string kind)
    {
        var vault = Open(kind);
        var sound = Sound("ranges", 50_000);
        var hash = await vault.PutAsync(sound, Cancel);
        await using var stream = (await vault.OpenAsync(hash, Cancel))!;
        stream.Seek(43_210, SeekOrigin.Begin);
        var rest = new byte[50_000 - 43_210];
        await stream.ReadExactlyAsync(rest, Cancel);
        Assert.Equal(sound[43_210..], rest);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_not_there_is_nothing_and_what_is_no_hash_is_never_asked_for(string kind)
    {
        var vault = Open(kind);
        await vault.PutAsync(Sound("there", 10), Cancel);
        foreach (var name in (string[])[new string('0', 64), "../langso.db", "", new string('A', 64), new string('0', 63) + "/"])
        {
            Assert.Null(await vault.OpenAsync(name, Cancel));
            Assert.Null(await vault.SizeAsync(name, Cancel));
            Assert.False(await vault.VerifyAsync(name, Cancel));
            Assert.False(await vault.RefreshAsync(name, Cancel));
            Assert.False(await vault.RemoveAsync(name, DateTime.MaxValue, Cancel));
        }
        Assert.DoesNotContain(_s3.Asked, a => a.Contains("langso.db", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_old_can_be_removed_and_what_is_wanted_again_is_young(string kind)
    {
        var vault = Open(kind);
        var (old, wanted, put, young) = (await vault.PutAsync(Sound("old", 10), Cancel), await vault.PutAsync(Sound("wanted", 10), Cancel),
            await vault.PutAsync(Sound("put again", 10), Cancel), await vault.PutAsync(Sound("young", 10), Cancel));
        foreach (var hash in (string[])[old, wanted, put]) Age(kind, hash);
        Assert.True(await vault.RefreshAsync(wanted, Cancel));
        await vault.PutAsync(Sound("put again", 10), Cancel);
        foreach (var hash in (string[])[old, wanted, put, young]) Assert.Equal(hash == old, await vault.RemoveAsync(hash, Long.AddDays(1), Cancel));
        Assert.Null(await vault.OpenAsync(old, Cancel));
        Assert.Equal(new[] { wanted, put, young }.Order(), (await ListAsync(vault)).Select(k => k.Sha256).Order());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_damaged_sound_is_known(string kind)
    {
        var vault = Open(kind);
        var hash = await vault.PutAsync(Sound("whole", 1000), Cancel);
        if (kind == "s3") _s3.Put("am-thanh/" + hash, Sound("spoilt", 1000), Long);
        else await File.WriteAllBytesAsync(PathOf(kind, hash), Sound("spoilt", 1000), Cancel);
        Assert.False(await vault.VerifyAsync(hash, Cancel));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Many_who_keep_the_same_sound_at_once_all_succeed_and_leave_it_once(string kind)
    {
        IMediaVault[] vaults = [Open(kind), Open(kind)];
        var sound = Sound("same", 20_000);
        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => vaults[n % 2].PutAsync(sound, Cancel))));
        Assert.Single(hashes.Distinct());
        Assert.Single(await ListAsync(vaults[0]));
        Assert.Equal(sound, await ReadAsync(vaults[1], hashes[0]));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_vault_in_order_says_so(string kind) => Assert.Null(await Open(kind).CheckAsync(Cancel));

    [Theory, InlineData("shared"), InlineData("s3")]
    public async Task A_vault_that_does_not_answer_is_unavailable_not_empty(string kind)
    {
        var vault = Open(kind);
        var hash = await vault.PutAsync(Sound("kept", 10), Cancel);
        if (kind == "s3") _s3.IsDown = true;
        else Directory.Delete(Path.Combine(_folder, kind), recursive: true);
        var other = Open(kind);
        Assert.NotNull(await other.CheckAsync(Cancel));
        await Assert.ThrowsAsync<MediaUnavailableException>(() => other.OpenAsync(new string('0', 64), Cancel));
        await Assert.ThrowsAsync<MediaUnavailableException>(() => other.SizeAsync(new string('0', 64), Cancel));
        await Assert.ThrowsAsync<MediaUnavailableException>(() => other.PutAsync(Sound("new", 10), Cancel));
        await Assert.ThrowsAsync<MediaUnavailableException>(() => ListAsync(other));
    }

    [Fact]
    public async Task Two_servers_on_one_shared_folder_see_each_others_sounds()
    {
        var hash = await Open("shared").PutAsync(Sound("one", 10), Cancel);
        Assert.Equal(Sound("one", 10), await ReadAsync(Open("shared"), hash));
    }

    internal static byte[] Sound(string seed, int bytes)
    {
        var sound = new byte[bytes];
        for (var at = 0; at < bytes; at += 32) SHA256.HashData(Encoding.UTF8.GetBytes(seed + at)).AsSpan(0, Math.Min(32, bytes - at)).CopyTo(sound.AsSpan(at));
        return sound;
    }

    private IMediaVault Open(string kind)
    {
        // Each server has a data folder of its own; only the shared folder and the store are common.
        var data = new DataFolder(Path.Combine(_folder, kind == "own" ? "data" : "data" + Guid.NewGuid().ToString("n")));
        var address = MediaAddress.Parse(kind switch { "own" => null, "shared" => "file://" + Path.Combine(_folder, "shared"), _ => _s3.Address() }, data).Value;
        return kind == "s3" ? new S3Vault(address, TimeProvider.System) : new FolderVault(address, TimeProvider.System);
    }

    private string PathOf(string kind, string hash) => Path.Combine(_folder, kind == "own" ? Path.Combine("data", "media") : "shared", hash);

    private void Age(string kind, string hash)
    {
        if (kind == "s3") _s3.MakeOld("am-thanh/" + hash, Long);
        else File.SetLastWriteTimeUtc(PathOf(kind, hash), Long);
    }

    private static async Task<byte[]> ReadAsync(IMediaVault vault, string hash)
    {
        await using var stream = (await vault.OpenAsync(hash, Cancel))!;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Cancel);
        return whole.ToArray();
    }

    private static async Task<List<KeptMedia>> ListAsync(IMediaVault vault)
    {
        List<KeptMedia> all = [];
        await foreach (var kept in vault.ListAsync(Cancel)) all.Add(kept);
        return all;
    }
}
