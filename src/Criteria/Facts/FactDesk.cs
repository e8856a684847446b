using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Criteria;

/// <summary>A value that someone types, or that a module has observed; it is learned today.</summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Value">As the indicator's kind says; also not-applicable or exempt.</param>
/// <param name="From">First day it holds.</param>
/// <param name="To">First day it no longer holds, or null.</param>
/// <param name="SourceKind">decision, device, list, typed or import.</param>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="Sample">True when a part of it is made up; then the note says which.</param>
/// <param name="Note">Which part, or empty.</param>
public sealed record NewFact(
    string Indicator, UnitId Unit, string Value, DateOnly From, DateOnly? To, string SourceKind, string Source, bool Sample = false, string Note = "");

/// <summary>Takes in facts one or a few at a time: when it returns they are durable, and every answer counts them.</summary>
public sealed class FactDesk(Ledger ledger, Gazetteers gazetteers, FactBooks books, Assessor assessor, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>
    /// Saves all of them or none. What says the same as what is known already is left out; how many were new is returned.
    /// </summary>
    public async Task<Outcome<int>> SaveAsync(IReadOnlyList<NewFact> given, string actor, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var (book, gazetteer, today) = (books.Current, gazetteers.Current, clock.Today());
            var problems = given.SelectMany(g => Check(g, book, gazetteer, today)).ToList();
            if (problems.Count > 0) return problems;
            var facts = given.Select(g => new Fact(g.Indicator, g.Unit, VnText.Clean(g.Value), g.From, g.To, today, g.SourceKind, VnText.Clean(g.Source), g.Sample, g.Note))
                .Distinct().Where(f => !book.History(f.Indicator, f.Unit).Any(h => h with { Recorded = f.Recorded } == f && h == Newest(book, f))).ToList();
            if (facts.Count == 0) return 0;
            await ledger.WriteAsync((db, acts) =>
            {
                db.AddRange(facts);
                acts.Record(actor, "save", "facts", facts.Count <= FactLeaf.MostWhole ? (object)new { facts } : new { facts = facts.Count, leaves = facts.Select(FactLeaf.Of) });
                return Task.FromResult(true);
            }, cancel);
            assessor.Add(facts);
            return facts.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Saves a whole batch or nothing of it, as one act whose body says from which file; how many were new is returned. The batch has
    /// checked the values, its maker the units.
    /// </summary>
    /// <param name="batch">What comes in.</param>
    /// <param name="actor">Who brings it.</param>
    /// <param name="body">What the ledger keeps of it, given the number of new facts.</param>
    /// <param name="beside">What else is written with it, or null.</param>
    /// <param name="progress">Hears how many are written.</param>
    /// <param name="cancel">Takes all of it back.</param>
    public async Task<Outcome<int>> ImportAsync(
        FactBatch batch, string actor, Func<int, object> body, Func<StoreContext, Task>? beside, IProgress<int>? progress, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (batch.Settle(books.Current) is [var conflict, ..]) return new Problem("file", "Dòng {0} và dòng {1} nói khác nhau về cùng một chỉ tiêu của một đơn vị.", conflict.Other, conflict.Row);
            if (batch.Count == 0) return 0;
            await ledger.WriteAsync(async (db, acts) =>
            {
                await db.BulkAddAsync(Counted(batch.Facts(), progress, cancel), cancel);
                if (beside is not null) await beside(db);
                acts.Record(actor, "import", "facts", body(batch.Count));
                return true;
            }, cancel);
            assessor.Add(batch);
            return batch.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Lets a module above write rows of its own and the facts that follow from them in one transaction, as the acts that it records. The facts
    /// it returns were checked by it; when this returns they are durable, and every answer counts them.
    /// </summary>
    public async Task WriteAsync(Func<StoreContext, Ledger.Recorder, Task<IReadOnlyList<Fact>>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var facts = await ledger.WriteAsync(async (db, acts) =>
            {
                var given = await work(db, acts);
                if (given.Count > 0) await db.BulkAddAsync(given, cancel);
                return given;
            }, cancel);
            if (facts.Count > 0) assessor.Add(facts);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static IEnumerable<Fact> Counted(IEnumerable<Fact> facts, IProgress<int>? progress, CancellationToken cancel)
    {
        var count = 0;
        foreach (var fact in facts)
        {
            yield return fact;
            if (++count % 10_000 != 0) continue;
            cancel.ThrowIfCancellationRequested();
            progress?.Report(count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Fact? Newest(FactBook book, Fact fact) => book.History(fact.Indicator, fact.Unit).LastOrDefault(h => h.From == fact.From);

    private static IEnumerable<Problem> Check(NewFact given, FactBook book, Gazetteer gazetteer, DateOnly today)
    {
        if (!book.Indicators.TryGetValue(given.Indicator, out var indicator))
        {
            yield return new Problem("indicator", "Không có chỉ tiêu “{0}”.", given.Indicator);
            yield break;
        }
        if (indicator.Refuses(VnText.Clean(given.Value)) is { } rule) yield return new Problem("value", "{0}: giá trị {1}.", indicator.Name, rule);
        if (!Fact.SourceKinds.Contains(given.SourceKind)) yield return new Problem("source_kind", "Không có loại nguồn “{0}”.", given.SourceKind);
        if (VnText.Clean(given.Source).Length == 0) yield return new Problem("source", "Ghi nguồn của số liệu.");
        if (given.Sample && given.Note.Length == 0) yield return new Problem("note", "Số minh họa phải nói phần nào là minh họa.");
        if (given.From < Days.First || given.From > Days.Last || given.To > Days.Last) yield return new Problem("from", "Ngày phải từ 1/1/1950 đến hết năm 2128.");
        if (given.To <= given.From) yield return new Problem("to", "Ngày cuối phải sau ngày đầu.");
        if (gazetteer.Find(given.Unit, new AsOf(given.From, today)) is null) yield return new Problem("unit", "Không có đơn vị này ngày {0}.", VnTime.Text(given.From));
    }
}
