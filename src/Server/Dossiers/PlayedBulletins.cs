using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Territory;

namespace LangSo.Server.Dossiers;

/// <summary>Proof of publication: the days on which loudspeakers of a unit reported that they played a bulletin. Boards and plans prove nothing.</summary>
internal sealed class PlayedBulletins(BulletinBook book, IBulletinEvidence evidence, DeviceDesk devices, Gazetteers gazetteers, TimeProvider clock) : IPublicationProof
{
    public async Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel)
    {
        var found = new List<PublishedBulletin>(bulletins.Count);
        foreach (var id in bulletins)
        {
            var bulletin = await book.FindAsync(new BulletinId(id), cancel);
            found.Add(new PublishedBulletin(id, bulletin?.Title ?? "", bulletin is null ? [] : await DaysAsync(unit, bulletin.Id, from, cancel)));
        }
        return found;
    }

    public async Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel)
    {
        var units = gazetteers.Current;
        var today = new AsOf(clock.Today(), clock.Today());
        var reaching = units.Chain(unit, today).Select(v => v.Unit).Concat(units.Under(unit, today).Select(v => v.Unit)).ToList();
        var found = new List<PublishedBulletin>();
        foreach (var bulletin in await book.RecentAsync(reaching, most, cancel))
            found.Add(new PublishedBulletin(bulletin.Id.Value, bulletin.Title, await DaysAsync(unit, bulletin.Id, DateOnly.MinValue, cancel)));
        return found;
    }

    private async Task<IReadOnlyList<DateOnly>> DaysAsync(UnitId unit, BulletinId bulletin, DateOnly from, CancellationToken cancel)
    {
        var today = new AsOf(clock.Today(), clock.Today());
        return [.. (await evidence.OfAsync(bulletin, cancel))
            .Where(e => e is { IsBoard: false, Step: "played", At: not null } && devices.Find(e.Device) is { } device && gazetteers.Current.IsWithin(device.Unit, unit, today))
            .Select(e => VnTime.DayOf(new DateTimeOffset(DateTime.SpecifyKind(e.At!.Value, DateTimeKind.Utc)))).Where(d => d >= from).Distinct().Order()];
    }
}
