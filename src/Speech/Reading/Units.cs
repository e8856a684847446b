using System.Collections.Frozen;

namespace LangSo.Speech.Reading;

/// <summary>The table of units of measure (data/speech/units.tsv).</summary>
internal static class Units
{
    /// <summary>A unit as said; <paramref name="Spaced"/> when a blank may stand between figure and unit.</summary>
    internal readonly record struct Unit(int Next, string Spoken, bool Spaced);

    private static readonly FrozenDictionary<string, (string Spoken, bool Spaced)> Table = DataTable.Rows("units.tsv")
        .ToFrozenDictionary(r => r[0], r => (r[1], r[2] == "y"), StringComparer.Ordinal);

    /// <summary>What the table says, for tests.</summary>
    public static IEnumerable<string> Spoken => Table.Values.Select(u => u.Spoken);

    /// <summary>The unit written at this token: "m²", "km2", "kWh", "°C".</summary>
    public static Unit? At(Scan scan, int at)
    {
        if (scan.Sign(at, '°') || scan.Sign(at, '℃')) return Degrees(scan, at);
        if (scan.Kind(at) != TokenKind.Letters || scan[at].Length > 5) return null;
        var name = scan.Span(at).ToString();
        var power = scan.Sign(at + 1, '²') || scan.Span(at + 1) is "2" ? '2' : scan.Sign(at + 1, '³') || scan.Span(at + 1) is "3" ? '3' : ' ';
        if (power != ' ' && scan.Kind(at + 2) is not (TokenKind.Letters or TokenKind.Digits) && Find(name + power) is { } squared)
            return new Unit(at + 2, squared.Spoken, squared.Spaced);
        return Find(name) is { } plain ? new Unit(at + 1, plain.Spoken, plain.Spaced) : null;
    }

    private static (string Spoken, bool Spaced)? Find(string name)
    {
        if (Table.TryGetValue(name, out var exact)) return exact;
        // "5K", "4G", "5A" are names, so a single capital is a unit only where the table has it so.
        return name.Length > 1 && name != "TB" && Table.TryGetValue(name.ToLowerInvariant(), out var lower) ? lower : null;
    }

    private static Unit Degrees(Scan scan, int at)
    {
        if (scan.Sign(at, '℃')) return new Unit(at + 1, "độ xê", true);
        return scan.Span(at + 1) is var letter && letter.Length == 1 && letter[0] switch
        {
            'C' => "độ xê", 'F' => "độ ép", 'K' => "độ ca",
            'c' => "độ c", 'f' => "độ f", 'k' => "độ k",
            _ => null,
        } is { } scale ? new Unit(at + 2, scale, true) : new Unit(at + 1, "độ", true);
    }
}
