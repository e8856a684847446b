using System.Security.Cryptography;

namespace LangSo.Store.Keeping;

/// <summary>How far a carrying has come.</summary>
/// <param name="Table">The table that is being written.</param>
/// <param name="Done">Its rows that are there.</param>
/// <param name="Total">Its rows in all.</param>
/// <param name="AllDone">Rows of every table that are there.</param>
/// <param name="AllTotal">Rows of every table in all.</param>
public sealed record CarryProgress(string Table, long Done, long Total, long AllDone, long AllTotal);

/// <summary>A table as it was read: how many rows, and the SHA-256 of all of them in the portable form, hex.</summary>
public sealed record TableContent(string Table, long Rows, string Sha256);

/// <summary>Reads tables' contents, and carries them from a source of blocks into a target.</summary>
public static class Carrier
{
    /// <summary>Bytes that are written and committed together.</summary>
    private const int BatchSize = 32 * 1024 * 1024;

    /// <summary>The content of a table.</summary>
    public static async Task<TableContent> ContentAsync(CarriedTable table, IEnumerable<RowBlock> blocks, LedgerProof? proof, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await foreach (var block in Ahead.ReadAsync(blocks, cancel))
        {
            hash.AppendData(block.Bytes.Span);
            rows += block.Rows;
            proof?.Add(block);
        }
        return new TableContent(table.Name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// Writes the rest of one table, batch by batch; returns how the target now stands and, when it was carried from its first
    /// row, what was read.
    /// </summary>
    public static async Task<(CarryState State, TableContent? Content)> CarryAsync(
        CarriedTable table, Func<byte[]?, IEnumerable<RowBlock>> read, StoreTarget target, CarryState state, Action<CarryProgress> progress, CancellationToken cancel)
    {
        var so = state.Done.GetValueOrDefault(table.Name) ?? new CarriedSoFar(0, null, false);
        if (so.Whole) return (state, null);
        var fromFirst = so.Rows == 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (batch, bytes) = (new List<RowBlock>(), 0);
        var others = state.Done.Where(d => d.Key != table.Name).Sum(d => d.Value.Rows);
        var (total, allTotal) = (state.Counts.GetValueOrDefault(table.Name), state.Counts.Values.Sum());

        await foreach (var block in Ahead.ReadAsync(read(so.After is null ? null : Convert.FromBase64String(so.After)), cancel))
        {
            hash.AppendData(block.Bytes.Span);
            batch.Add(block);
            bytes += block.Bytes.Length;
            if (bytes >= BatchSize) await WriteAsync(whole: false);
        }
        await WriteAsync(whole: true);
        return (state, fromFirst ? new TableContent(table.Name, so.Rows, Convert.ToHexStringLower(hash.GetHashAndReset())) : null);

        async Task WriteAsync(bool whole)
        {
            cancel.ThrowIfCancellationRequested();
            so = new CarriedSoFar(so.Rows + batch.Sum(b => (long)b.Rows), batch.Count > 0 ? Convert.ToBase64String(batch[^1].LastKey(table)) : so.After, whole);
            state = state with { Done = new Dictionary<string, CarriedSoFar>(state.Done) { [table.Name] = so } };
            await target.WriteAsync(table, batch, state, cancel);
            (batch, bytes) = ([], 0);
            progress(new CarryProgress(table.Name, so.Rows, total, others + so.Rows, allTotal));
        }
    }

}
