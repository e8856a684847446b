using System.Text.Json;
using LangSo.Criteria;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment;

/// <summary>
/// Holds what the store has of sheets against what the ledger says was typed: a value or a file's name that was altered, added or taken out behind
/// the program's back is named.
/// </summary>
public sealed class SheetProof(StoreFactory stores)
{
    private readonly record struct Value(string Indicator, UnitId Unit, string Said, DateOnly From, DateOnly? To, DateOnly Recorded, string Source);

    private readonly record struct File(string Indicator, UnitId Unit, int Year, string Sha256, string Name, bool Added, string Actor);

    /// <summary>How many values and files agree, or the first that does not, in words.</summary>
    public async Task<Outcome<(int Values, int Files)>> VerifyAsync(CancellationToken cancel)
    {
        var (values, files) = (new Dictionary<Value, int>(), new Dictionary<File, int>());
        await using var db = stores.Open();
        await using var picture = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var acts = db.Set<LedgerRow>().AsNoTracking().Where(r => r.Act == SheetAct.Name).OrderBy(r => r.Number).Select(r => new { r.At, r.Actor, r.Body }).AsAsyncEnumerable();
        await foreach (var act in acts.WithCancellation(cancel))
        {
            var body = JsonSerializer.Deserialize<SheetAct.Body>(act.Body, LangSoJson.Compact)!;
            var (unit, day) = (new UnitId(body.Unit), VnTime.DayOf(new DateTimeOffset(act.At, TimeSpan.Zero)));
            foreach (var v in body.Values) Count(values, new Value(v.Indicator, unit, v.Value, v.From, v.To, day, SheetForm.SourceOf(body.Year)));
            foreach (var f in body.Files) Count(files, new File(f.Indicator, unit, body.Year, f.Sha256, f.Name, f.Added, act.Actor));
        }
        var (said, told) = (values.Values.Sum(), files.Values.Sum());
        var marks = db.Set<Fact>().AsNoTracking().Where(f => f.SourceKind == "typed" && f.Source.StartsWith(Mark)).AsAsyncEnumerable();
        await foreach (var fact in marks.WithCancellation(cancel))
            if (fact.Sample || fact.Note.Length > 0 || !Take(values, new Value(fact.Indicator, fact.Unit, fact.Value, fact.From, fact.To, fact.Recorded, fact.Source))) return Altered(fact.Indicator, fact.Unit, fact.Value);
        if (values.FirstOrDefault(v => v.Value > 0) is { Value: > 0 } lost) return Altered(lost.Key.Indicator, lost.Key.Unit, lost.Key.Said);
        await foreach (var row in db.Set<EvidenceRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (!Take(files, new File(row.Indicator, row.Unit, row.Year, row.Sha256, row.Name, row.Added, row.Actor))) return AlteredFile(row.Name, row.Unit);
        if (files.FirstOrDefault(f => f.Value > 0) is { Value: > 0 } gone) return AlteredFile(gone.Key.Name, gone.Key.Unit);
        return (said, told);
    }

    private const string Mark = "Tự đánh giá của xã năm ";

    private static Problem Altered(string indicator, UnitId unit, string value) =>
        new("fact", "Giá trị \"{0}\" của chỉ tiêu {1}, đơn vị {2}, không khớp sổ cái.", value, indicator, unit.Value);

    private static Problem AlteredFile(string name, UnitId unit) => new("evidence", "Minh chứng \"{0}\" của đơn vị {1} không khớp sổ cái.", name, unit.Value);

    private static void Count<T>(Dictionary<T, int> of, T thing)
        where T : struct => of[thing] = of.GetValueOrDefault(thing) + 1;

    private static bool Take<T>(Dictionary<T, int> of, T thing)
        where T : struct
    {
        if (of.GetValueOrDefault(thing) is not (> 0 and var left)) return false;
        of[thing] = left - 1;
        return true;
    }
}
