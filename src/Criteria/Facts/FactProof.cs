using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>
/// Holds facts that were saved by the program (a survey's result, what devices showed) against the ledger, which keeps small batches word for word and of
/// large ones each fact's hash. Of whole files the ledger keeps only the file's hash.
/// </summary>
public sealed class FactProof(StoreFactory stores)
{
    /// <summary>How many facts are as the ledger says, or the first that is not, in words.</summary>
    public async Task<Outcome<int>> VerifyAsync(CancellationToken cancel)
    {
        var (said, leaves, count) = (new Dictionary<Fact, int>(), new Dictionary<FactLeaf, int>(), 0);
        await using var db = stores.Open();
        await using var picture = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var bodies = db.Set<LedgerRow>().AsNoTracking().Where(r => r.Act == "save" && r.Subject == "facts").OrderBy(r => r.Number).Select(r => r.Body).AsAsyncEnumerable();
        await foreach (var body in bodies.WithCancellation(cancel))
        {
            using var read = JsonDocument.Parse(body);
            count += Count(said, read, "facts") + Count(leaves, read, "leaves");
        }
        var places = leaves.Keys.Select(Place).ToHashSet();
        var there = new Dictionary<(string Indicator, string Unit, DateOnly From), Fact>();
        foreach (var indicators in said.Keys.Select(f => f.Indicator).Concat(leaves.Keys.Select(l => l.Indicator)).Distinct(StringComparer.Ordinal).Chunk(50))
            await foreach (var fact in db.Set<Fact>().AsNoTracking().Where(f => indicators.Contains(f.Indicator)).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (Take(said, fact)) continue;
                var place = (fact.Indicator, fact.Unit.Value, fact.From);
                // What was said in no act is not proved here; where a fact is missing it is the row that was probably put in its place.
                if (places.Contains(place) && !Take(leaves, FactLeaf.Of(fact))) there[place] = fact;
            }
        if (said.FirstOrDefault(f => f.Value > 0) is { Value: > 0, Key: var lost }) return Altered(lost.Value, lost.Indicator, lost.Unit.Value);
        if (leaves.FirstOrDefault(l => l.Value > 0) is not { Value: > 0, Key: var leaf }) return count;
        return there.TryGetValue(Place(leaf), out var now)
            ? Altered(now.Value, leaf.Indicator, leaf.Unit)
            : new Problem("fact", "Giá trị của chỉ tiêu {0}, đơn vị {1}, từ ngày {2}, có trong sổ cái nhưng đã mất hoặc bị sửa.", leaf.Indicator, leaf.Unit, VnTime.Text(leaf.From));
    }

    private static (string Indicator, string Unit, DateOnly From) Place(FactLeaf leaf) => (leaf.Indicator, leaf.Unit, leaf.From);

    private static Problem Altered(string value, string indicator, string unit) => new("fact", "Giá trị \"{0}\" của chỉ tiêu {1}, đơn vị {2}, không khớp sổ cái.", value, indicator, unit);

    private static int Count<T>(Dictionary<T, int> said, JsonDocument body, string name)
        where T : notnull
    {
        // Beside hashes of each stands only how many facts there are.
        if (!body.RootElement.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return 0;
        foreach (var one in list.Deserialize<List<T>>(LangSoJson.Compact)!) said[one] = said.GetValueOrDefault(one) + 1;
        return list.GetArrayLength();
    }

    private static bool Take<T>(Dictionary<T, int> said, T one)
        where T : notnull
    {
        if (said.GetValueOrDefault(one) is not (> 0 and var left)) return false;
        said[one] = left - 1;
        return true;
    }
}
