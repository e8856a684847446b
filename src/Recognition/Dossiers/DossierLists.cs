using System.Globalization;
using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>A dossier in a list.</summary>
public sealed record DossierLine(
    string Id, int Serial, DossierKind Kind, UnitId Unit, string Title, string Field, int Year, string Template, string Step, DossierStatus Status, DateOnly EnteredOn, DateOnly? Due,
    int Version, bool Sample, bool Drifted, bool Escalated)
{
    /// <summary>Where a list goes on after this line.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Due?.DayNumber ?? DossierRow.NoDue}-{Serial}");
}

/// <summary>A stretch of a list: in the order of deadlines, then of numbers.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">What the next stretch is asked for with, or null at the end.</param>
/// <param name="Total">All that match.</param>
public sealed record DossierStretch(IReadOnlyList<DossierLine> Lines, string? Next, int Total);

/// <summary>Which dossiers are asked for.</summary>
/// <param name="Q">Part of a unit's name without marks, or a dossier's number.</param>
/// <param name="Kind">Only these.</param>
/// <param name="Title">Only this title.</param>
/// <param name="Step">Only at this step.</param>
/// <param name="Show">open, late, drifted, done or all.</param>
/// <param name="After">Where to go on.</param>
public sealed record DossierFilter(string? Q = null, DossierKind? Kind = null, string? Title = null, string? Step = null, string Show = "open", string? After = null);

/// <summary>How many dossiers a step holds.</summary>
public sealed record StepLoad(string Template, string Step, int Open, int Late, int Soon);

/// <summary>What pages ask of all dossiers. Keyset paging: a page deep in the list costs what the first does.</summary>
public sealed class DossierLists(StoreFactory stores, DossierGround ground)
{
    /// <summary>Lines a page.</summary>
    public const int PageSize = 50;

    /// <summary>Desks that are asked one after the other; whoever has more is answered by one question that sorts.</summary>
    private const int MostApart = 6;

    /// <summary>Who asks, from the sign-in.</summary>
    public static Asker AskerOf(ClaimsPrincipal user) => new(user.UserName(), user.ShownName(),
        [.. user.FindAll(Caller.GrantClaim).Select(c => c.Value.Split('@')).Where(p => p.Length == 2).Select(p => (p[0], new UnitId(p[1])))]);

    /// <summary>What waits for somebody after a place of the list, most urgent first, at most so many; and how many wait in all.</summary>
    public async Task<(IReadOnlyList<DossierLine> Lines, int Total)> WaitingAsync(Asker asker, TaskPlace after, int most, CancellationToken cancel)
    {
        // Only rights by which a step is done lead to a desk: most people have one, and one desk is read in the order of its index.
        var acting = ground.Bare().Shelf.Templates.SelectMany(t => t.Steps).Select(s => s.Right).ToHashSet(StringComparer.Ordinal);
        var desks = asker.Grants.Where(g => acting.Contains(g.Right)).Select(g => DossierRow.DeskKey(g.Right, g.Unit)).Distinct().ToList();
        if (desks.Count == 0) return ([], 0);
        await using var db = stores.Open();
        var rows = db.Set<DossierRow>().AsNoTracking();
        var total = await rows.CountAsync(r => desks.Contains(r.Desk), cancel);
        if (total == 0 || most == 0) return ([], total);
        var (order, serial) = (after.Order, after.Rank);
        // The first comparison alone bounds the index; the others only part those of one day.
        IQueryable<DossierLine> Rest(IQueryable<DossierRow> waiting) =>
            Lines(waiting.Where(r => r.Order >= order && (r.Order > order || r.Serial > serial)).OrderBy(r => r.Order).ThenBy(r => r.Serial).Take(most));
        if (desks.Count > MostApart) return (await Rest(rows.Where(r => desks.Contains(r.Desk))).ToListAsync(cancel), total);
        var lines = new List<DossierLine>();
        foreach (var desk in desks) lines.AddRange(await Rest(rows.Where(r => r.Desk == desk)).ToListAsync(cancel));
        return ([.. lines.OrderBy(l => l.Due ?? DateOnly.MaxValue).ThenBy(l => l.Serial).Take(most)], total);
    }

