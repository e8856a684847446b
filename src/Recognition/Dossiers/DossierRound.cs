using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>What one round did.</summary>
/// <param name="Moved">Went on in another procedure.</param>
/// <param name="Joined">Joined into another dossier of the same unit.</param>
/// <param name="Escalated">Told upward because they are late.</param>
/// <param name="Drifted">Values changed after the decision.</param>
/// <param name="Stuck">Could not be moved by rule: a person has to.</param>
public sealed record RoundResult(int Moved, int Joined, int Escalated, int Drifted, IReadOnlyList<DossierId> Stuck);

/// <summary>What rules do with dossiers, now and then: each dossier one transaction, so that a round that is cut off is simply gone on with.</summary>
public sealed class DossierRound(StoreFactory stores, DossierDesk desk, DossierGround ground)
{
    /// <summary>One round.</summary>
    public async Task<RoundResult> RunAsync(CancellationToken cancel)
    {
        var now = ground.Bare();
        var (moved, joined, escalated, drifted, stuck) = (0, 0, 0, 0, new List<DossierId>());
        foreach (var row in await RowsAsync(r => r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused, cancel))
        {
            if (!DossierLists.HasToMove(row.Template, row.Unit, now)) continue;
            if (await DoAsync(row, state => InFlight.Rule(state, now), cancel)) moved++;
            else stuck.Add(IdOf(row));
        }
        if (moved > 0) joined = await JoinAsync(cancel);
        var today = now.Today;
        foreach (var row in await RowsAsync(r => r.Status == DossierStatus.Open && r.Due < today && !r.Escalated, cancel))
            if (await DoAsync(row, state => state.At.Due is { } due ? new Escalating(due) : null, cancel)) escalated++;
        foreach (var row in await RowsAsync(r => r.Decided, cancel))
        {
            if (await desk.FindAsync(IdOf(row), cancel) is not { } found) continue;
            var digest = (await ground.OfAsync(found.State, cancel)).Digest;
            if (digest is null || digest == found.State.Bound?.Digest || digest == found.State.Drift?.Digest) continue;
            if (await DoAsync(row, _ => new Drifting(digest), cancel)) drifted++;
        }
        return new RoundResult(moved, joined, escalated, drifted, stuck);
    }

    // Dossiers of old communes that became one: the eldest goes on, the others are kept with it.
    private async Task<int> JoinAsync(CancellationToken cancel)
    {
        var joined = 0;
        var rows = await RowsAsync(r => r.Status == DossierStatus.Open || r.Status == DossierStatus.Paused, cancel);
        foreach (var same in rows.GroupBy(r => (r.Kind, r.Unit, r.Title, r.Field, r.Year)).Where(g => g.Count() > 1))
            foreach (var row in same.OrderBy(r => r.Serial).Skip(1))
                if (await DoAsync(row, _ => new Joining(IdOf(same.OrderBy(r => r.Serial).First())), cancel)) joined++;
        return joined;
    }

    private async Task<bool> DoAsync(DossierRow row, Func<DossierState, Deed?> rule, CancellationToken cancel)
    {
        if (await desk.FindAsync(IdOf(row), cancel) is not { } found || rule(found.State) is not { } deed) return false;
        return (await desk.ActAsync(found.State.Id, found.State.Version, deed, Asker.Rule, Why(deed), cancel)).Ok;
    }

    private static string Why(Deed deed) => deed switch
    {
        Moving m => m.Rule,
        Joining => "Cùng đơn vị mới, cùng danh hiệu, cùng năm.",
        Escalating e => "Quá hạn từ ngày " + VnTime.Text(e.Due) + ".",
        _ => "Số liệu hoặc minh chứng khác lúc quyết định.",
    };

    private async Task<List<DossierRow>> RowsAsync(System.Linq.Expressions.Expression<Func<DossierRow, bool>> which, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<DossierRow>().AsNoTracking().Where(which).OrderBy(r => r.Serial).ToListAsync(cancel);
    }

    private static DossierId IdOf(DossierRow row) => new(Guid.ParseExact(row.Id, "n"));
}

/// <summary>Runs the round on the server that leads.</summary>
internal sealed class DossierTimer(DossierRound round) : ILeaderTimer
{
    public string Name => "dossiers";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task RunAsync(CancellationToken cancel) => round.RunAsync(cancel);
}
