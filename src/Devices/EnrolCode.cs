using System.Security.Cryptography;

namespace LangSo.Devices;

/// <summary>Codes that are read out over the telephone: "7K4-M2P". No letter or digit that sounds or looks like another.</summary>
internal static class EnrolCode
{
    private const string Letters = "23456789ABCDEFGHKMNPQRSTXYZ";

    /// <summary>A new one: 27^6 are possible, and one serves for days only.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 3) + "-" + RandomNumberGenerator.GetString(Letters, 3);

    /// <summary>As typed by a person, into the one form; empty when it cannot be one.</summary>
    public static string Clean(string? typed)
    {
        var kept = new string([.. (typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(7)]);
        return kept.Length == 6 ? kept[..3] + "-" + kept[3..] : "";
    }
}
