using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>The council's meeting: who may sit in it, who votes, and what the votes come to.</summary>
internal static class Council
{
    /// <summary>Why somebody is partial: who assessed or verified appraises, votes and decides no more. Null when they are not.</summary>
    public static Problem? Partial(DossierState state, string user)
    {
        var lower = DossierState.Lower(user);
        if (state.Assessors.Contains(lower)) return new Problem("", "{0} đã tự đánh giá hồ sơ này nên không thẩm định, bỏ phiếu hay quyết định.", user);
        return state.Verifiers.Contains(lower) ? new Problem("", "{0} đã thẩm tra hồ sơ này nên không thẩm định, bỏ phiếu hay quyết định.", user) : null;
    }

    /// <summary>Opens the meeting with its members.</summary>
    public static Outcome<DossierAct> Convene(Step step, Convening said)
    {
        if (step.Here!.Kind != StepKind.Vote) return new Problem("", "Hồ sơ chưa tới bước hội đồng bỏ phiếu.");
        var members = said.Members.Select(m => m with { Name = VnText.Clean(m.Name), User = VnText.Clean(m.User) }).ToList();
        var problems = new List<Problem>();
        if (members.Count < 3) problems.Add(new Problem("members", "Hội đồng cần ít nhất 3 thành viên."));
        if (members.Exists(m => m.Name.Length == 0)) problems.Add(new Problem("members", "Ghi họ tên, chức vụ của mọi thành viên."));
        if (members.Count(m => m.Role == CouncilRole.Chair) != 1) problems.Add(new Problem("members", "Hội đồng có đúng một chủ tịch."));
        if (members.Count(m => m.Role == CouncilRole.Secretary) != 1) problems.Add(new Problem("members", "Hội đồng có đúng một thư ký."));
        foreach (var twice in members.Where(m => m.User.Length > 0).GroupBy(m => DossierState.Lower(m.User)).Where(g => g.Count() > 1)) problems.Add(new Problem("members", "Tài khoản {0} ghi hai lần.", twice.Key));
        problems.AddRange(members.Where(m => m.User.Length > 0).Select(m => Partial(step.State, m.User)).OfType<Problem>());
        if (said.Date < step.State.EnteredOn) problems.Add(new Problem("date", "Ngày họp {0} trước ngày hồ sơ tới hội đồng, {1}.", VnTime.Text(said.Date), VnTime.Text(step.State.EnteredOn)));
        if (step.State.Meeting is { Ballots.Count: > 0 }) problems.Add(new Problem("members", "Đã có phiếu bầu; không lập lại hội đồng được."));
        return problems.Count > 0 ? problems : step.Stay(said with { Members = members });
    }

    /// <summary>Takes one ballot: from the member, or on paper from the secretary.</summary>
    public static Outcome<DossierAct> Vote(Step step, Voting said)
    {
        if (step.State.Meeting is not { Result: null } meeting || step.Here!.Kind != StepKind.Vote) return new Problem("", "Chưa mở phiên họp hội đồng.");
        if (said.Member < 0 || said.Member >= meeting.Members.Count) return new Problem("member", "Không có thành viên này.");
        if (step.Changed() is { } changed) return changed;
        var member = meeting.Members[said.Member];
        if (member.User.Length > 0 && Partial(step.State, member.User) is { } partial) return partial;
        if (meeting.Ballots.ContainsKey(said.Member)) return new Problem("member", "{0} đã bỏ phiếu.", member.Name);
        var own = string.Equals(member.User, step.Asker.User, StringComparison.OrdinalIgnoreCase);
        if (!said.OnPaper && !own) return new Problem("member", "Mỗi người chỉ bỏ phiếu của mình.");
        if (said.OnPaper && member.User.Length > 0 && !own) return new Problem("member", "{0} có tài khoản, tự bỏ phiếu.", member.Name);
        if (said.OnPaper && !own && !IsSecretary(meeting, step.Asker)) return new Problem("member", "Phiếu giấy do thư ký hội đồng nhập.");
        return step.Stay(said);
    }

    /// <summary>Counts. Carried, the dossier goes on; lost, it goes back.</summary>
    public static Outcome<DossierAct> Close(Step step)
    {
        if (step.State.Meeting is not { Result: null } meeting || step.Here!.Kind != StepKind.Vote) return new Problem("", "Chưa mở phiên họp hội đồng.");
        if (!IsSecretary(meeting, step.Asker) && !meeting.Members.Any(m => m.Role == CouncilRole.Chair && Same(m, step.Asker))) return new Problem("", "Chủ tịch hoặc thư ký hội đồng kiểm phiếu.");
        var rule = step.Template.Vote!;
        if (!rule.Quorum.IsReachedBy(meeting.Ballots.Count, meeting.Members.Count))
            return new Problem("", "Mới có {0}/{1} phiếu; cần ít nhất {2} mới đủ số.", meeting.Ballots.Count, meeting.Members.Count, rule.Quorum.LeastOf(meeting.Members.Count));
        var problems = step.Missing();
        if (problems.Count > 0) return problems;
        var count = meeting.CountBy(rule);
        var deed = new Closing(count, Conditions.Of(step));
        return count.Carried ? step.Forward(deed) : step.Enter(deed, step.Template.Step(step.Here.ReturnTo[0])!);
    }

    /// <summary>The unit for which somebody who led a meeting that is counted may add its signed minutes, also once the dossier has gone on; null for others.</summary>
    public static UnitId? MinutesScope(Step step)
    {
        if (step.State.Meeting is not { Result: not null } meeting || !meeting.Members.Any(m => m.Role is CouncilRole.Secretary or CouncilRole.Chair && Same(m, step.Asker))) return null;
        return step.Template.Steps.FirstOrDefault(s => s.Kind == StepKind.Vote) is { } vote && step.Now.DeskOf(vote, step.State.Unit) is { } desk ? step.Asker.ScopeFor(vote.Right, desk.Unit) : null;
    }

    private static bool IsSecretary(Meeting meeting, Asker asker) => meeting.Members.Any(m => m.Role == CouncilRole.Secretary && Same(m, asker));

    private static bool Same(Member member, Asker asker) => string.Equals(member.User, asker.User, StringComparison.OrdinalIgnoreCase);
}
