using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>What a draft would do, before anything is done.</summary>
/// <param name="Problems">Rules that it breaks; it cannot be applied while there is one.</param>
/// <param name="Notices">What is allowed and worth a second look.</param>
/// <param name="Ending">Units that end.</param>
/// <param name="Beginning">Units that begin.</param>
/// <param name="Changing">Units that go on otherwise.</param>
/// <param name="Followers">Units below ended ones that follow by themselves.</param>
/// <param name="Whole">Edges of whole units.</param>
/// <param name="Parts">Edges of parts.</param>
/// <param name="UnknownShares">Parts that no number is given for.</param>
/// <param name="Counts">How many units of each level there are the day before and on the day.</param>
/// <param name="Effects">What happens to what hangs on the units.</param>
public sealed record ChangePreview(
    IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Notices, IReadOnlyList<UnitVersion> Ending, IReadOnlyList<DraftUnit> Beginning,
    IReadOnlyList<(UnitVersion Before, DraftUnit After)> Changing, IReadOnlyList<DraftUnit> Followers, int Whole, int Parts, int UnknownShares,
    IReadOnlyList<(string Level, int Before, int After)> Counts, IReadOnlyList<MergeEffect> Effects)
{
    /// <summary>True when it may be applied.</summary>
    public bool MayApply => Problems.Count == 0;

    /// <summary>Works it out; asks the witnesses only when the draft keeps the rules.</summary>
    public static async Task<ChangePreview> OfAsync(Gazetteer gazetteer, ChangeDraft draft, IEnumerable<IMergeWitness> witnesses, DateOnly today, CancellationToken cancel)
    {
        var problems = ChangeRules.Check(gazetteer, draft);
        if (ChangePlan.Of(gazetteer, draft) is not { } plan) return new ChangePreview(problems, [], [], [], [], [], 0, 0, 0, [], []);
        var (effects, counts) = (new List<MergeEffect>(), new List<(string, int, int)>());
        if (problems.Count == 0)
        {
            var after = plan.Rows(today, "").On(gazetteer);
            counts.AddRange(Count(gazetteer, after, plan));
            var divided = plan.OutOf.Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
            var question = new MergeQuestion(gazetteer, after, plan.Eve, plan.Ending.Select(v => v.Unit).Concat(divided).ToHashSet(), divided);
            foreach (var witness in witnesses) effects.AddRange((await witness.SeeAsync(question, cancel)).Where(e => e.Count > 0));
        }
        return new ChangePreview(problems, ChangeRules.Notices(plan), plan.Ending, [.. plan.Beginning], [.. plan.Changing], plan.Followers,
            draft.Edges.Count(e => e.Whole), draft.Edges.Count(e => !e.Whole), draft.Edges.Count(e => !e.Whole && e.Share is null), counts, effects);
    }

    private static IEnumerable<(string, int, int)> Count(Gazetteer before, Gazetteer after, ChangePlan plan)
    {
        var (old, now) = (Of(before, plan.Eve), Of(after, plan.Day));
        return before.Kinds.Select(k => k.Level).Distinct().Select(level => (level, old.GetValueOrDefault(level), now.GetValueOrDefault(level))).Where(c => c.Item2 + c.Item3 > 0);

        static Dictionary<string, int> Of(Gazetteer units, AsOf asOf) => units.InForce(asOf).CountBy(v => units.LevelOf(v) ?? "").ToDictionary();
    }
}
