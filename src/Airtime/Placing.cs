using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>Places one occurrence around what goes before it, and says why there.</summary>
/// <param name="slot">The occurrence.</param>
/// <param name="space">What is taken already; what it takes is added.</param>
/// <param name="withdrawal">The order that takes it back.</param>
/// <param name="ready">An emergency that has not begun does not start before this.</param>
internal readonly struct Placing(Slot slot, Airspace space, Order? withdrawal, DateTime? ready)
{
    private Order Order => slot.Order;

    /// <summary>When it wants to start.</summary>
    private DateTime Wanted => slot.IsEmergency && ready > slot.Planned ? ready.Value : slot.Planned;

    public TimelineEntry Place()
    {
        if (Order.Programme is null && Order.Media is null) return Skip(null, Reasons.NoSound);
        if (slot.Length <= TimeSpan.Zero) return Skip(null, Reasons.NoSound);
        var entry = Order.Programme is null ? PlaceBulletin() : slot.IsFill ? PlaceFill() : PlaceProgramme(Order.Programme);
        foreach (var piece in entry.Pieces) space.Take(piece.Start, piece.End, slot);
        return entry;
    }

    private TimelineEntry PlaceBulletin()
    {
        if (withdrawal is not null && slot.Began is null) return Skip(withdrawal.Id, Reasons.Withdrawn);
        if (slot.Began is { } began) return BulletinThatBegan(began);
        var start = Wanted;
        Slot? shiftedBy = null;
        while (true)
        {
            if (start >= Order.Expires) return Skip(shiftedBy?.Order.Id, shiftedBy is null ? Reasons.Expired : Reasons.ExpiredWaiting(shiftedBy.Order));
            var end = start + slot.Length;
            Slot? cutter = null;
            if (space.NextItem(start) is { } next && next.Start < end)
            {
                if (next.Start <= start || slot.IsEmergency || !next.By!.IsEmergency)
                {
                    (start, shiftedBy) = (next.End, next.By);
                    continue;
                }
                (cutter, end) = (next.By, next.Start);
            }
            if (!slot.IsEmergency && space.NextSilence(start) is { Quiet: { } quiet } silence && silence.Start < end) return Skip(shiftedBy?.Order.Id, Reasons.Quiet(quiet));
            if (cutter is not null) return Plays(TimelineOutcome.Cut, start, end, cutter, Reasons.Cut(end, cutter, slot));
            return shiftedBy is null || start - slot.Planned <= Timeline.Grace
                ? Plays(TimelineOutcome.AsPlanned, start, end, null, Reasons.Planned)
                : Plays(TimelineOutcome.Shifted, start, end, shiftedBy, Reasons.Shifted(start, shiftedBy, slot));
        }
    }

    /// <summary>It keeps its place; an emergency, silence or its withdrawal breaks it off.</summary>
    private TimelineEntry BulletinThatBegan(DateTime start)
    {
        var end = start + slot.Length;
        TimelineEntry? cut = null;
        if (!slot.IsEmergency)
        {
            if (space.NextItem(start) is { } next && next.Start < end && next.By!.IsEmergency)
            {
                end = Later(next.Start, start);
                cut = Plays(TimelineOutcome.Cut, start, end, next.By, Reasons.Cut(end, next.By, slot));
            }
            if (space.NextSilence(start) is { Quiet: { } quiet } silence && silence.Start < end)
            {
                end = Later(silence.Start, start);
                cut = Plays(TimelineOutcome.Cut, start, end, null, Reasons.QuietCut(end, quiet));
            }
        }
        if (withdrawal is not null && withdrawal.Issued < end)
            return Plays(TimelineOutcome.Cut, start, Later(withdrawal.Issued, start), null, Reasons.WithdrawnPlaying) with { By = withdrawal.Id };
        return cut ?? Plays(TimelineOutcome.AsPlanned, start, end, null, Reasons.Planned);
    }

    private TimelineEntry PlaceProgramme(OrderProgramme programme)
    {
        if (withdrawal is not null && withdrawal.Issued <= slot.Planned) return Skip(withdrawal.Id, Reasons.Withdrawn);
        var (start, offset) = (slot.Began ?? Wanted, TimeSpan.Zero);
        var stop = programme.EndsOnTime ? slot.Planned + slot.Length : DateTime.MaxValue;
        (DateTime Free, Taken? Blocker, QuietSpan? Quiet) first = slot.Began is null ? FreeFrom(start) : (start, null, null);
        start = first.Free;
        var late = start - slot.Planned > Timeline.Grace;
        if (late && slot.Began is null)
        {
            if (first.Quiet is { } quiet && !programme.EndsOnTime) return Skip(first.Blocker?.By?.Order.Id, Reasons.Quiet(quiet));
            if (start >= stop) return first.Quiet is { } all && first.Blocker is not { By: not null } ? Skip(null, Reasons.Quiet(all)) : TooLate(programme.IsStream ? LatenessPolicy.Cut : programme.Late, first.Blocker?.By, start);
            if (programme.Late == LatenessPolicy.Skip) return first.Blocker is { Quiet: { } silence } ? Skip(null, Reasons.Quiet(silence)) : TooLate(LatenessPolicy.Skip, first.Blocker?.By, start);
            if (!programme.EndsOnTime && start - slot.Planned > TimeSpan.FromMilliseconds(programme.LateMs)) return TooLate(LatenessPolicy.StartLate, first.Blocker?.By, start);
        }
        if (late && programme.EndsOnTime) offset = start - slot.Planned;
        if (slot.Began is null && start >= Order.Expires) return Skip(first.Blocker?.By?.Order.Id, first.Blocker?.By is { } waiting ? Reasons.ExpiredWaiting(waiting.Order) : Reasons.Expired);

        var course = Run(programme, start, offset, stop);
        if (withdrawal is not null && withdrawal.Issued < course.Pieces[^1].End) return Withdrawn(course.Pieces, withdrawal);
        var (begins, ends) = (course.Pieces[0].Start, course.Pieces[^1].End);
        var entry = new TimelineEntry(Order, TimelineOutcome.AsPlanned, begins, ends, null, Reasons.Planned) { Planned = slot.Planned, Pieces = course.Pieces };
        if (course.Cut is { } reason) return entry with { Outcome = TimelineOutcome.Cut, By = course.By?.Order.Id, Reason = reason, Clash = IsClash(course.By) };
        if (course.Pieces.Count > 1)
            return entry with { Outcome = TimelineOutcome.Interrupted, By = course.By?.Order.Id, Reason = Reasons.Interrupted(course.Pieces, course.By, slot, programme.Resume), Clash = IsClash(course.By) };
        if (!late || slot.Began is not null) return entry;
        var by = first.Blocker?.By;
        return offset > TimeSpan.Zero
            ? entry with { Outcome = TimelineOutcome.Joined, By = by?.Order.Id, Reason = Reasons.Joined(start, by, first.Quiet, slot), Clash = IsClash(by) }
            : entry with { Outcome = TimelineOutcome.Shifted, By = by?.Order.Id, Reason = Reasons.Shifted(start, by, slot), Clash = IsClash(by) };
    }

    /// <summary>The pieces from the start on, around what goes before it; and why it ends early, if it does.</summary>
    private (List<AirPiece> Pieces, string? Cut, Slot? By) Run(OrderProgramme programme, DateTime start, TimeSpan offset, DateTime stop)
    {
        List<AirPiece> pieces = [];
        Slot? by = null;
        while (true)
        {
            var end = start + slot.Length - offset;
            if (stop < end) end = Later(stop, start);
            if (Next(start) is not { } next || next.Start >= end)
            {
                pieces.Add(new AirPiece(start, end, offset));
                return (pieces, null, by);
            }
            var broken = Later(next.Start, start);
            if (broken > start || pieces.Count == 0) pieces.Add(new AirPiece(start, broken, offset));
            by = next.By ?? by;
            var again = FreeFrom(broken);
            var why = next.Quiet is { } quiet ? Reasons.QuietCut(broken, quiet) : Reasons.Cut(broken, next.By!, slot);
            if (programme.Resume == ResumePolicy.Drop || again.Free >= stop || again.Free >= Order.Expires) return (pieces, why, next.By);
            if (!programme.IsStream && (again.Quiet is not null || again.Free - broken > Timeline.LongestBreak)) return (pieces, why, next.By);
            offset = programme.IsStream ? again.Free - slot.Planned : programme.Resume == ResumePolicy.Restart ? TimeSpan.Zero : offset + (broken - start);
            start = again.Free;
        }
    }

    /// <summary>Takes what is left of its slot. Where it is in its loop depends on the clock alone, so that neighbours agree.</summary>
    private TimelineEntry PlaceFill()
    {
        if (withdrawal is not null && withdrawal.Issued <= slot.Planned) return Skip(withdrawal.Id, Reasons.Withdrawn);
        var (at, stop) = (slot.Planned, slot.Planned + slot.Length);
        if (withdrawal is not null && withdrawal.Issued < stop) stop = withdrawal.Issued;
        List<AirPiece> pieces = [];
        while (true)
        {
            var start = space.FreeFrom(at).Free;
            if (start >= stop) break;
            at = space.Next(start) is { } next && next.Start < stop ? next.Start : stop;
            pieces.Add(new AirPiece(start, at, start - slot.Planned));
        }
        if (pieces.Count == 0) return Skip(null, Reasons.NoRoomToFill);
        return new TimelineEntry(Order, TimelineOutcome.AsPlanned, pieces[0].Start, pieces[^1].End, null, Reasons.Fills) { Planned = slot.Planned, Pieces = pieces };
    }

    private TimelineEntry Withdrawn(List<AirPiece> pieces, Order withdrawn)
    {
        var kept = pieces.Where(p => p.Start < withdrawn.Issued).Select(p => p.End > withdrawn.Issued ? p with { End = withdrawn.Issued } : p).ToList();
        if (kept.Count == 0 && slot.Began is { } began) kept.Add(new AirPiece(began, began, TimeSpan.Zero));
        return kept.Count == 0
            ? Skip(withdrawn.Id, Reasons.Withdrawn)
            : new TimelineEntry(Order, TimelineOutcome.Cut, kept[0].Start, kept[^1].End, withdrawn.Id, Reasons.WithdrawnPlaying) { Planned = slot.Planned, Pieces = kept };
    }

    private TimelineEntry TooLate(LatenessPolicy policy, Slot? by, DateTime free) => Skip(by?.Order.Id, Reasons.Late(policy, by, free - slot.Planned, slot)) with { Clash = IsClash(by) };

    private TimelineEntry Plays(TimelineOutcome outcome, DateTime start, DateTime end, Slot? by, string reason) =>
        new(Order, outcome, start, end, by?.Order.Id, reason) { Planned = slot.Planned, Pieces = [new AirPiece(start, end, TimeSpan.Zero)], Clash = IsClash(by) };

    private TimelineEntry Skip(string? by, string reason) => Reasons.Skip(Order, slot.Planned, by, reason);

    /// <summary>The commune may choose between a priority item of its own and a source's: not yet chosen.</summary>
    private bool IsClash(Slot? by) => by is not null && by.Order.Class == BulletinClass.Priority && Order.Class == BulletinClass.Priority && by.Height > slot.Height;

    private Taken? Next(DateTime after) => slot.IsEmergency ? space.NextItem(after) : space.Next(after);

    private (DateTime Free, Taken? Blocker, QuietSpan? Quiet) FreeFrom(DateTime instant) => space.FreeFrom(instant);

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
