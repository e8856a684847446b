using System.Runtime.CompilerServices;
using LangSo.Criteria.Store;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Evidence;

/// <summary>A file that was told of and stands.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="MediaType">By its content; null while its bytes have not come.</param>
/// <param name="KeptBytes">Its size in the vault.</param>
public sealed record ToldEvidence(EvidenceRow Row, string? MediaType, long KeptBytes);

/// <summary>Reads evidence from the store.</summary>
public sealed class EvidenceBook(StoreFactory stores) : IEvidenceBook, IMediaWanted
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<EvidenceFile>> OfAsync(StoreContext db, UnitId unit, int year, CancellationToken cancel) => Files(await ToldAsync(db, unit, year, cancel));

    /// <summary>Those of what was told whose bytes are here.</summary>
    public static IReadOnlyList<EvidenceFile> Files(IReadOnlyList<ToldEvidence> told) =>
    [
        .. told.Where(t => t.MediaType is not null)
            .Select(t => new EvidenceFile(t.Row.Sha256, t.Row.Name, t.MediaType!, t.KeptBytes, t.Row.Indicator, t.Row.Unit, t.Row.Year, t.Row.Actor, t.Row.At)),
    ];

    /// <summary>All that stands for a unit and year, also what is still on its way; by indicator, then by the time it came. Within the caller's transaction.</summary>
    public static async Task<IReadOnlyList<ToldEvidence>> ToldAsync(StoreContext db, UnitId unit, int year, CancellationToken cancel)
    {
        var rows = await db.Set<EvidenceRow>().AsNoTracking().Where(r => r.Unit == unit && r.Year == year)
            .OrderBy(r => EF.Property<long>(r, CriteriaMapping.Key)).ToListAsync(cancel);
        var standing = rows.GroupBy(r => (r.Indicator, r.Sha256)).Select(g => g.Last()).Where(r => r.Added).ToList();
        var hashes = standing.Select(r => r.Sha256).Distinct().ToList();
        var kept = hashes.Count == 0 ? [] : await db.Set<KeptEvidence>().AsNoTracking().Where(k => hashes.Contains(k.Sha256)).ToDictionaryAsync(k => k.Sha256, cancel);
        return
        [
            .. standing.OrderBy(r => r.Indicator, StringComparer.Ordinal).ThenBy(r => r.At)
                .Select(r => kept.TryGetValue(r.Sha256, out var bytes) ? new ToldEvidence(r, bytes.MediaType, bytes.Bytes) : new ToldEvidence(r, null, 0)),
        ];
    }

    /// <summary>Of these hashes those whose bytes are here.</summary>
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyCollection<string> hashes, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return (await db.Set<KeptEvidence>().AsNoTracking().Where(k => hashes.Contains(k.Sha256)).Select(k => k.Sha256).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The type of a file whose bytes are here, and the units that ever had it as evidence; null when they are not here.</summary>
    public async Task<(string MediaType, string Name, IReadOnlyList<UnitId> Units)?> FindAsync(string sha256, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<KeptEvidence>().AsNoTracking().SingleOrDefaultAsync(k => k.Sha256 == sha256, cancel) is not { } kept) return null;
        var rows = await db.Set<EvidenceRow>().AsNoTracking().Where(r => r.Sha256 == sha256).Select(r => new { r.Unit, r.Name }).Distinct().ToListAsync(cancel);
        return (kept.MediaType, rows.FirstOrDefault()?.Name ?? sha256, [.. rows.Select(r => r.Unit).Distinct()]);
    }

    /// <summary>Everything that was ever handed in, also what was taken away again: an older state of a sheet still shows it.</summary>
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var hash in db.Set<KeptEvidence>().AsNoTracking().Select(k => k.Sha256).AsAsyncEnumerable().WithCancellation(cancel)) yield return hash;
    }
}
