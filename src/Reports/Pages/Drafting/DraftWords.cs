using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>What the parts and fields of a draft are called on pages.</summary>
public static class DraftWords
{
    /// <summary>A field of a file in an official's words.</summary>
    public static string Field(string field) => field switch
    {
        "id" => "Mã",
        "instrument" => "Văn bản",
        "source" => "Nguồn",
        "from" => "Có hiệu lực từ",
        "to" => "Hết hiệu lực từ",
        "note" => "Lưu ý",
        "sample" => "Minh họa",
        "near" => "Gần đạt",
        "revocation" => "Thu hồi",
        "criteria" or "criterion" => "Tiêu chí",
        "indicators" => "Chỉ tiêu",
        "code" => "Số hiệu",
        "name" => "Tên",
        "part" => "Nhóm, trụ cột",
        "key" => "Trọng yếu",
        "oneOf" => "Nhóm chọn một",
        "kind" => "Loại giá trị",
        "direction" => "Chiều so sánh",
        "unit" => "Đơn vị tính",
        "fact" => "Lấy số từ",
        "provinceSets" => "Tỉnh quy định mức",
        "bySex" => "Tính riêng nam, nữ",
        "mayNotApply" => "Có thể không áp dụng",
        "basis" => "Căn cứ",
        "guidance" => "Cách tính",
        "evidence" => "Minh chứng cần có",
        "thresholds" => "Mức phải đạt",
        "adds" => "Chỉ tiêu của tỉnh",
        _ => field,
    };

    /// <summary>A kind of value.</summary>
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.YesNo => "có hoặc không",
        ValueKind.Percent => "tỷ lệ %",
        _ => "số",
    };

    /// <summary>Which side of a level is good.</summary>
    public static string Of(Direction direction) => direction switch
    {
        Direction.AtLeast => "từ mức trở lên",
        _ => "từ mức trở xuống",
    };

    /// <summary>What a head says, field by field: for showing in what two of them differ.</summary>
    public static IReadOnlyList<(string Field, string Value)> Values(DraftHead head) =>
    [
        ("id", head.Id), ("instrument", head.Instrument), ("source", head.Source), ("from", Typed.Day(head.From)), ("to", Typed.Day(head.To)), ("note", head.Note), ("sample", Mark(head.Sample)),
        ("near", head.Near + " %"), ("revocation", head.Revocation is { } r ? r.WithKey + " %, " + r.Without + " %, " + r.WarnWithin + ", " + r.Basis + (r.Sample ? ", ✓" : "") : ""),
    ];

    /// <summary>What a criterion says.</summary>
    public static IReadOnlyList<(string Field, string Value)> Values(DraftCriterion c) =>
        [("code", c.Code), ("name", c.Name), ("part", c.Group), ("key", Mark(c.Key)), ("oneOf", c.OneOf), ("sample", Mark(c.Sample))];

    /// <summary>What an indicator says.</summary>
    public static IReadOnlyList<(string Field, string Value)> Values(DraftIndicator i, SetGroups? groups) =>
    [
        ("code", i.Code), ("name", i.Name), ("kind", Of(i.Kind)), ("direction", Of(i.Direction)), ("unit", i.Unit), ("fact", i.Fact), ("provinceSets", Mark(i.ProvinceSets)), ("bySex", Mark(i.BySex)),
        ("mayNotApply", Mark(i.MayNotApply)), ("thresholds", string.Join("; ", i.Thresholds.Select(t => Level(t, i, groups)))), ("basis", i.Basis), ("guidance", i.Guidance), ("evidence", i.Evidence), ("source", i.Source), ("sample", Mark(i.Sample)),
    ];

    /// <summary>"≥ 70 % (Đồng bằng sông Hồng, 2024)".</summary>
    public static string Level(DraftThreshold level, DraftIndicator indicator, SetGroups? groups)
    {
        var group = level.Group == Threshold.Everywhere ? "" : groups?.List.FirstOrDefault(g => g.Id == level.Group)?.Name ?? level.Group;
        var time = level.Year is { } year ? year.ToString(VnText.Culture) : level.From is null && level.To is null ? "" : Typed.Day(level.From) + "–" + Typed.Day(level.To);
        var where = string.Join(", ", new[] { group, time }.Where(w => w.Length > 0));
        return (indicator.Direction == Direction.AtLeast ? "≥ " : "≤ ") + VnText.Number(level.Value) + (indicator.Unit.Length > 0 ? " " + indicator.Unit : "") + (where.Length > 0 ? " (" + where + ")" : "") + (level.Sample ? " *" : "");
    }

    private static string Mark(bool value) => value ? "✓" : "–";
}
