using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.Recognition.Procedure;

/// <summary>One dossier at one step, and somebody who would do something there on a day.</summary>
internal sealed record Step(DossierState State, ProcedureTemplate Template, Asker Asker, string Reason, Circumstances Now, DateOnly Day)
{
    /// <summary>The step, or null once finished.</summary>
    public StepTemplate? Here { get; } = Template.Step(State.At.Step);

    /// <summary>Why this doer may not do this deed here, or null.</summary>
    public Problem? Refusal(Deed deed)
    {
        if (Here is not { } here) return new Problem("dossier", "Hồ sơ đã qua mọi bước.");
        if (!Template.Holds(Day) && Now.Shelf.HeirOf(Template.Id) is { } heir)
            return new Problem("dossier", "{0} hết hiệu lực ngày {1}; hồ sơ đang chờ chuyển sang {2}.", Template.Name, VnTime.Text(Template.To!.Value), heir.Name);
        if (deed is Withdrawing)
            return Template.Steps[0] is var first && Now.DeskOf(first, State.Unit) is { } owner && Asker.ScopeFor(first.Right, owner.Unit) is not null ? null : new Problem("", "Chỉ nơi lập hồ sơ được rút.");
        if (deed is Attaching { Kind: Attaching.SignedMinutes } && Council.MinutesScope(this) is not null) return null;
        if (Asker.ScopeFor(here.Right, State.At.Desk) is null) return new Problem("", "Bước “{0}” do {1} làm; bạn chưa có quyền ở đó.", here.Name, Now.NameOf(State.At.Desk));
        var me = DossierState.Lower(Asker.User);
        if (here.Kind == StepKind.Verification && State.Assessors.Contains(me)) return new Problem("", "Bạn đã tự đánh giá hồ sơ này nên không tham gia thẩm tra.");
        return here.Kind is StepKind.Appraisal or StepKind.Vote or StepKind.Decision ? Council.Partial(State, Asker.User) : null;
    }

    /// <summary>Hands the sheet in.</summary>
    public Outcome<DossierAct> HandIn(HandingIn said)
    {
        if (Here!.Kind != StepKind.SelfAssessment) return new Problem("", "Hồ sơ đang ở bước “{0}”, không nộp bản tự đánh giá được.", Here.Name);
        if (Now.Sheet is not { } sheet) return Now.NoSheet ?? new Problem("", "Chưa có bản tự đánh giá.");
        if (sheet.Lines.All(l => l.Facts.Count == 0)) return new Problem("", "Bản tự đánh giá năm {0} chưa có giá trị nào.", State.Year);
        if (said.Digest.Length > 0 && said.Digest != Now.Digest) return new Problem("seen", "Bản tự đánh giá không còn như lúc bạn mở trang này. Xem lại rồi nộp.");
        return Forward(new HandingIn(Now.Digest!, People(sheet), sheet.On));
    }

    /// <summary>Takes what changed since for what is judged.</summary>
    public Outcome<DossierAct> Reread()
    {
        if (State.Bound is not { } bound) return new Problem("", "Chưa có bản tự đánh giá được nộp.");
        if (Here!.Kind is not (StepKind.Verification or StepKind.Appraisal)) return new Problem("", "Chỉ bước thẩm tra, thẩm định được đọc lại số liệu đã đổi.");
        if (Now.Sheet is not { } sheet) return Now.NoSheet ?? new Problem("", "Chưa có bản tự đánh giá.");
        if (Now.Digest == bound.Digest) return new Problem("", "Số liệu vẫn như khi nộp.");
        if (Reason.Length == 0) return new Problem("reason", "Ghi vì sao chấp nhận số liệu đã đổi.");
        return Stay(new Rereading(Now.Digest!, People(sheet)));
    }

    /// <summary>Finishes the step.</summary>
    public Outcome<DossierAct> Pass()
    {
        switch (Here!.Kind)
        {
            case StepKind.SelfAssessment: return new Problem("", "Bước tự đánh giá xong khi nộp bản tự đánh giá.");
            case StepKind.Vote: return new Problem("", "Bước bỏ phiếu xong khi hội đồng kiểm phiếu.");
            case StepKind.Decision: return new Problem("", "Bước này xong khi có quyết định.");
        }
        var problems = Missing();
        if (problems.Count > 0) return problems;
        return Forward(new Passing(Conditions.Of(this), Here.BroadcastDays > 0 ? Public() : [], Here.Kind == StepKind.Verification));
    }

