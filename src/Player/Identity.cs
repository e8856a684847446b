using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>Who this loudspeaker is, kept in <c>device.json</c>, readable by its account only.</summary>
/// <param name="Desired">The desired state of the enrolment, used until a newer one has come.</param>
internal sealed record Identity(Uri Server, string Device, string Token, string Name, PublicKey Root, MqttAddress Mqtt, long NextRecord, string Desired)
{
    private const string FileName = "device.json";

    /// <summary>Null before enrolment.</summary>
    public static Identity? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<Identity>(File.ReadAllText(path), LangSoJson.Compact) : null;
    }

    /// <summary>Whole or not at all.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.Delete(path + ".tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".tmp", options))
        {
            JsonSerializer.Serialize(file, this, LangSoJson.Compact);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".tmp", path, overwrite: true);
    }
}

/// <summary>One player per state folder.</summary>
internal static class StateFolder
{
    /// <summary>Null when another player has it.</summary>
    public static IDisposable? Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "player.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
