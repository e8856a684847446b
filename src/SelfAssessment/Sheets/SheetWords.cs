using System.Globalization;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.SelfAssessment.Api;

namespace LangSo.SelfAssessment;

/// <summary>The words of a sheet, and how people write values.</summary>
public static class SheetWords
{
    /// <summary>A verdict: mark and word.</summary>
    public static (string Mark, string Word) Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => ("✓", "đạt"),
        Verdict.Near => ("▲", "gần đạt"),
        Verdict.NotMet => ("✕", "chưa đạt"),
        Verdict.NoData => ("?", "chưa đủ số liệu"),
        Verdict.NotApplicable => ("–", "không áp dụng"),
        _ => ("○", "miễn"),
    };

    /// <summary>The style of a verdict's label.</summary>
    public static string Style(Verdict verdict) => "vd v-" + SheetState.Word(verdict);

    /// <summary>What must be reached.</summary>
    public static string Level(IndicatorAssessment asked) => asked.Indicator.Kind == ValueKind.YesNo ? "có"
        : asked.Threshold is { } level ? (asked.Indicator.Direction == Direction.AtLeast ? "≥ " : "≤ ") + VnText.Number(level.Value) + (asked.Indicator.Unit.Length > 0 ? " " + asked.Indicator.Unit : "") : "chưa có mức cho nhóm này";

    /// <summary>A value as people write it.</summary>
    public static string Value(string? value) => value switch
    {
        null => "",
        "yes" => "có",
        "no" => "không",
        Indicator.NotApplicable => "không áp dụng",
        Indicator.Exempt => "miễn",
        _ when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number.ToString("0.############", VnText.Culture),
        _ => value,
    };

    /// <summary>
    /// A number as an officer types it, as the store keeps it: "1.234,5" and "85,5" and "85.5"; a dot before three digits groups thousands. Null
    /// when it is none.
    /// </summary>
    public static string? Number(string typed)
    {
        var text = new string([.. typed.Where(c => !char.IsWhiteSpace(c) && c != '%')]);
        var grouped = text.Contains(',', StringComparison.Ordinal) || text.Split('.') is [_, { Length: 3 }] or [_, _, _, ..];
        if (grouped) text = text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>How a value differs from the year before: "+3,5", or empty when there is nothing to compare.</summary>
    public static string Change(SheetField field) => field.Now?.Number is { } now && field.Before?.Number is { } before && now != before
        ? (now > before ? "+" : "−") + VnText.Number(Math.Abs(now - before)) : "";

    /// <summary>First letter large.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], VnText.Culture) + text[1..];

    /// <summary>A file's size.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024 ? VnText.Number(Math.Max(1, bytes / 1024)) + " KB" : VnText.Number(Math.Round(bytes / 1048576m, 1)) + " MB";
}
