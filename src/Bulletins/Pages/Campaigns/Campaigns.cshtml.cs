using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The campaigns that concern the reader: a province sees how its communes stand, a commune what it is asked.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class CampaignsModel(CampaignBook book, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>How one campaign stands in the communes that concern the reader.</summary>
    internal sealed record Row(Campaign Campaign, int Communes, int Received, int Met, int Late, bool Open);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool MayIssue { get; private set; }
    public DateOnly Today => clock.Today();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        MayIssue = me.Writes.Any(u => ground.Communes(u).Count > 1);
        var below = ground.Below(me.Sees);
        var rows = new List<Row>();
        foreach (var campaign in (await book.AllAsync(me, cancel)).OrderByDescending(c => c.IsOpen(Today)).Take(50))
        {
            var communes = (await book.StateAsync(campaign, cancel)).Communes.Where(c => below.Contains(c.Unit)).ToList();
            var open = campaign.IsOpen(Today);
            rows.Add(new Row(campaign, communes.Count, communes.Count(c => c.Receipt is not null), communes.Count(c => CampaignRules.IsMet(campaign.Target, c)),
                open ? communes.Count(c => CampaignRules.Late(campaign, c, Today) is not null) : 0, open));
        }
        Rows = rows;
    }
}
