using System.Text.Json;
using System.Text.Json.Serialization;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// What the installer of one pole decides, in <c>settings.json</c> of the state folder or where <c>--settings</c> points. Without a
/// file nothing is limited and nothing waits. docs/loa.md explains each.
/// </summary>
internal sealed record PlayerSettings
{
    public const string FileName = "settings.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Data of the SIM in a civil day, in MB of a million bytes; null for no limit.</summary>
    public int? DataPerDayMb { get; init; }

    /// <summary>The same in a civil month.</summary>
    public int? DataPerMonthMb { get; init; }

    /// <summary>Sounds that are not urgent are fetched at a moment of the device's own inside so many minutes, so that a commune does not fetch at once.</summary>
    public double FetchSpreadMinutes { get; init; }

    /// <summary>Between two heartbeats when nothing changes: 15 to 60. A SIM is spared by 60.</summary>
    public int HeartbeatSeconds { get; init; } = 15;

    /// <summary>So much of the disk is never filled with sound: records and the store need room.</summary>
    public int KeepFreeMb { get; init; } = 64;

    /// <summary>ALSA name of the microphone for the sound check.</summary>
    public string Microphone { get; init; } = "default";

    /// <summary><c>solar</c> when the battery is fed by a panel: the board itself cannot tell.</summary>
    public string? Power { get; init; }

    /// <summary>Reads a file; one that is not there is the default.</summary>
    public static Outcome<PlayerSettings> Read(string path)
    {
        if (!File.Exists(path)) return new PlayerSettings();
        try
        {
            var settings = JsonSerializer.Deserialize<PlayerSettings>(File.ReadAllText(path), Strict) ?? new PlayerSettings();
            return settings.Faults(path).ToList() is { Count: > 0 } faults ? faults : settings;
        }
        catch (JsonException e)
        {
            return new Problem("--settings", "Tệp {0} không đúng, dòng {1}: {2}", path, (e.LineNumber ?? 0) + 1, e.Message.Split(" Path:")[0]);
        }
    }

    private IEnumerable<Problem> Faults(string path)
    {
        if (DataPerDayMb is < 1 || DataPerMonthMb is < 1) yield return new Problem("--settings", "{0}: hạn mức dữ liệu phải từ 1 MB.", path);
        if (FetchSpreadMinutes is < 0 or > 120) yield return new Problem("--settings", "{0}: fetchSpreadMinutes từ 0 đến 120.", path);
        if (HeartbeatSeconds is < 5 or > 60) yield return new Problem("--settings", "{0}: heartbeatSeconds từ 5 đến 60; im quá 90 giây bị coi là im lặng.", path);
        if (KeepFreeMb is < 8) yield return new Problem("--settings", "{0}: keepFreeMb từ 8.", path);
        if (Power is not (null or "solar" or "mains")) yield return new Problem("--settings", "{0}: power là solar hoặc mains.", path);
    }
}
