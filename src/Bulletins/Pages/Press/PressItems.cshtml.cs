using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>What one number of the tally counts.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class PressItemsModel(PressBook book, PressDesk desk, CampaignBook campaigns, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>The filter for both that editors record.</summary>
    public const string OwnKinds = "own";

    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)] public string? From { get; set; }
    [BindProperty(SupportsGet = true)] public string? To { get; set; }
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }
    [BindProperty(SupportsGet = true)] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true)] public string? Channel { get; set; }
    [BindProperty(SupportsGet = true)] public string? Topic { get; set; }
    [BindProperty(SupportsGet = true)] public string? Month { get; set; }

    /// <summary>Of one campaign, whenever it was, as the campaign counts it: what is credited to a commune.</summary>
    [BindProperty(SupportsGet = true)] public string? Campaign { get; set; }
    [BindProperty(SupportsGet = true)] public bool Done { get; set; }
    [BindProperty(SupportsGet = true)] public string? P { get; set; }

    public PressPeriod Period { get; private set; } = null!;
    public IReadOnlyList<PressFact> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public Campaign? Whose { get; private set; }
    public int Number { get; private set; } = 1;
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    private Ground Ground => Ground.Today(gazetteers, clock);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Period = PressPeriod.Read(From, To, Unit, Officer.Of(User), Ground);
        Whose = Guid.TryParse(Campaign, out var campaign) ? await campaigns.FindAsync(new CampaignId(campaign), cancel) : null;
        var tally = Whose is null ? await book.TallyAsync(Period.From, Period.To, Period.Within, cancel) : await OfCampaignAsync(Whose, cancel);
        var own = Kind == OwnKinds;
        var found = tally.Of(own ? null : Kind, Channel, Topic, Month).Where(f => !own || f.Kind is PressKind.Video or PressKind.Article).Where(f => !Done || f.Done).OrderByDescending(f => f.Day).ThenBy(f => f.Title, VnText.Order).ThenBy(f => f.Kind).ToList();
        Total = found.Count;
        Number = Math.Clamp(int.TryParse(P, out var page) ? page : 1, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Rows = [.. found.Skip((Number - 1) * PageSize).Take(PageSize)];
        return Page();
    }

    private async Task<PressTally> OfCampaignAsync(Campaign campaign, CancellationToken cancel)
    {
        var (ground, seen) = (Ground, Ground.Below(Period.Within));
        return new PressTally([.. (await book.OfCampaignAsync(campaign.Id, cancel)).Where(f => seen.Contains(f.Unit) && ground.CommuneOf(f.Unit) is not null)]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        var gone = await desk.TakeBackAsync(id, Officer.Of(User), cancel);
        if (gone.Ok) return Redirect("/press/items" + Request.QueryString.Value?.Replace("handler=Remove", "", StringComparison.Ordinal));
        Problems = gone.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGetAsync(cancel);
    }

    public string NameOf(UnitId unit) => VnSentence.Capital(Ground.NameOf(unit));

    public bool MayRemove(PressFact fact) => fact.Kind is PressKind.Video or PressKind.Article && Ground.Covers(Officer.Of(User).Writes, fact.Unit);

    /// <summary>The filter in words.</summary>
    public IEnumerable<string> Filters(IText words) => new[]
    {
        Whose is { } campaign ? words["đợt {0}", campaign.Title] : null, Kind == OwnKinds ? words["Bài viết, phóng sự"] : null,
        Enum.TryParse<PressKind>(Kind, ignoreCase: true, out var kind) ? words[PressTally.NameOf(kind)] : null,
        PressWords.ChannelName(Channel), Topic == PressTally.NoTopic ? words["Chưa ghi chủ đề"] : PressWords.TopicName(Topic),
        string.IsNullOrEmpty(Month) ? null : words["tháng {0}", string.Join('/', Month.Split('-').Reverse())], Done ? words["có ghi nhận"] : null,
    }.OfType<string>();

    public string Link(int page) => "/press/items?" + Period.Query + Part("kind", Kind) + Part("channel", Channel) + Part("topic", Topic) + Part("month", Month) + Part("campaign", Campaign) + (Done ? "&done=true" : "") + "&p=" + page.ToString(VnText.Culture);

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
