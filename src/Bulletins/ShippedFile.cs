using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>The module's data files (data/bulletins), carried inside the assembly.</summary>
internal static class ShippedFile
{
    /// <summary>The lines of a table, remarks (#) and empty ones left out.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') lines.Add(line);
        return lines;
    }

    /// <summary>A JSON file.</summary>
    public static T Json<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<T>(stream, LangSoJson.Compact) ?? throw new InvalidDataException($"{name} is empty.");
    }

    private static Stream Open(string name) => typeof(ShippedFile).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"{name} is not in the assembly.");
}
