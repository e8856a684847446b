using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Server.Notices;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.People;

/// <summary>Invites someone by a link that is shown once.</summary>
[Authorize(Policy = Rights.GrantAccess)]
public sealed class InviteModel(IServiceProvider services, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>The account's name.</summary>
    [BindProperty] public string? UserName { get; set; }

    /// <summary>The name that colleagues see.</summary>
    [BindProperty] public string? ShownName { get; set; }

    /// <summary>Where mail goes.</summary>
    [BindProperty] public string? Email { get; set; }

    /// <summary>The first role.</summary>
    [BindProperty] public string? Role { get; set; }

    /// <summary>Where it holds.</summary>
    [BindProperty] public string? Unit { get; set; }

    /// <summary>First day.</summary>
    [BindProperty] public string? From { get; set; }

    /// <summary>Last day, or nothing.</summary>
    [BindProperty] public string? Until { get; set; }

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The link, when someone was invited.</summary>
    public string? Link { get; private set; }

    /// <summary>True when the link was mailed, too.</summary>
    public bool Mailed { get; private set; }

    /// <summary>The units to choose from.</summary>
    public IReadOnlyList<(string Value, string Words)> Units => UnitChoice.Offered(gazetteers.Current, User.AreasFor(Rights.GrantAccess), Today);

    private AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>Shows the form.</summary>
    public void OnGet() => From = VnTime.Text(clock.Today());

    /// <summary>Invites.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var role = RoleForm.Read(Role, Unit, From, Until, gazetteers.Current, User.AreasFor(Rights.GrantAccess), Today);
        if (!role.Ok) return Refuse(role.Problems);
        var invited = await services.GetRequiredService<InvitationDesk>().InviteAsync(User.UserName(), new Guest(UserName ?? "", ShownName ?? "", Email, role.Value), cancel);
        if (!invited.Ok) return Refuse(invited.Problems);
        Link = $"{Request.Scheme}://{Request.Host}/invitation/{invited.Value}";
        Mailed = services.GetRequiredService<SmtpSetting>().On && !string.IsNullOrWhiteSpace(Email);
        // The link opens an account: it stays in no cache.
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private PageResult Refuse(IReadOnlyList<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
