using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.People;

/// <summary>One person: roles now, to come and past; giving, ending, handing over, standing in, locking.</summary>
[Authorize(Policy = Rights.GrantAccess)]
public sealed class PersonModel(IServiceProvider services, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    private readonly PeopleList _list = services.GetRequiredService<PeopleList>();
    private readonly PeopleDesk _desk = services.GetRequiredService<PeopleDesk>();
    private readonly AccountDesk _accounts = services.GetRequiredService<AccountDesk>();

    /// <summary>The account's name.</summary>
    [BindProperty(SupportsGet = true)] public string Name { get; set; } = "";

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>A link for a new password, shown once.</summary>
    public string? Link { get; private set; }

    /// <summary>The person.</summary>
    public Account Person { get; private set; } = null!;

    /// <summary>True when the account is locked.</summary>
    public bool Locked => Person.LockoutEnd > clock.GetUtcNow();

    /// <summary>True when it is the caller's own.</summary>
    public bool Own => Name == User.UserName();

    /// <summary>The units to choose from.</summary>
    public IReadOnlyList<(string Value, string Words)> Units => UnitChoice.Offered(gazetteers.Current, Areas, Today);

    /// <summary>Today.</summary>
    public AsOf Today => new(clock.Today(), clock.Today());

    internal IReadOnlyList<RoleGrant> Grants { get; private set; } = [];

    internal IReadOnlyList<RoleGrant> Deputies { get; private set; } = [];

    internal IEnumerable<RoleGrant> Open => Grants.Where(g => g.To is null || g.To > Today.Date).OrderBy(g => g.From);

    internal IEnumerable<RoleGrant> Past => Grants.Where(g => g.To <= Today.Date);

    internal string Place(UnitId unit) => UnitChoice.NameOf(gazetteers.Current, unit, Today);

    internal bool Divided(RoleGrant grant) => grant.From <= Today.Date && gazetteers.Current.HeirOf(grant.Unit, Today) is null;

    private IReadOnlyList<UnitId> Areas => User.AreasFor(Rights.GrantAccess);

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>Gives a role.</summary>
    public Task<IActionResult> OnPostGiveAsync([FromForm] string? role, [FromForm] string? unit, [FromForm] string? from, [FromForm] string? until, CancellationToken cancel)
    {
        var given = RoleForm.Read(role, unit, from, until, gazetteers.Current, Areas, Today);
        return given.Ok ? DoAsync(() => _desk.GiveAsync(User.UserName(), Name, given.Value, cancel), cancel) : RefuseAsync(given.Problems, cancel);
    }

    /// <summary>Ends a role.</summary>
    public Task<IActionResult> OnPostEndAsync([FromForm] int grant, [FromForm] string? last, CancellationToken cancel)
    {
        // Nothing typed: at once.
        var on = string.IsNullOrWhiteSpace(last) ? Today.Date : VnTime.ParseDay(last)?.AddDays(1);
        return on is { } day ? DoAsync(() => _desk.EndAsync(User.UserName(), grant, day, cancel), cancel) : RefuseAsync([VnTime.NoSuchDay("last", last)], cancel);
    }

    /// <summary>Hands all roles over.</summary>
    public Task<IActionResult> OnPostHandOverAsync([FromForm] string? to, [FromForm] string? on, CancellationToken cancel) =>
        VnTime.ParseDay(on) is { } day ? DoAsync(() => _desk.HandOverAsync(User.UserName(), Name, VnText.Clean(to), day, cancel), cancel) : RefuseAsync([VnTime.NoSuchDay("on", on)], cancel);

    /// <summary>Lets another one stand in.</summary>
    public Task<IActionResult> OnPostDeputyAsync([FromForm] int grant, [FromForm] string? deputy, [FromForm] string? from, [FromForm] string? until, CancellationToken cancel)
    {
        if (VnTime.ParseDay(from) is not { } first) return RefuseAsync([VnTime.NoSuchDay("from", from)], cancel);
        if (VnTime.ParseDay(until) is not { } last) return RefuseAsync([VnTime.NoSuchDay("until", until)], cancel);
        return DoAsync(() => _desk.DeputiseAsync(User.UserName(), grant, VnText.Clean(deputy), first, last.AddDays(1), cancel), cancel);
    }

    /// <summary>Locks the account, or unlocks it.</summary>
    public Task<IActionResult> OnPostLockAsync([FromForm] bool locked, CancellationToken cancel) => DoAsync(() => _accounts.LockAsync(User.UserName(), Name, locked, cancel), cancel);

    /// <summary>Takes a lost second step off.</summary>
    public Task<IActionResult> OnPostStepsAsync(CancellationToken cancel) => DoAsync(() => _accounts.ResetTwoStepsAsync(User.UserName(), Name, cancel), cancel);

    /// <summary>Makes a link for a new password.</summary>
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        var made = await services.GetRequiredService<InvitationDesk>().PasswordLinkAsync(User.UserName(), Name, cancel);
        if (!made.Ok) return await RefuseAsync(made.Problems, cancel);
        Link = $"{Request.Scheme}://{Request.Host}/invitation/{made.Value}";
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<IActionResult> DoAsync<T>(Func<Task<Outcome<T>>> deed, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        var done = await deed();
        return done.Ok ? LocalRedirect("/people/" + Uri.EscapeDataString(Name)) : await RefuseAsync(done.Problems, cancel);
    }

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await _list.FindAsync(Name, Areas, cancel) is not { } found) return false;
        (Person, Grants) = found;
        Deputies = await _list.DeputiesAsync(Name, cancel);
        return true;
    }
}
