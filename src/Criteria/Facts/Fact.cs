using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Criteria;

/// <summary>What can be known of a unit, as data.</summary>
/// <param name="Id">"smart-radio".</param>
/// <param name="Name">Vietnamese.</param>
/// <param name="Kind">yes-no, number, money (đồng) or text.</param>
/// <param name="Unit">"%", "người", "đồng" or empty.</param>
/// <param name="Source">The legal basis or the document that defines it.</param>
public sealed record Indicator(string Id, string Name, string Kind, string Unit, string Source)
{
    /// <summary>The value that says: this cannot be asked of the unit (no craft village, no landfill).</summary>
    public const string NotApplicable = "not-applicable";

    /// <summary>The value that says: the unit is freed from it by a decision, which the source names.</summary>
    public const string Exempt = "exempt";

    internal static readonly string[] Kinds = ["yes-no", "number", "money", "text"];

    /// <summary>Why <paramref name="value"/> is not a value of this indicator, or null when it is.</summary>
    public string? Refuses(string value) => Kind switch
    {
        "yes-no" or "number" when value is NotApplicable or Exempt => null,
        "yes-no" => value is "yes" or "no" ? null : "phải là yes hoặc no",
        "number" or "money" => !decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? "phải là số, dấu chấm thập phân"
            : Unit == "%" && number is < 0 or > 100 ? "phải từ 0 đến 100" : null,
        _ => value.Length > 0 ? null : "không được để trống",
    };
}

/// <summary>
/// One thing known of one unit for a stretch of days. A correction is a further fact with the same first day and a later
/// <see cref="Recorded"/>; nothing is changed or removed.
/// </summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Value">yes/no, a number with a decimal point, or text, as the indicator's kind says.</param>
/// <param name="From">First day it holds.</param>
/// <param name="To">First day it no longer holds, or null.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="SourceKind">decision, device, list, typed or import: what kind of fact it is.</param>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="Sample">True when it, or a part of it, is made up (minh họa); the note says which part.</param>
/// <param name="Note">Which part is made up, or empty.</param>
public sealed record Fact(
    string Indicator, UnitId Unit, string Value, DateOnly From, DateOnly? To, DateOnly Recorded, string SourceKind, string Source, bool Sample, string Note)
{
    internal static readonly string[] SourceKinds = ["decision", "device", "list", "typed", "import"];

    /// <summary>The value as a number; null for text and yes-no.</summary>
    public decimal? Number =>
        decimal.TryParse(Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True for yes.</summary>
    public bool IsYes => Value == "yes";
}
