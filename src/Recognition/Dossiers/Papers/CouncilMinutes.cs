using LangSo.Foundation;
using LangSo.Recognition.Pages.Dossiers;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Dossiers;

/// <summary>One member in the minutes.</summary>
/// <param name="Name">Name and office.</param>
/// <param name="Role">"Chủ tịch hội đồng".</param>
/// <param name="Ballot">"Đồng ý"; null for who did not vote.</param>
public sealed record MinutesMember(string Name, string Role, string? Ballot);

/// <summary>One condition in the minutes.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Finding">"đạt", with what shows it.</param>
public sealed record MinutesCondition(string Name, string Finding);

/// <summary>
/// The minutes of a council's meeting as words: what the page shows and what the document for signing is made of. Hours and place are written in by
/// hand: nobody told them.
/// </summary>
/// <param name="Above">The agency above the council.</param>
/// <param name="Council">The council.</param>
/// <param name="Subject">What the meeting was about, below the word "biên bản".</param>
/// <param name="Date">Its day.</param>
/// <param name="Members">All members, in their order.</param>
/// <param name="Chair">Who led it.</param>
/// <param name="Secretary">Who keeps the minutes.</param>
/// <param name="Matter">Sentences about the dossier.</param>
/// <param name="Conditions">What was found when the votes were counted.</param>
/// <param name="Votes">Sentences about the votes.</param>
/// <param name="Conclusion">What the council concluded; null while votes are not counted.</param>
/// <param name="Proof">By what the record in the store is known.</param>
/// <param name="Sample">True when the dossier, or a rule in it, is made up or not verified.</param>
public sealed record CouncilMinutes(
    string Above, string Council, string Subject, DateOnly Date, IReadOnlyList<MinutesMember> Members, string Chair, string Secretary,
    IReadOnlyList<string> Matter, IReadOnlyList<MinutesCondition> Conditions, IReadOnlyList<string> Votes, string? Conclusion, string Proof, bool Sample)
{
    /// <summary>The minutes of a dossier's newest meeting, or null when there was none.</summary>
    public static CouncilMinutes? Of(DossierState state, IReadOnlyList<DossierAct> acts, int serial, Circumstances now)
    {
        if (state.Meeting is not { } meeting) return null;
        var template = now.Shelf.Find(state.At.Template);
        var (unit, title) = (now.NameOf(state.Unit), DossierTable.TitleOf(now, state.Title, state.Field, state.Year));
        var closed = acts.LastOrDefault(a => a.Deed is Closing);
        var desk = template.Steps.FirstOrDefault(s => s.Kind == StepKind.Vote) is { } vote ? now.DeskOf(vote, state.Unit)?.FullName ?? "" : "";
        return new CouncilMinutes(
            "Ủy ban nhân dân " + desk, "Hội đồng thẩm định " + (state.Kind == DossierKind.Revoke ? "đề nghị thu hồi quyết định công nhận" : "xét, công nhận") + " nông thôn mới",
            "Họp thẩm định hồ sơ " + DossierWords.Of(state.Kind).ToLower(VnText.Culture) + ": " + unit + ", danh hiệu " + title + ", năm " + state.Year.ToString(VnText.Culture),
            meeting.Date, [.. meeting.Members.Select((m, i) => new MinutesMember(m.Name, DossierWords.Of(m.Role), meeting.Ballots.TryGetValue(i, out var ballot) ? DossierWords.Of(ballot) : null))],
            meeting.Members.First(m => m.Role == CouncilRole.Chair).Name, meeting.Members.First(m => m.Role == CouncilRole.Secretary).Name,
            MatterOf(state, serial, template, unit, title),
            [.. ((closed?.Deed as Closing)?.Conditions ?? []).Select(p => new MinutesCondition(template.Conditions.FirstOrDefault(c => c.Id == p.Condition)?.Name ?? p.Condition,
                (p.Met switch { true => "đạt", false => "chưa đạt", _ => "chưa rõ" }) + " (" + p.Evidence + ")"))],
            VotesOf(meeting, template.Vote), ConclusionOf(state, meeting, unit, title),
            closed is null ? "" : "Ghi trên hệ thống lúc " + VnTime.Moment(new DateTimeOffset(closed.At, TimeSpan.Zero)) + ", việc số " + closed.Number.ToString(VnText.Culture) + " của hồ sơ, mã băm " + closed.Hash[..16] + ".",
            state.Sample || template.Vote?.Sample == true);
    }

    private static List<string> MatterOf(DossierState state, int serial, ProcedureTemplate template, string unit, string title)
    {
        var said = new List<string>
        {
            "Hội đồng xem xét hồ sơ số " + serial.ToString(VnText.Culture) + " của " + unit + " về danh hiệu " + title + ", lập ngày " + VnTime.Text(state.OpenedOn) + " theo trình tự " + template.Name + " (" + template.Basis + ").",
        };
        if (state.Bound is { } bound) said.Add("Bản tự đánh giá nộp ngày " + VnTime.Text(bound.On) + ", dấu chốt " + bound.Digest[..16] + (state.Meeting!.Result is null ? "." : "; khi kiểm phiếu số liệu đúng như bản đã nộp."));
        var papers = state.Documents.Where(d => d.Kind != Attaching.SignedMinutes).Select(d => d.Name + " số " + d.Number + " ngày " + VnTime.Text(d.Date)).ToList();
        if (papers.Count > 0) said.Add("Văn bản trong hồ sơ: " + string.Join("; ", papers) + ".");
        return said;
    }

    private static List<string> VotesOf(Meeting meeting, VoteRule? rule)
    {
        var (cast, yes, no) = (meeting.Ballots.Count, meeting.Ballots.Values.Count(b => b == Ballot.Yes), meeting.Ballots.Values.Count(b => b == Ballot.No));
        var said = new List<string> { string.Create(VnText.Culture, $"Số thành viên bỏ phiếu: {cast}/{meeting.Members.Count}. Đồng ý: {yes}/{cast}; không đồng ý: {no}/{cast}; ý kiến khác: {cast - yes - no}/{cast}.") };
        if (rule is not null)
            said.Add(string.Create(VnText.Culture, $"Quy tắc: đủ số khi ít nhất {rule.Quorum.Of}/{rule.Quorum.Per} thành viên bỏ phiếu; thông qua khi ít nhất {rule.Yes.Of}/{rule.Yes.Per} số phiếu đồng ý. Căn cứ: {rule.Basis}{(rule.Sample ? " (minh họa)" : "")}."));
        return said;
    }

    private static string? ConclusionOf(DossierState state, Meeting meeting, string unit, string title) => meeting.Result switch
    {
        null => null,
        { Carried: false } => "Hội đồng không thông qua; hồ sơ được trả lại.",
        _ => state.Kind switch
        {
            DossierKind.Revoke => "Hội đồng thông qua: thống nhất đề nghị thu hồi quyết định công nhận " + unit + " " + title + ".",
            DossierKind.Merged => "Hội đồng thông qua: thống nhất đề nghị ghi nhận danh hiệu của " + unit + ": " + title + ".",
            _ => "Hội đồng thông qua: thống nhất đề nghị công nhận " + unit + " " + title + " năm " + state.Year.ToString(VnText.Culture) + ".",
        },
    };
}
