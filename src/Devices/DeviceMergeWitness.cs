using LangSo.Store;
using LangSo.Territory.Changes;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>What becomes of devices when units change: they follow their unit; of a divided one a person says where they stand.</summary>
internal sealed class DeviceMergeWitness(StoreFactory stores) : IMergeWitness
{
    public async ValueTask<IReadOnlyList<MergeEffect>> SeeAsync(MergeQuestion question, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var held = (await db.Set<DeviceRow>().AsNoTracking().Select(d => d.Unit).ToListAsync(cancel)).Where(question.Touched.Contains).ToLookup(question.Divided.Contains);
        return
        [
            new MergeEffect("loa, bảng tin", CarryRule.Follow, held[false].Count(), held[false].ToHashSet()),
            new MergeEffect("loa, bảng tin", CarryRule.Reassess, held[true].Count(), held[true].ToHashSet(), "Đơn vị bị chia: chọn lại nơi đặt từng thiết bị."),
        ];
    }
}
