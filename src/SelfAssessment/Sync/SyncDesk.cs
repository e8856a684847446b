using System.Collections.Concurrent;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.SelfAssessment.Store;
using LangSo.Store;

namespace LangSo.SelfAssessment;

/// <summary>
/// Takes in what devices did on sheets. Whoever comes while another is being written waits and is written together with all who wait: a
/// thousand phones after a day without network are a few hundred transactions.
/// </summary>
public sealed class SyncDesk(FactDesk facts, Assessor assessor, IEnumerable<ISheetGuard> guards, HandIn handIn, TimeProvider clock) : IDisposable
{
    /// <summary>Operations in one request.</summary>
    public const int MostInOne = 500;

    private const int MostInRound = 12_000;

    private readonly ConcurrentQueue<Batch> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Applies them in their order; one answer for each. Each is applied at most once, however often it is told.</summary>
    public async Task<IReadOnlyList<SyncResult>> ApplyAsync(SyncCaller caller, string device, IReadOnlyList<SyncOp> ops, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var results = new List<SyncResult>(ops.Count);
        for (var at = 0; at < ops.Count;)
        {
            if (ops[at].Kind == SyncOp.Submit)
            {
                results.Add(await handIn.TakeAsync(caller, device, ops[at++], cancel));
                continue;
            }
            var run = ops.Skip(at).TakeWhile(o => o.Kind != SyncOp.Submit).ToList();
            results.AddRange(await WriteAsync(new Batch(caller, device, run)));
            at += run.Count;
        }
        return results;
    }

    /// <summary>
    /// Applies all of them or none: when one is not taken nothing is written, and its answer says why. Without <paramref name="write"/> they are only
    /// judged. None of them hands a sheet in.
    /// </summary>
    internal Task<IReadOnlyList<SyncResult>> ApplyWholeAsync(SyncCaller caller, string device, IReadOnlyList<SyncOp> ops, SheetFile file, bool write) =>
        ops.Count == 0 ? Task.FromResult<IReadOnlyList<SyncResult>>([]) : WriteAsync(new Batch(caller, device, ops, file, write));

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<SyncResult>> WriteAsync(Batch batch)
    {
        _waiting.Enqueue(batch);
        // Once it waits it is written, whether or not the one who asked is still there: a phone asks again and hears what came of it.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            while (!batch.Answer.Task.IsCompleted) await RoundAsync(Take());
        }
        finally
        {
            _turn.Release();
        }
        return await batch.Answer.Task;
    }

    private List<Batch> Take()
    {
        var round = new List<Batch>();
        for (var ops = 0; ops < MostInRound && _waiting.TryDequeue(out var batch); ops += batch.Ops.Count) round.Add(batch);
        return round;
    }

    private async Task RoundAsync(List<Batch> round)
    {
        try
        {
            IReadOnlyList<IReadOnlyList<SyncResult>> answers = [];
            await facts.WriteAsync(async (db, acts) =>
            {
                var writing = new SyncRound(assessor.Current, acts.Now, clock.Today());
                (answers, var found) = await writing.RunAsync(db, acts, guards, round, CancellationToken.None);
                return found;
            }, CancellationToken.None);
            for (var i = 0; i < round.Count; i++) round[i].Answer.SetResult(answers[i]);
        }
        catch (Exception e)
        {
            foreach (var batch in round) batch.Answer.TrySetException(e);
        }
    }

    /// <summary>What one request brought.</summary>
    /// <param name="Caller">Who.</param>
    /// <param name="Device">On what.</param>
    /// <param name="Ops">In their order.</param>
    /// <param name="File">The table that they come from, which is taken wholly or not at all; null for what was typed.</param>
    /// <param name="Writes">False when they are only judged.</param>
    internal sealed record Batch(SyncCaller Caller, string Device, IReadOnlyList<SyncOp> Ops, SheetFile? File = null, bool Writes = true)
    {
        public TaskCompletionSource<IReadOnlyList<SyncResult>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
