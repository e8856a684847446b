using LangSo.Foundation;
using LangSo.SelfAssessment.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment;

/// <summary>Reads what stands on sheets from the store, within the caller's transaction.</summary>
internal static class SheetStore
{
    /// <summary>The newest change of each field of these units and years.</summary>
    public static async Task<Dictionary<(UnitId Unit, int Year), SheetHeads>> HeadsAsync(this StoreContext db, IReadOnlyCollection<(UnitId Unit, int Year)> sheets, CancellationToken cancel)
    {
        var found = sheets.ToDictionary(s => s, _ => new SheetHeads());
        var (units, years, ops) = (sheets.Select(s => s.Unit).Distinct().ToList(), sheets.Select(s => s.Year).Distinct().ToList(), db.Set<SheetOp>().AsNoTracking());
        var rows = await ops.Where(o => units.Contains(o.Unit) && years.Contains(o.Year)
                && !ops.Any(n => n.Unit == o.Unit && n.Year == o.Year && n.Field == o.Field && n.Version > o.Version))
            .Select(o => new { o.Unit, o.Year, o.Field, o.Value, o.Version, o.Actor, o.Device, o.N, o.ValueFrom, o.At, Id = EF.Property<long>(o, SelfAssessmentMapping.Key) })
            .ToListAsync(cancel);
        foreach (var row in rows)
            if (found.TryGetValue((row.Unit, row.Year), out var heads))
                heads.Set(row.Field, new FieldHead(row.Id, row.Value, row.Version, row.Actor, row.Device, row.N, row.ValueFrom, row.At));
        return found;
    }

    /// <summary>Of these operations the ones that were applied before, by actor and id, with the version that they made.</summary>
    public static async Task<Dictionary<(string Actor, string Id), long>> AppliedAsync(this StoreContext db, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var rows = await db.Set<SheetOp>().AsNoTracking().Where(o => ids.Contains(o.OpId)).Select(o => new { o.Actor, o.OpId, o.Version }).ToListAsync(cancel);
        return rows.ToDictionary(r => (r.Actor, r.OpId), r => r.Version);
    }
}
