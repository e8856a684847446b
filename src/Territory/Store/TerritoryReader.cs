using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Territory.Store;

/// <summary>Reads units through time from the store. Equal texts are kept once: of a country's rows most say the same.</summary>
internal static class TerritoryReader
{
    public static async Task<Gazetteer> ReadAsync(StoreContext db, CancellationToken cancel)
    {
        var once = new Dictionary<string, string>(StringComparer.Ordinal);
        string Text(string text) => once.TryGetValue(text, out var kept) ? kept : once[text] = text;
        UnitId Id(UnitId unit) => new(Text(unit.Value));

        var versions = new List<UnitVersion>();
        await foreach (var v in Ordered<UnitVersion>(db).AsAsyncEnumerable().WithCancellation(cancel))
            versions.Add(v with
            {
                Unit = Id(v.Unit), Code = Text(v.Code), Kind = Text(v.Kind), Name = Text(v.Name), Parent = v.Parent is { } up ? Id(up) : null,
                Basis = Text(v.Basis), Note = Text(v.Note),
            });
        var edges = new List<LineageEdge>();
        await foreach (var e in Ordered<LineageEdge>(db).AsAsyncEnumerable().WithCancellation(cancel))
            edges.Add(e with { From = Id(e.From), To = Id(e.To), Instrument = Text(e.Instrument), Confidence = Text(e.Confidence) });
        var events = new List<UnitEvent>();
        await foreach (var e in Ordered<UnitEvent>(db).AsAsyncEnumerable().WithCancellation(cancel))
            events.Add(e with { Unit = Id(e.Unit), Kind = Text(e.Kind), Instrument = Text(e.Instrument), Clause = Text(e.Clause), Question = Text(e.Question) });
        return new Gazetteer(versions, edges, await db.Set<UnitKind>().AsNoTracking().ToListAsync(cancel), events,
            await db.Set<Instrument>().AsNoTracking().ToListAsync(cancel));
    }

    private static IQueryable<T> Ordered<T>(StoreContext db) where T : class =>
        db.Set<T>().AsNoTracking().OrderBy(row => EF.Property<long>(row, "Id"));
}
