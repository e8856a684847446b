using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>
/// Removes what no module's <see cref="IMediaWanted"/> names and nobody wanted for seven days: sounds that were listened to while a draft was
/// written. Safe on several servers, and while others write.
/// </summary>
public sealed partial class MediaSweep
{
    /// <summary>How long a sound stays without being named or listened to.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(7);

    private readonly StoreFactory _stores;
    private readonly IMediaVault _vault;
    private readonly IMediaWanted[] _wanted;
    private readonly TimeProvider _clock;
    private readonly ILogger<MediaSweep> _log;

    /// <summary>Does nothing until it is asked to.</summary>
    public MediaSweep(StoreFactory stores, IMediaVault vault, IEnumerable<IMediaWanted> wanted, TimeProvider clock, ILogger<MediaSweep> log) =>
        (_stores, _vault, _wanted, _clock, _log) = (stores, vault, [.. wanted], clock, log);

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
            _vault.Tidy();
        }
        catch (MediaUnavailableException e)
        {
            Unfinished(_log, e, gone);
        }
        if (gone > 0) Swept(_log, gone, bytes);
        return gone;
    }

    private async Task<HashSet<string>> NamedAsync(CancellationToken cancel)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await using var db = _stores.Open();
        foreach (var module in _wanted)
            await foreach (var name in module.WantedAsync(db, cancel)) named.Add(name);
        return named;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {Count} sounds that nothing names, {Bytes} bytes")]
    private static partial void Swept(ILogger logger, int count, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sweep of sounds not finished after {Count}; the next one goes on")]
    private static partial void Unfinished(ILogger logger, Exception exception, int count);
}
