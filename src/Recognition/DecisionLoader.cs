using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Territory.DataFiles;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition;

/// <summary>Brings the decisions of a data folder into the store and the ledger: all of them, or nothing when one row is wrong.</summary>
public sealed class DecisionLoader(StoreFactory stores, Ledger ledger, Gazetteers gazetteers)
{
    private const string What = "Quyết định công nhận";

    /// <summary>Loads <c>recognition/decisions.csv</c> below <paramref name="dataFolder"/>; territory comes first.</summary>
    public async Task<Outcome<LoadResult>> LoadAsync(string dataFolder, CancellationToken cancel)
    {
        var definitions = Definitions.Read(dataFolder);
        if (!definitions.Ok) return definitions.Problems.ToList();
        var table = DataTable.Read(Path.Combine(dataFolder, "recognition"), "decisions.csv",
            "number", "date", "effective", "recorded", "kind", "unit", "unit_is", "title", "field", "sample", "source", "note");
        var gazetteer = gazetteers.Current;
        var decisions = table.Rows.Select(r => Read(r, definitions.Value.Titles, gazetteer)).ToList();
        if (table.Problems.Count > 0) return table.Problems.ToList();

        List<Decision> added;
        await using (var db = stores.Open()) added = await MissingAsync(db, decisions, cancel);
        if (added.Count > 0)
        {
            await ledger.WriteAsync(async (db, acts) =>
            {
                added = await MissingAsync(db, decisions, cancel);
                db.AddRange(added);
                acts.Record("langso", "load", "decisions", new { table.File, table.Hash, rows = added.Count });
                foreach (var d in added)
                    acts.Record("langso", "decision", d.Unit.Value, new { d.Kind, unit = d.Unit.Value, d.Title, d.Field, d.Number, d.Date, d.Effective, d.Recorded, d.Source, d.Sample, d.Note });
                return true;
            }, cancel);
        }
        return new LoadResult(What, added.Count, decisions.Count - added.Count);
    }

    private static async Task<List<Decision>> MissingAsync(StoreContext db, List<Decision> decisions, CancellationToken cancel)
    {
        var known = await db.Set<Decision>().AsNoTracking().ToHashSetAsync(cancel);
        return decisions.FindAll(d => !known.Contains(d));
    }

    private static Decision Read(DataRow row, TitleCatalog titles, Gazetteer gazetteer)
    {
        var date = row.Day("date");
        var decision = new Decision(UnitCheck.Read(row, gazetteer, "date"), row["title"], row["field"], row.Required("number"), date,
            row.DayOrNone("effective") ?? date, row.Day("recorded"),
            row.OneOf("kind", "recognise", "revoke") == "revoke" ? DecisionKind.Revoke : DecisionKind.Recognise,
            row.Required("source"), row.YesNo("sample"), row["note"]);
        if (titles.LadderAt(date)?.Titles.FirstOrDefault(t => t.Id == decision.Title) is not { } title)
            row.Fault("title", "ngày này không có danh hiệu “" + decision.Title + "”");
        else if (!title.Kinds.Any(k => row["unit_is"].StartsWith(k + " ", StringComparison.Ordinal)))
            row.Fault("title", "danh hiệu này chỉ dành cho: " + string.Join(", ", title.Kinds));
        else if (title.ByField && decision.Kind == DecisionKind.Recognise ? titles.Field(decision.Field) is null : decision.Field.Length > 0 && titles.Field(decision.Field) is null)
            row.Fault("field", "“" + decision.Field + "” phải là một trong: " + string.Join(", ", titles.Fields.Select(f => f.Id)));
        if (decision.Recorded < decision.Date) row.Fault("recorded", "không thể ghi nhận trước ngày ký");
        if (decision.Sample && decision.Note.Length == 0) row.Fault("note", "dòng minh họa phải nói phần nào là minh họa");
        return decision;
    }
}
