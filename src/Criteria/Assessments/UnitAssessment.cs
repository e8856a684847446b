using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>One indicator of one unit.</summary>
/// <param name="Indicator">As the set asks it.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Facts">The facts that hold: one, or one for each sex; fewer when there is none.</param>
/// <param name="Threshold">The level that was asked, or null.</param>
/// <param name="Layer">The provincial decision that sets the level or adds the indicator, or empty.</param>
public sealed record IndicatorAssessment(SetIndicator Indicator, Verdict Verdict, IReadOnlyList<Fact> Facts, Threshold? Threshold, string Layer);

/// <summary>One criterion of one unit.</summary>
public sealed record CriterionAssessment(Criterion Criterion, Verdict Verdict, IReadOnlyList<IndicatorAssessment> Indicators);

/// <summary>What one unit meets of one set on one day: every step from the title down to the facts.</summary>
/// <param name="Set">The set.</param>
/// <param name="Version">The version in force on the day.</param>
/// <param name="Unit">The unit.</param>
/// <param name="AsOf">The day, as known on which.</param>
/// <param name="Group">The unit's group, or null.</param>
/// <param name="Title">Whether all that is needed is met.</param>
/// <param name="Criteria">In their order.</param>
/// <param name="Counted">How many criteria the law counts.</param>
/// <param name="Failing">How many of these are not met or only near.</param>
/// <param name="Unknown">How many are not known.</param>
/// <param name="Distance">How many further criteria may fail until the title is lost; 0 is lost, null without a rule.</param>
public sealed record UnitAssessment(
    CriteriaSet Set, SetVersion Version, UnitId Unit, AsOf AsOf, SetGroup? Group, Verdict Title, IReadOnlyList<CriterionAssessment> Criteria,
    int Counted, int Failing, int Unknown, int? Distance)
{
    /// <summary>How near the title is to being lost.</summary>
    public Warning Warning => WarningOf(Version.Revocation, Distance, Unknown);

    internal static Warning WarningOf(RevocationRule? rule, int? distance, int unknown) => (rule, distance) switch
    {
        (null, _) or (_, null) => Warning.None,
        (_, 0) => Warning.Lost,
        ({ } r, { } d) when d <= r.WarnWithin => Warning.Close,
        ({ } r, { } d) when unknown > 0 && d - unknown <= r.WarnWithin => Warning.Unclear,
        _ => Warning.None,
    };
}

/// <summary>How near a title is to being lost by the revocation rule.</summary>
public enum Warning
{
    /// <summary>Far enough, or there is no rule.</summary>
    None,

    /// <summary>It would be near if what is not known were not met.</summary>
    Unclear,

    /// <summary>So few further failures are missing as the rule's warning says.</summary>
    Close,

    /// <summary>The rule is fulfilled.</summary>
    Lost,
}

/// <summary>One unit's assessment.</summary>
public static class UnitAssessing
{
    /// <summary>What a unit meets, by the version in force; a problem when there is none or no such unit.</summary>
    public static Outcome<UnitAssessment> Assess(this AssessmentBook book, string set, UnitId unit, AsOf asOf)
    {
        var found = book.Set(set);
        if (!found.Ok) return found.Problems.ToList();
        if (found.Value.On(asOf.Date) is not { } version)
            return new Problem("set", "Bộ {0} không có bản nào có hiệu lực ngày {1}.", found.Value.Name, VnTime.Text(asOf.Date));
        return book.Assess(found.Value, version, unit, asOf, asOf.Date);
    }

    /// <summary>What a unit would meet by a version, with the thresholds of <paramref name="judgedOn"/>.</summary>
    public static Outcome<UnitAssessment> Assess(this AssessmentBook book, CriteriaSet set, SetVersion version, UnitId unit, AsOf asOf, DateOnly judgedOn)
    {
        if (book.Units.Find(unit, asOf) is not { } life) return new Problem("unit", "Không có đơn vị này ngày {0}.", VnTime.Text(asOf.Date));
        if (!set.Kinds.Contains(life.Kind)) return new Problem("unit", "Bộ {0} không áp dụng cho {1}.", set.Name, life.FullName);
        var plan = book.Plan(set, version);
        var layers = book.Layers(set.Id);
        var layer = UnitGroups.Layer(book, layers, unit, asOf);
        var group = set.Groups is { } groups ? UnitGroups.Group(book, groups, unit, asOf) : null;
        var units = new AskedUnits([book.Facts.Units.Find(unit)], [[new ClassChange(0, plan.Class(layer + 1, plan.Group(group)))]]);
        var day = Days.Of(asOf.Date);
        var block = RowBlock.Fill(plan, book.Facts, units, 0, 1, Days.Of(asOf.KnownOn), day, (ushort)(day + 1), Days.Of(judgedOn));
        block.Judge(plan);
        var table = plan.Tables[block.Table(0)];
        var judged = RowJudge.Values(ref block.Values[0], table, plan.Width, plan.MayNotApply);
        ref readonly var row = ref block.Result(0);
        var criteria = new List<CriterionAssessment>();
        for (var at = 0; at < version.Criteria.Count; at++)
        {
            var indicators = new List<IndicatorAssessment>();
            foreach (var asked in plan.Slots.Select((slot, place) => (slot, place)).Where(s => table.Criteria[at][s.place]).GroupBy(s => s.slot.Code))
            {
                var slot = asked.First().slot;
                var mask = asked.Aggregate(default(Mask), (m, s) => m | Mask.Bit(s.place));
                var ours = layer >= 0 ? layers[layer].Thresholds.GetValueOrDefault(slot.Code)?.FirstOrDefault(t => (t.Group == group || t.Group == Threshold.Everywhere) && t.Holds(judgedOn)) : null;
                indicators.Add(new IndicatorAssessment(slot.Indicator, judged.Of(mask), [.. asked.Select(s => book.Facts.Find(s.slot.Fact, unit, asOf)).OfType<Fact>()],
                    ours ?? slot.Indicator.For(group, judgedOn), ours is not null || slot.Layer > 0 ? layers[layer].Instrument : ""));
            }
            criteria.Add(new CriterionAssessment(version.Criteria[at], row.Criterion(at), indicators));
        }
        return new UnitAssessment(set, version, unit, asOf, set.Groups?.List.FirstOrDefault(g => g.Id == group), row.Title, criteria,
            plan.Counted, row.Failing, row.Unknown, row.Distance == RowResult.NoRule ? null : row.Distance);
    }
}
