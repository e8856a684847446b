using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Testing;

namespace LangSo.Server.Tests.House;

/// <summary>The web libraries are what their manifest says, with nothing beside it.</summary>
public sealed class VendoredFilesTests
{
    private static readonly string Lib = Path.Combine(Repository.Root, "src", "Look", "wwwroot", "lib");

    [Fact]
    public void Every_vendored_file_has_the_hash_of_its_manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Lib, "manifest.json")));
        var expected = manifest.RootElement.GetProperty("sha256").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
        var actual = Directory.GetFiles(Lib, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "manifest.json")
            .ToDictionary(f => Path.GetRelativePath(Lib, f).Replace('\\', '/'), f => (string?)Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))));
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), actual.OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_icon_that_a_page_names_is_in_the_sprite()
    {
        var sprite = File.ReadAllText(Path.Combine(Lib, "icons.svg"));
        var named = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), "<icon name=\"([a-z0-9-]+)\"").Select(m => m.Groups[1].Value)).Distinct();
        Assert.DoesNotContain(named, name => name.Length > 0 && !sprite.Contains($"id=\"{name}\"", StringComparison.Ordinal));
    }
}
