using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The list of bulletins, by tab, class, place and words.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class IndexModel(BulletinBook book, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Tab { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Class { get; set; }
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }
    [BindProperty(SupportsGet = true)] public string? P { get; set; }

    public BulletinFilter Filter { get; private set; } = new(BulletinTab.Waiting);
    public BulletinPage List { get; private set; } = new([], 0, 1, 1);
    public IReadOnlyDictionary<BulletinTab, int> Counts { get; private set; } = new Dictionary<BulletinTab, int>();
    public IReadOnlyList<AreaChoice> Areas { get; private set; } = [];
    public string Places { get; private set; } = "";
    public bool MayWrite { get; private set; }

    /// <summary>Approved by one person alone, and not confirmed yet.</summary>
    public IReadOnlyList<Bulletin> Alone { get; private set; } = [];
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>True when something besides the tab narrows the list.</summary>
    public bool IsNarrowed => Filter.Class is not null || Filter.Within is not null || !string.IsNullOrWhiteSpace(Filter.Text);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        MayWrite = me.Writes.Count > 0;
        Places = ground.NamesOf(me.Sees);
        Areas = AreaChoices.For(ground, me.Sees, null, null).Rows;
        Filter = new BulletinFilter(
            TabOf(Tab) ?? (me.Approves.Count > 0 ? BulletinTab.Waiting : MayWrite ? BulletinTab.Drafts : BulletinTab.Approved),
            Class switch { "normal" => BulletinClass.Normal, "priority" => BulletinClass.Priority, "emergency" => BulletinClass.Emergency, _ => null },
            string.IsNullOrWhiteSpace(Area) ? null : new UnitId(Area.Trim()), Q, int.TryParse(P, out var page) && page > 0 ? page : 1);
        Alone = [.. (await book.ApprovedAloneAsync(me, 20, cancel)).Where(b => b.StandsAlone(Now))];
        Counts = await book.CountsAsync(Filter, me, cancel);
        List = await book.PageAsync(Filter, me, cancel);
    }

    public string NameOf(UnitId? area) => area is { } unit ? Ground.Today(gazetteers, clock).NameOf(unit) : "";

    /// <summary>The address of a tab or a page, with the rest of the filter kept.</summary>
    public string Link(BulletinTab tab, int page = 1)
    {
        var query = new List<string> { "tab=" + NameOf(tab) };
        if (!string.IsNullOrWhiteSpace(Q)) query.Add("q=" + Uri.EscapeDataString(Q));
        if (!string.IsNullOrWhiteSpace(Class)) query.Add("class=" + Uri.EscapeDataString(Class));
        if (!string.IsNullOrWhiteSpace(Area)) query.Add("area=" + Uri.EscapeDataString(Area));
        if (page > 1) query.Add("p=" + page.ToString(VnText.Culture));
        return "/bulletins?" + string.Join('&', query);
    }

    internal static string NameOf(BulletinTab tab) => tab switch
    {
        BulletinTab.Drafts => "drafts",
        BulletinTab.Waiting => "waiting",
        BulletinTab.Approved => "approved",
        BulletinTab.All => "all",
        _ => "over",
    };

    private static BulletinTab? TabOf(string? name) => Enum.GetValues<BulletinTab>().Cast<BulletinTab?>().FirstOrDefault(t => NameOf(t!.Value) == name);
}
