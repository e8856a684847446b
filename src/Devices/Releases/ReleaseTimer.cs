using System.Runtime.CompilerServices;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Stops an update that fails too often, within a minute.</summary>
internal sealed class ReleaseTimer(ReleaseDesk releases) : ILeaderTimer
{
    public string Name => "updates that fail";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public Task RunAsync(CancellationToken cancel) => releases.StopFailingAsync(cancel);
}

/// <summary>Programs of releases, pictures of repairs.</summary>
internal sealed class CareFiles : IMediaWanted
{
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var files in db.Set<ReleaseRow>().AsNoTracking().Select(r => r.Files).AsAsyncEnumerable().WithCancellation(cancel))
            foreach (var line in files.Split('\n')) yield return line.Split(' ')[1];
        await foreach (var photo in db.Set<RepairRow>().AsNoTracking().Where(r => r.Photo != null).Select(r => r.Photo!).AsAsyncEnumerable().WithCancellation(cancel)) yield return photo;
    }
}
