using LangSo.Foundation;

namespace LangSo.Criteria.Sets;

/// <summary>One thing in which two versions of sets differ.</summary>
/// <param name="Change">added, removed or changed.</param>
/// <param name="Item">"tiêu chí 13" or "chỉ tiêu 13.1".</param>
/// <param name="Field">What of it: name, kind, threshold of a group; empty for all of it.</param>
/// <param name="Before">Empty when it was added.</param>
/// <param name="After">Empty when it was removed.</param>
public sealed record SetChange(string Change, string Item, string Field, string Before, string After);

/// <summary>The difference between two versions, as data: what a page, a letter or a check shows.</summary>
public static class SetDifference
{
    /// <summary>Everything that differs, in the order of the codes of the newer version, removed things last.</summary>
    public static IReadOnlyList<SetChange> Between(SetVersion before, SetVersion after)
    {
        var changes = new List<SetChange>();
        Field(changes, "bản", "near", before.Near + " %", after.Near + " %");
        Field(changes, "bản", "revocation", Rule(before.Revocation), Rule(after.Revocation));
        foreach (var criterion in after.Criteria)
        {
            var item = "tiêu chí " + criterion.Code;
            if (before.Criteria.FirstOrDefault(c => c.Code == criterion.Code) is not { } old) changes.Add(new SetChange("added", item, "", "", criterion.Name));
            else
            {
                Field(changes, item, "name", old.Name, criterion.Name);
                Field(changes, item, "key", YesNo(old.Key), YesNo(criterion.Key));
                Field(changes, item, "oneOf", old.OneOf, criterion.OneOf);
            }
            foreach (var indicator in criterion.Indicators)
                if (before.Find(indicator.Code) is { } was) Compare(changes, was, indicator);
                else changes.Add(new SetChange("added", "chỉ tiêu " + indicator.Code, "", "", indicator.Name));
        }
        changes.AddRange(before.Criteria.Where(c => after.Criteria.All(a => a.Code != c.Code)).Select(c => new SetChange("removed", "tiêu chí " + c.Code, "", c.Name, "")));
        changes.AddRange(before.Indicators.Where(i => after.Find(i.Indicator.Code) is null).Select(i => new SetChange("removed", "chỉ tiêu " + i.Indicator.Code, "", i.Indicator.Name, "")));
        return changes;
    }

    private static void Compare(List<SetChange> changes, SetIndicator before, SetIndicator after)
    {
        var item = "chỉ tiêu " + after.Code;
        Field(changes, item, "name", before.Name, after.Name);
        Field(changes, item, "kind", before.Kind.ToString(), after.Kind.ToString());
        Field(changes, item, "direction", before.Direction.ToString(), after.Direction.ToString());
        Field(changes, item, "unit", before.Unit, after.Unit);
        Field(changes, item, "fact", before.Fact, after.Fact);
        Field(changes, item, "provinceSets", YesNo(before.ProvinceSets), YesNo(after.ProvinceSets));
        Field(changes, item, "bySex", YesNo(before.BySex), YesNo(after.BySex));
        Field(changes, item, "mayNotApply", YesNo(before.MayNotApply), YesNo(after.MayNotApply));
        var groups = before.Thresholds.Concat(after.Thresholds).Select(t => t.Group).Distinct(StringComparer.Ordinal);
        foreach (var group in groups) Field(changes, item, "thresholds " + group, Levels(before, group), Levels(after, group));
    }

    private static string Levels(SetIndicator indicator, string group) => string.Join("; ", indicator.Thresholds.Where(t => t.Group == group).OrderBy(t => t.From)
        .Select(t => (indicator.Direction == Direction.AtLeast ? "≥ " : "≤ ") + VnText.Number(t.Value) + " " + indicator.Unit));

    private static string Rule(RevocationRule? rule) => rule is null ? "" : rule.WithKey + " %, " + rule.Without + " %";

    private static string YesNo(bool value) => value ? "có" : "không";

    private static void Field(List<SetChange> changes, string item, string field, string before, string after)
    {
        if (!string.Equals(before, after, StringComparison.Ordinal)) changes.Add(new SetChange("changed", item, field, before, after));
    }
}