    /// <summary>What the step still needs: papers, days on air, conditions, and that nothing changed under the readers' hands.</summary>
    public List<Problem> Missing()
    {
        var problems = new List<Problem>();
        if (Here is not { } here) return problems;
        foreach (var kind in here.Documents.Where(k => !State.Documents.Any(d => d.Kind == k.Id))) problems.Add(new Problem("documents", "Thiếu văn bản: {0}.", kind.Name));
        if (here.BroadcastDays > 0)
        {
            var days = Public().Count;
            if (State.Bulletins.Count + State.Posted.Count == 0) problems.Add(new Problem("bulletin", "Chưa gắn bản tin công khai."));
            else if (days < here.BroadcastDays) problems.Add(State.Posted.Count == 0 ? new Problem("bulletin", "Loa mới phát {0}/{1} ngày.", days, here.BroadcastDays)
                : new Problem("bulletin", "Mới công khai {0}/{1} ngày, tính cả văn bản xác nhận.", days, here.BroadcastDays));
        }
        problems.AddRange(Conditions.Missing(this));
        if (Changed() is { } changed) problems.Add(changed);
        return problems;
    }

    /// <summary>The days on which it was public: those that loudspeakers report, and those that a paper confirms since the sheet was handed in.</summary>
    public IReadOnlyList<DateOnly> Public() => State.Posted.Count == 0 ? Now.Broadcast
        : [.. Now.Broadcast.Concat(State.Posted.SelectMany(p => p.Days).Where(d => State.Bound is not { } bound || d >= bound.On)).Distinct().Order()];

    /// <summary>Says that what was handed in is no longer what the sheet shows, or null.</summary>
    public Problem? Changed() => State.Bound is { } bound && Now.Digest != bound.Digest && Here?.Kind is StepKind.Verification or StepKind.Appraisal or StepKind.Vote or StepKind.Decision && State.Bound is not null
        ? new Problem("changed", "Số liệu đã đổi sau khi nộp ngày {0}. Đọc lại chỗ đổi rồi chấp nhận, hoặc trả lại.", VnTime.Text(State.Bound.On)) : null;

    /// <summary>Returns it to an earlier step.</summary>
    public Outcome<DossierAct> Return(string to)
    {
        if (!Here!.ReturnTo.Contains(to)) return new Problem("to", "Từ bước “{0}” không trả lại về đó được.", Here.Name);
        if (Reason.Length == 0) return new Problem("reason", "Ghi lý do trả lại.");
        return Enter(new Returning(to, Template.IsBeforeHandIn(to)), Template.Step(to)!);
    }

    public Outcome<DossierAct> Pause() => Reason.Length == 0 ? new Problem("reason", "Ghi lý do tạm dừng.") : Stay(new Pausing());

    /// <summary>Goes on with as many working days as were left.</summary>
    public Outcome<DossierAct> Resume()
    {
        if (State.PausedOn is not { } since) return new Problem("", "Hồ sơ không tạm dừng.");
        if (State.At.Due is not { } due) return Make(new Resuming(), State.At);
        var left = Now.Shelf.Calendar.Count(since, due).Then(days => Now.Shelf.Calendar.Add(Day, days));
        return left.Ok ? Make(new Resuming(), State.At with { Due = left.Value }) : left.Problems.ToList();
    }

    public Outcome<DossierAct> Attach(Attaching paper)
    {
        var (number, name) = (VnText.Clean(paper.Number), VnText.Clean(paper.Name));
        if (number.Length == 0) return new Problem("number", "Ghi số, ký hiệu của văn bản.");
        if (paper.Date > Day) return new Problem("date", "Ngày văn bản {0} chưa tới.", VnTime.Text(paper.Date));
        if (paper.Kind == Attaching.SignedMinutes)
            return Council.MinutesScope(this) is { } scope ? Make(paper with { Number = number, Name = name.Length > 0 ? name : "Biên bản họp hội đồng đã ký" }, null, scope)
                : new Problem("kind", "Biên bản đã ký do chủ tịch hoặc thư ký hội đồng thêm, sau khi kiểm phiếu.");
        var kind = Here!.Documents.FirstOrDefault(k => k.Id == paper.Kind);
        if (kind is null && paper.Kind != "other") return new Problem("kind", "Bước “{0}” không cần loại văn bản này.", Here.Name);
        return Stay(paper with { Number = number, Name = name.Length > 0 ? name : kind?.Name ?? "Văn bản khác" });
    }

