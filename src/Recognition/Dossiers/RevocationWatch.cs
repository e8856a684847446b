using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>A unit whose title is near to being lost.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Holding">The highest title that is watched.</param>
/// <param name="Set">By which set.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Dossier">The revocation that is under way, or null.</param>
public sealed record WatchedUnit(UnitVersion Unit, Holding Holding, string Set, UnitStanding Standing, string? Dossier);

/// <summary>Who holds a title and is near the law's limit: the engine's distance, by the set that the revocation procedure names.</summary>
public sealed class RevocationWatch(StoreFactory stores, Figures figures, Assessor assessor, Procedures procedures, TimeProvider clock)
{
    /// <summary>Units of these areas that the rule is about or soon will be, nearest first; with the rule's words.</summary>
    public async Task<(IReadOnlyList<WatchedUnit> Units, string Basis)> OfAsync(IReadOnlyList<UnitId> areas, CancellationToken cancel)
    {
        var (today, book, assessments) = (clock.Today(), figures.Current, assessor.Current);
        var asOf = new AsOf(today, today);
        if (procedures.Current.On(DossierKind.Revoke, today) is not { } template) return ([], "");
        await using var db = stores.Open();
        var open = await db.Set<DossierRow>().AsNoTracking().Where(r => r.Kind == DossierKind.Revoke && (r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused)).ToListAsync(cancel);
        var standing = book.Decisions.At(asOf);
        var found = new List<WatchedUnit>();
        foreach (var titleSet in template.Titles)
        {
            if (assessments.AssessArea(titleSet.Set, null, asOf) is not { Ok: true } area) continue;
            foreach (var unit in area.Value.Units)
            {
                if (unit.Warning is not (Warning.Lost or Warning.Close)) continue;
                if (!areas.Any(a => book.Units.IsWithin(unit.Unit.Unit, a, asOf))) continue;
                if (standing.Of(unit.Unit.Unit).FirstOrDefault(h => h.Title.Id == titleSet.Title) is not { } held) continue;
                found.Add(new WatchedUnit(unit.Unit, held, titleSet.Set, unit, open.FirstOrDefault(r => r.Unit == unit.Unit.Unit && r.Title == titleSet.Title)?.Id));
            }
        }
        return ([.. found.OrderBy(f => f.Standing.Distance).ThenBy(f => f.Unit.FullName, VnText.Order)], template.Basis);
    }
}
