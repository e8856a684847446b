namespace LangSo.Speech.Voice;

/// <summary>
/// Finds programs on the search path. One that was found is remembered while its file is there; one that is missing is looked
/// for again each time, so that installing it needs no restart.
/// </summary>
internal sealed class ProgramFinder(Func<string?> searchPath)
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _found = new(StringComparer.Ordinal);

    public ProgramFinder() : this(() => Environment.GetEnvironmentVariable("PATH"))
    {
    }

    /// <summary>The full path of the program; null when it is not installed.</summary>
    public string? Find(string name)
    {
        if (_found.TryGetValue(name, out var known) && File.Exists(known)) return known;
        foreach (var folder in (searchPath() ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            foreach (var ending in Endings)
            {
                var file = Path.Combine(folder, name + ending);
                if (!File.Exists(file)) continue;
                _found[name] = file;
                return file;
            }
        return null;
    }
}
