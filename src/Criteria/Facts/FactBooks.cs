using LangSo.Criteria.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria;

/// <summary>Holds the facts of now; swapped whole when facts come in.</summary>
public sealed class FactBooks
{
    private volatile FactBook _current = FactBook.Empty;

    /// <summary>The newest.</summary>
    public FactBook Current => _current;

    /// <summary>Puts a newer one in its place.</summary>
    public void Replace(FactBook book) => _current = book;

    /// <summary>Fills it from the store: at start, and after every load.</summary>
    public async Task LoadAsync(StoreFactory stores, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var indicators = await db.Set<Indicator>().AsNoTracking().ToListAsync(cancel);
        Replace(new FactBook(indicators, db.Set<Fact>().AsNoTracking().OrderBy(f => EF.Property<long>(f, CriteriaMapping.Key)).AsEnumerable()));
    }
}
