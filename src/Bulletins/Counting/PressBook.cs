using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What was approved and published in a time, from the bulletins, the records of devices and what editors recorded. Changes nothing.</summary>
internal sealed class PressBook(StoreFactory stores, IPlayCounts plays, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Everything that counts in these civil days (both included) for the units of <paramref name="within"/> and all below them.</summary>
    public async Task<PressTally> TallyAsync(DateOnly from, DateOnly to, IReadOnlyList<UnitId> within, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var units = ground.Below(within);
        var (start, end) = (VnTime.At(from, TimeOnly.MinValue).UtcDateTime, VnTime.At(to.AddDays(1), TimeOnly.MinValue).UtcDateTime);
        await using var db = stores.Open();
        var wanted = units.Cast<UnitId?>().ToArray();
        var bulletins = await db.Bulletins()
            .Where(b => b.State == BulletinState.Approved && b.StartsAt >= start && b.StartsAt < end && EF.Parameter(wanted).Contains(b.Area))
            .Select(b => new Told(b.Id, b.Title, b.Topic, b.Area!.Value, b.StartsAt!.Value, b.Sound != null, b.Card != null, b.Campaign)).ToListAsync(cancel);
        var items = await db.Set<PressItem>().AsNoTracking().Where(i => i.TakenBackAt == null && i.Day >= from && i.Day <= to).ToListAsync(cancel);
        var played = bulletins.Count == 0 ? null : await plays.PlayedAsync(start, end, cancel);
        return new PressTally(
        [
            .. bulletins.SelectMany(b => Facts(b, played!.GetValueOrDefault(b.Id))),
            .. items.Where(i => units.Contains(i.Unit)).Select(FactOf),
        ]);
    }

    /// <summary>What counts for a campaign, whenever it was.</summary>
    public async Task<IReadOnlyList<PressFact>> OfCampaignAsync(CampaignId campaign, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var bulletins = await db.Bulletins().Where(b => b.Campaign == campaign && b.State == BulletinState.Approved)
            .Select(b => new Told(b.Id, b.Title, b.Topic, b.Area!.Value, b.StartsAt!.Value, b.Sound != null, b.Card != null, b.Campaign)).ToListAsync(cancel);
        var items = await db.Set<PressItem>().AsNoTracking().Where(i => i.Campaign == campaign && i.TakenBackAt == null).ToListAsync(cancel);
        var played = bulletins.Count == 0 ? null : await plays.PlayedAsync(bulletins.Min(b => b.At), bulletins.Max(b => b.At).AddSeconds(1), cancel);
        return [.. bulletins.SelectMany(b => Facts(b, played!.GetValueOrDefault(b.Id))), .. items.Select(FactOf)];
    }

    /// <summary>The video reports and articles that belong to a bulletin, the oldest first.</summary>
    public async Task<IReadOnlyList<PressItem>> WithAsync(BulletinId bulletin, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<PressItem>().AsNoTracking().Where(i => i.Bulletin == bulletin && i.TakenBackAt == null).OrderBy(i => i.At).ThenBy(i => i.Id).ToListAsync(cancel);
    }

    /// <summary>A record that still counts, or null.</summary>
    public async Task<PressItem?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<PressItem>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.TakenBackAt == null, cancel);
    }

    /// <summary>Whether an officer sees what was published for this unit.</summary>
    public bool MaySee(PressItem item, Officer officer) => Ground.Today(gazetteers, clock).Below(officer.Sees).Contains(item.Unit);

    private static IEnumerable<PressFact> Facts(Told told, PlayedBy played)
    {
        var (day, link) = (VnTime.DayOf(told.At), $"/bulletins/{told.Id}");
        if (told.HasSound) yield return new PressFact(told.Id.Value, PressKind.Broadcast, "loa", told.Topic, told.Area, day, told.Title, played.Loudspeakers > 0, link, told.Campaign);
        if (told.HasCard) yield return new PressFact(told.Id.Value, PressKind.Card, "bang-tin", told.Topic, told.Area, day, told.Title, played.Boards > 0, link, told.Campaign);
    }

    private static PressFact FactOf(PressItem item) =>
        new(item.Id, item.Kind, item.Channel, item.Topic, item.Unit, item.Day, item.Title, item.Evidence is not null, item.Evidence, item.Campaign, item.File);

    private sealed record Told(BulletinId Id, string Title, string? Topic, UnitId Area, DateTime At, bool HasSound, bool HasCard, CampaignId? Campaign);
}
