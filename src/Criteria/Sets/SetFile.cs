namespace LangSo.Criteria.Sets;

/// <summary>A file of <c>criteria/sets</c>, word for word; docs/criteria-sets.md says what each name means.</summary>
internal sealed record SetFile(
    string Id, string Name, string Level, IReadOnlyList<string> Kinds, IReadOnlyList<VersionItem> Versions, GroupsItem? Groups = null)
{
    public static readonly string[] Levels = ["standard", "advanced", "model", "pilot", "period-2026"];
}

internal sealed record GroupsItem(string Fact, IReadOnlyList<SetGroup> List, string? Otherwise = null);

internal sealed record VersionItem(
    string Id, string From, string Instrument, string Source, string? To = null, int Near = 80, RevocationItem? Revocation = null,
    IReadOnlyList<CriterionItem>? Criteria = null, IReadOnlyList<GoalItem>? Goals = null, string? Amends = null,
    IReadOnlyList<ChangeItem>? Changes = null, IReadOnlyList<string>? Removes = null, bool Sample = false, string Note = "");

internal sealed record RevocationItem(int WithKey, int Without, string Basis, int WarnWithin = 2, bool Sample = false);

internal sealed record CriterionItem(
    string Code, string Name, IReadOnlyList<IndicatorItem> Indicators, string Part = "", bool Key = false, string OneOf = "", bool Sample = false);

internal sealed record GoalItem(string Code, string Name, IReadOnlyList<string> Criteria, string Part = "", bool Sample = false);

internal sealed record ChangeItem(string Criterion, IndicatorItem Indicator);

internal sealed record IndicatorItem(
    string Code, string Name, string Kind, string Fact, string Direction = "at-least", string Unit = "", bool ProvinceSets = false, bool BySex = false,
    bool MayNotApply = false, IReadOnlyList<ThresholdItem>? Thresholds = null, string Basis = "", string Guidance = "", string Evidence = "",
    string Source = "", bool Sample = false)
{
    public static readonly string[] Kinds = ["yes-no", "percent", "number"];
}

/// <summary>A level for a group from a day to a day, or for one year.</summary>
internal sealed record ThresholdItem(decimal Value, string Group = "", int? Year = null, string? From = null, string? To = null, string Source = "", bool Sample = false);

/// <summary>A file of <c>criteria/layers</c>.</summary>
internal sealed record LayerFile(
    string Id, string LayerOf, string Province, string ProvinceIs, string Instrument, string Source, string From, string? To = null,
    IReadOnlyList<LayerThresholds>? Thresholds = null, IReadOnlyList<ChangeItem>? Adds = null);

internal sealed record LayerThresholds(string Indicator, IReadOnlyList<ThresholdItem> Levels);
