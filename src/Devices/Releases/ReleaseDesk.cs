using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>A version of the player and how far it has come.</summary>
/// <param name="Share">Of a hundred devices, how many are offered it.</param>
/// <param name="Stopped">Why it was stopped; null while it goes on.</param>
/// <param name="Running">Devices that run it.</param>
/// <param name="Failed">Devices that tried and could not, or refused.</param>
/// <param name="UnderWay">Devices that fetch it or wait for a quiet moment.</param>
public sealed record ReleaseView(
    string Version, IReadOnlyList<UpdateFile> Files, DateTime Added, DateTime Expires, string By, int Share, string? Stopped, int Running, int Failed, int UnderWay);

/// <summary>
/// New versions of the player: a manifest signed by the root, files in the media vault, offered to a growing share of devices, stopped
/// by hand or by itself when too many fail.
/// </summary>
public sealed class ReleaseDesk
{
    private const int LargestFile = 200 * 1024 * 1024;
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);
    private static readonly string[] Platforms = ["linux-x64", "linux-arm64"];

    private readonly StoreFactory _stores;
    private readonly Ledger _ledger;
    private readonly DeviceRegister _register;
    private readonly RemoteDesk _remote;
    private readonly DeviceWishes _wishes;
    private readonly IMediaVault _vault;
    private readonly KeyRing _keys;
    private readonly HealthLimits _limits;

    internal ReleaseDesk(
        StoreFactory stores, Ledger ledger, DeviceRegister register, RemoteDesk remote, DeviceWishes wishes, IMediaVault vault, KeyRing keys, HealthLimits limits) =>
        (_stores, _ledger, _register, _remote, _wishes, _vault, _keys, _limits) = (stores, ledger, register, remote, wishes, vault, keys, limits);

    /// <summary>Signs and keeps a version; no device is offered it before a share is set.</summary>
    public async Task<Outcome<string>> AddAsync(string version, IReadOnlyList<(string Platform, ReadOnlyMemory<byte> Program)> programs, string by, CancellationToken cancel)
    {
        var name = version.Trim();
        if (PlayerVersion.Parse(name) is not { } parsed) return new Problem("version", "Số bản gồm hai hoặc ba số cách nhau bằng dấu chấm, ví dụ 0.2.0.");
        if (programs.Count == 0) return new Problem("file", "Chọn ít nhất một tệp chương trình.");
        foreach (var (platform, program) in programs)
        {
            if (!Platforms.Contains(platform)) return new Problem("file", "Không có loại máy “{0}”.", platform);
            if (program.Length is 0 or > LargestFile || !program.Span.StartsWith("\u007fELF"u8)) return new Problem("file", "Tệp cho {0} không phải chương trình Linux (ELF), hoặc lớn quá 200 MB.", platform);
        }
        var files = new List<UpdateFile>();
        try
        {
            foreach (var (platform, program) in programs) files.Add(new UpdateFile(platform, await _vault.PutAsync(program, cancel), program.Length));
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
        return await _ledger.WriteAsync(
            async (db, acts) =>
            {
                var known = await db.Set<ReleaseRow>().Select(r => r.Version).ToListAsync(cancel);
                if (known.Select(PlayerVersion.Parse).Max() is { } newest && parsed <= newest) return new Problem("version", "Bản {0} không mới hơn bản {1} đã có. Thiết bị không nhận bản cũ hơn.", name, newest);
                var (issued, expires) = (Second(acts.Now), Second(acts.Now) + Life);
                db.Add(new ReleaseRow
                {
                    Version = name, Manifest = _keys.SignAsRoot(new UpdateManifest(name, issued, expires, files), UpdateManifest.Type),
                    Files = string.Join('\n', files.Select(f => $"{f.Platform} {f.Sha256} {f.Bytes.ToString(System.Globalization.CultureInfo.InvariantCulture)}")), Added = acts.Now,
                    Expires = expires, By = by,
                });
                acts.Record(by, "device-release", name, new { Version = name, Files = files });
                return (Outcome<string>)name;
            },
            cancel);
    }

    /// <summary>Offers it to so many of a hundred devices; the connected ones hear it at once.</summary>
    public async Task<Outcome<bool>> ShareAsync(string version, int share, string by, CancellationToken cancel)
    {
        if (share is < 0 or > 100) return new Problem("share", "Tỷ lệ phải từ 0 đến 100 %. Bạn đã nhập {0}.", share);
        return await ChangeAsync(version, by, "device-release-share", row => (row.Share, row.Stopped) = (share, null), cancel);
    }

    /// <summary>Takes the offer back: who has not started the new version stays with its own.</summary>
    public Task<Outcome<bool>> StopAsync(string version, string why, string by, CancellationToken cancel) =>
        ChangeAsync(version, by, "device-release-stopped", row => row.Stopped = VnText.Clean(why) is { Length: > 0 } text ? text[..Math.Min(400, text.Length)] : "Cán bộ dừng.", cancel);

    /// <summary>Newest first, with what devices say of each.</summary>
    public async Task<IReadOnlyList<ReleaseView>> ListAsync(CancellationToken cancel)
    {
        await using var db = _stores.Open();
        var rows = await db.Set<ReleaseRow>().AsNoTracking().ToListAsync(cancel);
        return [.. rows.OrderByDescending(r => PlayerVersion.Parse(r.Version)).Select(View)];
    }

    /// <summary>How many enrolled loudspeakers run which program, the most used first.</summary>
    public IReadOnlyList<(string Version, int Devices)> Versions() =>
    [
        .. _register.All.Where(d => d.Row is { Kind: DeviceKind.Loudspeaker, TokenHash: not null }).GroupBy(d => d.State?.Version ?? "", StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count())).OrderByDescending(v => v.Item2).ThenBy(v => v.Key, StringComparer.Ordinal),
    ];

    /// <summary>Stops what fails too often; returns the versions that were stopped.</summary>
    internal async Task<IReadOnlyList<string>> StopFailingAsync(CancellationToken cancel)
    {
        var stopped = new List<string>();
        foreach (var release in await ListAsync(cancel))
        {
            var tried = release.Running + release.Failed;
            if (release.Stopped is not null || release.Failed < _limits.UpdateStopAtFailures || release.Failed * 100 < tried * _limits.UpdateStopAtPercent) continue;
            await StopAsync(release.Version, $"Tự dừng: {release.Failed} trong {tried} máy không cập nhật được.", "langso", cancel);
            stopped.Add(release.Version);
        }
        return stopped;
    }

    private async Task<Outcome<bool>> ChangeAsync(string version, string by, string act, Action<ReleaseRow> change, CancellationToken cancel)
    {
        var changed = await _ledger.WriteAsync(
            async (db, acts) =>
            {
                if (await db.Set<ReleaseRow>().SingleOrDefaultAsync(r => r.Version == version, cancel) is not { } row) return new Problem("version", "Không có bản {0}.", version);
                change(row);
                acts.Record(by, act, version, new { row.Version, row.Share, row.Stopped });
                return (Outcome<bool>)true;
            },
            cancel);
        if (!changed.Ok) return changed;
        await _wishes.LoadAsync(CancellationToken.None);
        await _remote.TellAllAsync(cancel);
        return true;
    }

    private ReleaseView View(ReleaseRow row)
    {
        var devices = _register.All.Where(d => d.Row.TokenHash is not null).ToList();
        return new ReleaseView(
            row.Version,
            [.. row.Files.Split('\n').Select(l => l.Split(' ')).Select(p => new UpdateFile(p[0], p[1], long.Parse(p[2], System.Globalization.CultureInfo.InvariantCulture)))],
            row.Added, row.Expires, row.By, row.Share, row.Stopped, devices.Count(d => PlayerVersion.Runs(d.State?.Version, row.Version)),
            devices.Count(d => d.State?.Update is { Phase: UpdateProgress.Failed or UpdateProgress.Refused } u && u.Version == row.Version),
            devices.Count(d => d.State?.Update is { Phase: UpdateProgress.Fetching or UpdateProgress.Ready } u && u.Version == row.Version));
    }

    private static DateTime Second(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
