using LangSo.Territory.Changes;

namespace LangSo.Recognition;

/// <summary>What becomes of titles when units change: they stay with the unit that was recognised; the new one is decided anew.</summary>
internal sealed class TitleMergeWitness(Figures figures) : IMergeWitness
{
    public ValueTask<IReadOnlyList<MergeEffect>> SeeAsync(MergeQuestion question, CancellationToken cancel)
    {
        var book = figures.Current;
        var standing = book.Decisions.At(question.Eve);
        var held = question.Touched.Select(unit => (Unit: unit, standing.Of(unit).Count)).Where(h => h.Count > 0).ToList();
        return ValueTask.FromResult<IReadOnlyList<MergeEffect>>(
            [new MergeEffect("danh hiệu đang giữ", CarryRule.Reassess, held.Sum(h => h.Count), held.ConvertAll(h => h.Unit), book.Titles.CarryOver.Basis)]);
    }
}
