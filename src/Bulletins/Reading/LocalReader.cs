using System.Collections.Concurrent;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>
/// Reads texts as a place wants them read: its figures as the region says them, with its own dictionary and those of the units above
/// it, the lower one first. A unit keeps the words of the units that went into it. Kept in memory; a correction, here or through another server, is used at once.
/// </summary>
internal sealed class LocalReader(StoreFactory stores, Gazetteers gazetteers, INormaliser house, TimeProvider clock) : INewsReader
{
    /// <summary>The ledger's act of a correction, by which other servers hear of it.</summary>
    public const string Act = "pronunciation";

    /// <summary>The ledger's act of another way of saying figures.</summary>
    public const string StyleAct = "reading-chosen";

    private int _generation;
    private volatile Picture? _picture;

    /// <summary>The reading of a place; the house's own where nobody corrected anything, or when no place is known.</summary>
    public async ValueTask<INormaliser> OfAsync(UnitId? place, CancellationToken cancel)
    {
        if (place is not { } unit) return house;
        var picture = _picture is { } kept && ReferenceEquals(kept.Ground.Units, gazetteers.Current) && kept.Ground.AsOf.Date == clock.Today() ? kept : await LoadAsync(cancel);
        return picture.Entries.Count == 0 && picture.Styles.Count == 0 ? house : picture.Readers.GetOrAdd(unit, ReadingOf, picture);
    }

    /// <summary>Entries changed: the next reading asks the store.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _picture = null;
    }

    public bool Hears(string topic) => topic == News.Acts;

    public Task HearAsync(News news, CancellationToken cancel)
    {
        if (news.ActLines().Any(line => line.Act is Act or StyleAct or News.Many)) Forget();
        return Task.CompletedTask;
    }

    public Task CatchUpAsync(CancellationToken cancel)
    {
        Forget();
        return Task.CompletedTask;
    }

    private async Task<Picture> LoadAsync(CancellationToken cancel)
    {
        var generation = Volatile.Read(ref _generation);
        await using var db = stores.Open();
        var picture = new Picture(
            (await db.StandingPronunciationsAsync(cancel)).ToLookup(p => p.Unit), await db.Set<UnitReading>().AsNoTracking().ToDictionaryAsync(r => r.Unit, cancel), Ground.Today(gazetteers, clock), []);
        // What was corrected while this was read is read again by whoever asks next.
        if (generation == Volatile.Read(ref _generation)) _picture = picture;
        return picture;
    }

    private INormaliser ReadingOf(UnitId unit, Picture picture)
    {
        var (units, asOf) = picture.Ground;
        // The last of two equal entries holds: from the top down, and a unit's own after those of what it was made from.
        var entries = units.Chain(unit, asOf).Reverse()
            .SelectMany(level => units.WithForebears(level.Unit, asOf).OrderBy(u => u == level.Unit))
            .SelectMany(u => picture.Entries[u]).Select(p => KeyValuePair.Create(p.Written, p.Spoken)).ToList();
        var style = PlaceReadings.Nearest(picture.Styles, picture.Ground, unit)?.Style ?? ReadingStyle.Default;
        return entries.Count == 0 && style == ReadingStyle.Default ? house : Speech.Module.CreateNormaliser(style, new PronunciationDictionary(entries, style));
    }

    private sealed record Picture(
        ILookup<UnitId, Pronunciation> Entries, IReadOnlyDictionary<UnitId, UnitReading> Styles, Ground Ground, ConcurrentDictionary<UnitId, INormaliser> Readers);
}

/// <summary>Reading dictionaries from the store.</summary>
internal static class PronunciationRows
{
    /// <summary>The entries that hold now: of each word of a unit the latest row, when it does not end it.</summary>
    public static async Task<IReadOnlyList<Pronunciation>> StandingPronunciationsAsync(this StoreContext db, CancellationToken cancel) =>
        // What is said and taken back in one instant is taken back.
        [.. (await db.Set<Pronunciation>().AsNoTracking().ToListAsync(cancel)).OrderBy(p => p.At).ThenBy(p => p.IsEnd).ThenBy(p => p.Id)
            .GroupBy(p => (p.Unit, p.Key)).Select(rows => rows.Last()).Where(p => !p.IsEnd)];
}
