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

    /// <summary>What the caller sent before, newest first; read when no job is shown.</summary>
    public IReadOnlyList<ImportJob> Recent { get; private set; } = [];

    /// <summary>What was typed beside a file that was refused.</summary>
    public (string Source, string AsOf) Typed { get; private set; } = ("", "");

    /// <summary>What stood in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The indicators that a column can be given.</summary>
    public IEnumerable<Indicator> Indicators => books.Current.Indicators.Values.OrderBy(i => i.Name, VnText.Order);

    /// <summary>Opens the form, or a job.</summary>
    public async Task<IActionResult> OnGetAsync(string? job, CancellationToken cancel)
    {
        if (job is not null)
        {
            Job = await jobs.FindAsync(job, User.UserName(), cancel);
            if (Job is null) Problems = [new Problem("job", "Không còn giữ lần nạp này. Chọn tệp và nạp lại.")];
        }
        if (Job is null) Recent = await jobs.OfAsync(User.UserName(), cancel);
        return Page();
    }

    /// <summary>Takes the file and begins to check it.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? source, string? asOf, CancellationToken cancel)
    {
        Typed = (source ?? "", asOf ?? "");
        if (file is null || file.Length == 0) return await RefuseAsync(new Problem("file", "Chọn tệp .xlsx hoặc .csv."), cancel);
        if (file.Length > Largest) return await RefuseAsync(new Problem("file", "Tệp lớn hơn {0} MB.", Largest >> 20), cancel);
        if (VnText.Clean(source).Length is 0 or > 200) return await RefuseAsync(new Problem("source", "Ghi nguồn của số liệu, tối đa 200 chữ."), cancel);
        if (VnTime.ParseDay(asOf) is not { } day) return await RefuseAsync(VnTime.NoSuchDay("asOf", asOf), cancel);
        await using var content = file.OpenReadStream();
        var name = Path.GetFileName(file.FileName);
        var job = await jobs.BeginAsync(content, new ImportAsk("", name.Length <= 200 ? name : name[..200], VnText.Clean(source), day, clock.Today(), User.UserName(), null, User.AreasFor(Rights.ImportFacts)), cancel);
        return LocalRedirect("/facts/import?job=" + job);
    }

    /// <summary>Checks again with what the officer says of the columns.</summary>
    public Task<IActionResult> OnPostCheckAsync(string? job, string[] header, string[] target, CancellationToken cancel) => AgainAsync(job, header, target, write: false, cancel);

    /// <summary>Writes what was checked.</summary>
    public Task<IActionResult> OnPostWriteAsync(string? job, string[] header, string[] target, CancellationToken cancel) => AgainAsync(job, header, target, write: true, cancel);

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPostStopAsync(string? job, CancellationToken cancel)
    {
        await jobs.StopAsync(job ?? "", User.UserName(), cancel);
        return LocalRedirect("/facts/import?job=" + Uri.EscapeDataString(job ?? ""));
    }

    /// <summary>The table as it came, with the reasons beside its rows.</summary>
    public async Task<IActionResult> OnGetMarkedAsync(string? job, CancellationToken cancel)
    {
        if (await jobs.FindAsync(job, User.UserName(), cancel) is not { } found) return NotFound();
        var marked = new MemoryStream();
        if (await jobs.WriteMarkedAsync(found, marked, cancel) is not { } form) return NotFound();
        marked.Position = 0;
        return File(marked, form == ".xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv", Path.GetFileNameWithoutExtension(found.Name) + " - lý do" + form);
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

    /// <summary>How far an import is, in words.</summary>
    public static string Words(ImportState state) => state switch
    {
        ImportState.Checking => "đang kiểm",
        ImportState.Checked => "đã kiểm, chưa ghi",
        ImportState.Writing => "đang ghi",
        ImportState.Written => "đã ghi",
        ImportState.Stopped => "đã dừng, chưa ghi",
        ImportState.Cut => "bị ngắt, chưa ghi",
        _ => "không nạp được",
    };

    private async Task<IActionResult> AgainAsync(string? id, string[] header, string[] target, bool write, CancellationToken cancel)
    {
        var map = header.Zip(target).Where(p => p.Second.Length > 0).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);
        await jobs.AgainAsync(id ?? "", User.UserName(), map, write, cancel);
        return LocalRedirect("/facts/import?job=" + Uri.EscapeDataString(id ?? ""));
    }

    private async Task<IActionResult> RefuseAsync(Problem problem, CancellationToken cancel)
    {
        (Problems, Recent) = ([problem], await jobs.OfAsync(User.UserName(), cancel));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
