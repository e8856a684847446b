using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Criteria.Sets.Drafts;

/// <summary>What is being written: a version of a set, or what a province adds to one.</summary>
public enum SetDraftKind
{
    /// <summary>A version of a set.</summary>
    Version,

    /// <summary>A provincial layer.</summary>
    Layer,
}

/// <summary>A version or a layer as it is being written; it need not be sound yet.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Set">The set that it belongs to.</param>
/// <param name="Base">The version that it was begun from.</param>
/// <param name="Head">What it says of itself.</param>
/// <param name="Criteria">In their order. A layer has those of the set, with only what the province adds.</param>
/// <param name="Goals">Goals of a pilot, carried over from the version before.</param>
public sealed record SetDraftContent(SetDraftKind Kind, string Set, string Base, DraftHead Head, IReadOnlyList<DraftCriterion> Criteria, IReadOnlyList<Goal> Goals)
{
    /// <summary>Every indicator with its criterion.</summary>
    public IEnumerable<(DraftCriterion Criterion, DraftIndicator Indicator)> Indicators => Criteria.SelectMany(c => c.Indicators.Select(i => (c, i)));

    /// <summary>A new version that begins as a copy of another: what it is called, since when and by what document is still to be said.</summary>
    public static SetDraftContent From(CriteriaSet set, SetVersion version) => new(SetDraftKind.Version, set.Id, version.Id,
        new DraftHead("", "", "", null, null, "", false, version.Near, version.Revocation, ""),
        [.. version.Criteria.Select(c => new DraftCriterion(NewKey(), c.Code, c.Name, c.Part, c.Key, c.OneOf, c.Sample, [.. c.Indicators.Select(i => Draft(i, version.From, null))]))], version.Goals);

    /// <summary>A layer of a province on a set: empty, or beginning as the one that holds now.</summary>
    public static SetDraftContent Layer(CriteriaSet set, SetVersion version, UnitId province, SetLayer? now) => new(SetDraftKind.Layer, set.Id, version.Id,
        new DraftHead("", "", "", null, null, "", false, version.Near, null, province.Value),
        [.. version.Criteria.Select(c => new DraftCriterion(NewKey(), c.Code, c.Name, c.Part, c.Key, c.OneOf, false,
        [
            .. c.Indicators.Where(i => now?.Thresholds.ContainsKey(i.Code) == true).Select(i => Draft(i with { Thresholds = now!.Thresholds[i.Code] }, now.From, now.To) with { LevelsOnly = true }),
            .. now?.Adds.Where(a => a.Criterion == c.Code).Select(a => Draft(a.Indicator, now.From, now.To)) ?? [],
        ]))], []);

    /// <summary>The province's own levels of a national indicator.</summary>
    public static DraftIndicator Levels(SetIndicator indicator) => Draft(indicator with { Thresholds = [] }, null, null) with { LevelsOnly = true };

    /// <summary>A name for a part of a draft that stays when its code is changed.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", 8);

    private static DraftIndicator Draft(SetIndicator i, DateOnly? from, DateOnly? to) => new(
        NewKey(), i.Code, i.Name, i.Kind, i.Direction, i.Unit, i.Fact, i.ProvinceSets, i.BySex, i.MayNotApply,
        // A level that began with its version holds from the beginning of the next one too.
        [.. i.Thresholds.Select(t => new DraftThreshold(t.Group, Year(t), Year(t) is not null || t.From == from ? null : t.From, Year(t) is not null || t.To == to ? null : t.To, t.Value, t.Source, t.Sample))],
        i.Basis, i.Guidance, i.Evidence, i.Source, i.Sample);

    private static int? Year(Threshold level) =>
        level.From is { Month: 1, Day: 1 } && level.To == new DateOnly(level.From.Year + 1, 1, 1) ? level.From.Year : null;
}

/// <summary>What a version or layer says of itself.</summary>
/// <param name="Id">"318"; short, as it stands in addresses.</param>
/// <param name="Instrument">The legal document.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="From">First day in force.</param>
/// <param name="To">First day no longer, or null.</param>
/// <param name="Note">What a reader should know.</param>
/// <param name="Sample">True when its text was not checked against the document.</param>
/// <param name="Near">From how many percent of a level "gần đạt" begins.</param>
/// <param name="Revocation">When the title is lost, or null.</param>
/// <param name="Province">Of a layer: the province.</param>
public sealed record DraftHead(
    string Id, string Instrument, string Source, DateOnly? From, DateOnly? To, string Note, bool Sample, int Near, RevocationRule? Revocation, string Province);

