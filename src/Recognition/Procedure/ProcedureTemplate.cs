namespace LangSo.Recognition.Procedure;

/// <summary>What a dossier is about.</summary>
public enum DossierKind
{
    /// <summary>Xét, công nhận.</summary>
    Recognise = 1,

    /// <summary>Thu hồi.</summary>
    Revoke = 2,

    /// <summary>Ghi nhận danh hiệu của đơn vị mới sáp nhập.</summary>
    Merged = 3,
}

/// <summary>What is done in a step; what a step's kind adds to "documents and a deadline".</summary>
public enum StepKind
{
    /// <summary>Đăng ký.</summary>
    Registration = 1,

    /// <summary>Đề nghị: where a revocation or a merged unit's dossier begins.</summary>
    Proposal,

    /// <summary>Tự đánh giá: finished by handing the sheet in, which binds its digest.</summary>
    SelfAssessment,

    /// <summary>Lấy ý kiến, giải trình.</summary>
    Opinions,

    /// <summary>Công khai: finished by days really broadcast.</summary>
    Publication,

    /// <summary>Hoàn thiện, trình.</summary>
    Submission,

    /// <summary>Thẩm tra: who does it appraises and votes no more.</summary>
    Verification,

    /// <summary>Thẩm định.</summary>
    Appraisal,

    /// <summary>Hội đồng bỏ phiếu.</summary>
    Vote,

    /// <summary>Quyết định.</summary>
    Decision,

    /// <summary>Công bố.</summary>
    Announcement,

    /// <summary>Rà soát sau công nhận.</summary>
    Recheck,
}

/// <summary>How a condition is shown to be met.</summary>
public enum ConditionCheck
{
    /// <summary>By the engine: the unit meets the set in full.</summary>
    Set = 1,

    /// <summary>By a fact that reaches a level.</summary>
    Fact,

    /// <summary>By a paper that someone attests.</summary>
    Paper,
}

/// <summary>One of the conditions of recognition.</summary>
/// <param name="Id">"arrears".</param>
/// <param name="Name">As the page says it.</param>
/// <param name="Check">How it is shown.</param>
/// <param name="Fact">The indicator that it reads, for <see cref="ConditionCheck.Fact"/>.</param>
/// <param name="AtLeast">The level, inclusive.</param>
/// <param name="Basis">The legal document.</param>
/// <param name="Sample">True when it was not verified.</param>
public sealed record Condition(string Id, string Name, ConditionCheck Check, string Fact, decimal? AtLeast, string Basis, bool Sample);

/// <summary>A whole fraction, such as 2/3; compared without rounding.</summary>
public sealed record Share(int Of, int Per)
{
    /// <summary>True when <paramref name="part"/> of <paramref name="whole"/> is at least this share.</summary>
    public bool IsReachedBy(int part, int whole) => (long)part * Per >= (long)Of * whole;

    /// <summary>The least number that reaches it.</summary>
    public int LeastOf(int whole) => (int)(((long)Of * whole + Per - 1) / Per);
}

/// <summary>The council's rule.</summary>
/// <param name="Quorum">Which share of all members must have voted, abstentions included.</param>
/// <param name="Yes">Which share of the votes cast must agree.</param>
public sealed record VoteRule(Share Quorum, Share Yes, string Basis, bool Sample);

/// <summary>A paper that a step asks for.</summary>
public sealed record DocumentKind(string Id, string Name);

/// <summary>By which set a title is judged.</summary>
public sealed record TitleSet(string Title, string Set);

/// <summary>One step.</summary>
/// <param name="Id">"district-verification".</param>
/// <param name="Kind">What is done.</param>
/// <param name="Name">"Thẩm tra cấp huyện".</param>
/// <param name="Level">At which level: commune, district or province.</param>
/// <param name="Right">With which right.</param>
/// <param name="Days">In how many working days, or null for no deadline.</param>
/// <param name="Documents">What must be attached before it is finished.</param>
/// <param name="BroadcastDays">On how many days a bulletin must really have been broadcast.</param>
/// <param name="Conditions">Which conditions must be met.</param>
/// <param name="ReturnTo">To which steps it may be returned; the first is where a lost vote leads.</param>
/// <param name="Basis">Where this was read, or empty.</param>
/// <param name="Sample">True when it was not verified.</param>
public sealed record StepTemplate(
    string Id, StepKind Kind, string Name, string Level, string Right, int? Days, IReadOnlyList<DocumentKind> Documents, int BroadcastDays,
    IReadOnlyList<string> Conditions, IReadOnlyList<string> ReturnTo, string Basis, bool Sample);

/// <summary>From which step to which a dossier under way goes.</summary>
public sealed record StepMove(string From, string To);

/// <summary>The rule for dossiers that are under way when an earlier version ends.</summary>
/// <param name="Template">The earlier version.</param>
/// <param name="Steps">Every one of its steps.</param>
/// <param name="EndedUnit">The step at which the heir of a unit that ended begins.</param>
public sealed record TakeOver(string Template, IReadOnlyList<StepMove> Steps, string EndedUnit, string Basis, bool Sample);

/// <summary>One version of one procedure, as data.</summary>
/// <param name="Id">"commune-2025".</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">"Xét, công nhận xã, hai cấp".</param>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer, or null.</param>
/// <param name="Basis">The legal documents.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Sample">True when a part was not verified; the note says which.</param>
/// <param name="Titles">By which set each title is judged; of two for one title the one in force counts.</param>
/// <param name="Conditions">The conditions.</param>
/// <param name="Vote">The council's rule, or null without a council.</param>
/// <param name="TakesOver">Whose dossiers it goes on with.</param>
/// <param name="Steps">In their order.</param>
public sealed record ProcedureTemplate(
    string Id, DossierKind Kind, string Name, DateOnly From, DateOnly? To, string Basis, string Source, bool Sample, string Note,
    IReadOnlyList<TitleSet> Titles, IReadOnlyList<Condition> Conditions, VoteRule? Vote, TakeOver? TakesOver, IReadOnlyList<StepTemplate> Steps)
{
    /// <summary>True when it holds on a day.</summary>
    public bool Holds(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>A step by id, or null.</summary>
    public StepTemplate? Step(string id) => Steps.FirstOrDefault(s => s.Id == id);

    /// <summary>The place of a step, or -1.</summary>
    public int Place(string id)
    {
        for (var i = 0; i < Steps.Count; i++)
            if (Steps[i].Id == id) return i;
        return -1;
    }

    /// <summary>The step after one, or null after the last.</summary>
    public StepTemplate? After(string id) => Place(id) is var at && at + 1 < Steps.Count ? Steps[at + 1] : null;

    /// <summary>True when a step stands before the sheet is handed in, or is that step: what was handed in is open again there.</summary>
    public bool IsBeforeHandIn(string id)
    {
        for (var i = 0; i < Steps.Count; i++)
            if (Steps[i].Kind == StepKind.SelfAssessment) return Place(id) <= i;
        return false;
    }
}
