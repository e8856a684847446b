using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Sheets.Pages;

/// <summary>Takes in an office's table: checked first, with what each column was taken for and what is wrong; written when the officer says so.</summary>
[Authorize(Policy = Rights.ImportFacts)]
[RequestSizeLimit(Largest + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest + 1024 * 1024)]
public sealed class ImportFactsModel(ImportJobs jobs, FactBooks books, TimeProvider clock) : PageModel
{
    /// <summary>Faults that the page shows; all are in the marked table.</summary>
    public const int Shown = 20;

    private const long Largest = 64 * 1024 * 1024;

    /// <summary>The job that is shown.</summary>
    public ImportJob? Job { get; private set; }

    /// <summary>What stood in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The indicators that a column can be given.</summary>
    public IEnumerable<Indicator> Indicators => books.Current.Indicators.Values.OrderBy(i => i.Name, VnText.Order);

    /// <summary>Opens the form, or a job.</summary>
    public IActionResult OnGet(string? job)
    {
        if (job is null) return Page();
        Job = jobs.Find(job, User.UserName());
        if (Job is null) Problems = [new Problem("job", "Không còn giữ lần nạp này. Chọn tệp và nạp lại.")];
        return Page();
    }

    /// <summary>Takes the file and begins to check it.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? source, string? asOf, CancellationToken cancel)
    {
        if (file is null || file.Length == 0) return Refuse(new Problem("file", "Chọn tệp .xlsx hoặc .csv."));
        if (file.Length > Largest) return Refuse(new Problem("file", "Tệp lớn hơn {0} MB.", Largest >> 20));
        if (VnText.Clean(source).Length == 0) return Refuse(new Problem("source", "Ghi nguồn của số liệu."));
        if (VnTime.ParseDay(asOf) is not { } day) return Refuse(VnTime.NoSuchDay("asOf", asOf));
        await using var content = file.OpenReadStream();
        var job = await jobs.BeginAsync(content, new ImportAsk("", System.IO.Path.GetFileName(file.FileName), VnText.Clean(source), day, clock.Today(), User.UserName(), null, User.AreasFor(Rights.ImportFacts)), cancel);
        return LocalRedirect("/facts/import?job=" + job.Id);
    }

    /// <summary>Checks again with what the officer says of the columns.</summary>
    public IActionResult OnPostCheck(string? job, string[] header, string[] target) => Again(job, header, target, write: false);

    /// <summary>Writes what was checked.</summary>
    public IActionResult OnPostWrite(string? job, string[] header, string[] target) => Again(job, header, target, write: true);

    /// <summary>Stops it.</summary>
    public IActionResult OnPostStop(string? job)
    {
        jobs.Find(job, User.UserName())?.Stop();
        return LocalRedirect("/facts/import?job=" + Uri.EscapeDataString(job ?? ""));
    }

    /// <summary>The table as it came, with the reasons beside its rows.</summary>
    public IActionResult OnGetMarked(string? job)
    {
        if (jobs.Find(job, User.UserName()) is not { Result: { Faults.Count: > 0 } result } found) return NotFound();
        var marked = new MemoryStream();
        var form = FaultMarks.Write(found.Ask.Path, result, marked);
        marked.Position = 0;
        return File(marked, form == ".xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv",
            System.IO.Path.GetFileNameWithoutExtension(found.Ask.Name) + " - lý do" + form);
    }

    /// <summary>What a role is called.</summary>
    public static string Words(ColumnRole role) => role switch
    {
        ColumnRole.Code => "Mã đơn vị",
        ColumnRole.Unit => "Tên đơn vị",
        ColumnRole.Day => "Ngày của số liệu",
        ColumnRole.Indicator => "Chỉ tiêu",
        ColumnRole.Value => "Giá trị",
        _ => "Không đọc",
    };

    private LocalRedirectResult Again(string? id, string[] header, string[] target, bool write)
    {
        if (jobs.Find(id, User.UserName()) is { } job)
            jobs.Again(job, header.Zip(target).Where(p => p.Second.Length > 0).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second), write);
        return LocalRedirect("/facts/import?job=" + Uri.EscapeDataString(id ?? ""));
    }

    private PageResult Refuse(Problem problem)
    {
        Problems = [problem];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
