using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>What was told in a time, counted by form, channel, topic and month; every number opens to what it counts.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class PressModel(PressBook book, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? From { get; set; }
    [BindProperty(SupportsGet = true)] public string? To { get; set; }
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    public PressPeriod Period { get; private set; } = null!;
    public PressTally Tally { get; private set; } = new([]);
    public IReadOnlyList<AreaChoice> Units { get; private set; } = [];
    public string Places { get; private set; } = "";
    public bool MayWrite { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        Period = PressPeriod.Read(From, To, Unit, me, ground);
        Tally = await book.TallyAsync(Period.From, Period.To, Period.Within, cancel);
        Units = AreaChoices.For(ground, me.Sees, null, Period.Unit).Rows;
        Places = ground.NamesOf(Period.Within);
        MayWrite = me.Writes.Count > 0;
    }
}
