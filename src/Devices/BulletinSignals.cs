using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LangSo.Devices;

/// <summary>Wakes whoever watches a bulletin. A watcher that is slow misses turns, never the last one.</summary>
internal sealed class BulletinSignals
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<bool>, byte>> _watchers = new(StringComparer.Ordinal);

    /// <summary>Something came back for this bulletin.</summary>
    public void Changed(string bulletin)
    {
        if (!_watchers.TryGetValue(bulletin, out var watchers)) return;
        foreach (var (watcher, _) in watchers) watcher.Writer.TryWrite(true);
    }

    /// <summary>Something may have come back for any bulletin.</summary>
    public void ChangedAll()
    {
        foreach (var bulletin in _watchers.Keys) Changed(bulletin);
    }

    /// <summary>One item for each turn in which something changed.</summary>
    public async IAsyncEnumerable<bool> WatchAsync(string bulletin, [EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var watchers = _watchers.GetOrAdd(bulletin, _ => new ConcurrentDictionary<Channel<bool>, byte>());
        watchers[channel] = 0;
        try
        {
            await foreach (var turn in channel.Reader.ReadAllAsync(cancel)) yield return turn;
        }
        finally
        {
            watchers.TryRemove(channel, out _);
        }
    }
}
