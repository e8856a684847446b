using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>Records a video report or an article that was published.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class PressNewModel(PressDesk desk, CampaignBook campaigns, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "")] public PressForm Form { get; set; } = new();

    public IReadOnlyList<AreaChoice> Units { get; private set; } = [];
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string? campaign, CancellationToken cancel)
    {
        Form = new PressForm { Kind = "article", Day = VnTime.Text(clock.Today()), Campaign = campaign };
        return ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var recorded = await desk.RecordAsync(Form.Read(new UnitId(Form.Unit ?? "")), Officer.Of(User), cancel);
        if (recorded.Ok) return Redirect("/press/items?kind=" + recorded.Value.Kind.ToString().ToLowerInvariant() + "&from=" + recorded.Value.Day.ToString("yyyy-MM-dd", VnText.Culture));
        Problems = recorded.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var me = Officer.Of(User);
        Units = AreaChoices.For(Ground.Today(gazetteers, clock), me.Writes, null, null).Rows;
        Form.Unit ??= me.Writes is [var first, ..] ? first.Value : null;
        Campaigns = await campaigns.OpenForAsync(me.Writes, cancel);
        ModelState.Clear();
        return Page();
    }
}
