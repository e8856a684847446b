using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>The weekly silent drill of the whole province, at the hour that the data says: once a week, also when a server was down at that hour of the day.</summary>
internal sealed class DrillTimer(DrillDesk drills, DeviceRegister register, StoreFactory stores, HealthLimits limits, TimeProvider clock) : ILeaderTimer
{
    public string Name => "weekly drill";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (DueOn(clock.GetUtcNow(), limits) is not { } due) return;
        var areas = register.All.Where(d => d.Row.EnrolledAt is not null).Select(d => register.ChainOf(d.Row.Unit)).Where(c => c.Count > 0).Select(c => c[^1].Unit).Distinct().ToList();
        await using var db = stores.Open();
        foreach (var area in areas)
        {
            if (await db.Set<DrillRow>().AnyAsync(d => !d.Audible && d.Area == area && d.At >= due.UtcDateTime, cancel)) continue;
            await drills.SilentAsync(area, "langso", cancel);
        }
    }

    /// <summary>When today's drill was due, or null when none is: from its hour to the end of that day.</summary>
    internal static DateTimeOffset? DueOn(DateTimeOffset now, HealthLimits limits)
    {
        var local = VnTime.ToLocal(now);
        var weekday = local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek;
        return weekday == limits.SilentDrillWeekday && local.Hour >= limits.SilentDrillHour ? VnTime.At(VnTime.DayOf(now), new TimeOnly(limits.SilentDrillHour, 0)) : null;
    }
}
