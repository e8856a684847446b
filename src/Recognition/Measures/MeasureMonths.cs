using System.Globalization;
using System.Text;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>Both counts of a measure on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Numerator">The count or sum.</param>
/// <param name="Denominator">Null for a bare count.</param>
/// <param name="Sample">True when a row behind it is made up, wholly or in part.</param>
/// <param name="NotKnown">Units of the asked geography that are not known to count or not.</param>
public sealed record MeasurePoint(DateOnly Day, decimal Numerator, int? Denominator, bool Sample, int NotKnown)
{
    /// <summary>With one decimal, halves away from zero; null for a bare count, over nothing, and while units are not known.</summary>
    public decimal? Percent => Denominator is > 0 && NotKnown == 0 ? Math.Round(100m * Numerator / Denominator.Value, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>A measure month by month.</summary>
/// <param name="Definition">What was measured.</param>
/// <param name="KnownOn">As known on which day.</param>
/// <param name="Geography">In whose day's units, or null: those of each day.</param>
/// <param name="Area">Under which unit, or null for everything.</param>
/// <param name="Points">Oldest first.</param>
public sealed record MeasureMonths(MeasureDefinition Definition, DateOnly KnownOn, DateOnly? Geography, UnitVersion? Area, IReadOnlyList<MeasurePoint> Points)
{
    /// <summary>In JSON; the names are a contract.</summary>
    public MeasureMonthsAnswer ToAnswer() => new(Definition.Id, KnownOn, Geography, Area?.Code, Definition.NumeratorIs.Vi, Definition.DenominatorIs?.Vi, Points);

    /// <summary>One row a month, a header row first; numbers with a point.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("day,numerator,denominator,percent,not_known,sample,geography\n");
        foreach (var point in Points)
            text.Append(CultureInfo.InvariantCulture, $"{point.Day:yyyy-MM-dd},{point.Numerator},{point.Denominator},{point.Percent},{point.NotKnown},{(point.Sample ? "yes" : "no")},{Geography ?? point.Day:yyyy-MM-dd}\n");
        return text.ToString();
    }

    /// <summary>Line by line for reading.</summary>
    public string ToText() => $"{Definition.NumeratorIs.Vi}{(Definition.DenominatorIs is { } below ? " trên " + below.Vi : "")}; biết đến ngày {VnTime.Text(KnownOn)}"
        + (Geography is { } day ? $"; theo đơn vị của ngày {VnTime.Text(day)}" : "") + "\n"
        + string.Concat(Points.Select(p => VnTime.Text(p.Day) + ": " + VnText.Number(p.Numerator) + (p.Denominator is { } all ? "/" + VnText.Number(all) : "")
            + (p.Percent is { } percent ? " = " + VnText.Percent(percent) : "") + (p.NotKnown > 0 ? $"; chưa biết {VnText.Number(p.NotKnown)} đơn vị" : "") + "\n"));
}

/// <summary>A measure month by month in JSON.</summary>
public sealed record MeasureMonthsAnswer(
    string Id, DateOnly KnownOn, DateOnly? Geography, string? Under, string NumeratorIs, string? DenominatorIs, IReadOnlyList<MeasurePoint> Points);
