using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Territory;

namespace LangSo.Server.Dossiers;

/// <summary>
/// Proof of publication: the days on which loudspeakers of a unit reported that they played a bulletin to the end. What boards showed is told beside it;
/// plans prove nothing.
/// </summary>
internal sealed class PlayedBulletins(BulletinBook book, IPlayCounts plays, DeviceDesk devices, Gazetteers gazetteers, TimeProvider clock) : IPublicationProof
{
    public async Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel)
    {
        var found = new List<PublishedBulletin>(bulletins.Count);
        foreach (var id in bulletins)
            found.Add(await book.FindAsync(new BulletinId(id), cancel) is { } bulletin ? await OneAsync(unit, bulletin.Id, bulletin.Title, from, cancel) : new PublishedBulletin(id, "", []));
        return found;
    }

    public async Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel)
    {
        var units = gazetteers.Current;
        var today = new AsOf(clock.Today(), clock.Today());
        var reaching = units.Chain(unit, today).Select(v => v.Unit).Concat(units.Under(unit, today).Select(v => v.Unit)).ToList();
        var found = new List<PublishedBulletin>();
        foreach (var bulletin in await book.RecentAsync(reaching, most, cancel)) found.Add(await OneAsync(unit, bulletin.Id, bulletin.Title, DateOnly.MinValue, cancel));
        return found;
    }

    private async Task<PublishedBulletin> OneAsync(UnitId unit, BulletinId id, string title, DateOnly from, CancellationToken cancel)
    {
        var today = new AsOf(clock.Today(), clock.Today());
        var here = (await plays.DaysAsync(id, cancel)).Where(p => p.Day >= from && p.Day <= today.Date && devices.Find(p.Device) is { } device && gazetteers.Current.IsWithin(device.Unit, unit, today)).ToList();
        return new PublishedBulletin(id.Value, title, Days(shown: false), Days(shown: true));

        IReadOnlyList<DateOnly> Days(bool shown) => [.. here.Where(p => p.Shown == shown).Select(p => p.Day).Distinct().Order()];
    }
}
