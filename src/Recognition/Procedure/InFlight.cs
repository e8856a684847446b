using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>What becomes of a dossier under way when its procedure ends: it goes on in the next one, by that one's rule, with a new deadline.</summary>
internal static class InFlight
{
    /// <summary>Where the rule leads a dossier on a day; null when nothing has to move.</summary>
    public static Moving? Rule(DossierState state, Circumstances now)
    {
        if (!state.IsUnderWay) return null;
        var template = now.Shelf.Find(state.At.Template);
        if (template.Holds(now.Today) || now.Shelf.HeirOf(template.Id) is not { TakesOver: { } rule }) return null;
        var heir = now.Units.HeirOf(state.Unit, new AsOf(now.Today, now.Today));
        return heir is null ? null : new Moving(heir.Unit, state.Unit, rule.Basis);
    }

    /// <summary>The act of moving.</summary>
    public static Outcome<DossierAct> Act(Step step, Moving move)
    {
        if (Rule(step.State, step.Now) != move || step.Now.Shelf.HeirOf(step.Template.Id) is not { TakesOver: { } rule } next) return new Problem("", "Quy tắc này không áp dụng cho hồ sơ lúc này.");
        // The heir has another territory: what was assessed of the old unit is kept, and assessed anew.
        var to = next.Step(move.Unit != move.Before && step.State.Decision is null ? rule.EndedUnit : rule.Steps.First(m => m.From == step.State.At.Step).To)!;
        if (step.Now.DeskOf(to, move.Unit) is not { } desk) return new Problem("dossier", "Bước “{0}” không còn cấp nào làm.", to.Name);
        var due = to.Days is { } days ? step.Now.Shelf.Calendar.Add(step.Day, days).Then<DateOnly?>(d => d) : (DateOnly?)null;
        return due.Ok ? step.Make(move, new StepEntry(next.Id, to.Id, desk.Unit, due.Value)) : due.Problems.ToList();
    }
}
