using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>For leaders: what one person approved alone where two are asked for, and whether somebody confirmed it.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class AloneModel(BulletinBook book, ApprovalPolicy policy, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<Bulletin> Rows { get; private set; } = [];
    public ApprovalPolicy Policy => policy;
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await book.ApprovedAloneAsync(Officer.Of(User), Most, cancel);
}
