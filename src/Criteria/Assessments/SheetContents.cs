using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Assessments;

/// <summary>The one rule of which day a sheet is judged by.</summary>
public static class SheetDay
{
    /// <summary>
    /// The year's last day; the day itself while the year runs, because what has not come is not yet so; the last day of a unit that ended before.
    /// </summary>
    /// <param name="units">The units.</param>
    /// <param name="unit">Whose sheet.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="on">The day on which it is looked at or handed in, as known on which.</param>
    public static DateOnly Of(Gazetteer units, UnitId unit, int year, AsOf on)
    {
        var last = new DateOnly(year, 12, 31);
        var day = on.Date < last ? on.Date : last;
        return units.Life(unit, on.KnownOn) is [.., { To: { } end }] && end <= day ? end.AddDays(-1) : day;
    }
}

/// <summary>
/// Reads what a sheet shows, in the one form that is hashed (<see cref="SheetDigest"/>): for the desk that hands it in, for the dossier that is bound
/// to it and for who looks whether it changed since.
/// </summary>
public sealed class SheetContents(StoreFactory stores, Assessor assessor, IEnumerable<IEvidenceBook> evidence)
{
    /// <summary>As memory has it: for pages and for looking through many.</summary>
    public async Task<Outcome<SheetContent>> ShownAsync(SheetKey sheet, AsOf asOf, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await ReadAsync(assessor.Current, sheet, asOf, db, cancel);
    }

    /// <summary>As it stands in the caller's transaction, also when another server wrote a moment ago what memory here has not heard of.</summary>
    public async Task<Outcome<SheetContent>> StandingAsync(SheetKey sheet, AsOf asOf, StoreContext db, CancellationToken cancel) =>
        await ReadAsync(await StandingAsync(assessor.Current, sheet, asOf, db, cancel), sheet, asOf, db, cancel);

    private async Task<Outcome<SheetContent>> ReadAsync(AssessmentBook book, SheetKey sheet, AsOf asOf, StoreContext db, CancellationToken cancel)
    {
        var assessed = book.Assess(sheet.Set, sheet.Unit, asOf);
        if (!assessed.Ok) return assessed.Problems.ToList();
        var files = new List<EvidenceFile>();
        foreach (var shelf in evidence) files.AddRange(await shelf.OfAsync(db, sheet.Unit, sheet.Year, cancel));
        return SheetDigest.Content(assessed.Value, files);
    }

    private static async Task<AssessmentBook> StandingAsync(AssessmentBook book, SheetKey sheet, AsOf asOf, StoreContext db, CancellationToken cancel)
    {
        if (!book.Shelf.Sets.TryGetValue(sheet.Set, out var set) || set.On(asOf.Date) is not { } version) return book;
        var asked = version.Indicators.SelectMany(i => i.Indicator.Facts).Concat(book.Layers(set.Id).SelectMany(l => l.Adds).SelectMany(i => i.Indicator.Facts))
            .Concat(set.Groups is { } groups ? [groups.Fact] : []).Distinct().ToList();
        // A group may be said of a unit above.
        var units = book.Units.Chain(sheet.Unit, asOf).Select(v => v.Unit).ToList();
        var facts = await db.Set<Fact>().AsNoTracking().Where(f => units.Contains(f.Unit) && asked.Contains(f.Indicator)).OrderBy(f => EF.Property<long>(f, Store.CriteriaMapping.Key)).ToListAsync(cancel);
        var stored = new FactBook(book.Facts.Indicators.Values, facts);
        // Memory is nearly always as new as the store, and knows plans and views already.
        return asked.All(a => units.All(u => stored.Find(a, u, asOf) == book.Facts.Find(a, u, asOf))) ? book : new AssessmentBook(stored, book.Units, book.Shelf);
    }
}
