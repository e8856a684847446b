using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Tests;

/// <summary>Sets and communes of any size for examples: criteria 1, 2, 3… with one indicator each.</summary>
internal static class SmallSet
{
    public static readonly UnitId Commune = new("xa1"), Province = new("tinh1");
    public static readonly DateOnly Start = new(2022, 1, 1);

    public static AsOf On(string day) => new(DateOnly.Parse(day, VnText.Culture), new DateOnly(2030, 1, 1));

    public static Gazetteer Units { get; } = new(
        [new UnitVersion(Province, "01", "tỉnh", "Một", null, new(2018, 1, 1), null, new(2018, 1, 1)), new UnitVersion(Commune, "11", "xã", "Một", Province, new(2018, 1, 1), null, new(2018, 1, 1))],
        [], [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2)]);

    public static SetIndicator YesNo(string code, bool mayNotApply = false) =>
        new(code, code, ValueKind.YesNo, Direction.AtLeast, "", "y" + code, false, false, mayNotApply, [], "", "", "", "thử", false);

    public static SetIndicator Percent(string code, params Threshold[] levels) =>
        new(code, code, ValueKind.Percent, Direction.AtLeast, "%", "p" + code, false, false, false, levels, "", "", "", "thử", false);

    public static Threshold Level(decimal value, string group = "*", string from = "2022-01-01", string? to = null) =>
        new(group, DateOnly.Parse(from, VnText.Culture), to is null ? null : DateOnly.Parse(to, VnText.Culture), value, "thử", false);

    public static SetVersion Version(string id, string from, string? to, IEnumerable<SetIndicator> indicators, params string[] keys) => new(
        id, DateOnly.Parse(from, VnText.Culture), to is null ? null : DateOnly.Parse(to, VnText.Culture), "QĐ " + id, "thử", 80, new RevocationRule(30, 50, 2, "QĐ 18/2022/QĐ-TTg", false),
        [.. indicators.Select(i => new Criterion(i.Code, i.Code, "", keys.Contains(i.Code), "", [i], false))], [], false, "");

    public static CriteriaSet Set(SetGroups? groups, params SetVersion[] versions) => new("s", "Bộ", "standard", ["xã"], groups, versions);

    public static Fact Fact(string indicator, string value, string from = "2022-01-01", UnitId? unit = null) =>
        new(indicator, unit ?? Commune, value, DateOnly.Parse(from, VnText.Culture), null, DateOnly.Parse(from, VnText.Culture), "typed", "thử", false, "");

    public static AssessmentBook Book(CriteriaSet set, IEnumerable<Fact> facts, params SetLayer[] layers)
    {
        var indicators = set.Versions.SelectMany(v => v.Indicators).Select(i => i.Indicator).Concat(layers.SelectMany(l => l.Adds).Select(a => a.Indicator))
            .SelectMany(i => i.Facts.Select(f => new Indicator(f, f, i.Kind == ValueKind.YesNo ? "yes-no" : "number", "", "thử"))).Append(new Indicator("g", "Nhóm", "text", "", "thử")).DistinctBy(i => i.Id);
        return new AssessmentBook(new FactBook(indicators, facts), Units, new SetShelf(new Dictionary<string, CriteriaSet> { ["s"] = set }, layers));
    }
}
