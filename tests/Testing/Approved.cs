using System.Runtime.CompilerServices;

namespace LangSo.Testing;

/// <summary>
/// Compares text with the approved file beside the test (<c>Name.approved.txt</c>). When it differs, the received text is
/// written beside it and the test fails; approving is renaming that file.
/// </summary>
public static class Approved
{
    /// <summary>Null when equal, else what differs first.</summary>
    public static string? Difference(string received, string name, [CallerFilePath] string caller = "")
    {
        var folder = Path.GetDirectoryName(Repository.Source(caller))!;
        var file = Path.Combine(folder, name + ".approved.txt");
        received = received.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var other = Path.Combine(folder, name + ".received.txt");
        if (approved == received)
        {
            File.Delete(other);
            return null;
        }
        File.WriteAllText(other, received);
        var (was, now) = (approved.Split('\n'), received.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"{name}, line {line + 1}: approved \"{was.ElementAtOrDefault(line)}\", received \"{now.ElementAtOrDefault(line)}\"";
    }
}
