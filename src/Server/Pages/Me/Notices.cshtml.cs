using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Notices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.Me;

/// <summary>One's own notices.</summary>
[Authorize]
public sealed class NoticesModel(IServiceProvider services, TimeProvider clock) : PageModel
{
    private const int Size = 30;

    private readonly NoticeList _list = services.GetRequiredService<NoticeList>();

    /// <summary>True to show settled ones, too.</summary>
    [BindProperty(SupportsGet = true)] public bool All { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Today.</summary>
    public DateOnly Today => clock.Today();

    internal IReadOnlyList<NoticeFor> Shown { get; private set; } = [];

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        PageNumber = Math.Max(1, PageNumber);
        (var total, Shown) = await _list.PageAsync(User.UserName(), !All, PageNumber, Size, cancel);
        Pager = new Pager(PageNumber, Size, total, n => $"/notices?page={n}" + (All ? "&all=true" : ""));
    }

    /// <summary>Marks one as read and goes where it leads.</summary>
    public async Task<IActionResult> OnPostOpenAsync([FromForm] int notice, CancellationToken cancel) =>
        await _list.ReadAsync(User.UserName(), notice, cancel) is { } link ? LocalRedirect(Url.IsLocalUrl(link) ? link : "/notices") : NotFound();

    /// <summary>Marks all as read.</summary>
    public async Task<IActionResult> OnPostAllAsync(CancellationToken cancel)
    {
        await _list.ReadAllAsync(User.UserName(), cancel);
        return LocalRedirect("/notices");
    }
}
