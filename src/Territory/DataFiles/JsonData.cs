using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LangSo.Foundation;

namespace LangSo.Territory.DataFiles;

/// <summary>Definitions kept as JSON data files: every name must be known and every value there.</summary>
public static class JsonData
{
    private static readonly JsonSerializerOptions Strict = new(LangSoJson.Compact)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads one file; what is wrong is named with its place in the file.</summary>
    public static Outcome<T> Read<T>(string folder, string file) where T : class
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, file));
            return Parse<T>(stream, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(file, "Không đọc được tệp dữ liệu {0}.", file);
        }
    }

    /// <summary>Reads a file that someone handed in; <paramref name="file"/> is what it is called in what is wrong.</summary>
    public static Outcome<T> ReadText<T>(string text, string file) where T : class
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Parse<T>(stream, file);
    }

    private static Outcome<T> Parse<T>(Stream stream, string file) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Strict) is { } value ? value : new Problem(file, "Tệp dữ liệu {0} trống.", file);
        }
        catch (JsonException e)
        {
            return new Problem(file, "{0}, dòng {1}, chỗ {2}: không đúng dạng.", file, (e.LineNumber ?? 0) + 1, e.Path ?? "$");
        }
    }
}
