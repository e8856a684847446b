using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Territory;

namespace LangSo.Recognition.Dossiers;

/// <summary>Gathers what the engine is told: sheet, facts, broadcast days, titles, calendar. Reads; writes nothing.</summary>
public sealed class DossierGround(Figures figures, Assessor assessor, Procedures procedures, IEnumerable<IEvidenceBook> evidence, IEnumerable<IPublicationProof> proofs, TimeProvider clock)
{
    /// <summary>What an act on a dossier depends on.</summary>
    public async Task<Circumstances> OfAsync(DossierState state, CancellationToken cancel)
    {
        var (now, template) = (Bare(), procedures.Current.Find(state.At.Template));
        var asOf = new AsOf(now.Today, now.Today);
        if (state.Set.Length > 0 && state.Kind == DossierKind.Recognise) now = await WithSheetAsync(now, state, cancel);
        if (state.Bulletins.Count > 0 && template.Steps.Any(s => s.BroadcastDays > 0))
            now = now with { Broadcast = [.. (await PublishedAsync(state, cancel)).SelectMany(b => b.Days).Distinct().Order()] };
        return now with
        {
            Facts = template.Conditions.Where(c => c.Check == ConditionCheck.Fact).Select(c => figures.Current.Facts.Find(c.Fact, state.Unit, JudgedOn(state.Unit, state.Year, now))).OfType<Fact>()
                .ToDictionary(f => f.Indicator, StringComparer.Ordinal),
            Held = figures.Current.Decisions.At(asOf).Of(state.Unit),
        };
    }

    /// <summary>What opening a dossier depends on, with the set that judges it.</summary>
    public (Circumstances Now, string Set) For(Opening opening, DateOnly day)
    {
        var now = Bare();
        var asOf = new AsOf(day, now.Today);
        var book = assessor.Current;
        var judged = JudgedOn(opening.Unit, opening.Year, now);
        var sets = now.Shelf.On(opening.Kind, day)?.Titles.Where(t => t.Title == opening.Title).Select(t => t.Set).ToList() ?? [];
        var set = sets.FirstOrDefault(s => book.Shelf.Sets.GetValueOrDefault(s)?.On(opening.Kind == DossierKind.Revoke ? day : judged.Date) is not null) ?? sets.FirstOrDefault() ?? "";
        var unit = now.Units.Find(opening.Unit, asOf);
        return (now with
        {
            Held = figures.Current.Decisions.At(asOf).Of(opening.Unit),
            Watched = opening.Kind == DossierKind.Revoke && set.Length > 0 && book.Assess(set, opening.Unit, asOf) is { Ok: true } watched ? watched.Value : null,
            Suggestion = opening.Kind == DossierKind.Merged && unit is not null ? figures.Current.Suggestion(unit, asOf) : null,
        }, set);
    }

    /// <summary>Units, titles, procedures and the clock alone: what lists need.</summary>
    public Circumstances Bare()
    {
        var book = figures.Current;
        return new Circumstances { Today = clock.Today(), Now = clock.GetUtcNow().UtcDateTime, Shelf = procedures.Current, Units = book.Units, Titles = book.Titles };
    }

    /// <summary>The dossier's bulletins with the days on which they were really played since it came to publication.</summary>
    public async Task<IReadOnlyList<PublishedBulletin>> PublishedAsync(DossierState state, CancellationToken cancel) =>
        proofs.LastOrDefault() is { } proof && state.Bulletins.Count > 0 ? await proof.OfAsync(state.Unit, state.Bulletins, state.OpenedOn, cancel) : [];

    /// <summary>Bulletins that may be named.</summary>
    public async Task<IReadOnlyList<PublishedBulletin>> OfferedAsync(DossierState state, CancellationToken cancel) =>
        proofs.LastOrDefault() is { } proof ? await proof.RecentAsync(state.Unit, 20, cancel) : [];

    /// <summary>The assessment that a dossier's sheet shows, for the page.</summary>
    public Outcome<UnitAssessment> Assess(DossierState state) => assessor.Current.Assess(state.Set, state.Unit, JudgedOn(state.Unit, state.Year, Bare()));

    private async Task<Circumstances> WithSheetAsync(Circumstances now, DossierState state, CancellationToken cancel)
    {
        var assessed = assessor.Current.Assess(state.Set, state.Unit, JudgedOn(state.Unit, state.Year, now));
        if (!assessed.Ok) return now with { NoSheet = assessed.Problems[0] };
        var files = new List<EvidenceFile>();
        foreach (var book in evidence) files.AddRange(await book.OfAsync(state.Unit, state.Year, cancel));
        return now with { Sheet = SheetDigest.Content(assessed.Value, files) };
    }

    // A year is judged by its last day, or by the last day of a unit that ended in it.
    private static AsOf JudgedOn(UnitId unit, int year, Circumstances now)
    {
        var last = new DateOnly(year, 12, 31);
        return now.Units.Life(unit, now.Today) is [.., { To: { } end }] && end <= last && end.AddDays(-1) is var eve ? new AsOf(eve, now.Today) : new AsOf(last, now.Today);
    }
}

/// <summary>The procedures and the calendar in memory: what the data folder says.</summary>
public sealed class Procedures
{
    private volatile ProcedureShelf _current = ProcedureShelf.Empty;

    /// <summary>The newest.</summary>
    public ProcedureShelf Current => _current;

    /// <summary>Reads the data folder; what is wrong in it leaves the earlier ones standing.</summary>
    public Outcome<bool> Open(string dataFolder)
    {
        var read = ProcedureShelf.Read(dataFolder);
        if (!read.Ok) return read.Problems.ToList();
        _current = read.Value;
        return true;
    }

    /// <summary>Puts others in their place.</summary>
    internal void Replace(ProcedureShelf shelf) => _current = shelf;
}
