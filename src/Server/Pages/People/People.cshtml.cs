using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.People;

/// <summary>The people of the caller's area, and who was invited.</summary>
[Authorize(Policy = Rights.GrantAccess)]
public sealed class PeopleModel(IServiceProvider services, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    private const int Size = 50;

    private readonly PeopleList _list = services.GetRequiredService<PeopleList>();
    private readonly AccountDesk _desk = services.GetRequiredService<AccountDesk>();

    /// <summary>Part of a name.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Only with this role.</summary>
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }

    /// <summary>Only at this unit or below.</summary>
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>True when roles that decide need two steps.</summary>
    public bool AsksTwoSteps { get; private set; }

    /// <summary>The units that the filter offers.</summary>
    public IReadOnlyList<(string Value, string Words)> Units { get; private set; } = [];

    internal IReadOnlyList<Person> Shown { get; private set; } = [];

    internal IReadOnlyList<Invitation> Waiting { get; private set; } = [];

    internal string Place(UnitId unit) => UnitChoice.NameOf(gazetteers.Current, unit, Today);

    private AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var areas = User.AreasFor(Rights.GrantAccess);
        PageNumber = Math.Max(1, PageNumber);
        var unit = string.IsNullOrEmpty(Unit) ? (UnitId?)null : new UnitId(Unit);
        (var total, Shown) = await _list.PageAsync(new PeopleFilter(areas, Q, string.IsNullOrEmpty(Role) ? null : Role, unit), PageNumber, Size, cancel);
        Pager = new Pager(PageNumber, Size, total, n => $"/people?page={n}&q={Uri.EscapeDataString(Q ?? "")}&role={Uri.EscapeDataString(Role ?? "")}&unit={Uri.EscapeDataString(Unit ?? "")}");
        Waiting = await _list.InvitationsAsync(areas, cancel);
        AsksTwoSteps = await _desk.AsksTwoStepsAsync(cancel);
        Units = UnitChoice.Offered(gazetteers.Current, areas, Today);
    }

    /// <summary>Takes an invitation back.</summary>
    public async Task<IActionResult> OnPostCancelAsync([FromForm] string invitation, CancellationToken cancel)
    {
        var done = await services.GetRequiredService<InvitationDesk>().CancelAsync(User.UserName(), invitation, cancel);
        return await AgainAsync(done.Problems, cancel);
    }

    /// <summary>Says whether roles that decide need two steps.</summary>
    public async Task<IActionResult> OnPostRuleAsync([FromForm] bool asked, CancellationToken cancel)
    {
        var done = await _desk.AskTwoStepsAsync(User.UserName(), asked, cancel);
        return await AgainAsync(done.Problems, cancel);
    }

    private async Task<IActionResult> AgainAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (problems.Count == 0) return LocalRedirect("/people");
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync(cancel);
        return Page();
    }
}