    /// <summary>Decided dossiers whose values changed and that nobody has looked at, for who keeps them.</summary>
    public async Task<IReadOnlyList<DossierLine>> DriftedAsync(Asker asker, CancellationToken cancel)
    {
        var provinces = asker.Grants.Where(g => g.Right is Rights.KeepDossiers or Rights.DecideDossiers).Select(g => g.Unit).Distinct().ToList();
        if (provinces.Count == 0) return [];
        await using var db = stores.Open();
        return await Lines(db.Set<DossierRow>().AsNoTracking().Where(r => r.Drifted && provinces.Contains(r.Province)).OrderBy(r => r.Serial).Take(20)).ToListAsync(cancel);
    }

    /// <summary>Dossiers that somebody may see.</summary>
    public async Task<DossierStretch> ListAsync(DossierFilter filter, IReadOnlyList<UnitId> areas, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var today = ground.Bare().Today;
        var rows = Seen(db.Set<DossierRow>().AsNoTracking(), areas);
        rows = filter.Show switch
        {
            "late" => rows.Where(r => r.Status == DossierStatus.Open && r.Due < today),
            "drifted" => rows.Where(r => r.Drifted),
            "done" => rows.Where(r => r.Status != DossierStatus.Open && r.Status != DossierStatus.Paused),
            "all" => rows,
            _ => rows.Where(r => r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused),
        };
        if (filter.Kind is { } kind) rows = rows.Where(r => r.Kind == kind);
        if (!string.IsNullOrEmpty(filter.Title)) rows = rows.Where(r => r.Title == filter.Title);
        if (!string.IsNullOrEmpty(filter.Step)) rows = rows.Where(r => r.Step == filter.Step);
        if (VnText.Clean(filter.Q) is { Length: > 0 } q)
        {
            if (int.TryParse(q, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)) rows = rows.Where(r => r.Serial == serial);
            else
            {
                var (folded, units) = (VnText.Fold(q), ground.Bare().Units);
                var named = units.All.Where(v => units.LevelOf(v.Kind) == "commune" && VnText.Fold(v.FullName).Contains(folded, StringComparison.Ordinal)).Select(v => v.Unit).Distinct().ToList();
                rows = rows.Where(r => named.Contains(r.Unit));
            }
        }
        return await StretchAsync(rows, filter.After, cancel);
    }

    /// <summary>True when somebody with these areas may see the dossiers of a unit.</summary>
    public bool MaySee(UnitId unit, IReadOnlyList<UnitId> areas)
    {
        var now = ground.Bare();
        var asOf = new AsOf(now.Today, now.Today);
        // Of a unit that is no more whoever sees its heir sees it, and who saw it on its last day.
        return areas.Any(a => now.Units.IsWithin(unit, a, asOf) || now.Units.HeirOf(unit, asOf) is { } heir && now.Units.IsWithin(heir.Unit, a, asOf)
            || now.Units.Life(unit, now.Today) is [.., { To: { } end }] && now.Units.WithForebears(a, asOf).Any(f => now.Units.IsWithin(unit, f, asOf with { Date = end.AddDays(-1) })));
    }

    /// <summary>How the steps are loaded: the board of deadlines.</summary>
    public async Task<IReadOnlyList<StepLoad>> LoadsAsync(IReadOnlyList<UnitId> areas, CancellationToken cancel)
    {
        var now = ground.Bare();
        var (today, soon) = (now.Today, now.Shelf.Calendar.Add(now.Today, 3) is { Ok: true } day ? day.Value : now.Today.AddDays(3));
        await using var db = stores.Open();
        var rows = Seen(db.Set<DossierRow>().AsNoTracking(), areas).Where(r => r.Status == DossierStatus.Open);
        return await rows.GroupBy(r => new { r.Template, r.Step })
            .Select(g => new StepLoad(g.Key.Template, g.Key.Step, g.Count(), g.Count(r => r.Due < today), g.Count(r => r.Due >= today && r.Due <= soon))).ToListAsync(cancel);
    }

