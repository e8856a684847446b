using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory.Changes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages;

/// <summary>The list of changes of units, those worked on last first.</summary>
[Authorize(Policy = Rights.ChangeUnits)]
public sealed class ChangesModel(ChangeDesk desk) : PageModel
{
    private const int Size = 20;

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The drafts of this page.</summary>
    public IReadOnlyList<DraftLine> Lines { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        PageNumber = Math.Max(1, PageNumber);
        (var total, Lines) = await desk.ListAsync(PageNumber, Size, cancel);
        Pager = new Pager(PageNumber, Size, total, n => "/changes?page=" + n.ToString(VnText.Culture));
    }

    /// <summary>Begins a draft and opens it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        LocalRedirect("/changes/" + (await desk.AddAsync(ChangeDraft.Empty, User.UserName(), cancel)).Id);

    /// <summary>How far a draft is, in words.</summary>
    public static string Words(DraftState state) => state switch
    {
        DraftState.Draft => "Bản nháp",
        DraftState.Applied => "Đã áp dụng",
        DraftState.Undone => "Đã hoàn tác",
        _ => "Đã bỏ",
    };
}
