using System.Text.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>
/// Removes sounds that no bulletin and no order names and that nobody wanted for seven days: what was listened to while a draft was
/// written. What an order ever named stays, because it is evidence. Safe on several servers, and while others write.
/// </summary>
public sealed partial class MediaSweep
{
    /// <summary>How long a sound stays without being named or listened to.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(7);

    private readonly StoreFactory _stores;
    private readonly IMediaVault _vault;
    private readonly TimeProvider _clock;
    private readonly ILogger<MediaSweep> _log;

    /// <summary>Does nothing until it is asked to.</summary>
    public MediaSweep(StoreFactory stores, IMediaVault vault, TimeProvider clock, ILogger<MediaSweep> log) => (_stores, _vault, _clock, _log) = (stores, vault, clock, log);

    /// <summary>One sweep; returns how many sounds went. For a timer, once a day. A vault that does not answer is left for the next time.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        using var job = Telemetry.Job("media-sweep");
        var before = _clock.GetUtcNow().UtcDateTime - Age;
        var (gone, bytes) = (0, 0L);
        try
        {
            List<KeptMedia> old = [];
            await foreach (var kept in _vault.ListAsync(cancel))
                if (kept.KeptAt < before) old.Add(kept);
            if (old.Count > 0)
            {
                // Read after the list: what is named between the two was wanted first, which made it young, and is left by its age.
                var named = await NamedAsync(cancel);
                foreach (var kept in old.Where(k => !named.Contains(k.Sha256)))
                {
                    if (!await _vault.RemoveAsync(kept.Sha256, before, cancel)) continue;
                    (gone, bytes) = (gone + 1, bytes + kept.Bytes);
                }
            }
            (_vault as FolderVault)?.Tidy();
        }
        catch (MediaUnavailableException e)
        {
            Unfinished(_log, e, gone);
        }
        if (gone > 0) Swept(_log, gone, bytes);
        return gone;
    }

    /// <summary>Every sound that a bulletin or an order names.</summary>
    private async Task<HashSet<string>> NamedAsync(CancellationToken cancel)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await using var db = _stores.Open();
        await foreach (var sound in db.Set<Bulletin>().AsNoTracking().Where(b => b.Sound != null).Select(b => b.Sound).AsAsyncEnumerable().WithCancellation(cancel))
            named.Add(sound!.Sha256);
        await foreach (var payload in db.Set<OrderRow>().AsNoTracking().Where(o => o.Kind == Order.Play).Select(o => o.Payload).AsAsyncEnumerable().WithCancellation(cancel))
            if (JsonSerializer.Deserialize<Order>(payload, LangSoJson.Compact)?.Media is { } media) named.Add(media.Sha256);
        return named;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} sounds that nothing names, {Bytes} bytes")]
    private static partial void Swept(ILogger logger, int count, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sweep of sounds not finished after {Count}; the next one goes on")]
    private static partial void Unfinished(ILogger logger, Exception exception, int count);
}
