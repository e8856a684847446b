using System.Runtime.CompilerServices;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Every sound that a bulletin or an order names: what an order ever named is evidence.</summary>
internal sealed class BroadcastSounds : IMediaWanted
{
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var sound in db.Set<Bulletin>().AsNoTracking().Where(b => b.Sound != null).Select(b => b.Sound).AsAsyncEnumerable().WithCancellation(cancel))
            yield return sound!.Sha256;
        await foreach (var payload in db.Set<OrderRow>().AsNoTracking().Where(o => o.Kind == Order.Play).Select(o => o.Payload).AsAsyncEnumerable().WithCancellation(cancel))
            if (JsonSerializer.Deserialize<Order>(payload, LangSoJson.Compact)?.Media is { } media) yield return media.Sha256;
    }
}
