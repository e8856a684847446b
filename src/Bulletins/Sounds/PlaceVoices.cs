using LangSo.Foundation;
using LangSo.Speech.Voice;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>Which voice reads where: the bulletin's own, else that of the nearest unit that chose one, else the installation's.</summary>
internal sealed class PlaceVoices(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The slowest and quickest pace on offer.</summary>
    public static readonly (int Least, int Most) Paces = (80, 200);

    /// <summary>Null when nobody chose anything: the built-in voice at its own pace.</summary>
    public async Task<VoiceChoice?> ForAsync(SoundSource? source, UnitId? area, CancellationToken cancel)
    {
        var place = source is { Voice: not null, WordsPerMinute: not null } || area is not { } unit ? null : await NearestAsync(unit, cancel);
        var voice = source?.Voice ?? place?.Voice;
        var pace = source?.WordsPerMinute ?? place?.WordsPerMinute;
        return voice is null && pace is null ? null : new VoiceChoice(voice, Math.Clamp(pace ?? VoiceStyle.UsualPace, Paces.Least, Paces.Most));
    }

    /// <summary>The choice that holds for a unit: its own or the nearest above it.</summary>
    public async Task<UnitVoice?> NearestAsync(UnitId unit, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var chain = ground.Units.Chain(unit, ground.AsOf).Select(v => v.Unit).ToList();
        if (chain.Count == 0) return null;
        var wanted = chain.ToArray();
        await using var db = stores.Open();
        var chosen = await db.Set<UnitVoice>().AsNoTracking().Where(v => EF.Parameter(wanted).Contains(v.Unit)).ToListAsync(cancel);
        return chosen.MinBy(v => chain.IndexOf(v.Unit));
    }

    /// <summary>Sets the voice of a unit; a null <paramref name="voice"/> takes the unit's own choice back.</summary>
    public Task<Outcome<bool>> ChooseAsync(UnitId unit, string? voice, int pace, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<bool>>(async (db, acts) =>
    {
        var ground = Ground.Today(gazetteers, clock);
        if (!ground.Exists(unit) || !ground.Covers(by.Writes, unit)) return new Problem("unit", "Bạn chưa có quyền chọn giọng đọc cho {0}.", ground.NameOf(unit));
        if (pace < Paces.Least || pace > Paces.Most) return new Problem("pace", "Tốc độ từ {0} đến {1}.", Paces.Least, Paces.Most);
        var was = await db.Set<UnitVoice>().AsNoTracking().FirstOrDefaultAsync(v => v.Unit == unit, cancel);
        if (voice is null)
        {
            if (was is null) return true;
            db.Remove(was);
        }
        else
        {
            var next = new UnitVoice(unit, voice, pace, (was?.Version ?? 0) + 1);
            var entry = db.Entry(next);
            entry.State = was is null ? EntityState.Added : EntityState.Modified;
            if (was is not null) entry.Property(v => v.Version).OriginalValue = was.Version;
        }
        acts.Record(by.Person.User, "voice-chosen", unit.Value, new { voice, pace });
        return true;
    }, cancel);
}
