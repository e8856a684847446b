using LangSo.Foundation;

namespace LangSo.Store.Keeping;

/// <summary>What was moved and proven.</summary>
/// <param name="Tables">Each table's content, the same on both sides.</param>
/// <param name="Head">Where the ledger ends, on both sides.</param>
/// <param name="Resumed">True when an earlier move was gone on with.</param>
/// <param name="BegunAnew">Why an earlier move could not be gone on with, or null.</param>
public sealed record Moved(IReadOnlyList<TableContent> Tables, LedgerHead Head, bool Resumed, string? BegunAnew);

/// <summary>
/// Carries a whole store into another one, of either engine. What is written is committed in batches with how far it came, so
/// that a move that was stopped goes on; nobody can open the target before its every row and its ledger are proven.
/// </summary>
public sealed class StoreMove(StoreFactory from, StoreFactory to)
{
    /// <summary>Moves, or says why not; the source is only read.</summary>
    public async Task<Outcome<Moved>> RunAsync(bool anew, Action<CarryProgress> progress, Action<string> stage, CancellationToken cancel)
    {
        if (from.Address.Connection == to.Address.Connection) return new Problem("--to", "Nơi đi và nơi đến là một.");
        if (await RefuseSourceAsync(cancel) is { } refused) return refused;
        var found = await to.InspectAsync(cancel);
        if ((found.Unreachable ?? RefuseTarget(found)) is { } taken) return taken;

        await using var source = await StoreSnapshot.TakeAsync(from, cancel);
        var head = await source.HeadAsync(cancel);
        var counts = new Dictionary<string, long>();
        foreach (var table in source.Tables) counts[table.Name] = await source.CountAsync(table, cancel);

        await to.MigrateAsync(cancel);
        var known = !anew && found.Carrying is { } earlier && earlier.IsFrom(head, counts) ? earlier : null;
        var why = found.Carrying is null || known is not null || anew ? null : "nguồn đã thay đổi từ lần chuyển trước";
        var read = new Dictionary<string, TableContent>();
        await using (var target = await StoreTarget.OpenAsync(to, cancel))
        {
            var state = known ?? new CarryState("move", from.Address.Shown, head, counts, []);
            if (known is null) await target.BeginAsync(state, cancel);
            foreach (var (table, there) in source.Tables.Zip(target.Tables))
            {
                (state, var content) = await Carrier.CarryAsync(there, after => source.Read(table, after, cancel), target, state, progress, cancel);
                if (content is not null) read[table.Name] = content;
            }
            await target.NumberOnAsync(cancel);
        }

        var proven = await ProveAsync(source, read, head, stage, cancel);
        if (!proven.Ok) return proven.Problems.ToList();
        await using (var target = await StoreTarget.OpenAsync(to, cancel)) await target.ReadyAsync(cancel);
        return new Moved(proven.Value, head, known is not null, why);
    }

    /// <summary>Reads the target back: the same rows, the same bytes, and a ledger that holds from its first act to the same last one.</summary>
    private async Task<Outcome<IReadOnlyList<TableContent>>> ProveAsync(
        StoreSnapshot source, Dictionary<string, TableContent> read, LedgerHead head, Action<string> stage, CancellationToken cancel)
    {
        await using var written = await StoreSnapshot.TakeAsync(to, cancel);
        var tables = new List<TableContent>();
        foreach (var (table, there) in source.Tables.Zip(written.Tables))
        {
            stage(table.Name);
            // What an earlier run carried is read again: its rows may have changed though their number has not.
            var was = read.GetValueOrDefault(table.Name) ?? await Carrier.ContentAsync(table, source.Read(table, null, cancel), null, cancel);
            var proof = table.Name == StoreSchema.Ledger ? new LedgerProof(there) : null;
            var now = await Carrier.ContentAsync(there, written.Read(there, null, cancel), proof, cancel);
            if (now != was)
                return new Problem("--to", "Bảng {0} ở nơi đến khác nơi đi ({1} và {2} dòng): nguồn đã thay đổi giữa chừng hoặc đĩa hỏng. Nơi đến chưa dùng được; chạy lại với --anew.", table.Name, now.Rows, was.Rows);
            if (proof?.FirstBroken is { } broken)
                return new Problem("--from", "Sổ cái bị sửa từ mục {0}; không chuyển dữ liệu không còn nguyên vẹn.", broken);
            if (proof is not null && proof.Head != head)
                return new Problem("--to", "Sổ cái ở nơi đến không kết thúc như ở nơi đi. Nơi đến chưa dùng được; chạy lại với --anew.");
            tables.Add(now);
        }
        return tables;
    }

    private async Task<Problem?> RefuseSourceAsync(CancellationToken cancel)
    {
        var found = await from.InspectAsync(cancel);
        if (found.Refusal(from.Address) is { } refused) return refused;
        if (!found.Exists) return new Problem("--from", "Ở {0} chưa có dữ liệu Làng Số.", from.Address.Shown);
        return found.Pending.Count == 0
            ? null
            : new Problem("--from", "Dữ liệu ở {0} do bản Làng Số cũ hơn ghi. Nâng lên bản này trước (mở bằng ./langso verify), rồi chuyển.", from.Address.Shown);
    }

    private Problem? RefuseTarget(StoreFinding found) =>
        found.Newer is not null ? found.Refusal(to.Address)
        : found.Carrying is { Deed: not "move" } ? found.Refusal(to.Address)
        : found.Carrying is null && found.Filled is { } table
            ? new Problem("--to", "Ở {0} đã có dữ liệu (bảng {1}); chưa đổi gì. Chọn nơi trống.", to.Address.Shown, table)
            : null;
}
