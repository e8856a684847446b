using System.Globalization;
using LangSo.Airtime;

namespace LangSo.Player;

/// <summary>What the board tells of itself through the kernel's files. What it cannot tell is null.</summary>
internal sealed class BoardHealth(PlayerSettings settings, string root = "/")
{
    /// <summary>Of the processor, in degrees Celsius.</summary>
    public double? TemperatureC() => Number("sys/class/thermal/thermal_zone0/temp") is { } milli ? Math.Round(milli / 1000, 1) : null;

    /// <summary>Mains, the battery, or a panel; null when no supply is told of.</summary>
    public DevicePower? Power()
    {
        var supplies = Folders("sys/class/power_supply");
        var battery = supplies.FirstOrDefault(s => Text(s, "type") == "Battery");
        var percent = battery is not null && Number(battery + "/capacity") is { } c ? (int?)Math.Clamp(c, 0, 100) : null;
        var mains = supplies.Where(s => Text(s, "type") is "Mains" or "USB" && Text(s, "online") is not null).ToList();
        if (settings.Power == "solar") return new DevicePower(DevicePower.Solar, percent);
        if (mains.Count > 0) return new DevicePower(mains.Exists(s => Text(s, "online") != "0") || battery is null ? DevicePower.Mains : DevicePower.Battery, percent);
        if (battery is not null) return new DevicePower(Text(battery, "status") == "Discharging" ? DevicePower.Battery : DevicePower.Mains, percent);
        return settings.Power == "mains" ? new DevicePower(DevicePower.Mains, null) : null;
    }

    /// <summary>By which way it reaches the network, and how well: the link that is up and carries the default route.</summary>
    public DeviceSignal? Signal()
    {
        var way = DefaultLink();
        if (way is null) return null;
        if (way.StartsWith("wwan", StringComparison.Ordinal) || way.StartsWith("ppp", StringComparison.Ordinal)) return new DeviceSignal("4g", null);
        if (Folders("sys/class/net").Contains("sys/class/net/" + way) && Directory.Exists(Path.Combine(root, "sys/class/net", way, "wireless"))) return new DeviceSignal("wifi", WifiPercent(way));
        return new DeviceSignal("wire", null);
    }

    /// <summary>Not enough voltage, or too hot: what a Raspberry Pi says of its own supply.</summary>
    public string? Complaint() => Text("sys/devices/platform/soc/soc:firmware", "get_throttled") is { } bits
        && int.TryParse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var state)
            ? (state & 1) != 0 ? "Nguồn điện yếu: bo mạch báo thiếu điện áp." : (state & 4) != 0 ? "Bo mạch quá nóng, đang tự giảm tốc độ." : null
            : null;

    private string? DefaultLink()
    {
        try
        {
            // "Iface Destination Gateway Flags …": a destination of zeros is the default route.
            return File.ReadLines(Path.Combine(root, "proc/net/route")).Skip(1).Select(l => l.Split('\t')).FirstOrDefault(f => f.Length > 1 && f[1] == "00000000")?[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Link quality of 70, as drivers give it.</summary>
    private int? WifiPercent(string link)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(root, "proc/net/wireless")).FirstOrDefault(l => l.TrimStart().StartsWith(link + ":", StringComparison.Ordinal));
            var fields = line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return fields is { Length: > 2 } && double.TryParse(fields[2].TrimEnd('.'), CultureInfo.InvariantCulture, out var quality) ? (int)Math.Clamp(quality / 70 * 100, 0, 100) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private List<string> Folders(string path)
    {
        var full = Path.Combine(root, path);
        return Directory.Exists(full) ? [.. Directory.GetDirectories(full).Select(d => path + "/" + Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];
    }

    private double? Number(string path) => double.TryParse(Text(path, null), CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? Text(string path, string? name)
    {
        try
        {
            return File.ReadAllText(name is null ? Path.Combine(root, path) : Path.Combine(root, path, name)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
