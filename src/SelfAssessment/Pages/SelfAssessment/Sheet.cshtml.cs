using System.Globalization;
using System.Text.Json;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.SelfAssessment.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.SelfAssessment.Pages;

/// <summary>One sheet. Works as a plain form; where there is script, the offline client takes over.</summary>
[Authorize(Policy = Rights.SelfAssess)]
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest, ValueCountLimit = 4096)]
public sealed class SheetModel(SheetReader reader, SyncDesk desk, EvidenceDesk evidence, SheetTableDesk tables, TimeProvider clock) : PageModel
{
    private const long Largest = 64 * 1024 * 1024;

    /// <summary>What stood in the fields when the form was shown, by indicator.</summary>
    public sealed record Was(long Version, string Value);

    /// <summary>Id of the unit.</summary>
    [BindProperty(SupportsGet = true)] public string Unit { get; set; } = "";

    /// <summary>Id of the set.</summary>
    [BindProperty(SupportsGet = true, Name = "set")] public string SetId { get; set; } = "";

    /// <summary>Of which year.</summary>
    [BindProperty(SupportsGet = true)] public int Year { get; set; }

    /// <summary>The sheet; null when there is none.</summary>
    public SheetView? Sheet { get; private set; }

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Fields that another device changed meanwhile: what was typed here, and what stands.</summary>
    public Dictionary<string, (string Mine, FieldNow Theirs)> Conflicts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many changes the last form wrote; null when there was none.</summary>
    [FromQuery(Name = "saved")] public int? Saved { get; set; }

    /// <summary>What is said of the scanner.</summary>
    public Problem Scanning => evidence.Scanning;

    /// <summary>Of one file, megabytes.</summary>
    public long MostMegabytes => evidence.MostBytes >> 20;

    /// <summary>What is wrong in a table that was sent; then nothing of it was saved.</summary>
    public TakenSheet? Wrong { get; private set; }

    /// <summary>That table with the reasons beside its rows, as an address that carries it, and its name.</summary>
    public (string Address, string Name) WrongTable { get; private set; }

    /// <summary>What stood when it was shown.</summary>
    public string WasNow => JsonSerializer.Serialize(Sheet!.Rows.SelectMany(r => r.Fields).ToDictionary(f => f.Indicator, f => new Was(f.Version, f.Now?.Value ?? "")), LangSoJson.Compact);

    private SheetKey Key => new(new UnitId(Unit), SetId, Year);

    /// <summary>Opens the sheet.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync([], cancel);

    /// <summary>Gives the sheet out as a table in the form that offices fill in.</summary>
    public async Task<IActionResult> OnGetTableAsync(string? form, CancellationToken cancel)
    {
        if (form is not ("xlsx" or "csv") || !reader.Reaches(HttpContext.Caller(), Key.Unit)) return NotFound();
        var sheet = await reader.ReadAsync(Key, cancel);
        return sheet.Ok ? File(tables.Give(sheet.Value, form), TypeOf("." + form), string.Create(CultureInfo.InvariantCulture, $"phieu-{SetId}-{sheet.Value.Unit.Code}-{Year}.{form}")) : NotFound();
    }

