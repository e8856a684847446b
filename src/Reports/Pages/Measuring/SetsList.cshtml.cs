using System.Text;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>The sets, and the file form by which the province hands in its own: checked, shown as a difference, then taken.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class SetsListModel(Figures figures, Assessor assessor, SetDesk desk, SetDrafts drafts, IAuthorizationService rights, TimeProvider clock, IText text)
    : CriteriaPage(figures, assessor, clock, text)
{
    /// <summary>The most problems that are shown at once.</summary>
    public const int Shown = 30;

    /// <summary>True when the caller may hand in sets.</summary>
    public bool MayChange { get; private set; }

    /// <summary>What is wrong with the file.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>A sound file: what taking it would change.</summary>
    public SetProposal? Proposal { get; private set; }

    /// <summary>What the file is called.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Its words.</summary>
    public string FileText { get; private set; } = "";

    /// <summary>Drafts that are being written.</summary>
    public IReadOnlyList<StoredSetDraft> Drafts { get; private set; } = [];

    /// <summary>Opens the list.</summary>
    public async Task<IActionResult> OnGetAsync() => await ShowAsync([]);

    /// <summary>Checks a file and shows what it would change; nothing is stored.</summary>
    public async Task<IActionResult> OnPostCheckAsync(IFormFile? file, CancellationToken cancel)
    {
        if (!await MayAsync()) return Forbid();
        if (file is null || file.Length == 0) return await ShowAsync([new Problem("file", "Chọn tệp JSON của bộ tiêu chí.")]);
        if (file.Length > SetDesk.LargestFile) return await ShowAsync([new Problem("file", "Tệp lớn hơn {0} MB.", SetDesk.LargestFile / 1024 / 1024)]);
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        (FileName, FileText) = (Path.GetFileName(file.FileName), await reader.ReadToEndAsync(cancel));
        var read = await desk.CheckAsync(FileName, FileText, cancel);
        if (read.Ok) Proposal = read.Value;
        return await ShowAsync(read.Problems);
    }

    /// <summary>Takes a file that was shown before.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string? name, string? text, CancellationToken cancel)
    {
        if (!await MayAsync()) return Forbid();
        (FileName, FileText) = (Path.GetFileName(name ?? ""), Encoding.UTF8.GetString(Decoded(text)));
        var taken = await desk.TakeAsync(FileName, FileText, User.UserName(), cancel);
        return taken.Ok ? LocalRedirect("/criteria/sets/" + Uri.EscapeDataString(taken.Value.Id)) : await ShowAsync(taken.Problems);
    }

    /// <summary>The words of the file as they go through the form, byte for byte.</summary>
    public string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes(FileText));

    private static byte[] Decoded(string? text)
    {
        var bytes = new byte[(text ?? "").Length];
        return Convert.TryFromBase64String(text ?? "", bytes, out var count) ? bytes[..count] : [];
    }

    private async Task<bool> MayAsync() => (await rights.AuthorizeAsync(User, Rights.ChangeSets)).Succeeded;

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Problem> problems)
    {
        Problems = problems;
        MayChange = await MayAsync();
        if (MayChange) Drafts = await drafts.OpenAsync(HttpContext.RequestAborted);
        ReadAll();
        if (problems.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
