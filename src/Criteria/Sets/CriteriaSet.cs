using LangSo.Foundation;

namespace LangSo.Criteria.Sets;

/// <summary>
/// A set of criteria as data: which criteria a commune must meet for a title, in versions by the law in force. Nothing about it is code:
/// not how many criteria, nor which regions or groups.
/// </summary>
/// <param name="Id">"ntm".</param>
/// <param name="Name">"Xã đạt chuẩn nông thôn mới".</param>
/// <param name="Level">standard, advanced, model, pilot or period-2026: what meeting it is called in figures.</param>
/// <param name="Kinds">Kinds of units that it is asked of: xã.</param>
/// <param name="Groups">By what thresholds differ, or null when they are the same everywhere.</param>
/// <param name="Versions">By first day; they do not overlap.</param>
public sealed record CriteriaSet(
    string Id, string Name, string Level, IReadOnlyList<string> Kinds, SetGroups? Groups, IReadOnlyList<SetVersion> Versions)
{
    /// <summary>The version in force on a day, or null.</summary>
    public SetVersion? On(DateOnly day) => Versions.FirstOrDefault(v => v.From <= day && (v.To is null || day < v.To));

    /// <summary>The version in force, or the nearest one when none is: for "what if it held on that day".</summary>
    public SetVersion Nearest(DateOnly day) => On(day) ?? Versions.LastOrDefault(v => v.From <= day) ?? Versions[0];
}

/// <summary>How thresholds differ between communes.</summary>
/// <param name="Fact">The indicator whose text fact says the group of a unit, or of a unit above it: the nearest one counts.</param>
/// <param name="Otherwise">The group of a unit of which no fact says one, or null: then it cannot be judged.</param>
/// <param name="List">The groups.</param>
public sealed record SetGroups(string Fact, string? Otherwise, IReadOnlyList<SetGroup> List);

/// <summary>A region or a group of communes.</summary>
/// <param name="Id">"dbsh".</param>
/// <param name="Name">"Đồng bằng sông Hồng".</param>
public sealed record SetGroup(string Id, string Name);

/// <summary>A set as one legal document left it.</summary>
/// <param name="Id">"318".</param>
/// <param name="From">First day in force.</param>
/// <param name="To">First day no longer, or null.</param>
/// <param name="Instrument">The legal document.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Near">From how many percent of a threshold "gần đạt" begins.</param>
/// <param name="Revocation">When the title is lost, or null when no rule is known.</param>
/// <param name="Criteria">In their order.</param>
/// <param name="Goals">Goals that stand on criteria, as pilots have.</param>
/// <param name="Sample">True when its text was not checked against the document.</param>
/// <param name="Note">What a reader should know, or empty.</param>
public sealed record SetVersion(
    string Id, DateOnly From, DateOnly? To, string Instrument, string Source, int Near, RevocationRule? Revocation,
    IReadOnlyList<Criterion> Criteria, IReadOnlyList<Goal> Goals, bool Sample, string Note)
{
    /// <summary>Every indicator with its criterion.</summary>
    public IEnumerable<(Criterion Criterion, SetIndicator Indicator)> Indicators => Criteria.SelectMany(c => c.Indicators.Select(i => (c, i)));

    /// <summary>An indicator by its code, or null.</summary>
    public SetIndicator? Find(string code) => Indicators.FirstOrDefault(i => i.Indicator.Code == code).Indicator;
}

/// <summary>When a title is lost, by shares of the criteria that are not met (QĐ 18/2022/QĐ-TTg: [30, 50) with a key criterion, or from 50 %).</summary>
/// <param name="WithKey">From this share in percent when a key criterion is among them.</param>
/// <param name="Without">From this share in percent in any case.</param>
/// <param name="WarnWithin">A warning is given when at most so many further criteria are missing to it.</param>
/// <param name="Basis">The legal document.</param>
/// <param name="Sample">True when it is not verified for this set.</param>
public sealed record RevocationRule(int WithKey, int Without, int WarnWithin, string Basis, bool Sample);

/// <summary>A criterion: met when all of its indicators are.</summary>
/// <param name="Code">"17".</param>
/// <param name="Name">"Môi trường và an toàn thực phẩm".</param>
/// <param name="Part">The group or pillar it stands in, or empty.</param>
/// <param name="Key">True for a criterion that the revocation rule names.</param>
/// <param name="OneOf">Of the criteria with one such word it is enough to meet one (a field of excellence); empty for those that must be met.</param>
/// <param name="Indicators">In their order.</param>
/// <param name="Sample">True when the name was not verified.</param>
public sealed record Criterion(string Code, string Name, string Part, bool Key, string OneOf, IReadOnlyList<SetIndicator> Indicators, bool Sample);

