using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Territory.DataFiles;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>Brings indicators and facts of a data folder into the store: all of them, or nothing when one row is wrong. Its sets are checked and sealed.</summary>
public sealed class FactLoader(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, FactBooks books, SetSeals seals, TakenSets taken)
{
    private const string What = "Chỉ tiêu và số liệu";

    /// <summary>
    /// Loads <c>criteria/indicators.csv</c> and every <c>facts/*.csv</c> below <paramref name="dataFolder"/>. Territory comes first:
    /// a fact names its unit by id and, for people and as a check, by its full name on the fact's first day.
    /// </summary>
    public async Task<Outcome<LoadResult>> LoadAsync(string dataFolder, CancellationToken cancel)
    {
        var indicatorRows = DataTable.Read(Path.Combine(dataFolder, "criteria"), "indicators.csv", "id", "name", "kind", "unit", "source");
        var indicators = indicatorRows.Rows.Select(r => new Indicator(
            r.Required("id"), r.Required("name"), r.OneOf("kind", Indicator.Kinds), r["unit"], r.Required("source"))).ToList();
        var byId = indicators.DistinctBy(i => i.Id).ToDictionary(i => i.Id, StringComparer.Ordinal);

        var folder = Path.Combine(dataFolder, "facts");
        var tables = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal)
                .Select(f => DataTable.Read(folder, Path.GetFileName(f), "indicator", "unit", "unit_is", "value", "from", "to", "recorded", "source_kind", "source", "sample", "note")).ToList()
            : [];
        var gazetteer = gazetteers.Current;
        var facts = tables.SelectMany(t => t.Rows).Select(r => Read(r, byId, gazetteer)).ToList();
        var problems = tables.Prepend(indicatorRows).SelectMany(t => t.Problems).ToList();
        if (problems.Count > 0) return problems;
        var shelf = SetShelf.Read(dataFolder, byId, Assessor.Names(gazetteer), await taken.AllAsync(cancel), await taken.LayersAsync(cancel));
        if (!shelf.Ok) return shelf.Problems.ToList();
        problems.AddRange(await seals.BrokenAsync(shelf.Value, cancel));
        if (problems.Count > 0) return problems;
        var sealing = await seals.NewAsync(shelf.Value, cancel);

        Missing missing;
        await using (var db = stores.Open()) missing = await Missing.FindAsync(db, indicators, facts, cancel);
        if (missing.Count > 0 || sealing.Count > 0)
        {
            await ledger.WriteAsync(async (db, acts) =>
            {
                missing = await Missing.FindAsync(db, indicators, facts, cancel);
                db.AddRange(missing.Indicators);
                db.AddRange(missing.Facts);
                SetSeals.Record(acts, sealing);
                if (missing.Count > 0) acts.Record("langso", "load", "facts", new { hashes = tables.Prepend(indicatorRows).ToDictionary(t => t.File, t => t.Hash), rows = missing.Count });
                return true;
            }, cancel);
        }
        await books.LoadAsync(stores, cancel);
        return new LoadResult(What, missing.Count, indicators.Count + facts.Count - missing.Count);
    }

    private sealed record Missing(List<Indicator> Indicators, List<Fact> Facts)
    {
        public int Count => Indicators.Count + Facts.Count;

        public static async Task<Missing> FindAsync(StoreContext db, List<Indicator> indicators, List<Fact> facts, CancellationToken cancel)
        {
            var knownIndicators = await db.Set<Indicator>().Select(i => i.Id).ToHashSetAsync(cancel);
            var knownFacts = await db.Set<Fact>().AsNoTracking().ToHashSetAsync(cancel);
            return new Missing(indicators.FindAll(i => !knownIndicators.Contains(i.Id)), facts.FindAll(f => !knownFacts.Contains(f)));
        }
    }

    private static Fact Read(DataRow row, Dictionary<string, Indicator> indicators, Gazetteer gazetteer)
    {
        var fact = new Fact(row.OneOf("indicator", indicators.Keys), UnitCheck.Read(row, gazetteer, "from"), row["value"], row.Day("from"), row.DayOrNone("to"),
            row.Day("recorded"), row.OneOf("source_kind", Fact.SourceKinds), row.Required("source"), row.YesNo("sample"), row["note"]);
        if (fact.From < Days.First || fact.From > Days.Last || fact.To > Days.Last) row.Fault("from", "ngày phải từ 1950 đến hết năm 2128");
        if (fact.To <= fact.From) row.Fault("to", "phải sau ngày đầu (from)");
        if (indicators.TryGetValue(fact.Indicator, out var indicator) && indicator.Refuses(fact.Value) is { } rule) row.Fault("value", rule);
        if (fact.Sample && fact.Note.Length == 0) row.Fault("note", "dòng minh họa phải nói phần nào là minh họa");
        return fact;
    }
}
