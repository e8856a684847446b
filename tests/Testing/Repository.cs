namespace LangSo.Testing;

/// <summary>Where the sources lie, for tests that read them: found upward from the built test, because built paths are made neutral.</summary>
public static class Repository
{
    /// <summary>The root: the folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A source file that the compiler named: <c>/_/…</c> in a deterministic build, its own path else.</summary>
    public static string Source(string compiled) =>
        compiled.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, compiled[3..]) : compiled;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LangSo.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their repository.");
        return folder.FullName;
    }
}
