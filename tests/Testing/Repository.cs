using System.Runtime.CompilerServices;

namespace LangSo.Testing;

/// <summary>Where the sources lie, for tests that read them.</summary>
public static class Repository
{
    /// <summary>The root: the folder with the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string caller = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(caller)!);
        while (!File.Exists(Path.Combine(folder.FullName, "LangSo.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
