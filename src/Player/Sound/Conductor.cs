using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Plays the timeline on a thread of its own: a pool thread that is busy with something else would start late. Waits are on a
/// handle, so that a new order is heard at once.
/// </summary>
internal sealed class Conductor(OrderBook book, Func<string, string> pcmOf, ISoundSource streams, ISink sink, PlayerClock clock, StatusLines status) : IDisposable
{
    /// <summary>So long before its start an item is opened.</summary>
    private static readonly TimeSpan Prepared = TimeSpan.FromMilliseconds(300);

    /// <summary>So long before an emergency what plays is broken off: its record is written before the emergency's instant, not during it.</summary>
    private static readonly TimeSpan Cleared = TimeSpan.FromMilliseconds(120);

    private readonly AutoResetEvent _wake = new(false);
    private volatile bool _stopping;
    private volatile bool _silenced;
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
        _silenced = book.Playing is not null;
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
            foreach (var (airing, record) in book.Settle()) Write(airing, record, null);
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
        var (order, start, airing) = (next.Order, next.Start, next.Entry.Occurrence);
        using var track = Track.Open(order, next.Piece, pcmOf, streams);
        var block = new byte[Pcm.BlockBytes];
        var filled = Fill(track, block, order);
        sink.Prepare(order, start);
        try
        {
            // Woken before the instant: the plan may be another now.
            if (!clock.WaitUntil(start - sink.Lead, _wake, exact: true)) return;
            _silenced = false;
            var handed = clock.UtcNow;
            sink.Write(block.AsSpan(0, filled));
            // What a card keeps ready sounds later than it is written.
            var started = sink.FirstSound ?? handed + sink.Lead;
            var first = OrderBook.Record(order, PlayResult.Played, next.Reason) with { Planned = next.Planned, Started = started, StartErrorMs = Math.Round((started - next.Due).TotalMilliseconds, 1) };
            book.Begin(airing, started, first);
            status.Say($"Đang phát “{order.Title}”.");
            var stop = Run(track, block, filled, next, handed);
            if (stop.Broken) sink.Cut();
            if (stop.GoesOn)
            {
                book.Pause(airing, stop.Ended);
                status.Say($"Tạm ngắt “{order.Title}”. {Sentence(stop.Reason)}");
                return;
            }
            book.End(airing, early: stop.Early);
            Write(airing, (book.RecordOf(airing) ?? first) with { Result = stop.Result, Reason = stop.Reason ?? next.Reason, Ended = stop.Broken ? stop.Ended : stop.Ended + sink.Lead }, order);
        }
        finally
        {
            sink.End();
        }
    }

    /// <summary>How a piece ended.</summary>
    /// <param name="Result">What its record says when it was the last.</param>
    /// <param name="Reason">Why it ended before its sound, or null.</param>
    /// <param name="Ended">UTC.</param>
    /// <param name="GoesOn">True when another piece is to come.</param>
    /// <param name="Early">True when it leaves the rest of its time to others.</param>
    /// <param name="Broken">True when it ended before its sound: what a card still holds is not to be heard.</param>
    private readonly record struct PieceEnd(PlayResult Result, string? Reason, DateTime Ended, bool GoesOn = false, bool Early = false, bool Broken = false);

    /// <summary>The rest of the sound, block by block at real time, measured from the start so that no lateness adds up.</summary>
    private PieceEnd Run(Track track, byte[] block, int filled, NextItem next, DateTime started)
    {
        var (order, due, seen) = (next.Order, started, -1);
        TimelineEntry? entry = null;
        DateTime? end = null;
        while (filled > 0)
        {
            due = due.AddMilliseconds((double)filled / Pcm.BytesPerMs);
            DateTime until;
            do
            {
                if (_stopping) return new PieceEnd(PlayResult.Cut, "stopped: Thiết bị được tắt khi đang phát.", clock.UtcNow, Broken: true);
                if (_silenced) return new PieceEnd(PlayResult.Cut, "stopped: Cán bộ cho dừng mọi loa.", clock.UtcNow, Broken: true);
                if (book.Version != seen) (seen, entry, end) = Course(next, started);
                if (end <= clock.UtcNow) return Ended(entry, clock.UtcNow);
                until = end < due ? end.Value : due;
            }
            while (!clock.WaitUntil(until, _wake, exact: false) || until < due);
            filled = Fill(track, block, order);
            if (filled > 0) sink.Write(block.AsSpan(0, filled));
        }
        if (track.Trouble is { } trouble) return new PieceEnd(PlayResult.Cut, "stream: " + trouble, clock.UtcNow, Early: true);
        if (track.IsEndless) return new PieceEnd(PlayResult.Cut, "stream: Luồng phát dừng trước giờ kết thúc.", clock.UtcNow, Early: true);
        return new PieceEnd(PlayResult.Played, entry is { Pieces.Count: > 1 } ? entry.Reason : null, clock.UtcNow);
    }

    /// <summary>By the newest plan, where the piece that plays ends; null when its sound says that itself.</summary>
    private (int Version, TimelineEntry? Entry, DateTime? End) Course(NextItem next, DateTime started)
    {
        var version = book.Version;
        if (book.CourseOf(next.Entry.Occurrence) is not { } entry) return (version, null, DateTime.MinValue);
        var now = clock.UtcNow;
        var piece = entry.Pieces.LastOrDefault(p => p.Start <= now || p.Start <= started, entry.Pieces[0]);
        var last = piece == entry.Pieces[^1];
        if (!last || entry.Outcome == TimelineOutcome.Cut) return (version, entry, piece.End - Cleared);
        return (version, entry, next.Order.Programme is { } programme && (programme.EndsOnTime || programme.Length < programme.SoundLength) ? piece.End : null);
    }

    private static PieceEnd Ended(TimelineEntry? entry, DateTime now)
    {
        if (entry is null) return new PieceEnd(PlayResult.Cut, "changed: Lịch đã được sửa khi đang phát.", now, Early: true, Broken: true);
        var goesOn = entry.Pieces[^1].Start > now;
        var result = entry.Outcome == TimelineOutcome.Cut ? PlayResult.Cut : PlayResult.Played;
        return new PieceEnd(result, entry.Outcome == TimelineOutcome.AsPlanned && !goesOn ? null : entry.Reason, now, goesOn, Broken: true);
    }

    private int Fill(Track track, byte[] block, Order order)
    {
        var filled = track.Read(block);
        Pcm.Scale(block.AsSpan(0, filled), book.VolumeOf(order.Class));
        return filled;
    }

    /// <summary>Beside the sound and in their order: a disk that takes its time would make the next item late.</summary>
    private void Write(Occurrence airing, PlayRecord record, Order? order)
    {
        var before = _records;
        _records = Task.Run(async () =>
        {
            await before;
            Say(book.Finish(airing, record), order);
        });
    }

    private void Say(PlayRecord record, Order? order)
    {
        var what = order is null ? "" : $" “{order.Title}”";
        status.Say(record.Result switch
        {
            PlayResult.Played => string.Create(VnText.Culture, $"Đã phát{what}, lệch {record.StartErrorMs:0} ms."),
            PlayResult.Cut => $"Ngắt{what}. {Sentence(record.Reason)}",
            _ => $"Không phát. {Sentence(record.Reason)}",
        });
        Recorded?.Invoke();
    }

    private static string? Sentence(string? reason) => reason is not null && reason.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? reason[(colon + 2)..] : reason;
}
