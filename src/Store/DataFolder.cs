namespace LangSo.Store;

/// <summary>Where one installation keeps everything: the database, sound and pictures by hash, keys.</summary>
public sealed class DataFolder(string path)
{
    /// <summary>The path as it was written, for what people are told.</summary>
    public string Given { get; } = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The SQLite file.</summary>
    public string Database => System.IO.Path.Combine(Path, "langso.db");

    /// <summary>A folder below, made when it is missing.</summary>
    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
