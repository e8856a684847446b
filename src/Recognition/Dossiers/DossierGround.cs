using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Recognition.Dossiers;

/// <summary>Gathers what the engine is told: sheet, facts, broadcast days, titles, calendar. Reads; writes nothing.</summary>
public sealed class DossierGround(Figures figures, Assessor assessor, Procedures procedures, SheetContents contents, IEnumerable<IPublicationProof> proofs, TimeProvider clock)
{
    /// <summary>What an act on a dossier depends on, as memory has it: for pages and rounds.</summary>
    public Task<Circumstances> OfAsync(DossierState state, CancellationToken cancel) => OfAsync(state, null, null, cancel);

    /// <summary>The same for an act of a day, with the sheet as it stands in the caller's transaction.</summary>
    internal async Task<Circumstances> OfAsync(DossierState state, StoreContext? db, DateOnly? on, CancellationToken cancel)
    {
        var (now, template) = (Bare(), procedures.Current.Find(state.At.Template));
        var asOf = new AsOf(now.Today, now.Today);
        if (state.Set.Length > 0 && state.Kind == DossierKind.Recognise) now = await WithSheetAsync(now, state, db, on, cancel);
        if (state.Bulletins.Count > 0 && template.Steps.Any(s => s.BroadcastDays > 0))
            now = now with { Broadcast = [.. (await PublishedAsync(state, cancel)).SelectMany(b => b.Days).Distinct().Order()] };
        return now with
        {
            Facts = template.Conditions.Where(c => c.Check == ConditionCheck.Fact).Select(c => figures.Current.Facts.Find(c.Fact, state.Unit, LivingOn(state.Unit, asOf))).OfType<Fact>()
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
        var judged = SheetDay.Of(now.Units, opening.Unit, opening.Year, asOf);
        var sets = now.Shelf.On(opening.Kind, day)?.Titles.Where(t => t.Title == opening.Title).Select(t => t.Set).ToList() ?? [];
        var set = sets.FirstOrDefault(s => book.Shelf.Sets.GetValueOrDefault(s)?.On(opening.Kind == DossierKind.Revoke ? day : judged) is not null) ?? sets.FirstOrDefault() ?? "";
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

    /// <summary>The dossier's bulletins with the days on which they were really played since the sheet was handed in.</summary>
    public async Task<IReadOnlyList<PublishedBulletin>> PublishedAsync(DossierState state, CancellationToken cancel) =>
        proofs.LastOrDefault() is { } proof && state.Bulletins.Count > 0 ? await proof.OfAsync(state.Unit, state.Bulletins, state.Bound?.On ?? state.OpenedOn, cancel) : [];

    /// <summary>Bulletins that may be named.</summary>
    public async Task<IReadOnlyList<PublishedBulletin>> OfferedAsync(DossierState state, CancellationToken cancel) =>
        proofs.LastOrDefault() is { } proof ? await proof.RecentAsync(state.Unit, 20, cancel) : [];

    /// <summary>The assessment that a dossier's sheet shows, for the page.</summary>
    public Outcome<UnitAssessment> Assess(DossierState state) => assessor.Current.Assess(state.Set, state.Unit, JudgedOn(state, Bare(), null));

    private async Task<Circumstances> WithSheetAsync(Circumstances now, DossierState state, StoreContext? db, DateOnly? on, CancellationToken cancel)
    {
        var (sheet, asOf) = (new SheetKey(state.Unit, state.Set, state.Year), JudgedOn(state, now, on));
        var shown = db is null ? await contents.ShownAsync(sheet, asOf, cancel) : await contents.StandingAsync(sheet, asOf, db, cancel);
        return shown.Ok ? now with { Sheet = shown.Value } : now with { NoSheet = shown.Problems[0] };
    }

    // What was handed in is judged by the day that was written down with it, whatever day it is read again.
    private static AsOf JudgedOn(DossierState state, Circumstances now, DateOnly? on)
    {
        var look = state.Bound is null ? on ?? now.Today : new DateOnly(state.Year, 12, 31);
        return new AsOf(state.Bound?.Day ?? SheetDay.Of(now.Units, state.Unit, state.Year, new AsOf(look, now.Today)), now.Today);
    }

    // What was asked of the people counts once it is known, in whichever year; of a unit that ended, as it was on its last day.
    private AsOf LivingOn(UnitId unit, AsOf asOf) =>
        figures.Current.Units.Life(unit, asOf.KnownOn) is [.., { To: { } end }] && end <= asOf.Date ? asOf with { Date = end.AddDays(-1) } : asOf;
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
