using System.Text.Json;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>What agreed.</summary>
/// <param name="Dossiers">Dossiers.</param>
/// <param name="Acts">Their acts.</param>
/// <param name="Sheets">Sheets that were handed in, as they were.</param>
/// <param name="Decisions">Decisions.</param>
public sealed record DossiersProved(int Dossiers, int Acts, int Sheets, int Decisions);

/// <summary>
/// Holds every row of dossiers against the ledger: each act against its own chain and against the act that the ledger names, each sheet against its
/// hash, each line of the lists against the acts that it is reckoned from, each decision against what was recorded. The first that does not agree is named.
/// </summary>
public sealed class DossierProof(StoreFactory stores, EvidenceBook evidence)
{
    private readonly record struct Said(int Act, string Hash);

    /// <summary>What agrees, or the first row that does not, in words.</summary>
    public async Task<Outcome<DossiersProved>> VerifyAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        await using var picture = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var said = await SaidAsync(db, cancel);
        var states = new Dictionary<string, DossierState>(StringComparer.Ordinal);
        var (acts, digests) = (0, new HashSet<string>(StringComparer.Ordinal));
        DossierState? state = null;
        var rows = db.Set<DossierActRow>().AsNoTracking().OrderBy(r => r.Dossier).ThenBy(r => r.Number).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (state?.Id.ToString() != row.Dossier) state = null;
            if (Broken(row, state?.Last) || !said.Remove((row.Dossier, row.Number), out var hash) || hash != row.Hash)
                return new Problem("act", "Việc thứ {0} của hồ sơ {1} bị sửa hoặc không có trong sổ cái.", row.Number, row.Dossier);
            state = DossierState.After(state, row.Read());
            states[row.Dossier] = state;
            if (state.Last.Deed is HandingIn or Rereading) digests.Add(state.Bound!.Digest);
            acts++;
        }
        if (said.Count > 0 && said.Keys.Order().First() is var lost) return new Problem("act", "Việc thứ {0} của hồ sơ {1} có trong sổ cái nhưng đã mất.", lost.Number, lost.Dossier);
        if (await BrokenSheetAsync(db, digests, cancel) is { } sheet) return sheet;
        if (await BrokenRowAsync(db, states, cancel) is { } line) return line;
        var decisions = await DecisionsAsync(db, cancel);
        return decisions.Ok ? new DossiersProved(states.Count, acts, digests.Count, decisions.Value) : decisions.Problems.ToList();
    }

    // The columns as they lie there, not as they would be written anew: then no byte of them is left out.
    private static bool Broken(DossierActRow row, DossierAct? last) => row.Number != (last?.Number ?? 0) + 1 || row.Previous != (last?.Hash ?? LedgerChain.Root)
        || row.At.Ticks % TimeSpan.TicksPerMillisecond != 0
        || row.Hash != LedgerChain.HashOf(row.Number, DateTime.SpecifyKind(row.At, DateTimeKind.Utc), row.Actor, row.Deed, row.Dossier, row.Body, row.Previous);

    /// <summary>What the ledger says of each act of each dossier.</summary>
    private static async Task<Dictionary<(string Dossier, int Number), string>> SaidAsync(StoreContext db, CancellationToken cancel)
    {
        var names = DossierAct.DeedNames.Select(n => "dossier-" + n).ToList();
        var said = new Dictionary<(string, int), string>();
        var rows = db.Set<LedgerRow>().AsNoTracking().Where(r => names.Contains(r.Act)).Select(r => new { r.Subject, r.Body }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancel))
            if (JsonSerializer.Deserialize<Said>(row.Body, LangSoJson.Compact) is { Act: > 0 } act) said[(row.Subject, act.Act)] = act.Hash;
        return said;
    }

    private async Task<Problem?> BrokenSheetAsync(StoreContext db, HashSet<string> bound, CancellationToken cancel)
    {
        var (missing, files) = (new HashSet<string>(bound, StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        await foreach (var row in db.Set<DossierSheetRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (SheetDigest.OfText(row.Body) != row.Digest || !missing.Remove(row.Digest)) return new Problem("sheet", "Bản tự đánh giá đã nộp {0} bị sửa.", row.Digest[..Math.Min(12, row.Digest.Length)]);
            foreach (var file in SheetDigest.Read(row.Body).Evidence) files[file.Sha256] = file.Name;
        }
        if (missing.Count > 0) return new Problem("sheet", "Bản tự đánh giá đã nộp {0} không còn.", missing.Order(StringComparer.Ordinal).First()[..12]);
        foreach (var some in files.Keys.Chunk(500))
            if (some.Except(await evidence.KeptAsync(some, cancel)).FirstOrDefault() is { } gone) return new Problem("evidence", "Minh chứng “{0}” của một bản đã nộp không còn được ghi là đã nhận.", files[gone]);
        return null;
    }

    private static async Task<Problem?> BrokenRowAsync(StoreContext db, Dictionary<string, DossierState> states, CancellationToken cancel)
    {
        var left = new HashSet<string>(states.Keys, StringComparer.Ordinal);
        await foreach (var row in db.Set<DossierRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!left.Remove(row.Id) || !Agrees(row, states[row.Id])) return new Problem("dossier", "Dòng danh sách của hồ sơ số {0} ({1}) không khớp các việc đã làm.", row.Serial, row.Id);
        }
        return left.Count == 0 ? null : new Problem("dossier", "Hồ sơ {0} không còn trong danh sách.", left.Order(StringComparer.Ordinal).First());
    }

    private static bool Agrees(DossierRow row, DossierState s) =>
        (row.Kind, row.Unit, row.Title, row.Field, row.Year, row.Set, row.Sample) == (s.Kind, s.Unit, s.Title, s.Field, s.Year, s.Set, s.Sample)
        && (row.Template, row.Step, row.Status, row.Version, row.OpenedOn, row.EnteredOn) == (s.At.Template, s.At.Step, s.Status, s.Version, s.OpenedOn, s.EnteredOn)
        && row.Due == (s.Status == DossierStatus.Open ? s.At.Due : null) && row.Order == (row.Due?.DayNumber ?? DossierRow.NoDue)
        && (row.Escalated, row.Decided, row.Drifted) == (s.Escalated, s.Decision is not null && s.Bound is not null, s.Drift is { Read: false })
        && (s.Status != DossierStatus.Open ? row.Desk.Length == 0 : row.Desk.Length == 0 || row.Desk.EndsWith("@" + s.At.Desk.Value, StringComparison.Ordinal));

    /// <summary>Every decision was recorded, and every recorded decision is there as it was.</summary>
    private static async Task<Outcome<int>> DecisionsAsync(StoreContext db, CancellationToken cancel)
    {
        var said = new Dictionary<Decision, int>();
        var acts = db.Set<LedgerRow>().AsNoTracking().Where(r => r.Act == DossierDesk.DecisionAct).Select(r => r.Body).AsAsyncEnumerable();
        await foreach (var body in acts.WithCancellation(cancel))
        {
            var d = JsonSerializer.Deserialize<SaidDecision>(body, LangSoJson.Compact)!;
            var decision = new Decision(new UnitId(d.Unit), d.Title, d.Field, d.Number, d.Date, d.Effective, d.Recorded, d.Kind, d.Source, d.Sample, d.Note);
            said[decision] = said.GetValueOrDefault(decision) + 1;
        }
        var count = 0;
        await foreach (var decision in db.Set<Decision>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (said.GetValueOrDefault(decision) is not (> 0 and var left)) return new Problem("decision", "Quyết định “{0}” của đơn vị {1} không khớp sổ cái.", decision.Number, decision.Unit.Value);
            said[decision] = left - 1;
            count++;
        }
        return said.FirstOrDefault(d => d.Value > 0) is { Value: > 0 } lost
            ? new Problem("decision", "Quyết định “{0}” của đơn vị {1} có trong sổ cái nhưng đã mất hoặc bị sửa.", lost.Key.Number, lost.Key.Unit.Value) : count;
    }

    private sealed record SaidDecision(DecisionKind Kind, string Unit, string Title, string Field, string Number, DateOnly Date, DateOnly Effective, DateOnly Recorded, string Source, bool Sample, string Note);
}
