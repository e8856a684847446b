namespace LangSo.Player;

/// <summary>
/// Where the program lies, beside the one before it. deploy/player/langso-player-run starts it and is the other half of this class:
/// it counts the starts of a new program in <c>trial</c> and puts the old one back when there were three, or when there is <c>back</c>.
/// </summary>
internal sealed class ProgramFolder(string folder)
{
    /// <summary>Set by the starter.</summary>
    public const string Variable = "LANGSO_PROGRAM";

    private const string Name = "langso-player";

    /// <summary>Null when this program was not started by the starter and so cannot change itself.</summary>
    public static ProgramFolder? OfThisProcess() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder) ? new ProgramFolder(folder) : null;

    /// <summary>Where a new program is fetched to: one file a hash, so that what was left of another offer is never taken for it.</summary>
    public string Next(string sha256) => At("next-" + sha256);

    /// <summary>The version on trial, or null.</summary>
    public string? OnTrial() => FirstLine("trial");

    /// <summary>The version that was taken back since last asked, or null.</summary>
    public string? TakeRolledBack()
    {
        var version = FirstLine("rolled-back");
        File.Delete(At("rolled-back"));
        return version;
    }

    /// <summary>
    /// Puts the fetched program in the place of the running one. A cut of power at any line leaves a program that starts: before the
    /// last one the old, after it the new with its trial written down.
    /// </summary>
    public void Swap(string version, string sha256)
    {
        File.Copy(At(Name), At(Name + ".old.tmp"), overwrite: true);
        Flush(At(Name + ".old.tmp"));
        File.Move(At(Name + ".old.tmp"), At(Name + ".old"), overwrite: true);
        File.Delete(At("back"));
        File.WriteAllText(At("trial.tmp"), version + "\n");
        Flush(At("trial.tmp"));
        File.Move(At("trial.tmp"), At("trial"), overwrite: true);
        var next = Next(sha256);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        Flush(next);
        File.Move(next, At(Name), overwrite: true);
    }

    /// <summary>The new program is good.</summary>
    public void Confirm() => File.Delete(At("trial"));

    /// <summary>The new program is not good: the starter puts the old one back at the next start.</summary>
    public void GiveUp() => File.WriteAllText(At("back"), "");

    /// <summary>Throws away what was fetched.</summary>
    public void Forget()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "next-*")) File.Delete(file);
    }

    private string At(string name) => Path.Combine(folder, name);

    private string? FirstLine(string name) => File.Exists(At(name)) ? File.ReadLines(At(name)).FirstOrDefault()?.Trim() : null;

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