    /// <summary>True when a dossier's procedure ended and another goes on with it, or when its unit is no more.</summary>
    internal static bool HasToMove(string template, UnitId unit, Circumstances now)
    {
        var by = now.Shelf.Find(template);
        return by.Holds(now.Today) ? now.Units.Find(unit, new AsOf(now.Today, now.Today)) is null : now.Shelf.HeirOf(template) is not null;
    }

    /// <summary>Dossiers under way whose unit was divided, with the units that it became: no rule moves them, an official decides.</summary>
    public async Task<IReadOnlyList<(DossierLine Line, IReadOnlyList<UnitVersion> Successors)>> StuckAsync(IReadOnlyList<UnitId> areas, CancellationToken cancel)
    {
        var now = ground.Bare();
        await using var db = stores.Open();
        var rows = await Lines(db.Set<DossierRow>().AsNoTracking().Where(r => r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused).OrderBy(r => r.Serial)).ToListAsync(cancel);
        return [.. rows.Where(r => HasToMove(r.Template, r.Unit, now) && now.Units.HeirOf(r.Unit, new AsOf(now.Today, now.Today)) is null && MaySee(r.Unit, areas))
            .Select(r => (r, InFlight.Successors(r.Unit, now)))];
    }

    /// <summary>The number that people say of a dossier.</summary>
    public async Task<int?> SerialAsync(DossierId id, CancellationToken cancel)
    {
        var key = id.ToString();
        await using var db = stores.Open();
        return await db.Set<DossierRow>().AsNoTracking().Where(r => r.Id == key).Select(r => (int?)r.Serial).FirstOrDefaultAsync(cancel);
    }

    private IQueryable<DossierRow> Seen(IQueryable<DossierRow> rows, IReadOnlyList<UnitId> areas)
    {
        var now = ground.Bare();
        var asOf = new AsOf(now.Today, now.Today);
        var provinces = areas.Where(a => now.Units.Find(a, asOf) is { Parent: null }).SelectMany(a => now.Units.WithForebears(a, asOf)).ToList();
        var units = areas.Where(a => !provinces.Contains(a)).SelectMany(a => now.Units.Under(a, asOf).Where(v => now.Units.LevelOf(v.Kind) == "commune").Select(v => v.Unit).Append(a))
            .SelectMany(u => now.Units.WithForebears(u, asOf)).Distinct().ToList();
        return rows.Where(r => provinces.Contains(r.Province) || units.Contains(r.Unit));
    }

    private static async Task<DossierStretch> StretchAsync(IQueryable<DossierRow> rows, string? after, CancellationToken cancel)
    {
        var total = await rows.CountAsync(cancel);
        return Stretch(await Lines(After(rows, after).OrderBy(r => r.Order).ThenBy(r => r.Serial).Take(PageSize + 1)).ToListAsync(cancel), total);
    }

    // The first comparison alone bounds the index; the others only part those of one day.
    private static IQueryable<DossierRow> After(IQueryable<DossierRow> rows, string? after) =>
        after?.Split('-') is [var first, var second] && int.TryParse(first, CultureInfo.InvariantCulture, out var order) && int.TryParse(second, CultureInfo.InvariantCulture, out var serial)
            ? rows.Where(r => r.Order >= order && (r.Order > order || r.Serial > serial)) : rows;

    private static DossierStretch Stretch(List<DossierLine> lines, int total)
    {
        var more = lines.Count > PageSize;
        if (more) lines.RemoveAt(PageSize);
        return new DossierStretch(lines, more ? lines[^1].Cursor : null, total);
    }

    private static IQueryable<DossierLine> Lines(IQueryable<DossierRow> rows) => rows.Select(r =>
        new DossierLine(r.Id, r.Serial, r.Kind, r.Unit, r.Title, r.Field, r.Year, r.Template, r.Step, r.Status, r.EnteredOn, r.Due, r.Version, r.Sample, r.Drifted, r.Escalated));
}
