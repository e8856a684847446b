using System.Text.Json.Serialization;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Host;

/// <summary>One thing that a server needs.</summary>
/// <param name="Ok">True when it is there.</param>
/// <param name="Why">What is wrong, in one line without secrets.</param>
internal sealed record ReadyPart(bool Ok, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null)
{
    public static ReadyPart Of(string? trouble) => new(trouble is null, trouble);
}

/// <summary>Whether a server should be sent requests.</summary>
/// <param name="Draining">True once it was told to end: it still serves who is there.</param>
/// <param name="Reasons">Why not, one line each; empty when ready.</param>
internal sealed record ReadyState(bool Ready, bool Draining, IReadOnlyList<string> Reasons, IReadOnlyDictionary<string, ReadyPart> Parts);

/// <summary>Asks everything that a server needs, each for at most three seconds, and at most once a second however many probes there are.</summary>
internal sealed class Readiness(
    StoreFactory stores, IMediaVault vault, IDeviceLink link, Snapshots snapshots, Draining draining, Installation installation, TimeProvider clock) : IDisposable
{
    /// <summary>Below this the store may stop being able to write.</summary>
    private const long LeastFreeMb = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (IReadOnlyDictionary<string, ReadyPart> Parts, DateTimeOffset At)? _last;

    /// <summary>How it stands now.</summary>
    public async Task<ReadyState> AskAsync(CancellationToken cancel)
    {
        var parts = await PartsAsync(cancel);
        List<string> reasons = draining.HasBegun ? ["Máy chủ đang dừng: không gửi thêm yêu cầu mới."] : [];
        reasons.AddRange(parts.Values.Where(p => !p.Ok).Select(p => p.Why!));
        return new ReadyState(reasons.Count == 0, draining.HasBegun, reasons, parts);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyDictionary<string, ReadyPart>> PartsAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (_last is { } last && now - last.At < TimeSpan.FromSeconds(1)) return last.Parts;
            var (store, media) = (PartAsync(StoreAsync, $"Cơ sở dữ liệu {stores.Address.Shown} không trả lời."), PartAsync(MediaAsync, $"Kho âm thanh ({vault.Shown}) không trả lời."));
            var parts = new Dictionary<string, ReadyPart>
            {
                ["store"] = await store,
                ["snapshots"] = ReadyPart.Of(snapshots.LoadedAt is null ? "Số liệu chưa nạp xong vào bộ nhớ." : null),
                ["link"] = ReadyPart.Of(link.State is { Up: false } down ? down.Why ?? "Máy chủ MQTT không trả lời." : null),
                ["media"] = await media,
                ["disk"] = ReadyPart.Of(DiskTrouble()),
            };
            _last = (parts, now);
            return parts;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ReadyPart> PartAsync(Func<CancellationToken, Task<string?>> ask, string silent)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        try
        {
            return ReadyPart.Of(await ask(late.Token).WaitAsync(late.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or System.Data.Common.DbException or InvalidOperationException or TimeoutException or IOException)
        {
            return new ReadyPart(false, silent);
        }
    }

    private async Task<string?> StoreAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        await db.Database.ExecuteSqlRawAsync("select 1", cancel);
        return null;
    }

    private async Task<string?> MediaAsync(CancellationToken cancel) => (await vault.CheckAsync(cancel))?.ToString();

    private string? DiskTrouble()
    {
        try
        {
            var free = new DriveInfo(installation.Folder.Path).AvailableFreeSpace / 1_000_000;
            return free > LeastFreeMb ? null : $"Ổ đĩa của thư mục dữ liệu chỉ còn {VnText.Number(free)} MB; cần hơn {VnText.Number(LeastFreeMb)} MB.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "Không đọc được chỗ trống của thư mục dữ liệu.";
        }
    }
}
