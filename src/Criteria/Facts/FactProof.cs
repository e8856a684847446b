using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>
/// Holds facts that were saved a few at a time (a survey's result, what devices showed) against the ledger, which keeps them word for word. Of whole
/// files the ledger keeps only the file's hash.
/// </summary>
public sealed class FactProof(StoreFactory stores)
{
    /// <summary>How many facts are as the ledger says, or the first that is not, in words.</summary>
    public async Task<Outcome<int>> VerifyAsync(CancellationToken cancel)
    {
        var (said, count) = (new Dictionary<Fact, int>(), 0);
        await using var db = stores.Open();
        await using var picture = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var bodies = db.Set<LedgerRow>().AsNoTracking().Where(r => r.Act == "save" && r.Subject == "facts").Select(r => r.Body).AsAsyncEnumerable();
        await foreach (var body in bodies.WithCancellation(cancel))
        {
            using var read = JsonDocument.Parse(body);
            if (!read.RootElement.TryGetProperty("facts", out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var fact in list.Deserialize<List<Fact>>(LangSoJson.Compact)!)
            {
                said[fact] = said.GetValueOrDefault(fact) + 1;
                count++;
            }
        }
        foreach (var indicators in said.Keys.Select(f => f.Indicator).Distinct(StringComparer.Ordinal).Chunk(50))
            await foreach (var fact in db.Set<Fact>().AsNoTracking().Where(f => indicators.Contains(f.Indicator)).AsAsyncEnumerable().WithCancellation(cancel))
                if (said.GetValueOrDefault(fact) is > 0 and var left) said[fact] = left - 1;
        return said.FirstOrDefault(f => f.Value > 0) is { Value: > 0, Key: var lost }
            ? new Problem("fact", "Giá trị \"{0}\" của chỉ tiêu {1}, đơn vị {2}, không khớp sổ cái.", lost.Value, lost.Indicator, lost.Unit.Value) : count;
    }
}
