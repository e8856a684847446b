using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>One unit under two sets.</summary>
public sealed record WhatIfUnit(UnitVersion Unit, UnitStanding Now, UnitStanding Then)
{
    /// <summary>Meets both.</summary>
    public bool Holds => Now.Title == Verdict.Met && Then.Title == Verdict.Met;

    /// <summary>Meets the one it is judged by now, and fails the other for certain.</summary>
    public bool Falls => Now.Title == Verdict.Met && Then.Title is Verdict.NotMet or Verdict.Near;

    /// <summary>Meets the one it is judged by now; of the other too little is known.</summary>
    public bool Unclear => Now.Title == Verdict.Met && Then.Title == Verdict.NoData;

    /// <summary>Does not meet the one it is judged by now, and would meet the other.</summary>
    public bool Rises => Now.Title != Verdict.Met && Then.Title == Verdict.Met;
}

/// <summary>The values of one day under two sets: who would hold, who would fall.</summary>
/// <param name="From">The set in force.</param>
/// <param name="To">The set applied instead, in this version, with the thresholds of <paramref name="JudgedOn"/>.</param>
/// <param name="AsOf">The day of the values.</param>
/// <param name="JudgedOn">The day of the thresholds.</param>
/// <param name="Units">Every unit that both ask.</param>
public sealed record WhatIf(SetVersion From, SetVersion To, AsOf AsOf, DateOnly JudgedOn, IReadOnlyList<WhatIfUnit> Units);

/// <summary>What if another set held on a day.</summary>
public static class WhatIfAssessing
{
    /// <summary>
    /// Applies the version of <paramref name="to"/> nearest to the day to the values of the day. Its thresholds are those of the day when it is in
    /// force, else those of its first or last day in force.
    /// </summary>
    public static Outcome<WhatIf> Compare(this AssessmentBook book, string from, string to, UnitId? area, AsOf asOf)
    {
        var now = book.AssessArea(from, area, asOf);
        if (!now.Ok) return now.Problems.ToList();
        var set = book.Set(to);
        if (!set.Ok) return set.Problems.ToList();
        var (version, judgedOn) = Tried(set.Value, asOf);
        var then = book.AssessArea(set.Value, version, area, asOf, judgedOn).Units.ToDictionary(u => u.Unit.Unit);
        return new WhatIf(now.Value.Version, version, asOf, judgedOn,
            [.. now.Value.Units.Where(u => then.ContainsKey(u.Unit.Unit)).Select(u => new WhatIfUnit(u.Unit, u, then[u.Unit.Unit]))]);
    }

    /// <summary>One unit by another set, as <see cref="Compare"/> judges it, down to its facts; with the day of the levels.</summary>
    public static Outcome<(DateOnly JudgedOn, UnitAssessment Result)> Try(this AssessmentBook book, CriteriaSet set, UnitId unit, AsOf asOf)
    {
        var (version, judgedOn) = Tried(set, asOf);
        return book.Assess(set, version, unit, asOf, judgedOn).Then<(DateOnly, UnitAssessment)>(result => (judgedOn, result));
    }

    private static (SetVersion Version, DateOnly JudgedOn) Tried(CriteriaSet set, AsOf asOf)
    {
        var version = set.Nearest(asOf.Date);
        return (version, asOf.Date < version.From ? version.From : version.To <= asOf.Date ? version.To.Value.AddDays(-1) : asOf.Date);
    }
}
