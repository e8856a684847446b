using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages.Sounds;

/// <summary>One recording: heard, judged, used, withdrawn.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class DetailsModel(SoundLibrary library, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    public Recording Recording { get; private set; } = null!;
    public string AreaName { get; private set; } = "";
    public bool MayUse { get; private set; }
    public bool MayWithdraw { get; private set; }
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, cancel);

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken cancel)
    {
        var done = await library.WithdrawAsync(new RecordingId(id), Officer.Of(User), cancel);
        if (done.Ok) return Redirect($"/bulletins/sounds/{done.Value.Id}");
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(id, cancel);
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancel)
    {
        var (me, ground) = (Officer.Of(User), Ground.Today(gazetteers, clock));
        if (await library.FindAsync(new RecordingId(id), cancel) is not { } recording || !library.MaySee(recording, me)) return NotFound();
        (Recording, AreaName) = (recording, ground.NameOf(recording.Area));
        MayUse = me.Writes.Count > 0 && recording.WithdrawnAt is null && !recording.IsUnfit;
        MayWithdraw = RecordingRules.MayWithdraw(recording, me, ground);
        return Page();
    }
}
