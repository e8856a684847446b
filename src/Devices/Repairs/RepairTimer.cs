using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Opens a ticket for every device that has been silent or at fault too long and has none open.</summary>
internal sealed class RepairTimer(RepairDesk repairs, DeviceRegister register, StoreFactory stores, HealthLimits limits, TimeProvider clock) : ILeaderTimer
{
    private readonly Dictionary<string, DateTime> _faultSince = new(StringComparer.Ordinal);

    public string Name => "repairs by rule";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = stores.Open();
        var open = (await db.Set<RepairRow>().Where(r => r.Closed == null).Select(r => r.Device).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var device in register.All.OrderBy(d => d.Row.Id, StringComparer.Ordinal))
        {
            var (condition, notes) = register.ConditionOf(device);
            if (condition != DeviceCondition.Fault) _faultSince.Remove(device.Row.Id);
            else _faultSince.TryAdd(device.Row.Id, now);
            if (open.Contains(device.Row.Id)) continue;
            var since = device.LastSeen ?? device.Row.EnrolledAt;
            if (condition == DeviceCondition.Silent && since is { } seen && (now - seen).TotalHours >= limits.TicketAfterSilentHours)
                await repairs.OpenAsync(device.Row.Id, $"Im lặng từ {VnTime.Moment(seen)}.", "silent", "langso", cancel);
            else if (condition == DeviceCondition.Fault && (now - _faultSince[device.Row.Id]).TotalMinutes >= limits.TicketAfterFaultMinutes)
                await repairs.OpenAsync(device.Row.Id, string.Join(" ", notes), "fault", "langso", cancel);
        }
    }
}