    /// <summary>Takes such a table in, wholly or not at all.</summary>
    public async Task<IActionResult> OnPostTableAsync(IFormFile? table, CancellationToken cancel)
    {
        if (table is not { Length: > 0 }) return await ShowAsync([new Problem("table", "Chọn tệp Excel hoặc CSV đã điền.")], cancel);
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "langso-" + Guid.NewGuid().ToString("n"));
        try
        {
            await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write)) await table.CopyToAsync(to, cancel);
            var taken = await tables.TakeAsync(HttpContext.Caller(), Key, path, System.IO.Path.GetFileName(table.FileName), cancel);
            if (!taken.Ok) return await ShowAsync(taken.Problems, cancel);
            if (taken.Value.Faults.Count == 0) return SavedPage(taken.Value.Saved);
            Wrong = taken.Value;
            var (bytes, ending) = tables.Marked(path, taken.Value);
            WrongTable = ("data:" + TypeOf(ending) + ";base64," + Convert.ToBase64String(bytes), System.IO.Path.GetFileNameWithoutExtension(table.FileName) + "-ly-do" + ending);
            return await ShowAsync([], cancel);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>Saves what was typed and the files that were put to it.</summary>
    public async Task<IActionResult> OnPostAsync(string? was, CancellationToken cancel)
    {
        var before = JsonSerializer.Deserialize<Dictionary<string, Was>>(was ?? "{}", LangSoJson.Compact) ?? [];
        var (ops, typed, problems) = (new List<SyncOp>(), new Dictionary<string, string>(StringComparer.Ordinal), new List<Problem>());
        var form = await Request.ReadFormAsync(cancel);
        foreach (var (indicator, stood) in before)
        {
            if (!form.TryGetValue("v." + indicator, out var given)) continue;
            var said = form["n." + indicator] == "1" ? Criteria.Indicator.NotApplicable : given.ToString().Trim();
            var value = said is "yes" or "no" or Criteria.Indicator.NotApplicable or "" ? said : SheetWords.Number(said) ?? said;
            if (value == stood.Value) continue;
            typed[indicator] = given.ToString();
            ops.Add(Op(value.Length == 0 ? SyncOp.Delete : stood.Version == 0 ? SyncOp.Create : SyncOp.Edit, indicator, ops.Count) with { Value = value.Length == 0 ? null : value, Base = stood.Version });
        }
        foreach (var file in form.Files.Where(f => f.Name.StartsWith("f.", StringComparison.Ordinal) && f.Length > 0))
        {
            var name = VnText.Clean(System.IO.Path.GetFileName(file.FileName));
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            var kept = await evidence.KeepAsync(bytes.ToArray(), name, User.UserName(), cancel);
            if (kept.Ok) ops.Add(Op(SyncOp.EvidenceAdd, file.Name[2..], ops.Count) with { Sha256 = kept.Value, Name = name[..Math.Min(200, name.Length)], Bytes = file.Length });
            else problems.AddRange(kept.Problems);
        }
        return await DoAsync(ops, typed, problems, cancel);
    }

    /// <summary>Takes a file away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? file, CancellationToken cancel)
    {
        if (file?.Split('/') is not [var indicator, var hash]) return await ShowAsync([], cancel);
        return await DoAsync([Op(SyncOp.EvidenceRemove, indicator, 0) with { Sha256 = hash }], [], [], cancel);
    }

    /// <summary>Hands the sheet in as it was shown.</summary>
    public async Task<IActionResult> OnPostHandInAsync(long seen, string? form, CancellationToken cancel) =>
        await DoAsync([Op(SyncOp.Submit, "", 0) with { Seen = seen, Form = form }], [], [], cancel);

    private SyncOp Op(string kind, string indicator, int at) =>
        new(Guid.NewGuid().ToString("n"), kind, Unit, SetId, Year, indicator, N: clock.GetUtcNow().ToUnixTimeMilliseconds() * 100 + at, At: clock.GetUtcNow());

    private async Task<IActionResult> DoAsync(List<SyncOp> ops, Dictionary<string, string> typed, List<Problem> problems, CancellationToken cancel)
    {
        // The page without script is one device for each person: its changes follow each other by the server's own clock.
        var results = await desk.ApplyAsync(HttpContext.Caller(), "page-form-of-a-person", ops, cancel);
        var done = 0;
        foreach (var (op, result) in ops.Zip(results))
        {
            if (result is { Outcome: SyncOutcome.Hard, Theirs: { } theirs } && op.Indicator.Length > 0) Conflicts[op.Indicator] = (typed.GetValueOrDefault(op.Indicator, op.Value ?? ""), theirs);
            else if (result.Outcome is SyncOutcome.Rejected or SyncOutcome.Hard) problems.Add(result.Reason!);
            else done++;
        }
        if (Conflicts.Count == 0 && problems.Count == 0)
            return SavedPage(done);
        return await ShowAsync(problems, cancel);
    }

    private LocalRedirectResult SavedPage(int count) =>
        LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/self-assessment/{Uri.EscapeDataString(Unit)}/{Uri.EscapeDataString(SetId)}/{Year}?saved={count}"));

    private static string TypeOf(string ending) => ending == ".xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv";

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (!reader.Reaches(HttpContext.Caller(), Key.Unit)) return NotFound();
        var sheet = await reader.ReadAsync(Key, cancel);
        Problems = sheet.Ok ? problems : [.. problems, .. sheet.Problems];
        if (sheet.Ok) Sheet = sheet.Value;
        if (Problems.Count > 0 || Conflicts.Count > 0 || Wrong is not null) Response.StatusCode = sheet.Ok ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound;
        return Page();
    }
}
