using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>One item of a week as a device of the place plays it.</summary>
/// <param name="Entry">What the timeline makes of it, and why.</param>
/// <param name="Programme">The programme, of a programme.</param>
/// <param name="Pending">True when this version is not approved yet: what would happen when it is.</param>
/// <param name="Place">Its unit's name.</param>
/// <param name="Beside">Which of the items that stand side by side it is, from 0.</param>
/// <param name="Abreast">How many stand side by side.</param>
internal sealed record WeekItem(TimelineEntry Entry, Programme? Programme, bool Pending, string Place, int Beside = 0, int Abreast = 1)
{
    /// <summary>Where it stands in the grid: where it plays, or where it would.</summary>
    public DateTime From => Entry.Start ?? Entry.Planned;

    /// <summary>Where it ends in the grid.</summary>
    public DateTime To => Entry.End is { } end && end > From ? end : From + Entry.Order.Length;

    /// <summary>The sentence of its reason.</summary>
    public string Why => Entry.Reason[(Entry.Reason.IndexOf(':', StringComparison.Ordinal) + 2)..];

    /// <summary>True when it plays as it was planned.</summary>
    public bool AsPlanned => Entry.Outcome == TimelineOutcome.AsPlanned;
}

/// <summary>Seven days of a place.</summary>
/// <param name="Monday">The first.</param>
/// <param name="Items">In order of time.</param>
/// <param name="Quiet">The stretches of silence.</param>
internal sealed record Week(UnitId Area, DateOnly Monday, IReadOnlyList<WeekItem> Items, IReadOnlyList<QuietSpan> Quiet)
{
    public DateTime From => VnTime.At(Monday, TimeOnly.MinValue).UtcDateTime;

    public DateTime To => From.AddDays(7);
}

/// <summary>One thing that a plan would change, or that stands in its way.</summary>
/// <param name="Place">Where.</param>
/// <param name="Title">Which item.</param>
/// <param name="At">UTC, when it was planned.</param>
/// <param name="Why">The sentence.</param>
/// <param name="Own">True of the plan itself, false of an item that it disturbs.</param>
/// <param name="Choice">True when two priority items clash and the commune may choose.</param>
internal sealed record ClashLine(string Place, string Title, DateTime At, string Why, bool Own, bool Choice);

