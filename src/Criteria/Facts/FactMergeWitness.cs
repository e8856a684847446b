using LangSo.Foundation;
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
            // A country holds hundreds of thousands of values: they are counted, not made.
            var (whole, divided, wholeUnits, dividedUnits) = (0, 0, new HashSet<UnitId>(), new HashSet<UnitId>());
            foreach (var unit in rule.SelectMany(indicator => book.UnitsHolding(indicator.Id, question.Eve)))
            {
                if (!question.Touched.Contains(unit)) continue;
                if (question.Divided.Contains(unit))
                {
                    divided++;
                    dividedUnits.Add(unit);
                }
                else
                {
                    whole++;
                    wholeUnits.Add(unit);
                }
            }
            effects.Add(new MergeEffect(WordsOf(rule.Key), rule.Key, whole, wholeUnits));
            effects.Add(new MergeEffect(WordsOf(rule.Key), CarryRule.Reassess, divided, dividedUnits,
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
