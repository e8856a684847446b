using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>What is known of a device when its condition is asked.</summary>
/// <param name="Enrolled">True when a token is out.</param>
/// <param name="Off">Put out of use by a person.</param>
/// <param name="Alarm">Why its token was taken back, or null.</param>
/// <param name="LastSeen">UTC.</param>
/// <param name="State">What it said last.</param>
internal readonly record struct HealthFacts(bool Enrolled, bool Off, string? Alarm, DateTime? LastSeen, DeviceState? State);

/// <summary>How a device stands, from what it said and when. Pure.</summary>
internal static class DeviceHealth
{
    /// <summary>The order of lists: what needs a person first.</summary>
    public static int Severity(DeviceCondition condition) => condition switch
    {
        DeviceCondition.Fault => 0,
        DeviceCondition.Silent => 1,
        DeviceCondition.Check => 2,
        DeviceCondition.NotEnrolled => 3,
        DeviceCondition.Off => 4,
        DeviceCondition.Playing => 5,
        _ => 6,
    };

    /// <summary>How it stands at <paramref name="now"/> (UTC), and every reason, the gravest first.</summary>
    public static (DeviceCondition Condition, IReadOnlyList<string> Notes) Judge(HealthFacts facts, HealthLimits limits, DateTime now)
    {
        if (facts.Alarm is { } alarm) return (DeviceCondition.Fault, [alarm]);
        if (facts.Off) return (DeviceCondition.Off, ["Đang tạm tắt: không phát gì cho đến khi bật lại."]);
        if (!facts.Enrolled) return (DeviceCondition.NotEnrolled, []);
        if (facts.LastSeen is not { } seen || facts.State is not { } state) return (DeviceCondition.Silent, ["Chưa lần nào báo về."]);
        if ((now - seen).TotalSeconds > limits.SilentSeconds) return (DeviceCondition.Silent, [$"Lần cuối báo về {VnTime.Moment(seen)}.{LastPower(state)}"]);
        if (!state.Online) return (DeviceCondition.Check, [$"Vừa mất kết nối, lần cuối báo về {VnTime.ClockSeconds(seen)}."]);
        List<string> faults = [], checks = [.. state.Notes];
        Measure(state, limits, faults, checks);
        if (faults.Count > 0) return (DeviceCondition.Fault, [.. faults, .. checks]);
        if (checks.Count > 0) return (DeviceCondition.Check, checks);
        return (state.Playing is null ? DeviceCondition.Ready : DeviceCondition.Playing, []);
    }

    private static void Measure(DeviceState state, HealthLimits limits, List<string> faults, List<string> checks)
    {
        if (state.Update is { Phase: UpdateProgress.Failed or UpdateProgress.Refused } update)
            checks.Add($"Chưa cập nhật được bản {update.Version}{(Sentence(update.Reason) is { } why ? ": " + why : ".")}");
        if (state.DiskFreeMb is { } free && free < limits.DiskCheckMb) (free < limits.DiskFaultMb ? faults : checks).Add($"Bộ nhớ còn {VnText.Number(free)} MB.");
        if (state.TemperatureC is { } heat && heat >= limits.TemperatureCheckC) (heat >= limits.TemperatureFaultC ? faults : checks).Add($"Máy nóng {VnText.Number((long)Math.Round(heat))} °C.");
        if (state.Power is { Source: DevicePower.Battery } power)
        {
            var low = power.Percent < limits.BatteryFaultPercent;
            (low ? faults : checks).Add(power.Percent is { } left ? $"Mất điện lưới, pin còn {left} %." : "Mất điện lưới, đang chạy pin.");
        }
        else if (state.Power is { Source: DevicePower.Solar, Percent: { } charge } && charge < limits.BatteryCheckPercent)
        {
            (charge < limits.BatteryFaultPercent ? faults : checks).Add($"Pin mặt trời còn {charge} %.");
        }
        if (state.ClockErrorMs is { } error && Math.Abs(error) > limits.ClockCheckMs) checks.Add($"Đồng hồ lệch {VnText.Number((long)Math.Abs(error / 1000))} giây.");
        if (state.Signal is { Percent: { } signal } && signal < limits.SignalCheckPercent) checks.Add($"Sóng yếu, {signal} %.");
    }

    /// <summary>What a silent device said of its power before it fell silent: the likely cause.</summary>
    private static string LastPower(DeviceState state) => state.Power is { Source: DevicePower.Battery } ? " Trước đó đã mất điện lưới." : "";

    private static string? Sentence(string? reason) => reason is null ? null : reason[(reason.IndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];
}
