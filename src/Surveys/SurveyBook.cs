using LangSo.Foundation;
using LangSo.Store;
using LangSo.Surveys.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys;

/// <summary>How far one hamlet has come.</summary>
/// <param name="Hamlet">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Asked">Households that answered, of all.</param>
/// <param name="Quota">How many must answer.</param>
/// <param name="Online">By phone.</param>
/// <param name="Paper">On paper.</param>
/// <param name="Issued">Slips that are out or used.</param>
public sealed record HamletCoverage(UnitId Hamlet, string Name, Share Asked, int Quota, int Online, int Paper, int Issued);

/// <summary>A survey as lists and pages show it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Template">Its template.</param>
/// <param name="Unit">The commune.</param>
/// <param name="UnitName">By name.</param>
/// <param name="Period">"2026".</param>
/// <param name="Opened">First day.</param>
/// <param name="Deadline">Last day.</param>
/// <param name="Closed">The day it was closed, or null.</param>
/// <param name="Published">The day its result was published, or null.</param>
/// <param name="Asked">Households that answered, of all.</param>
public sealed record SurveyView(
    int Id, SurveyTemplate Template, UnitId Unit, string UnitName, string Period, DateOnly Opened, DateOnly Deadline, DateOnly? Closed, DateOnly? Published, Share Asked);

/// <summary>Reads surveys: lists, live coverage, results.</summary>
public sealed class SurveyBook(StoreFactory stores, SurveyTemplates templates, Gazetteers gazetteers, TimeProvider clock)
{
    private AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>The surveys of these areas, open ones first, then the newest; a page of them.</summary>
    public async Task<(int Total, IReadOnlyList<SurveyView> Surveys)> PageAsync(IReadOnlyCollection<UnitId> areas, int page, int size, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = (await db.Set<SurveyRow>().AsNoTracking().ToListAsync(cancel)).Where(s => Sees(areas, s.Unit) && templates.Find(s.Template) is not null)
            .OrderBy(s => s.Published is not null).ThenBy(s => s.Closed is not null).ThenByDescending(s => s.Opened).ThenByDescending(s => s.Id).ToList();
        var shown = rows.Skip((page - 1) * size).Take(size).ToList();
        var ids = shown.Select(s => s.Id).ToList();
        var households = await db.Set<QuotaRow>().Where(q => ids.Contains(q.SurveyId)).GroupBy(q => q.SurveyId).Select(g => new { g.Key, Sum = g.Sum(q => q.Households) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
        var answered = await db.Set<TallyRow>().Where(t => ids.Contains(t.SurveyId) && t.Content == TallyRow.Slips).GroupBy(t => t.SurveyId).Select(g => new { g.Key, Sum = g.Sum(t => t.Count) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
        return (rows.Count, [.. shown.Select(s => View(s, new Share(answered.GetValueOrDefault(s.Id), households.GetValueOrDefault(s.Id))))]);
    }

    /// <summary>One survey with how far each hamlet has come; null when there is none, or the areas do not reach it.</summary>
    public async Task<(SurveyView Survey, IReadOnlyList<HamletCoverage> Hamlets)?> FindAsync(int id, IReadOnlyCollection<UnitId> areas, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<SurveyRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } row || templates.Find(row.Template) is not { } template) return null;
        var quotas = await db.Set<QuotaRow>().AsNoTracking().Where(q => q.SurveyId == id).ToListAsync(cancel);
        // A hamlet's head sees the survey of the commune.
        if (!Sees(areas, row.Unit) && !quotas.Any(q => Sees(areas, q.Hamlet))) return null;
        var slips = await db.Set<TallyRow>().AsNoTracking().Where(t => t.SurveyId == id && t.Content == TallyRow.Slips).ToDictionaryAsync(t => (t.Hamlet, t.Said), t => t.Count, cancel);
        var issued = await db.Set<SlipRow>().Where(s => s.SurveyId == id && s.State != SlipRow.Void).GroupBy(s => s.Hamlet).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var hamlets = quotas.Select(q =>
        {
            var (online, paper) = (slips.GetValueOrDefault((q.Hamlet, TallyRow.Online)), slips.GetValueOrDefault((q.Hamlet, TallyRow.Paper)));
            return new HamletCoverage(q.Hamlet, NameOf(q.Hamlet), new Share(online + paper, q.Households), SurveyRules.Quota(q.Households, template.AskedAtLeast), online, paper, issued.GetValueOrDefault(q.Hamlet));
        }).OrderBy(h => h.Name, VnText.Order).ToList();
        return (View(row, new Share(hamlets.Sum(h => h.Asked.Part), hamlets.Sum(h => h.Asked.Whole))), hamlets);
    }

    /// <summary>The result, once the survey is closed; null before, so that nobody watches opinions come in.</summary>
    public async Task<SurveyResult?> ResultAsync(int id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<SurveyRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Closed != null, cancel) is { } row && templates.Find(row.Template) is { } template
            ? await SurveyDesk.ResultAsync(db, row, template, cancel) : null;
    }

    /// <summary>The name of a unit today, or of its last day.</summary>
    public string NameOf(UnitId unit) => (gazetteers.Current.Find(unit, Today) ?? (gazetteers.Current.Life(unit) is [.., var last] ? last : null))?.FullName ?? unit.Value;

    private bool Sees(IReadOnlyCollection<UnitId> areas, UnitId unit) =>
        gazetteers.Current.Covers(areas, unit, Today, reading: true) || areas.Any(a => gazetteers.Current.Find(a, Today)?.Parent == unit);

    private SurveyView View(SurveyRow row, Share asked) =>
        new(row.Id, templates.Find(row.Template)!, row.Unit, NameOf(row.Unit), row.Period, row.Opened, row.Deadline, row.Closed, row.Published, asked);
}
