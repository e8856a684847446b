using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>One campaign: the directive, what it gives along, and how the communes that concern the reader stand.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class CampaignModel(CampaignBook book, CampaignDesk desk, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    public Campaign Campaign { get; private set; } = null!;

    /// <summary>The communes that concern the reader, with why each is late.</summary>
    public IReadOnlyList<(CommuneProgress Done, Problem? Late)> Communes { get; private set; } = [];

    /// <summary>Those of them that are shown.</summary>
    public IEnumerable<(CommuneProgress Done, Problem? Late)> Shown => Communes.Where(c => Show switch
    {
        "late" => c.Late is not null,
        "unread" => c.Done.Receipt is null,
        "met" => CampaignRules.IsMet(Campaign.Target, c.Done),
        _ => true,
    });

    /// <summary>The communes for which the reader writes: they take the samples over.</summary>
    public IReadOnlyList<CommuneProgress> Mine { get; private set; } = [];
    public int Elsewhere { get; private set; }
    public bool MayEnd { get; private set; }
    public string Issuer { get; private set; } = "";
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public DateOnly Today => clock.Today();
    public bool IsOpen => Campaign.IsOpen(Today);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? await ShowAsync(cancel) : NotFound();

    public Task<IActionResult> OnPostReceiveAsync(Guid id, string? unit, CancellationToken cancel) =>
        DoAsync(id, async () => (await desk.ReceiveAsync(Campaign.Id, new UnitId(unit ?? ""), Officer.Of(User), cancel)).Then<string>(_ => $"/campaigns/{Campaign.Id}"), cancel);

    public Task<IActionResult> OnPostAdaptAsync(Guid id, string? unit, int sample, CancellationToken cancel) =>
        DoAsync(id, async () => (await desk.TakeAsync(Campaign.Id, sample, new UnitId(unit ?? ""), relay: false, Officer.Of(User), cancel)).Then<string>(b => $"/bulletins/{b.Id}/edit"), cancel);

    public Task<IActionResult> OnPostRelayAsync(Guid id, string? unit, int sample, CancellationToken cancel) =>
        DoAsync(id, async () => (await desk.TakeAsync(Campaign.Id, sample, new UnitId(unit ?? ""), relay: true, Officer.Of(User), cancel)).Then<string>(b => $"/bulletins/{b.Id}"), cancel);

    public Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel) =>
        DoAsync(id, async () => (await desk.EndAsync(Campaign.Id, Officer.Of(User), cancel)).Then<string>(_ => $"/campaigns/{Campaign.Id}"), cancel);

    private async Task<IActionResult> DoAsync(Guid id, Func<Task<Outcome<string>>> deed, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel)) return NotFound();
        var done = await deed();
        if (done.Ok) return Redirect(done.Value);
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = await book.FindAsync(new CampaignId(id), cancel);
        if (found is null || !Ground.Today(gazetteers, clock).Seen(Officer.Of(User).Sees).Contains(found.Unit)) return false;
        Campaign = found;
        return true;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        var state = await book.StateAsync(Campaign, cancel);
        var below = ground.Below(me.Sees);
        Communes = [.. state.Communes.Where(c => below.Contains(c.Unit)).Select(c => (c, IsOpen ? CampaignRules.Late(Campaign, c, Today) : null))];
        Mine = [.. state.Communes.Where(c => me.Writes.Contains(c.Unit))];
        Elsewhere = state.Elsewhere;
        MayEnd = Campaign.EndedAt is null && Today <= Campaign.To && ground.Covers(me.Writes, Campaign.Unit);
        Issuer = VnSentence.Capital(ground.NameOf(Campaign.Unit));
        return Page();
    }
}
