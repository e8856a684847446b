using System.Text.Json;
using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Store;

/// <summary>
/// The append-only log of official acts. A row is added to the caller's context and committed with the act itself, or not
/// at all; the primary key makes two writers of the same number collide, and the loser's transaction is the one that fails.
/// </summary>
public sealed class Ledger(StoreFactory stores, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>
    /// Runs <paramref name="work"/> and commits what it added, together with the acts that it records, in one transaction.
    /// Acts are written one at a time: in this process by a turn, between servers by the store.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<StoreContext, Recorder, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await using var db = stores.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.TakeLedgerTurnAsync(cancel);
            var last = await db.LedgerRows.AsNoTracking().OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
            var recorder = new Recorder(db, last, clock.GetUtcNow().UtcDateTime);
            using var trace = Telemetry.Traces.StartActivity("ledger");
            var result = await work(db, recorder);
            // A deed that was refused has taken its rows back.
            var written = db.ChangeTracker.Entries<LedgerRow>().Count();
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            Telemetry.LedgerActs.Add(written);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The number of the first altered row, or null; with how many rows were read.</summary>
    public async Task<(long Rows, long? FirstBroken)> VerifyAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = await db.LedgerRows.AsNoTracking().OrderBy(r => r.Number).ToListAsync(cancel);
        return (rows.Count, LedgerChain.FirstBroken(rows));
    }

    /// <summary>A page of rows, newest first.</summary>
    public async Task<(long Total, IReadOnlyList<LedgerRow> Rows)> PageAsync(int page, int size, string? subject, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = db.LedgerRows.AsNoTracking().Where(r => subject == null || r.Subject == subject);
        return (await rows.LongCountAsync(cancel),
            await rows.OrderByDescending(r => r.Number).Skip((page - 1) * size).Take(size).ToListAsync(cancel));
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Records acts inside one transaction.</summary>
    public sealed class Recorder
    {
        private readonly StoreContext _db;
        private LedgerRow? _last;

        internal Recorder(StoreContext db, LedgerRow? last, DateTime now) => (_db, _last, Now) = (db, last, now);

        /// <summary>The instant of this transaction, UTC.</summary>
        public DateTime Now { get; }

        /// <summary>Adds one act.</summary>
        public LedgerRow Record<T>(string actor, string act, string subject, T body)
        {
            _last = LedgerChain.Next(_last, Now, actor, act, subject, JsonSerializer.Serialize(body, LangSoJson.Compact));
            _db.LedgerRows.Add(_last);
            return _last;
        }
    }
}