    public Outcome<DossierAct> Attest(Attesting said)
    {
        if (Template.Conditions.FirstOrDefault(c => c.Id == said.Condition) is not { } condition) return new Problem("condition", "Không có điều kiện này.");
        if (condition.Check != ConditionCheck.Paper) return new Problem("condition", "Điều kiện này do hệ thống xét từ số liệu.");
        var paper = VnText.Clean(said.Paper);
        return paper.Length == 0 ? new Problem("paper", "Ghi số, ngày của văn bản xác nhận.") : Stay(said with { Paper = paper });
    }

    public Outcome<DossierAct> Publish(Publishing said) => Here!.BroadcastDays == 0 ? new Problem("", "Bước “{0}” không cần công khai trên truyền thanh.", Here.Name)
        : State.Bulletins.Contains(said.Bulletin) ? new Problem("bulletin", "Bản tin này đã gắn rồi.") : Stay(said);

    /// <summary>Takes a paper that says where and when it was made public.</summary>
    public Outcome<DossierAct> Post(Posting said)
    {
        if (Here!.BroadcastDays == 0) return new Problem("", "Bước “{0}” không cần công khai trên truyền thanh.", Here.Name);
        var (number, where, problems) = (VnText.Clean(said.Number), VnText.Clean(said.Where), new List<Problem>());
        if (number.Length == 0) problems.Add(new Problem("number", "Ghi số, ký hiệu của văn bản."));
        if (where.Length == 0) problems.Add(new Problem("where", "Ghi đã công khai ở đâu."));
        if (said.To < said.From) problems.Add(new Problem("to", "Ngày cuối phải từ ngày đầu trở đi."));
        if (State.Bound is { } bound && said.From < bound.On) problems.Add(new Problem("from", "Ngày công khai {0} trước ngày nộp bản tự đánh giá, {1}.", VnTime.Text(said.From), VnTime.Text(bound.On)));
        if (said.To > Day) problems.Add(new Problem("to", "Ngày {0} chưa tới.", VnTime.Text(said.To)));
        if (said.Date > Day) problems.Add(new Problem("date", "Ngày văn bản {0} chưa tới.", VnTime.Text(said.Date)));
        else if (said.Date < said.To) problems.Add(new Problem("date", "Văn bản ngày {0} không xác nhận được việc tới ngày {1}.", VnTime.Text(said.Date), VnTime.Text(said.To)));
        return problems.Count > 0 ? problems : Stay(said with { Number = number, Where = where });
    }

    public Outcome<DossierAct> Decide(Deciding said)
    {
        if (Here!.Kind != StepKind.Decision) return new Problem("", "Hồ sơ chưa tới bước quyết định.");
        var number = VnText.Clean(said.Number);
        var problems = new List<Problem>();
        if (number.Length == 0) problems.Add(new Problem("number", "Ghi số quyết định."));
        if (said.Date < State.OpenedOn) problems.Add(new Problem("date", "Ngày quyết định {0} trước ngày lập hồ sơ {1}.", VnTime.Text(said.Date), VnTime.Text(State.OpenedOn)));
        else if (said.Date < State.EnteredOn) problems.Add(new Problem("date", "Ngày quyết định {0} trước ngày hồ sơ tới bước quyết định, {1}.", VnTime.Text(said.Date), VnTime.Text(State.EnteredOn)));
        if (said.Date > Now.Today) problems.Add(new Problem("date", "Ngày {0} chưa tới.", VnTime.Text(said.Date)));
        if (said.Effective < said.Date) problems.Add(new Problem("effective", "Ngày có hiệu lực không thể trước ngày ký."));
        if (Now.Units.Find(State.Unit, new AsOf(said.Effective, Now.Today)) is null) problems.Add(new Problem("unit", "Ngày {0} không còn {1}.", VnTime.Text(said.Effective), Now.NameOf(State.Unit)));
        else if (Now.Titles.Find(State.Title, said.Effective) is { } title && Now.Units.Find(State.Unit, new AsOf(said.Effective, Now.Today)) is { } unit && State.Kind != DossierKind.Revoke && !title.Kinds.Contains(unit.Kind))
            problems.Add(new Problem("unit", "Danh hiệu {0} không dành cho {1}.", title.Name.Vi, unit.FullName));
        problems.AddRange(Missing());
        return problems.Count > 0 ? problems : Forward(said with { Number = number, Conditions = Conditions.Of(this) });
    }

