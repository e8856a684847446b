using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>Who may sign orders, where and up to which class: the approvers of today, by their grants.</summary>
internal sealed class GrantedSigners(StoreFactory stores, Gazetteers gazetteers, TimeProvider clock) : ISignerDirectory
{
    public async ValueTask<IReadOnlyList<SignerGrant>> GrantsOfAsync(string userName, CancellationToken cancel)
    {
        var today = clock.Today();
        var asOf = new AsOf(today, today);
        await using var db = stores.Open();
        var name = await db.Set<Account>().AsNoTracking().Where(a => a.UserName == userName).Select(a => a.ShownName).FirstOrDefaultAsync(cancel);
        if (name is null) return [];
        var units = await db.Set<RoleGrant>().AsNoTracking()
            .Where(g => g.UserName == userName && g.Role == Roles.Approver && g.From <= today && (g.To == null || g.To > today))
            .Select(g => g.Unit).ToListAsync(cancel);
        var gazetteer = gazetteers.Current;
        return [.. units.Select(u => gazetteer.HeirOf(u, asOf)).OfType<UnitVersion>()
            .Select(u => new SignerGrant(name, u.Unit, Roles.HighestClass(gazetteer.LevelOf(u.Kind))))];
    }
}