/// <summary>Looks at what a place hears, by the one function that its devices use: as it is, and as it would be with a draft in place.</summary>
internal sealed class AirBoard(StoreFactory stores, IOrderDesk orders, HourRules hours, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The most places below a unit that are looked at for one draft.</summary>
    private const int MostPlaces = 200;

    /// <summary>The week of a place. Drafts are there for those who plan or approve there.</summary>
    public async Task<Week> WeekAsync(UnitId area, DateOnly monday, Officer by, CancellationToken cancel)
    {
        var from = VnTime.At(monday, TimeOnly.MinValue).UtcDateTime;
        var picture = await PictureAsync(area, from, from.AddDays(7), by, null, cancel);
        return new Week(area, monday, Abreast(picture.Items(from, from.AddDays(7))), picture.Settings.QuietBetween(from, from.AddDays(7)));
    }

    /// <summary>What a place hears in a stretch of time, approved things only.</summary>
    public async Task<IReadOnlyList<WeekItem>> OnAirAsync(UnitId area, DateTime from, DateTime to, CancellationToken cancel) =>
        (await PictureAsync(area, from, to, null, null, cancel)).Items(from, to);

    /// <summary>
    /// What a draft would do within two weeks of its first time: to itself and to others, in its own place and in each place below that hears something of its own. Says
    /// each kind of thing once.
    /// </summary>
    public async Task<IReadOnlyList<ClashLine>> TryAsync(ProgrammePlan plan, ProgrammeId? id, Officer by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var first = plan.Between(plan.Start > now ? plan.Start : now, now + PlanOrders.LongestRun).Select(at => (DateTime?)at).FirstOrDefault();
        if (first is not { } at) return [];
        var from = VnTime.At(VnTime.DayOf(at), TimeOnly.MinValue).UtcDateTime;
        var to = from.AddDays(plan.Repeat is null ? 2 : 15);
        var places = Places.Today(gazetteers, clock);
        var draft = new Programme
        {
            Id = id ?? new ProgrammeId(Guid.Empty), Version = 0, State = ProgrammeState.Draft, Area = plan.Area, Plan = plan, Author = by.Person.User, AuthorName = by.Person.Name, Edited = now,
        };
        List<ClashLine> lines = [];
        foreach (var place in await SpecialAsync(plan.Area, places, from, to, cancel))
        {
            var without = (await PictureAsync(place, from, to, by, draft with { Plan = plan with { Start = to.AddDays(400), Repeat = null } }, cancel)).Items(from, to).ToDictionary(i => i.Entry.Occurrence, i => i.Entry);
            foreach (var item in (await PictureAsync(place, from, to, by, draft, cancel)).Items(from, to))
            {
                var own = item.Programme?.Id == draft.Id;
                var before = own ? null : without.GetValueOrDefault(item.Entry.Occurrence);
                if (own ? item.AsPlanned : before is null || (before.Outcome == item.Entry.Outcome && before.Start == item.Entry.Start)) continue;
                if (!lines.Exists(l => l.Title == item.Entry.Order.Title && l.Own == own && Kind(l.Why) == Kind(item.Why)))
                    lines.Add(new ClashLine(places.NameOf(place), item.Entry.Order.Title, item.Entry.Planned, item.Why, own, item.Entry.Clash || before?.Clash == true));
            }
        }
        return lines;

        static string Kind(string why) => string.Concat(why.Where(c => !char.IsDigit(c)));
    }

    /// <summary>The place itself, and those below that hear something that it does not: items or hours of their own.</summary>
    private async Task<IReadOnlyList<UnitId>> SpecialAsync(UnitId area, Places places, DateTime from, DateTime to, CancellationToken cancel)
    {
        var below = places.Units.Under(area, places.AsOf).Select(v => v.Unit).ToHashSet();
        if (below.Count == 0) return [area];
        await using var db = stores.Open();
        var own = await db.Set<Programme>().AsNoTracking().Where(p => p.AirEnds > from || p.OnAir == null).Select(p => p.Area).Distinct().ToListAsync(cancel);
        return [area, .. own.Concat(hours.Units).Distinct().Where(below.Contains).OrderBy(u => u.Value, StringComparer.Ordinal).Take(MostPlaces)];
    }

    /// <summary>Reads everything that a device of the place would have.</summary>
    private async Task<AirPicture> PictureAsync(UnitId area, DateTime from, DateTime to, Officer? by, Programme? draft, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        var chain = places.Chain(area);
        var wanted = chain.ToArray();
        var signed = await orders.OrdersAsync(wanted, from.AddDays(-2), to.AddDays(1), cancel);
        List<Programme> programmes;
        await using (var db = stores.Open())
            programmes = await db.Set<Programme>().AsNoTracking().Where(p => EF.Parameter(wanted).Contains(p.Area) && p.State != ProgrammeState.Withdrawn).ToListAsync(cancel);
        if (draft is not null)
        {
            programmes.RemoveAll(p => p.Id == draft.Id);
            if (chain.Contains(draft.Area)) programmes.Add(draft);
        }
        var shown = programmes.Select(p => (Programme: p, Pending: by is not null && p.IsPending && (places.Covers(by.Writes, p.Area) || places.Covers(by.Approves, p.Area))))
            .Where(p => p.Pending || p.Programme.OnAir is not null).ToList();
        return AirPicture.Of(chain, hours.Over(chain, new DeviceSettings(100)), signed, shown, places.NameOf);
    }

    /// <summary>Items that overlap stand side by side.</summary>
    internal static IReadOnlyList<WeekItem> Abreast(IReadOnlyList<WeekItem> items)
    {
        List<WeekItem> placed = [];
        foreach (var group in Groups(items.Where(i => i.Entry.Order.Programme?.Source != ProgrammeSource.Fill).OrderBy(i => i.From)))
        {
            List<DateTime> columns = [];
            var seats = group.Select(item =>
            {
                var column = columns.FindIndex(end => end <= item.From);
                if (column < 0) columns.Add(item.To);
                else columns[column] = item.To;
                return (item, column: column < 0 ? columns.Count - 1 : column);
            }).ToList();
            placed.AddRange(seats.Select(s => s.item with { Beside = s.column, Abreast = columns.Count }));
        }
        return [.. items.Where(i => i.Entry.Order.Programme?.Source == ProgrammeSource.Fill), .. placed];
    }

    private static IEnumerable<List<WeekItem>> Groups(IEnumerable<WeekItem> items)
    {
        List<WeekItem> group = [];
        var end = DateTime.MinValue;
        foreach (var item in items)
        {
            if (group.Count > 0 && item.From >= end)
            {
                yield return group;
                group = [];
            }
            group.Add(item);
            // A short item takes a line's height on the page.
            end = new[] { end, item.To }.Max();
        }
        if (group.Count > 0) yield return group;
    }
}
