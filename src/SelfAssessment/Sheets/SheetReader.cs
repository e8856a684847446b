using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.SelfAssessment;

/// <summary>Puts a sheet together: what the set asks, what is known, what was typed here and what proves it.</summary>
public sealed class SheetReader(StoreFactory stores, Assessor assessor, IEnumerable<ISheetGuard> guards, TimeProvider clock)
{
    /// <summary>Years that may be opened: this one and the two before.</summary>
    public IReadOnlyList<int> Years => [.. Enumerable.Range(0, 3).Select(y => clock.Today().Year - y)];

    /// <summary>The sets that ask this kind of unit on the year's day, in their order.</summary>
    public IReadOnlyList<CriteriaSet> SetsOf(UnitVersion unit, int year)
    {
        var (today, end) = (clock.Today(), new DateOnly(year, 12, 31));
        var day = end > today ? today : end;
        return [.. assessor.Current.Shelf.Sets.Values.Where(s => s.Kinds.Contains(unit.Kind) && s.On(day) is not null).OrderBy(s => s.Name, VnText.Order)];
    }

    /// <summary>The communes within these areas, in Vietnamese order.</summary>
    public IReadOnlyList<UnitVersion> Communes(IEnumerable<UnitId> areas)
    {
        var (book, today) = (assessor.Current, clock.Today());
        var now = new AsOf(today, today);
        return [.. areas.SelectMany(a => book.Units.Under(a, now).Append(book.Units.Find(a, now))).OfType<UnitVersion>().DistinctBy(u => u.Unit)
            .Where(u => book.Units.LevelOf(u) == "commune").OrderBy(u => u.FullName, VnText.Order)];
    }

    /// <summary>True when this caller may write the unit's sheets.</summary>
    public bool Reaches(SyncCaller caller, UnitId unit) => SyncChecks.Reaches(assessor.Current, caller, unit, clock.Today());

    /// <summary>The sheet, or why there is none.</summary>
    public async Task<Outcome<SheetView>> ReadAsync(SheetKey sheet, CancellationToken cancel)
    {
        var (book, today) = (assessor.Current, clock.Today());
        var made = SheetForm.Of(book, sheet, today);
        if (!made.Ok) return made.Problems.ToList();
        var form = made.Value;
        var asOf = new AsOf(form.Day, today);
        var judged = book.Assess(form.Set, form.Version, sheet.Unit, asOf, form.Day);
        if (!judged.Ok) return judged.Problems.ToList();
        await using var db = stores.Open();
        var heads = (await db.HeadsAsync([(sheet.Unit, sheet.Year)], cancel))[(sheet.Unit, sheet.Year)];
        var told = (await EvidenceBook.ToldAsync(db, sheet.Unit, sheet.Year, cancel)).ToLookup(t => t.Row.Indicator, StringComparer.Ordinal);
        var (last, source) = (new AsOf(new DateOnly(sheet.Year - 1, 12, 31), today), SheetForm.SourceOf(sheet.Year));
        var criteria = judged.Value.Criteria.Select(c => (c, (IReadOnlyList<SheetRow>)[.. c.Indicators.Select(i => new SheetRow(i, [.. i.Indicator.Facts.Select(f => Field(i.Indicator, f))], [.. i.Indicator.Facts.SelectMany(f => told[f])]))])).ToList();
        var handed = heads.Of("#" + sheet.Set);
        return new SheetView(sheet, form.Set, form.Version, book.Units.Find(sheet.Unit, asOf)!, form.Day, judged.Value, criteria,
            heads.All.Select(h => h.Value.Id).DefaultIfEmpty(0).Max(), await SyncRound.ClosedAsync(guards, sheet, cancel), handed?.Now,
            handed is not null && heads.All.Any(h => h.Value.Id > handed.Id && form.Asked.ContainsKey(h.Key.Split('/')[0])));

        SheetField Field(SetIndicator asked, string fact)
        {
            var now = book.Facts.Find(fact, sheet.Unit, asOf);
            return new SheetField(fact, !asked.BySex ? "" : fact.EndsWith("-male", StringComparison.Ordinal) ? "nam" : "nữ", now, book.Facts.Find(fact, sheet.Unit, last),
                heads.Of(fact)?.Version ?? 0, now is { SourceKind: "typed" } && now.Source == source);
        }
    }
}
