using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What the command line asks of a player.</summary>
internal sealed record PlayerOptions(Uri Server, string? Enrol, string State, string Sink, string Settings)
{
    public const string Usage = "player --server URL --enrol MÃ --state THƯ_MỤC [--sink null|wav:ĐƯỜNG_DẪN|alsa:THIẾT_BỊ] [--settings TỆP]";

    /// <summary>Reads the arguments; every wrong is said.</summary>
    public static Outcome<PlayerOptions> Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is not ("--server" or "--enrol" or "--state" or "--sink" or "--settings")) return new Problem("", "Không hiểu “{0}”. Cách dùng: {1}", args[i], Usage);
            if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)) return new Problem(args[i], "Thiếu giá trị sau {0}. Cách dùng: {1}", args[i], Usage);
            if (!given.TryAdd(args[i], args[i + 1])) return new Problem(args[i], "{0} ghi hai lần.", args[i]);
            i++;
        }
        if (!given.TryGetValue("--server", out var server)) return new Problem("--server", "Thiếu --server. Cách dùng: {0}", Usage);
        if (!Uri.TryCreate(server, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new Problem("--server", "Địa chỉ máy chủ “{0}” không đúng. Ví dụ: http://192.168.1.10:8080", server);
        if (!given.TryGetValue("--state", out var state)) return new Problem("--state", "Thiếu --state. Cách dùng: {0}", Usage);
        return new PlayerOptions(url, given.GetValueOrDefault("--enrol"), Path.GetFullPath(state), given.GetValueOrDefault("--sink", "null"),
            given.GetValueOrDefault("--settings", Path.Combine(Path.GetFullPath(state), PlayerSettings.FileName)));
    }
}
