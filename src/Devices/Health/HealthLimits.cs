using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>
/// From where on a device needs a look or is at fault, and what follows (data/devices/health.json): data, because each province has
/// its own operating rules.
/// </summary>
/// <param name="Sample">True while no document of the province stands behind the numbers.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="SilentSeconds">Without a heartbeat for longer it is silent.</param>
/// <param name="ClockCheckMs">Clock error, either way.</param>
/// <param name="TicketAfterSilentHours">Silent for longer, a repair ticket opens by itself.</param>
/// <param name="TicketAfterFaultMinutes">The same for a fault.</param>
/// <param name="RepairWorkingDays">From opening to the deadline.</param>
/// <param name="ComplaintWorkingDays">The same when a resident complained.</param>
/// <param name="UpdateStopAtFailures">An update stops by itself at so many failures, if they are also…</param>
/// <param name="UpdateStopAtPercent">…this share of the devices that tried.</param>
/// <param name="SilentDrillWeekday">1 Monday … 7 Sunday; 0 for none.</param>
/// <param name="SilentDrillHour">In Viet Nam.</param>
public sealed record HealthLimits(
    bool Sample, string Source, int SilentSeconds, double ClockCheckMs, long DiskCheckMb, long DiskFaultMb, int BatteryCheckPercent, int BatteryFaultPercent,
    double TemperatureCheckC, double TemperatureFaultC, int SignalCheckPercent, int TicketAfterSilentHours, int TicketAfterFaultMinutes, int RepairWorkingDays,
    int ComplaintWorkingDays, int UpdateStopAtFailures, int UpdateStopAtPercent, int SilentDrillWeekday, int SilentDrillHour)
{
    /// <summary>As shipped.</summary>
    public static readonly HealthLimits Shipped = Read();

    private static HealthLimits Read()
    {
        using var file = typeof(HealthLimits).Assembly.GetManifestResourceStream("health.json")!;
        return JsonSerializer.Deserialize<HealthLimits>(file, LangSoJson.Compact)!;
    }
}
