using LangSo.Airtime;
using LangSo.Airtime.Calendar;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Programmes;

/// <summary>One item of a file, and what would come of it.</summary>
/// <param name="Item">As the file has it.</param>
/// <param name="Known">The programme that it moves; null for a new one.</param>
/// <param name="Plan">What would be kept; null when it needs a sound.</param>
/// <param name="Problems">Why it cannot be kept.</param>
internal sealed record TakenItem(CalendarItem Item, Programme? Known, ProgrammePlan? Plan, IReadOnlyList<Problem> Problems);

/// <summary>Weeks as calendar files, out and in. What comes in are drafts: calendars know no sounds and no approval.</summary>
internal sealed class CalendarDesk(ProgrammeBook book, ProgrammeDesk desk, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 1024 * 1024;

    private const string UidEnd = "@langso";

    /// <summary>The approved programmes of a unit and of those above it.</summary>
    public async Task<string> WriteAsync(UnitId unit, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        List<CalendarItem> items = [];
        foreach (var place in places.Chain(unit))
            items.AddRange((await book.OfAsync(place, cancel)).Where(p => p.OnAir is not null).Select(p =>
                new CalendarItem(p.Id + UidEnd, p.OnAir!.Title, p.OnAir.Start, p.OnAir.Slot(), p.OnAir.Repeat, p.OnAir.Except, p.OnAir.Class)));
        return ICalendar.Write(items, "Lịch phát " + places.NameOf(unit), clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>What a file would change at a unit; nothing is kept.</summary>
    public async Task<(IReadOnlyList<TakenItem> Items, IReadOnlyList<CalendarFault> Faults)> ReadAsync(UnitId unit, string text, PlanItem? sound, Officer by, CancellationToken cancel)
    {
        var reading = ICalendar.Read(text);
        var (places, known) = (Places.Today(gazetteers, clock), await book.OfAsync(unit, cancel));
        return ([.. reading.Items.Select(i => Take(i, unit, known, sound, by, places))], reading.Faults);
    }

    /// <summary>Keeps as drafts what can be kept; says how many.</summary>
    public async Task<(int Kept, IReadOnlyList<Problem> Problems)> KeepAsync(UnitId unit, string text, PlanItem? sound, Officer by, CancellationToken cancel)
    {
        var (items, _) = await ReadAsync(unit, text, sound, by, cancel);
        var (kept, problems) = (0, new List<Problem>());
        foreach (var item in items)
        {
            if (item.Plan is not { } plan || item.Problems.Count > 0) continue;
            var saved = await desk.SaveAsync(item.Known?.Id, item.Known?.Version ?? 0, plan, handIn: false, by, cancel);
            if (saved.Ok) kept++;
            else problems.Add(new Problem("", "{0}: {1}", item.Item.Title, saved.Problems[0].ToString()));
        }
        return (kept, problems);
    }

    private TakenItem Take(CalendarItem item, UnitId unit, IReadOnlyList<Programme> known, PlanItem? sound, Officer by, Places places)
    {
        var there = known.FirstOrDefault(p => p.Id + UidEnd == item.Uid);
        var repeat = item.Repeat is { } rule && Recurrence.Read(rule) is { Ok: true, Value: var read } ? read.WithUntil(item.Start, null) : item.Repeat;
        var plan = there is not null ? there.Plan with { Title = item.Title, Start = item.Start, Repeat = repeat, Except = item.Except }
            : sound is null ? null
            : new ProgrammePlan(
                VnText.Clean(item.Title), unit, item.Class == BulletinClass.Emergency ? BulletinClass.Priority : item.Class, ProgrammeSource.Files, item.Start,
                (int)Math.Min(item.Length.TotalMilliseconds, TimeSpan.FromHours(6).TotalMilliseconds), repeat, item.Except, [sound], null, LatenessPolicy.StartLate, 600_000, ResumePolicy.Resume);
        IReadOnlyList<Problem> problems = plan is null
            ? [new Problem("items", "Mục mới cần một âm thanh. Chọn âm thanh cho mục mới.")]
            : PlanRules.Wrong(plan, there?.OnAir, by, places, clock.GetUtcNow().UtcDateTime);
        return new TakenItem(item, there, plan, problems);
    }
}