    public Outcome<DossierAct> Refuse(Refusing said)
    {
        if (Here!.Kind != StepKind.Decision) return new Problem("", "Hồ sơ chưa tới bước quyết định.");
        if (Reason.Length == 0) return new Problem("reason", "Ghi lý do.");
        return said.Date < State.OpenedOn ? new Problem("date", "Ngày quyết định {0} trước ngày lập hồ sơ {1}.", VnTime.Text(said.Date), VnTime.Text(State.OpenedOn))
            : Make(said with { Number = VnText.Clean(said.Number) }, State.At with { Step = "", Due = null });
    }

    public Outcome<DossierAct> Withdraw() => State.Decision is not null ? new Problem("", "Đã có quyết định; không rút được, chỉ thu hồi được.")
        : Reason.Length == 0 ? new Problem("reason", "Ghi lý do rút hồ sơ.") : Make(new Withdrawing(), State.At with { Step = "", Due = null });

    /// <summary>What nobody asks for: rules do it, and say which.</summary>
    public Outcome<DossierAct> ByRule(Deed deed)
    {
        if (Asker != Asker.Rule) return new Problem("", "Việc này do quy tắc làm, không do người.");
        switch (deed)
        {
            case Escalating d when State.Status == DossierStatus.Open && !State.Escalated && State.At.Due == d.Due && d.Due < Day: return Stay(deed);
            case Drifting d when State.Decision is not null && State.Bound is { } bound && bound.Digest != d.Digest && State.Drift?.Digest != d.Digest: return Stay(deed);
            case Joining when State.IsUnderWay: return Make(deed, State.At with { Step = "", Due = null });
            case Moving d when State.IsUnderWay: return InFlight.Act(this, d);
            default: return new Problem("", "Quy tắc này không áp dụng cho hồ sơ lúc này.");
        }
    }

    /// <summary>An official has looked at what changed after the decision.</summary>
    public Outcome<DossierAct> ReadDrift()
    {
        if (State.Drift is not { Read: false }) return new Problem("", "Không có cảnh báo nào chưa xem.");
        if (Reason.Length == 0) return new Problem("reason", "Ghi đã xử lý chỗ đổi thế nào.");
        var top = Now.Units.Chain(State.At.Desk, new AsOf(Now.Today, Now.Today)) is [.., var province] ? province.Unit : State.At.Desk;
        return Asker.ScopeFor(Rights.KeepDossiers, top) is { } scope ? Make(new DriftRead(), null, scope) : new Problem("", "Cảnh báo này do Văn phòng Điều phối cấp tỉnh xử lý.");
    }

    /// <summary>The act of a deed that ends the step.</summary>
    public Outcome<DossierAct> Forward(Deed deed) =>
        Template.After(Here!.Id) is { } next ? Enter(deed, next) : Make(deed, State.At with { Step = "", Due = null });

    /// <summary>The act of a deed that leads to a step, with its deadline.</summary>
    public Outcome<DossierAct> Enter(Deed deed, StepTemplate step)
    {
        if (Now.DeskOf(step, State.Unit) is not { } desk) return new Problem("dossier", "Bước “{0}” không còn cấp nào làm.", step.Name);
        var due = step.Days is { } days ? Now.Shelf.Calendar.Add(Day, days).Then<DateOnly?>(d => d) : (DateOnly?)null;
        return due.Ok ? Make(deed, new StepEntry(Template.Id, step.Id, desk.Unit, due.Value)) : due.Problems.ToList();
    }

    /// <summary>The act of a deed that leaves the dossier where it is.</summary>
    public DossierAct Stay(Deed deed) => Make(deed, null);

    public DossierAct Make(Deed deed, StepEntry? enters, UnitId? scope = null) =>
        DossierAct.Next(State.Id, State.Last, Now.Now, Day, new Doer(Asker.User, Asker.Name, scope ?? State.At.Desk), deed, Reason, enters);

    // Whoever added evidence has assessed as much as who handed the sheet in.
    private static IReadOnlyList<string> People(Criteria.Assessments.SheetContent sheet) => [.. sheet.Evidence.Select(e => e.AddedBy).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
}
