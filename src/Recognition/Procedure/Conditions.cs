using LangSo.Criteria.Engine;
using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>The conditions of recognition, each with what shows it.</summary>
internal static class Conditions
{
    /// <summary>The proofs of the step's conditions.</summary>
    public static IReadOnlyList<ConditionProof> Of(Step step) => [.. Asked(step).Select(c => Judge(c, step.State, step.Now))];

    /// <summary>What stands in the step's way.</summary>
    public static IEnumerable<Problem> Missing(Step step)
    {
        foreach (var condition in Asked(step))
        {
            var proof = Judge(condition, step.State, step.Now);
            if (proof.Met == true) continue;
            yield return proof.Met == false
                ? new Problem("conditions", "Chưa đạt điều kiện “{0}”: {1}.", condition.Name, proof.Evidence)
                : new Problem("conditions", "Chưa rõ điều kiện “{0}”: {1}.", condition.Name, proof.Evidence);
        }
    }

    /// <summary>One condition as it is now.</summary>
    public static ConditionProof Judge(Condition condition, DossierState state, Circumstances now)
    {
        switch (condition.Check)
        {
            case ConditionCheck.Set:
                if (now.Sheet is not { } sheet) return new ConditionProof(condition.Id, null, now.NoSheet?.ToString().TrimEnd('.') ?? "chưa có bản tự đánh giá");
                var (failing, unknown) = (sheet.Lines.Count(l => l.Verdict is Verdict.NotMet or Verdict.Near), sheet.Lines.Count(l => l.Verdict == Verdict.NoData));
                return new ConditionProof(condition.Id, sheet.Title switch { Verdict.Met => true, Verdict.NoData => null, _ => false },
                    sheet.Title == Verdict.Met ? $"xét ngày {VnTime.Text(sheet.On)}, mọi tiêu chí bắt buộc đều đạt" : $"xét ngày {VnTime.Text(sheet.On)}, {failing} chỉ tiêu chưa đạt, {unknown} chưa có số liệu");
            case ConditionCheck.Fact:
                if (!now.Facts.TryGetValue(condition.Fact, out var fact) || fact.Number is not { } number) return new ConditionProof(condition.Id, null, "chưa có kết quả lấy ý kiến");
                return new ConditionProof(condition.Id, condition.AtLeast is null || number >= condition.AtLeast,
                    $"{VnText.Number(number)} %{(condition.AtLeast is { } level ? $", cần từ {VnText.Number(level)} %" : "")}; {fact.Source}{(fact.Sample ? " (minh họa)" : "")}");
            default:
                return state.Attested.TryGetValue(condition.Id, out var said) ? new ConditionProof(condition.Id, said.Met, said.Paper) : new ConditionProof(condition.Id, null, "chưa có văn bản xác nhận");
        }
    }

    private static IEnumerable<Condition> Asked(Step step) => step.Template.Conditions.Where(c => step.Here?.Conditions.Contains(c.Id) == true);
}
