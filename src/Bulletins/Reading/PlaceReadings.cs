using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>How figures are said in a unit and below it, until a unit below chooses otherwise.</summary>
/// <param name="Le">"lẻ" instead of "linh".</param>
/// <param name="Ngan">"ngàn" instead of "nghìn".</param>
/// <param name="ZeroHundred">"không trăm" is said.</param>
public sealed record UnitReading(UnitId Unit, bool Le, bool Ngan, bool ZeroHundred, int Version)
{
    /// <summary>For the normaliser.</summary>
    public ReadingStyle Style => new(Le, Ngan, ZeroHundred);
}

/// <summary>Where units choose how figures are said: a unit's own choice, else that of the nearest unit above it, else the installation's.</summary>
internal sealed class PlaceReadings(StoreFactory stores, Ledger ledger, LocalReader reader, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The choice that holds for a unit, or null.</summary>
    public async Task<UnitReading?> NearestAsync(UnitId unit, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        await using var db = stores.Open();
        var chosen = await db.Set<UnitReading>().AsNoTracking().ToDictionaryAsync(r => r.Unit, cancel);
        return Nearest(chosen, ground, unit);
    }

    /// <summary>Sets how figures are said in a unit; a null <paramref name="style"/> takes the unit's own choice back.</summary>
    public async Task<Outcome<bool>> ChooseAsync(UnitId unit, ReadingStyle? style, Officer by, CancellationToken cancel)
    {
        var done = await ledger.WriteAsync<Outcome<bool>>(async (db, acts) =>
        {
            var ground = Ground.Today(gazetteers, clock);
            if (!ground.Exists(unit) || !ground.Covers(by.Writes, unit)) return new Problem("unit", "Bạn chưa có quyền chọn cách đọc số cho {0}.", ground.NameOf(unit));
            var was = await db.Set<UnitReading>().AsNoTracking().FirstOrDefaultAsync(r => r.Unit == unit, cancel);
            if (was?.Style == style) return true;
            if (style is null) db.Remove(was!);
            else
            {
                var next = new UnitReading(unit, style.Le, style.Ngan, style.ZeroHundred, (was?.Version ?? 0) + 1);
                var entry = db.Entry(next);
                entry.State = was is null ? EntityState.Added : EntityState.Modified;
                if (was is not null) entry.Property(r => r.Version).OriginalValue = was.Version;
            }
            acts.Record(by.Person.User, LocalReader.StyleAct, unit.Value, new { style });
            return true;
        }, cancel);
        reader.Forget();
        return done;
    }

    internal static UnitReading? Nearest(IReadOnlyDictionary<UnitId, UnitReading> chosen, Ground ground, UnitId unit)
    {
        foreach (var level in ground.Units.Chain(unit, ground.AsOf))
            if (chosen.TryGetValue(level.Unit, out var own)) return own;
        return null;
    }
}
