using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Plays the timeline on a thread of its own: a pool thread that is busy with something else would start late. Waits are on a
/// handle, so that a new order is heard at once.
/// </summary>
internal sealed class Conductor(OrderBook book, SoundShelf shelf, ISink sink, PlayerClock clock, StatusLines status, Func<int> volume) : IDisposable
{
    /// <summary>So long before its start an item is opened.</summary>
    private static readonly TimeSpan Prepared = TimeSpan.FromMilliseconds(300);

    /// <summary>So long before an emergency what plays is broken off: its record is written before the emergency's instant, not during it.</summary>
    private static readonly TimeSpan Cleared = TimeSpan.FromMilliseconds(120);

    private readonly AutoResetEvent _wake = new(false);
    private volatile bool _stopping;
    private volatile string? _silenced;
    private Task _records = Task.CompletedTask;

    /// <summary>Called after each record.</summary>
    public event Action? Recorded;

    /// <summary>Runs until <see cref="Stop"/>; at the end every record is written.</summary>
    public async Task RunAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                Conduct();
                done.SetResult();
            }
#pragma warning disable CA1031 // Carried over to the one who awaits.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        }) { Name = "conductor", IsBackground = true }.Start();
        await done.Task;
        await _records;
    }

    /// <summary>Something changed.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Breaks off what plays, records it and ends.</summary>
    public void Stop()
    {
        _stopping = true;
        _wake.Set();
    }

    /// <summary>Breaks off what plays now; what begins later plays.</summary>
    public void StopAll()
    {
        _silenced = book.Playing;
        _wake.Set();
    }

    public void Dispose() => _wake.Dispose();

    private void Conduct()
    {
        while (!_stopping && !_records.IsFaulted)
        {
            if (clock.Doubt is not null)
            {
                // By a wrong clock nothing is on time, and nothing is over either.
                clock.WaitUntil(clock.UtcNow.AddSeconds(1), _wake, exact: false);
                continue;
            }
            foreach (var record in book.Settle()) Write(record, null);
            var next = book.Next();
            if (next is null || next.Start - clock.UtcNow > Prepared)
            {
                // At most a second: what is over is settled then.
                var until = clock.UtcNow.AddSeconds(1);
                clock.WaitUntil(next is not null && next.Start - Prepared < until ? next.Start - Prepared : until, _wake, exact: false);
                continue;
            }
            Play(next);
        }
    }

    private void Play(NextItem next)
    {
        var (order, start, planned) = (next.Order, next.Start, next.Planned);
        using var sound = new FileStream(shelf.PcmOf(order.Media!.Sha256), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Pcm.BlockBytes * 4);
        var block = new byte[Pcm.BlockBytes];
        var filled = Fill(sound, block);
        sink.Prepare(order, start);
        try
        {
            // Woken before the instant: the plan may be another now.
            if (!clock.WaitUntil(start - sink.Lead, _wake, exact: true)) return;
            var handed = clock.UtcNow;
            sink.Write(block.AsSpan(0, filled));
            // What a card keeps ready sounds later than it is written.
            var started = sink.FirstSound ?? handed + sink.Lead;
            book.Begin(order.Id, started);
            status.Say($"Đang phát “{order.Title}”.");
            var (result, reason, ended) = Run(sound, block, filled, order, handed);
            if (result == PlayResult.Cut) sink.Cut();
            else ended += sink.Lead;
            var error = Math.Round((started - planned).TotalMilliseconds, 1);
            var why = reason ?? next.Reason;
            book.End(order.Id);
            Write(OrderBook.Record(order, result, why) with { Planned = planned, Started = started, Ended = ended, StartErrorMs = error }, order);
        }
        finally
        {
            sink.End();
        }
    }

    /// <summary>The rest of the sound, block by block at real time, measured from the start so that no lateness adds up.</summary>
    private (PlayResult Result, string? Reason, DateTime Ended) Run(FileStream sound, byte[] block, int filled, Order order, DateTime started)
    {
        var (due, seen) = (started, -1);
        TimelineEntry? cut = null;
        while (filled > 0)
        {
            due = due.AddMilliseconds((double)filled / Pcm.BytesPerMs);
            DateTime until;
            do
            {
                if (_stopping) return (PlayResult.Cut, "stopped: Thiết bị được tắt khi đang phát.", clock.UtcNow);
                if (_silenced == order.Id) return (PlayResult.Cut, "stopped: Cán bộ cho dừng mọi loa.", clock.UtcNow);
                if (book.Version != seen) (seen, cut) = (book.Version, book.CutOf(order.Id));
                var end = cut?.End - Cleared;
                if (end <= clock.UtcNow) return (PlayResult.Cut, cut!.Reason, clock.UtcNow);
                until = end < due ? end.Value : due;
            }
            while (!clock.WaitUntil(until, _wake, exact: false) || until < due);
            filled = Fill(sound, block);
            if (filled > 0) sink.Write(block.AsSpan(0, filled));
        }
        return (PlayResult.Played, null, clock.UtcNow);
    }

    private int Fill(FileStream sound, byte[] block)
    {
        var filled = sound.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        filled -= filled % 2;
        Pcm.Scale(block.AsSpan(0, filled), volume());
        return filled;
    }

    /// <summary>Beside the sound and in their order: a disk that takes its time would make the next item late.</summary>
    private void Write(PlayRecord record, Order? order)
    {
        var before = _records;
        _records = Task.Run(async () =>
        {
            await before;
            Say(book.Finish(record), order);
        });
    }

    private void Say(PlayRecord record, Order? order)
    {
        var what = order is null ? "" : $" “{order.Title}”";
        var reason = record.Reason is { } r && r.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? r[(colon + 2)..] : record.Reason;
        status.Say(record.Result switch
        {
            PlayResult.Played => string.Create(VnText.Culture, $"Đã phát{what}, lệch {record.StartErrorMs:0} ms."),
            PlayResult.Cut => $"Ngắt{what}. {reason}",
            _ => $"Không phát. {reason}",
        });
        Recorded?.Invoke();
    }
}