/// <summary>A criterion as it is being written.</summary>
/// <param name="Part">Its name within the draft.</param>
/// <param name="Code">"17".</param>
/// <param name="Name">In the words of the document.</param>
/// <param name="Group">The group or pillar it stands in, or empty.</param>
/// <param name="Key">True when the revocation rule names it.</param>
/// <param name="OneOf">Of the criteria with one such word one is enough.</param>
/// <param name="Sample">True when the name was not verified.</param>
/// <param name="Indicators">In their order.</param>
public sealed record DraftCriterion(
    string Part, string Code, string Name, string Group, bool Key, string OneOf, bool Sample, IReadOnlyList<DraftIndicator> Indicators);

/// <summary>An indicator as it is being written.</summary>
/// <param name="Part">Its name within the draft.</param>
/// <param name="LevelsOnly">Of a layer: true when it only sets levels of a national indicator.</param>
public sealed record DraftIndicator(
    string Part, string Code, string Name, ValueKind Kind, Direction Direction, string Unit, string Fact, bool ProvinceSets, bool BySex, bool MayNotApply,
    IReadOnlyList<DraftThreshold> Thresholds, string Basis, string Guidance, string Evidence, string Source, bool Sample, bool LevelsOnly = false);

/// <summary>A level as it is being written: for a year, from a day to a day, or as long as the version.</summary>
public sealed record DraftThreshold(string Group, int? Year, DateOnly? From, DateOnly? To, decimal Value, string Source, bool Sample);

/// <summary>Changes of one part of a draft, each leaving all others as they are.</summary>
public static class DraftParts
{
    /// <summary>The part that a draft says of itself.</summary>
    public const string Head = "head";

    /// <summary>A short mark of what a part says: who edited another state of it is told so. Null when the part is gone.</summary>
    public static string? MarkOf(this SetDraftContent content, string part) => part == Head ? Mark(content.Head)
        : content.Criteria.FirstOrDefault(c => c.Part == part) is { } criterion ? Mark(criterion with { Indicators = [] })
        : content.Indicators.FirstOrDefault(i => i.Indicator.Part == part).Indicator is { } indicator ? Mark(indicator) : null;

    /// <summary>The indicator of this part, or null.</summary>
    public static (DraftCriterion Criterion, DraftIndicator Indicator)? Indicator(this SetDraftContent content, string part) =>
        content.Indicators.FirstOrDefault(i => i.Indicator.Part == part) is { Indicator: not null } found ? found : null;

    /// <summary>With a criterion in the place of the one of its part, keeping that one's indicators; or added at the end.</summary>
    public static SetDraftContent With(this SetDraftContent content, DraftCriterion criterion) => content.Criteria.Any(c => c.Part == criterion.Part)
        ? content with { Criteria = [.. content.Criteria.Select(c => c.Part == criterion.Part ? criterion with { Indicators = c.Indicators } : c)] }
        : content with { Criteria = [.. content.Criteria, criterion] };

    /// <summary>With an indicator under a criterion, in the place of the one of its part, or added at the end.</summary>
    public static SetDraftContent With(this SetDraftContent content, string criterion, DraftIndicator indicator)
    {
        var there = content.Indicator(indicator.Part)?.Criterion.Part == criterion;
        return content with
        {
            Criteria =
            [
                .. content.Criteria.Select(c => c.Part != criterion ? c with { Indicators = [.. c.Indicators.Where(i => i.Part != indicator.Part)] }
                    : c with { Indicators = there ? [.. c.Indicators.Select(i => i.Part == indicator.Part ? indicator : i)] : [.. c.Indicators, indicator] }),
            ],
        };
    }

    /// <summary>Without a criterion and all in it, or without an indicator.</summary>
    public static SetDraftContent Without(this SetDraftContent content, string part) => content with
    {
        Criteria = [.. content.Criteria.Where(c => c.Part != part).Select(c => c with { Indicators = [.. c.Indicators.Where(i => i.Part != part)] })],
    };

    /// <summary>With a criterion or an indicator one place further up.</summary>
    public static SetDraftContent Raised(this SetDraftContent content, string part) => content with
    {
        Criteria = [.. Raise(content.Criteria, c => c.Part == part).Select(c => c with { Indicators = [.. Raise(c.Indicators, i => i.Part == part)] })],
    };

    private static List<T> Raise<T>(IReadOnlyList<T> list, Predicate<T> which)
    {
        List<T> moved = [.. list];
        var at = moved.FindIndex(which);
        if (at > 0) (moved[at - 1], moved[at]) = (moved[at], moved[at - 1]);
        return moved;
    }

    private static string Mark<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, LangSoJson.Compact)))[..16];
}
