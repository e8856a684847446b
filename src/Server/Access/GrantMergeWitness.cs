using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.Changes;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>What becomes of people's rights when units change: they follow the unit; of a divided one they are given anew.</summary>
internal sealed class GrantMergeWitness(StoreFactory stores, TimeProvider clock) : IMergeWitness
{
    public async ValueTask<IReadOnlyList<MergeEffect>> SeeAsync(MergeQuestion question, CancellationToken cancel)
    {
        var today = clock.Today();
        await using var db = stores.Open();
        var grants = await db.Set<RoleGrant>().AsNoTracking().Where(g => g.From <= today && (g.To == null || g.To > today)).Select(g => g.Unit).ToListAsync(cancel);
        var held = grants.Where(question.Touched.Contains).ToLookup(question.Divided.Contains);
        return
        [
            new MergeEffect("quyền của tài khoản", CarryRule.Follow, held[false].Count(), held[false].ToHashSet()),
            new MergeEffect("quyền của tài khoản", CarryRule.Reassess, held[true].Count(), held[true].ToHashSet(), "Đơn vị bị chia: giao quyền lại cho từng người."),
        ];
    }
}