/// <summary>A goal of a pilot, reached when its criteria are met.</summary>
public sealed record Goal(string Code, string Name, string Part, IReadOnlyList<string> Criteria, bool Sample);

/// <summary>What an indicator's value is compared as.</summary>
public enum ValueKind
{
    /// <summary>Yes or no, with evidence.</summary>
    YesNo,

    /// <summary>0 to 100.</summary>
    Percent,

    /// <summary>A number with a unit.</summary>
    Number,
}

/// <summary>Which side of a threshold is good.</summary>
public enum Direction
{
    /// <summary>The threshold or more.</summary>
    AtLeast,

    /// <summary>The threshold or less.</summary>
    AtMost,
}

/// <summary>One thing that a criterion asks.</summary>
/// <param name="Code">"17.1".</param>
/// <param name="Name">In the words of the document.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Direction">Which side is good.</param>
/// <param name="Unit">"%", "triệu đồng"; empty for yes and no.</param>
/// <param name="Fact">The indicator of facts that its value comes from; sets that ask the same share it.</param>
/// <param name="ProvinceSets">True when the province says the threshold: without a provincial layer there is no judgement.</param>
/// <param name="BySex">True when men and women must each meet it: facts <c>x-male</c> and <c>x-female</c>.</param>
/// <param name="MayNotApply">True when a unit may have nothing that it could be asked of.</param>
/// <param name="Thresholds">By group and day; none for yes and no.</param>
/// <param name="Basis">Article or sector guide, or empty.</param>
/// <param name="Guidance">How to count and what to show: the text beside the field.</param>
/// <param name="Evidence">What proves it, or empty.</param>
/// <param name="Source">Where the wording was read, or empty.</param>
/// <param name="Sample">True when the wording was not verified.</param>
public sealed record SetIndicator(
    string Code, string Name, ValueKind Kind, Direction Direction, string Unit, string Fact, bool ProvinceSets, bool BySex, bool MayNotApply,
    IReadOnlyList<Threshold> Thresholds, string Basis, string Guidance, string Evidence, string Source, bool Sample)
{
    /// <summary>The indicators of facts that it reads: one, or one for each sex.</summary>
    public IReadOnlyList<string> Facts => BySex ? [Fact + "-male", Fact + "-female"] : [Fact];

    /// <summary>The threshold of a group on a day, or null.</summary>
    public Threshold? For(string? group, DateOnly day) =>
        Thresholds.FirstOrDefault(t => t.Group == group && t.Holds(day)) ?? Thresholds.FirstOrDefault(t => t.Group == Threshold.Everywhere && t.Holds(day));
}

/// <summary>The level that must be reached.</summary>
/// <param name="Group">A group's id, or <c>*</c> for all that have none of their own.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer, or null.</param>
/// <param name="Value">At most two decimals.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Sample">True when it was not verified.</param>
public sealed record Threshold(string Group, DateOnly From, DateOnly? To, decimal Value, string Source, bool Sample)
{
    /// <summary>The word for all groups.</summary>
    public const string Everywhere = "*";

    /// <summary>True when it holds on a day.</summary>
    public bool Holds(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>True when both hold on some day.</summary>
    public bool Meets(Threshold other) => (other.To is null || From < other.To) && (To is null || other.From < To);
}

/// <summary>What a province adds to a national set for its own communes: only what is stricter, or what the set leaves to it.</summary>
/// <param name="Id">"model-nam-dinh".</param>
/// <param name="Set">The set that it lies on.</param>
/// <param name="Province">The unit whose communes it binds.</param>
/// <param name="Instrument">The provincial decision.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer, or null.</param>
/// <param name="Thresholds">By the indicator's code.</param>
/// <param name="Adds">Further indicators, by the criterion's code.</param>
public sealed record SetLayer(
    string Id, string Set, UnitId Province, string Instrument, string Source, DateOnly From, DateOnly? To,
    IReadOnlyDictionary<string, IReadOnlyList<Threshold>> Thresholds, IReadOnlyList<(string Criterion, SetIndicator Indicator)> Adds);
