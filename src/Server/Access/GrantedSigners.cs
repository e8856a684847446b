using LangSo.Devices;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>Who may sign orders, where and up to which class: the approvers of today, by their grants as they count.</summary>
internal sealed class GrantedSigners(StoreFactory stores, GrantBook book, Gazetteers gazetteers) : ISignerDirectory
{
    public async ValueTask<IReadOnlyList<SignerGrant>> GrantsOfAsync(string userName, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var name = await db.Set<Account>().AsNoTracking().Where(a => a.UserName == userName).Select(a => a.ShownName).FirstOrDefaultAsync(cancel);
        if (name is null) return [];
        var gazetteer = gazetteers.Current;
        return [.. (await book.CountedAsync(db, userName, cancel)).Where(g => g.Role == Roles.Approver)
            .Select(g => AccessRule.AreaOf(g, book.Today, gazetteer)).OfType<UnitVersion>()
            .Select(u => new SignerGrant(name, u.Unit, Roles.HighestClass(gazetteer.LevelOf(u.Kind))))];
    }
}
