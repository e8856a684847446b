namespace LangSo.Testing;

/// <summary>A folder of its own for one test, removed after.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes it.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("langso-").FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>A path below.</summary>
    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // a process that a test started may still hold a file; the system's own clean-up takes it
        }
    }
}
