using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Counts the devices that recorded having played or shown a bulletin.</summary>
internal sealed class PlayCounts(StoreFactory stores) : IPlayCounts
{
    // A bulletin lives a day, and a device without network sends what it kept for seven.
    private static readonly TimeSpan LastWord = TimeSpan.FromDays(9);

    public async Task<IReadOnlyDictionary<BulletinId, PlayedBy>> PlayedAsync(DateTime from, DateTime to, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var until = to + LastWord;
        var rows = await db.Set<PlayRow>().AsNoTracking()
            .Where(p => (p.Result == "played" || p.Result == "cut" || p.Result == "shown") && p.Received >= from && p.Received < until)
            .GroupBy(p => new { p.Bulletin, Shown = p.Result == "shown" })
            .Select(g => new { g.Key.Bulletin, g.Key.Shown, Devices = g.Select(p => p.Device).Distinct().Count() }).ToListAsync(cancel);
        return rows.Where(r => Guid.TryParseExact(r.Bulletin, "n", out _)).GroupBy(r => new BulletinId(Guid.ParseExact(r.Bulletin, "n")))
            .ToDictionary(g => g.Key, g => new PlayedBy(g.Where(r => !r.Shown).Sum(r => r.Devices), g.Where(r => r.Shown).Sum(r => r.Devices)));
    }

    public async Task<IReadOnlyList<PlayDay>> DaysAsync(BulletinId bulletin, CancellationToken cancel)
    {
        var id = bulletin.ToString();
        await using var db = stores.Open();
        var rows = await db.Set<PlayRow>().AsNoTracking().Where(p => p.Bulletin == id && (p.Result == "played" || p.Result == "shown") && p.Started != null && p.Started <= p.Received)
            .Select(p => new { p.Device, p.Started, Shown = p.Result == "shown" }).ToListAsync(cancel);
        return [.. rows.Select(r => new PlayDay(r.Device, VnTime.DayOf(new DateTimeOffset(DateTime.SpecifyKind(r.Started!.Value, DateTimeKind.Utc))), r.Shown)).Distinct()];
    }
}
