using System.Runtime.CompilerServices;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>Every sound that a version of a programme ever named is kept: what was played is evidence.</summary>
internal sealed class ProgrammeSounds : IMediaWanted
{
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var plan in db.Set<ProgrammeVersion>().AsNoTracking().Select(v => v.Plan).AsAsyncEnumerable().WithCancellation(cancel))
            foreach (var item in plan.Items) yield return item.Sound.Sha256;
    }
}
