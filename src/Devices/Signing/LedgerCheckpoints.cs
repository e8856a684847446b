using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>The head of the ledger at one moment: who keeps a copy of the signed form can prove later what stood there.</summary>
/// <param name="Number">The newest row's number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was signed, UTC.</param>
public sealed record Checkpoint(long Number, string Hash, DateTime At)
{
    /// <summary>The JWS type.</summary>
    public const string Type = "langso-checkpoint+jws";

    /// <summary>The act by which it stands in the ledger.</summary>
    public const string Act = "checkpoint";
}

/// <summary>How a checkpoint stands in the ledger.</summary>
internal sealed record CheckpointAct(string Jws);

/// <summary>Signs the ledger's head with the province's root key, as an act of the ledger itself, and checks such signatures.</summary>
public sealed class LedgerCheckpoints
{
    /// <summary>Acts wait at most this long to be covered by a signature.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly Ledger _ledger;
    private readonly KeyRing _keys;

    internal LedgerCheckpoints(Ledger ledger, KeyRing keys) => (_ledger, _keys) = (ledger, keys);

    /// <summary>Signs the head if an act has waited for an hour; true when it did. Done twice at once it signs once.</summary>
    public async Task<bool> SignIfDueAsync(CancellationToken cancel)
    {
        if (await _ledger.HeadAsync(cancel) is not { } head || head.Act == Checkpoint.Act) return false;
        var last = (await _ledger.LastOfActAsync(Checkpoint.Act, cancel))?.Number ?? 0;
        var oldest = await _ledger.RowAsync(last + 1, cancel);
        return oldest is not null && await _ledger.WriteAsync(
            (_, acts) =>
            {
                if (acts.Before is not { } now || now.Act == Checkpoint.Act || acts.Now - oldest.At < Every) return Task.FromResult(false);
                acts.Record("langso", Checkpoint.Act, "ledger", new CheckpointAct(_keys.SignAsRoot(new Checkpoint(now.Number, now.Hash, acts.Now), Checkpoint.Type)));
                return Task.FromResult(true);
            },
            cancel);
    }

    /// <summary>
    /// How many checkpoints the ledger has, and the number of the first that the root did not sign or that signs another head; or why
    /// the root is not to be read here.
    /// </summary>
    public async Task<Outcome<(int Count, long? FirstBad)>> VerifyAsync(CancellationToken cancel)
    {
        var rows = await _ledger.OfActAsync(Checkpoint.Act, cancel);
        if (rows.Count == 0) return (0, (long?)null);
        if (_keys.Open() is { Ok: false } closed) return closed.Problems.ToList();
        var root = _keys.Root;
        var bad = rows.FirstOrDefault(row =>
            System.Text.Json.JsonSerializer.Deserialize<CheckpointAct>(row.Body, LangSoJson.Compact)?.Jws is not { } jws
            || !Jws.TryOpen<Checkpoint>(jws, Checkpoint.Type, root, out var signed) || signed.Number != row.Number - 1 || signed.Hash != row.Previous);
        return (rows.Count, bad?.Number);
    }
}

/// <summary>Looks every five minutes whether a checkpoint is due.</summary>
internal sealed class CheckpointTimer(LedgerCheckpoints checkpoints) : ILeaderTimer
{
    public string Name => "ledger checkpoint";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public Task RunAsync(CancellationToken cancel) => checkpoints.SignIfDueAsync(cancel);
}
