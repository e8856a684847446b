using LangSo.Foundation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace LangSo.Surveys.Pages;

/// <summary>Where a household answers: no account, no name, once a slip.</summary>
[AllowAnonymous]
[EnableRateLimiting(Policy)]
public sealed class SlipModel(AnswerBox box) : PageModel
{
    /// <summary>The host's limit of how often one address comes.</summary>
    public const string Policy = "slip";

    /// <summary>The token of the slip.</summary>
    [BindProperty(SupportsGet = true)] public string Token { get; set; } = "";

    /// <summary>Answers by content: 1 satisfied, 2 not.</summary>
    [BindProperty] public Dictionary<string, string?> Answers { get; set; } = [];

    /// <summary>The slip, or null when there is none.</summary>
    public SlipView? Slip { get; private set; }

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>True when the answers were taken just now.</summary>
    public bool Thanks { get; private set; }

    /// <summary>Shows the questions.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Guard();
        Slip = await box.FindAsync(Token, cancel);
        Response.StatusCode = Slip?.State switch { null => StatusCodes.Status404NotFound, "open" => StatusCodes.Status200OK, _ => StatusCodes.Status410Gone };
    }

    /// <summary>Takes the answers.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Guard();
        var taken = await box.AnswerAsync(Token, id => Answers.GetValueOrDefault(id), cancel);
        Slip = await box.FindAsync(Token, cancel);
        Thanks = taken.Ok;
        Problems = taken.Problems;
        if (!taken.Ok) Response.StatusCode = Slip is { State: "open" } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status410Gone;
        return Page();
    }

    private void Guard()
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
