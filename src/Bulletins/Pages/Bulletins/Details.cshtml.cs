using LangSo.Foundation;
using LangSo.Look;
using LangSo.Speech;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>One bulletin: its steps, its renditions, who may do what, and what devices made of it.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class DetailsModel(
    BulletinDesk desk, BulletinBook book, BulletinFolder folder, PressBook press, PressDesk pressDesk, CampaignBook campaigns, SoundBooth booth, IBulletinEvidence evidence,
    ApprovalPolicy policy, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    public Bulletin Bulletin { get; private set; } = null!;

    /// <summary>Set when the caller may not see it.</summary>
    public Problem? Refusal { get; private set; }

    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public EvidenceTable Evidence { get; private set; } = new([], false);
    public SpokenForm? Spoken { get; private set; }
    public string AreaName { get; private set; } = "";
    public (int Loudspeakers, int Boards) Reach { get; private set; }
    public string? Reason { get; private set; }
    public Problem? NoVoice => booth.Missing;
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public bool MayDecide { get; private set; }
    public bool MayRecall { get; private set; }
    public bool MayWithdraw { get; private set; }
    public bool IsAuthor { get; private set; }

    /// <summary>True when the caller may confirm what one person approved alone.</summary>
    public bool MayConfirm { get; private set; }

    /// <summary>True when two people must approve it.</summary>
    public bool NeedsTwo { get; private set; }

    /// <summary>True when the caller has given the first of two approvals.</summary>
    public bool ApprovedFirst { get; private set; }

    /// <summary>How long an approval by one person alone holds.</summary>
    public int AloneMinutes => policy.AloneMinutes;
    public bool MayWrite { get; private set; }
    public IReadOnlyList<BulletinComment> Comments { get; private set; } = [];
    public IReadOnlyList<PressItem> Press { get; private set; } = [];
    public Campaign? Campaign { get; private set; }
    public string? AloneReason { get; private set; }
    public string? CommentText { get; private set; }
    public PressForm Item { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? await ShowAsync(cancel);

    public Task<IActionResult> OnPostApproveAsync(Guid id, int seen, string? confirm, CancellationToken cancel) => DoAsync(id, async () =>
        Bulletin.Class == BulletinClass.Emergency && VnText.Fold(VnText.Clean(confirm)) != "khan cap"
            ? new Problem("confirm", "Gõ KHẨN CẤP để xác nhận.")
            : await desk.ApproveAsync(Bulletin.Id, seen, Officer.Of(User), cancel), cancel);

    public Task<IActionResult> OnPostReturnAsync(Guid id, int seen, string? reason, CancellationToken cancel)
    {
        Reason = reason;
        return DoAsync(id, () => desk.ReturnAsync(Bulletin.Id, seen, reason, Officer.Of(User), cancel), cancel);
    }

    public Task<IActionResult> OnPostAloneAsync(Guid id, int seen, string? confirm, string? alone, CancellationToken cancel)
    {
        AloneReason = alone;
        return DoAsync(id, async () => VnText.Fold(VnText.Clean(confirm)) != "khan cap"
            ? new Problem("confirm", "Gõ KHẨN CẤP để xác nhận.")
            : await desk.ApproveAloneAsync(Bulletin.Id, seen, alone, Officer.Of(User), cancel), cancel);
    }

    public Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken cancel) =>
        DoAsync(id, () => desk.ConfirmAsync(Bulletin.Id, Officer.Of(User), cancel), cancel);

    public Task<IActionResult> OnPostCommentAsync(Guid id, string? comment, CancellationToken cancel)
    {
        CommentText = comment;
        return DoAsync(id, async () => (await folder.CommentAsync(Bulletin, comment, Officer.Of(User), cancel)).Then<Bulletin>(_ => Bulletin), cancel);
    }

    public async Task<IActionResult> OnPostReuseAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        var reused = await desk.ReuseAsync(Bulletin, Officer.Of(User), cancel);
        if (reused.Ok) return Redirect($"/bulletins/{reused.Value.Id}/edit");
        Problems = reused.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    public Task<IActionResult> OnPostAttachAsync(Guid id, [FromForm(Name = "")] PressForm item, CancellationToken cancel)
    {
        Item = item;
        return DoAsync(id, async () => (await pressDesk.RecordAsync(
            item.Read(Bulletin.Area ?? default) with { Topic = string.IsNullOrEmpty(item.Topic) ? Bulletin.Topic : item.Topic, Bulletin = Bulletin.Id, Campaign = Bulletin.Campaign }, Officer.Of(User), cancel))
            .Then<Bulletin>(_ => Bulletin), cancel);
    }

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken cancel) =>
        DoAsync(id, () => desk.WithdrawAsync(Bulletin.Id, Officer.Of(User), cancel), cancel);

    public async Task<IActionResult> OnPostRecallAsync(Guid id, CancellationToken cancel)
    {
        var answer = await DoAsync(id, () => desk.RecallAsync(Bulletin.Id, Officer.Of(User), cancel), cancel);
        return answer is RedirectResult ? Redirect($"/bulletins/{Bulletin.Id}/edit") : answer;
    }

    public string? ProblemOf(string field, IText text) => Problems.FirstOrDefault(p => p.Field == field) is { } problem ? text.Say(problem) : null;

    private async Task<IActionResult> DoAsync(Guid id, Func<Task<Outcome<Bulletin>>> deed, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is { } elsewhere) return elsewhere;
        var done = await deed();
        if (done.Ok) return Redirect($"/bulletins/{Bulletin.Id}");
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        // What stands now may differ from what was read before the deed: somebody else may have been first.
        return await FindAsync(id, cancel) ?? await ShowAsync(cancel);
    }

    private async Task<IActionResult?> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = await book.FindAsync(new BulletinId(id), cancel);
        if (found is null) return NotFound();
        Bulletin = found;
        var me = Officer.Of(User);
        if (book.MaySee(found, me)) return null;
        Refusal = new Problem("", "Bạn chưa có quyền mở bản tin này. Quyền của bạn ở {0}.", Ground.Today(gazetteers, clock).NamesOf(me.Sees));
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        var covers = Bulletin.Area is { } area && ground.Covers(me.Approves, area);
        IsAuthor = me.Is(Bulletin.Author);
        MayDecide = Bulletin.State == BulletinState.Submitted && covers && !IsAuthor;
        MayRecall = Bulletin.State == BulletinState.Submitted && IsAuthor;
        MayWithdraw = Bulletin.State == BulletinState.Approved && covers && !Bulletin.IsDone(Now);
        NeedsTwo = policy.AsksForTwo(Bulletin, ground);
        ApprovedFirst = Bulletin.FirstApproval is { } first && me.Is(first.User);
        MayConfirm = Bulletin.StandsAlone(Now) && covers && !IsAuthor && !me.Is(Bulletin.DecidedBy ?? "");
        MayWrite = me.Writes.Count > 0;
        Comments = await folder.CommentsAsync(Bulletin.Id, cancel);
        Press = await press.WithAsync(Bulletin.Id, cancel);
        Campaign = Bulletin.Campaign is { } campaign ? await campaigns.FindAsync(campaign, cancel) : null;
        AreaName = Bulletin.Area is { } unit ? ground.NameOf(unit) : "";
        if (Bulletin.Area is { } reached && ground.Exists(reached)) Reach = evidence.Reach(reached);
        // The pieces are marked only while the announcer still reads as it did when the bulletin was handed in.
        Spoken = await desk.ReadAsync(Bulletin, cancel);
        if (Bulletin.Spoken is { } sealedText && Spoken.Text != sealedText) Spoken = new SpokenForm(sealedText, sealedText, []);
        if (Bulletin.State is BulletinState.Approved or BulletinState.Withdrawn)
            Evidence = new EvidenceTable(await evidence.OfAsync(Bulletin.Id, cancel), Bulletin.Sound is not null);
        return Page();
    }
}
