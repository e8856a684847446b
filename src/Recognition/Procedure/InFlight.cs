using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;

namespace LangSo.Recognition.Procedure;

/// <summary>
/// What becomes of a dossier under way when its procedure ends, or its unit: it goes on in the next procedure by that one's rule, with the unit's heir, with
/// a new deadline. Of a unit that was divided no rule knows the heir: an official says.
/// </summary>
internal static class InFlight
{
    private const string UnitEnded = "đơn vị hành chính của hồ sơ đã kết thúc";

    /// <summary>Where the rule leads a dossier on a day; null when nothing has to move, or a person has to say.</summary>
    public static Moving? Rule(DossierState state, Circumstances now) =>
        Way(state, now) is var (_, rule) && now.Units.HeirOf(state.Unit, new AsOf(now.Today, now.Today)) is { } heir ? new Moving(heir.Unit, state.Unit, rule?.Basis ?? UnitEnded) : null;

    /// <summary>True when it has to move and no rule says where: its unit was divided.</summary>
    public static bool IsStuck(DossierState state, Circumstances now) => Way(state, now) is not null && now.Units.HeirOf(state.Unit, new AsOf(now.Today, now.Today)) is null;

    /// <summary>The units that a divided one became, in force today.</summary>
    public static IReadOnlyList<UnitVersion> Successors(UnitId unit, Circumstances now)
    {
        var (asOf, found, next, seen) = (new AsOf(now.Today, now.Today), new List<UnitVersion>(), new Queue<UnitId>([unit]), new HashSet<UnitId> { unit });
        while (next.TryDequeue(out var id))
            foreach (var edge in now.Units.Became(id, asOf.KnownOn).Where(e => e.On <= asOf.Date && seen.Add(e.To)))
                if (now.Units.Find(edge.To, asOf) is { } version) found.Add(version);
                else next.Enqueue(edge.To);
        return [.. found.OrderBy(v => v.FullName, VnText.Order)];
    }

    /// <summary>The act of moving.</summary>
    public static Outcome<DossierAct> Act(Step step, Moving move) =>
        Rule(step.State, step.Now) != move || Way(step.State, step.Now) is not { } way ? new Problem("", "Quy tắc này không áp dụng cho hồ sơ lúc này.") : Go(step, move, move.Unit, way, null);

    /// <summary>The act of a person who says which unit goes on.</summary>
    public static Outcome<DossierAct> Entrust(Step step, Entrusting said)
    {
        if (!IsStuck(step.State, step.Now) || Way(step.State, step.Now) is not { } way) return new Problem("", "Hồ sơ này không chờ giao cho đơn vị nào.");
        if (Successors(step.State.Unit, step.Now).FirstOrDefault(v => v.Unit == said.Unit) is not { } heir) return new Problem("unit", "Chọn một trong các đơn vị được chia ra.");
        if (Keeper(step, heir.Unit) is not { } scope) return new Problem("", "Việc giao hồ sơ do Văn phòng Điều phối cấp tỉnh làm.");
        return step.Reason.Length == 0 ? new Problem("reason", "Ghi vì sao giao cho đơn vị này.") : Go(step, said with { Before = step.State.Unit }, said.Unit, way, scope);
    }

    /// <summary>The act of a person who ends it because no unit goes on.</summary>
    public static Outcome<DossierAct> Withdraw(Step step)
    {
        if (Successors(step.State.Unit, step.Now).Select(v => Keeper(step, v.Unit)).FirstOrDefault(s => s is not null) is not { } scope) return new Problem("", "Việc này do Văn phòng Điều phối cấp tỉnh làm.");
        return step.State.Decision is not null ? new Problem("", "Đã có quyết định; không rút được, chỉ thu hồi được.")
            : step.Reason.Length == 0 ? new Problem("reason", "Ghi lý do rút hồ sơ.") : step.Make(new Withdrawing(), step.State.At with { Step = "", Due = null }, scope);
    }

    private static (ProcedureTemplate Next, TakeOver? Rule)? Way(DossierState state, Circumstances now)
    {
        if (!state.IsUnderWay) return null;
        var template = now.Shelf.Find(state.At.Template);
        if (!template.Holds(now.Today)) return now.Shelf.HeirOf(template.Id) is { TakesOver: { } rule } next ? (next, rule) : null;
        return now.Units.Find(state.Unit, new AsOf(now.Today, now.Today)) is null ? (template, null) : null;
    }

    private static Outcome<DossierAct> Go(Step step, Deed deed, UnitId unit, (ProcedureTemplate Next, TakeOver? Rule) way, UnitId? scope)
    {
        // The heir has another territory: what was assessed of the old unit is kept, and assessed anew.
        var anew = unit != step.State.Unit && step.State.Decision is null;
        var to = (anew, way.Rule) switch
        {
            (true, { } rule) => way.Next.Step(rule.EndedUnit)!,
            (true, null) => way.Next.Steps.FirstOrDefault(s => s.Kind == StepKind.SelfAssessment) ?? way.Next.Steps[0],
            (false, { } rule) => way.Next.Step(rule.Steps.First(m => m.From == step.State.At.Step).To)!,
            (false, null) => way.Next.Step(step.State.At.Step)!,
        };
        if (step.Now.DeskOf(to, unit) is not { } desk) return new Problem("dossier", "Bước “{0}” không còn cấp nào làm.", to.Name);
        var due = to.Days is { } days ? step.Now.Shelf.Calendar.Add(step.Day, days).Then<DateOnly?>(d => d) : (DateOnly?)null;
        return due.Ok ? step.Make(deed, new StepEntry(way.Next.Id, to.Id, desk.Unit, due.Value), scope) : due.Problems.ToList();
    }

    private static UnitId? Keeper(Step step, UnitId heir) => step.Now.Units.Chain(heir, new AsOf(step.Now.Today, step.Now.Today)) is [.., var top] ? step.Asker.ScopeFor(Rights.KeepDossiers, top.Unit) : null;
}
