using LangSo.Territory.Changes;

namespace LangSo.Criteria;

/// <summary>What becomes of facts when units change: numbers are added up, ratios computed anew, the rest assessed anew.</summary>
internal sealed class FactMergeWitness(FactBooks books, Assessments.Assessor assessor) : IMergeWitness
{
    public ValueTask<IReadOnlyList<MergeEffect>> SeeAsync(MergeQuestion question, CancellationToken cancel)
    {
        var (book, effects, rules) = (books.Current, new List<MergeEffect>(), assessor.Current.Shelf.Carry);
        foreach (var rule in book.Indicators.Values.GroupBy(i => rules.For(i).Rule))
        {
            var held = rule.SelectMany(indicator => book.Holding(indicator.Id, question.Eve)).Where(f => question.Touched.Contains(f.Unit)).ToList();
            var (divided, whole) = (held.Where(f => question.Divided.Contains(f.Unit)).ToList(), held.Where(f => !question.Divided.Contains(f.Unit)).ToList());
            effects.Add(new MergeEffect(WordsOf(rule.Key), rule.Key, whole.Count, whole.Select(f => f.Unit).ToHashSet()));
            effects.Add(new MergeEffect(WordsOf(rule.Key), CarryRule.Reassess, divided.Count, divided.Select(f => f.Unit).ToHashSet(),
                "Đơn vị bị chia: số liệu của nó không chia theo khi chưa có tỷ lệ."));
        }
        return ValueTask.FromResult<IReadOnlyList<MergeEffect>>(effects);
    }

    private static string WordsOf(CarryRule rule) => rule switch
    {
        CarryRule.Recompute => "số liệu tỷ lệ",
        CarryRule.Sum => "số liệu là số lượng, số tiền",
        _ => "số liệu đạt hay không đạt",
    };
}
