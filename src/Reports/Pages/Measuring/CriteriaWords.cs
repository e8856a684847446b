using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>The words and marks of judgements: colour never speaks alone.</summary>
public static class CriteriaWords
{
    /// <summary>A verdict in an official's words.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => "đạt",
        Verdict.Near => "gần đạt",
        Verdict.NotMet => "chưa đạt",
        Verdict.NoData => "chưa đủ số liệu",
        Verdict.NotApplicable => "không áp dụng",
        _ => "miễn",
    };

    /// <summary>A mark that reads in black and white.</summary>
    public static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Met => "✓",
        Verdict.Near => "▲",
        Verdict.NotMet => "✕",
        Verdict.NoData => "?",
        Verdict.NotApplicable => "–",
        _ => "○",
    };

    /// <summary>The style of a verdict's cell or label.</summary>
    public static string Style(Verdict verdict) => "vd v-" + verdict switch
    {
        Verdict.Met => "ok",
        Verdict.Near => "near",
        Verdict.NotMet => "no",
        Verdict.NoData => "none",
        Verdict.NotApplicable => "na",
        _ => "free",
    };

    /// <summary>How near a title is to being lost.</summary>
    public static string Of(Warning warning) => warning switch
    {
        Warning.Lost => "thuộc diện xét thu hồi",
        Warning.Close => "sắp thuộc diện xét thu hồi",
        Warning.Unclear => "thiếu số liệu để biết nguy cơ thu hồi",
        _ => "",
    };

    /// <summary>What two versions differ in.</summary>
    public static string Of(string field) => field switch
    {
        "near" => "mức gần đạt",
        "revocation" => "mức thu hồi",
        "name" => "tên",
        "key" => "tiêu chí trọng yếu",
        "oneOf" => "nhóm chọn một",
        "kind" => "loại giá trị",
        "direction" => "chiều so sánh",
        "unit" => "đơn vị tính",
        "fact" => "nguồn giá trị",
        "provinceSets" => "tỉnh quy định mức",
        "bySex" => "tính theo nam, nữ",
        "mayNotApply" => "có thể không áp dụng",
        _ => "mức phải đạt",
    };

    /// <summary>One side of a change as people write it; <paramref name="names"/> are the indicators that values come from.</summary>
    public static string Side(string field, string value, IReadOnlyDictionary<string, LangSo.Criteria.Indicator> names) => (field, value) switch
    {
        (_, "") => "–",
        ("kind", "Percent") => "tỷ lệ %",
        ("kind", "YesNo") => "có hoặc không",
        ("kind", _) => "số",
        ("direction", "AtLeast") => "từ mức trở lên",
        ("direction", _) => "từ mức trở xuống",
        ("fact", _) => names.TryGetValue(value, out var indicator) ? indicator.Name : value,
        _ => value,
    };

    /// <summary>What kind of change.</summary>
    public static string Change(string change) => change switch
    {
        "added" => "Thêm",
        "removed" => "Bỏ",
        _ => "Đổi",
    };

    /// <summary>A value of a fact as people write it.</summary>
    public static string Value(LangSo.Criteria.Fact fact, string unit = "") => fact.Number is { } number ? (VnText.Number(number) + " " + unit).TrimEnd() : Plain(fact.Value);

    /// <summary>The levels that an indicator asks, of each group, on a day.</summary>
    public static string Levels(CriteriaSet set, SetIndicator indicator, DateOnly day)
    {
        if (indicator.Kind == ValueKind.YesNo) return "";
        var sign = indicator.Direction == Direction.AtLeast ? "≥ " : "≤ ";
        var groups = set.Groups?.List.Select(g => (g.Name, Level: indicator.For(g.Id, day))).Where(g => g.Level is not null).ToList() ?? [];
        if (groups.Count == 0 || groups.Select(g => g.Level!.Value).Distinct().Count() == 1)
            return (groups.Count > 0 ? groups[0].Level : indicator.For(null, day)) is { } one ? sign + VnText.Number(one.Value) + " " + indicator.Unit : "";
        return string.Join("; ", groups.GroupBy(g => g.Level!.Value).Select(g => sign + VnText.Number(g.Key) + " " + indicator.Unit + " (" + string.Join(", ", g.Select(x => x.Name)) + ")"));
    }

    private static string Plain(string value) => value switch
    {
        "yes" => "có",
        "no" => "không",
        "not-applicable" => "không áp dụng",
        "exempt" => "miễn",
        _ => value,
    };
}
