using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>A place on earth.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    // Viet Nam with its islands, a little wide: from Trường Sa to Lũng Cú, from A Pa Chải to the outer islands.
    private static readonly (double From, double To) North = (6, 24), East = (102, 118);

    /// <summary>"20,23456; 106,43210" as people read it.</summary>
    public string Shown => string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.00000}, {Longitude:0.00000}");

    /// <summary>A map of the telephone, where there is one; nothing is fetched by the page itself.</summary>
    public string Link => string.Create(CultureInfo.InvariantCulture, $"geo:{Latitude:0.00000},{Longitude:0.00000}");

    /// <summary>From "20.23456, 106.43210" as a telephone's map gives it; empty text is no point.</summary>
    public static Outcome<GeoPoint?> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (GeoPoint?)null;
        var parts = text.Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out var north) || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out var east)
            || !double.IsFinite(north) || !double.IsFinite(east))
            return new Problem("point", "Ghi vĩ độ rồi kinh độ, cách nhau bằng dấu phẩy, ví dụ 20.23456, 106.43210.");
        if (In(east, North) && In(north, East)) return new Problem("point", "Có vẻ đã đảo kinh độ và vĩ độ. Ghi vĩ độ trước: {0}, {1}.", parts[1], parts[0]);
        if (!In(north, North) || !In(east, East)) return new Problem("point", "Vị trí {0}, {1} không ở Việt Nam. Vĩ độ từ 6 đến 24, kinh độ từ 102 đến 118.", parts[0], parts[1]);
        return new GeoPoint(Math.Round(north, 5), Math.Round(east, 5));
    }

    private static bool In(double value, (double From, double To) range) => value >= range.From && value <= range.To;
}
