using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store.Keeping;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Store;

/// <summary>
/// The append-only log of official acts. A row is added to the caller's context and committed with the act itself, or not
/// at all; the primary key makes two writers of the same number collide, and the loser's transaction is the one that fails.
/// </summary>
public sealed class Ledger(StoreFactory stores, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _written;

    /// <summary>Acts written through this server since it started: what is remembered of official acts is good while this stands still.</summary>
    public long ActsWritten => Interlocked.Read(ref _written);

    /// <summary>
    /// Runs <paramref name="work"/> and commits what it added, together with the acts that it records, in one transaction.
    /// Acts are written one at a time: in this process by a turn, between servers by the store. Other servers are told which acts
    /// were written. When the database goes away, <see cref="StoreCutException"/> says truly whether it was written; a deed that was
    /// written although its confirmation was lost is simply done.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<StoreContext, Recorder, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        var (result, head, confirming) = (default(T)!, default(LedgerRow), false);
        try
        {
            await using var db = stores.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.TakeLedgerTurnAsync(cancel);
            var last = await db.LedgerRows.AsNoTracking().OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
            var recorder = new Recorder(db, last, clock.GetUtcNow().UtcDateTime);
            using var trace = Telemetry.Traces.StartActivity("ledger");
            result = await work(db, recorder);
            // A deed that was refused has taken its rows back.
            var written = db.ChangeTracker.Entries<LedgerRow>().Count();
            await db.SaveChangesAsync(cancel);
            if (written > 0) await db.TellAsync(News.Acts, recorder.Told(), cancel);
            head = written > 0 ? recorder.Last : null;
            confirming = true;
            // Once it is confirmed it is done, whether or not the one who asked is still there.
            await transaction.CommitAsync(CancellationToken.None);
            Telemetry.LedgerActs.Add(written);
            Interlocked.Add(ref _written, written);
            return result;
        }
        catch (Exception e) when (stores.Address.Engine == StoreEngine.Postgres && StoreTrouble.IsCut(e))
        {
            // Whether it was written or not, what is remembered is asked for anew.
            Interlocked.Increment(ref _written);
            if (!confirming) throw new StoreCutException(Fate.NotWritten, e);
            return await WasWrittenAsync(head) switch
            {
                true => result,
                false => throw new StoreCutException(Fate.NotWritten, e),
                null => throw new StoreCutException(Fate.Unknown, e),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The newest row, or null when there is none.</summary>
    public async Task<LedgerRow?> HeadAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.LedgerRows.AsNoTracking().OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Every row of these acts, oldest first.</summary>
    public async Task<IReadOnlyList<LedgerRow>> OfActAsync(string act, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.LedgerRows.AsNoTracking().Where(r => r.Act == act).OrderBy(r => r.Number).ToListAsync(cancel);
    }

    /// <summary>The newest row of this act, or null.</summary>
    public async Task<LedgerRow?> LastOfActAsync(string act, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.LedgerRows.AsNoTracking().Where(r => r.Act == act).OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The row of this number, or null.</summary>
    public async Task<LedgerRow?> RowAsync(long number, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.LedgerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancel);
    }

    /// <summary>The number of the first altered row, or null; with how many rows were read.</summary>
    public async Task<(long Rows, long? FirstBroken)> VerifyAsync(CancellationToken cancel)
    {
        await using var picture = await StoreSnapshot.TakeAsync(stores, cancel);
        var proof = await picture.ProveAsync(cancel);
        return (proof.Rows, proof.FirstBroken);
    }

    /// <summary>A page of rows, newest first.</summary>
    public async Task<(long Total, IReadOnlyList<LedgerRow> Rows)> PageAsync(int page, int size, string? subject, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = db.LedgerRows.AsNoTracking().Where(r => subject == null || r.Subject == subject);
        return (await rows.LongCountAsync(cancel),
            await rows.OrderByDescending(r => r.Number).Skip((page - 1) * size).Take(size).ToListAsync(cancel));
    }

    /// <summary>Asks the database, once it is back, whether this row stands; null when it does not come back in time, or there is no row to ask for.</summary>
    private async Task<bool?> WasWrittenAsync(LedgerRow? row)
    {
        if (row is null) return null;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                stores.ForgetConnections();
                await using var db = stores.Open();
                // The lost session may still be confirming: whoever has the turn after it sees what it did.
                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.TakeLedgerTurnAsync(CancellationToken.None);
                return await db.LedgerRows.AnyAsync(r => r.Number == row.Number && r.Hash == row.Hash);
            }
            catch (Exception e) when (StoreTrouble.IsCut(e))
            {
                // Opening has waited for a while already.
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Records acts inside one transaction.</summary>
    public sealed class Recorder
    {
        private const int MostNamed = 200;

        private readonly StoreContext _db;
        private readonly HashSet<string> _acts = new(StringComparer.Ordinal);

        internal Recorder(StoreContext db, LedgerRow? last, DateTime now) => (_db, Before, Last, Now) = (db, last, last, now);

        /// <summary>The newest row before this transaction, or null.</summary>
        public LedgerRow? Before { get; }

        /// <summary>The newest row so far, this transaction's included.</summary>
        internal LedgerRow? Last { get; private set; }

        /// <summary>What was recorded, "act subject".</summary>
        internal IReadOnlyCollection<string> Acts => _acts;

        /// <summary>The instant of this transaction, UTC.</summary>
        public DateTime Now { get; }

        /// <summary>Adds one act.</summary>
        public LedgerRow Record<T>(string actor, string act, string subject, T body)
        {
            Last = LedgerChain.Next(Last, Now, actor, act, subject, JsonSerializer.Serialize(body, LangSoJson.Compact));
            _db.LedgerRows.Add(Last);
            _acts.Add(act + " " + subject);
            return Last;
        }

        /// <summary>What the other servers are told: each act with its subject, or only the acts' names when there are many.</summary>
        internal IEnumerable<string> Told() => _acts.Count <= MostNamed ? _acts : _acts.Select(line => line[..(line.IndexOf(' ', StringComparison.Ordinal) + 1)] + News.Many).Distinct(StringComparer.Ordinal);
    }
}
