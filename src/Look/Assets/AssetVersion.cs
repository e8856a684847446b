using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LangSo.Look;

/// <summary>
/// The version of all shipped files together. Pages name files under it, <c>/v-{version}/look/langso.css</c>, so that what a cache keeps of one version is
/// never given to a page of another; files that name others relatively (programs, fonts, icons) stay within their version by themselves.
/// </summary>
public sealed class AssetVersion
{
    private const string Start = "/v-";
    private const int Letters = 12;

    /// <summary>Reads it off the list of shipped files, which holds the hash of each; without one, off the program itself.</summary>
    public AssetVersion()
        : this(AppContext.BaseDirectory)
    {
    }

    internal AssetVersion(string folder)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lists = Directory.Exists(folder) ? Directory.GetFiles(folder, "LangSo.*.staticwebassets.endpoints.json").Order(StringComparer.Ordinal).ToArray() : [];
        foreach (var list in lists) sum.AppendData(File.ReadAllBytes(list));
        if (lists.Length == 0) sum.AppendData(typeof(AssetVersion).Module.ModuleVersionId.ToByteArray());
        Value = Convert.ToHexStringLower(sum.GetHashAndReset())[..Letters];
    }

    /// <summary>Twelve letters of hex.</summary>
    public string Value { get; }

    /// <summary>The address of a shipped file in this version; anything else stays as it is.</summary>
    public string Of(string path) => IsShipped(path) ? Start + Value + path : path;

    /// <summary>The file that an address of some version names, and whether it is this version; null for any other address.</summary>
    public (PathString File, bool Current)? Read(PathString address)
    {
        if (address.Value is not { } path || !path.StartsWith(Start, StringComparison.Ordinal) || path.Length <= Start.Length + Letters) return null;
        var (version, file) = (path[Start.Length..(Start.Length + Letters)], path[(Start.Length + Letters)..]);
        return version.All(char.IsAsciiHexDigitLower) && IsShipped(file) ? (new PathString(file), version == Value) : null;
    }

    /// <summary>True for what the modules ship: <c>/look/…</c> and <c>/{module}-assets/…</c>.</summary>
    private static bool IsShipped(string path)
    {
        if (path.Length < 2 || path[0] != '/' || path[1] == '/' || path.IndexOf('/', 1) is not (> 1 and var end)) return false;
        return path.AsSpan(1, end - 1) is "look" || path.AsSpan(1, end - 1).EndsWith("-assets", StringComparison.Ordinal);
    }
}

/// <summary>Puts the version into the address of a style or a program, on every page.</summary>
[HtmlTargetElement("link", Attributes = "href", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("script", Attributes = "src")]
public sealed class AssetTagHelper(AssetVersion version) : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = output.TagName == "script" ? "src" : "href";
        if (output.Attributes[name]?.Value?.ToString() is { } path) output.Attributes.SetAttribute(name, version.Of(path));
    }
}
