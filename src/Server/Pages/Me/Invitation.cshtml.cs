using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Server.Pages.People;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.Me;

/// <summary>Where an invited person chooses a password. Whoever has the link may open it, once.</summary>
[AllowAnonymous]
public sealed class InvitationModel(IServiceProvider services, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    private readonly InvitationDesk _desk = services.GetRequiredService<InvitationDesk>();

    /// <summary>The token of the link.</summary>
    [BindProperty(SupportsGet = true)] public string Token { get; set; } = "";

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The account's name when it was done.</summary>
    public string? Done { get; private set; }

    internal Invitation? Seen { get; private set; }

    internal string Place => Seen is null ? "" : UnitChoice.NameOf(gazetteers.Current, Seen.Unit, new AsOf(clock.Today(), clock.Today()));

    /// <summary>Shows what one is invited to.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Guard();
        Seen = await _desk.FindAsync(Token, cancel);
        if (Seen is null) Response.StatusCode = StatusCodes.Status410Gone;
    }

    /// <summary>Takes the password.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? password, [FromForm] string? again, CancellationToken cancel)
    {
        Guard();
        Seen = await _desk.FindAsync(Token, cancel);
        var accepted = await _desk.AcceptAsync(Token, password ?? "", again ?? "", cancel);
        if (accepted.Ok) Done = accepted.Value;
        else
        {
            Problems = accepted.Problems;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        return Page();
    }

    /// <summary>The address itself is the key: it is told to nobody and kept nowhere.</summary>
    private void Guard()
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
