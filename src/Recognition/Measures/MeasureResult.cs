using System.Text.Json.Serialization;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>One row that a figure rests on: a decision or a fact, of one unit.</summary>
/// <param name="Unit">Of which unit, as it was then.</param>
/// <param name="What">"đạt chuẩn nông thôn mới kiểu mẫu, lĩnh vực giáo dục" or "Có bảng tin điện tử công cộng: có".</param>
/// <param name="Reference">The decision's number, or the fact's source.</param>
/// <param name="Date">The day from which it counts.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Kind">decision, device, list, typed or import.</param>
/// <param name="Sample">True when the row or a part of it is made up (minh họa).</param>
/// <param name="Note">Which part.</param>
/// <param name="Source">Where it was read.</param>
public sealed record EvidenceRow(
    UnitVersion Unit, string What, string Reference, DateOnly Date, DateOnly Recorded, string Kind, bool Sample, string Note, string Source);

/// <summary>A figure with all that stands behind it.</summary>
/// <param name="Definition">What was measured.</param>
/// <param name="AsOf">For which day, known on which.</param>
/// <param name="Area">Under which unit, or null for everything.</param>
/// <param name="Numerator">The count or sum.</param>
/// <param name="Denominator">Null for a bare count.</param>
/// <param name="Counted">The units counted.</param>
/// <param name="NotCounted">The units of the denominator that are not counted.</param>
/// <param name="Evidence">The rows behind the units counted, in their order.</param>
public sealed record MeasureResult(
    MeasureDefinition Definition, AsOf AsOf, UnitVersion? Area, decimal Numerator, int? Denominator,
    IReadOnlyList<UnitVersion> Counted, IReadOnlyList<UnitVersion> NotCounted, IReadOnlyList<EvidenceRow> Evidence)
{
    /// <summary>In whose day's units it counts, when that was asked; else those of the day itself.</summary>
    public DateOnly? Geography { get; init; }

    /// <summary>The units of that geography of which it is not known whether they count.</summary>
    public IReadOnlyList<UnitVersion> NotKnown { get; init; } = [];

    /// <summary>Those of them of which the rule for merged units suggests that they would; a suggestion never counts.</summary>
    public IReadOnlyList<UnitVersion> Suggested { get; init; } = [];

    /// <summary>With one decimal, halves away from zero; null for a bare count, over nothing, and while units are not known.</summary>
    public decimal? Percent => Denominator is > 0 && NotKnown.Count == 0 ? Math.Round(100m * Numerator / Denominator.Value, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>"96,6 %", "17 %".</summary>
    public string? PercentText => Percent is { } percent ? VnText.Percent(percent) : null;

    /// <summary>True when a row behind it is made up, wholly or in part (minh họa).</summary>
    public bool Sample => Evidence.Any(e => e.Sample);

    /// <summary>How many of the rows behind it are.</summary>
    public int SampleRows => Evidence.Count(e => e.Sample);

    /// <summary>As the command line prints it.</summary>
    public MeasureAnswer ToAnswer() => new(Definition.Id, AsOf.Date, AsOf.KnownOn, Numerator, Denominator, Percent, PercentText,
        Definition.NumeratorIs.Vi, Definition.DenominatorIs?.Vi, [.. Counted.Select(u => u.Code)])
    {
        Geography = Geography,
        NotKnown = Geography is null ? null : NotKnown.Count,
        Suggested = Geography is null ? null : Suggested.Count,
        NotKnownUnits = Geography is null ? null : [.. NotKnown.Select(u => u.Code)],
    };
}

/// <summary>A measure in JSON; the names are a contract.</summary>
public sealed record MeasureAnswer(
    string Id, DateOnly AsOf, DateOnly KnownOn, decimal Numerator, int? Denominator, decimal? Percent, string? PercentText,
    string NumeratorIs, string? DenominatorIs, IReadOnlyList<string> Units)
{
    /// <summary>In the units of which day it counts, when that was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Geography { get; init; }

    /// <summary>How many units it does not know of: the numerator may be greater by so many.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NotKnown { get; init; }

    /// <summary>Of how many of them the rule for merged units suggests that they would count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Suggested { get; init; }

    /// <summary>The codes of those units.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? NotKnownUnits { get; init; }

    /// <summary>One line for reading.</summary>
    public string ToText() => (Denominator is { } denominator
        ? $"{VnText.Number(Numerator)}/{VnText.Number(denominator)}" + (PercentText is null ? "" : $" = {PercentText}")
            + $": {NumeratorIs} trên {DenominatorIs}; ngày {VnTime.Text(AsOf)}, biết đến ngày {VnTime.Text(KnownOn)}"
        : $"{VnText.Number(Numerator)} {NumeratorIs}; ngày {VnTime.Text(AsOf)}, biết đến ngày {VnTime.Text(KnownOn)}")
        + (Geography is { } day ? $"; theo đơn vị của ngày {VnTime.Text(day)}" : "")
        + (NotKnown is > 0 and var open ? $"; chưa biết {VnText.Number(open)} đơn vị" : "")
        + (Suggested is > 0 and var kept ? $", trong đó {VnText.Number(kept)} được gợi ý giữ danh hiệu, chờ quyết định" : "");
}
