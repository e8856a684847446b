using System.Text;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.People;

/// <summary>Who held which right when, and who did what.</summary>
[Authorize(Policy = Rights.AuditAccess)]
public sealed class AuditModel(IServiceProvider services, Gazetteers gazetteers, TimeProvider clock, IText text) : PageModel
{
    private const int Size = 50;

    private readonly AccessAudit _audit = services.GetRequiredService<AccessAudit>();

    /// <summary>"held" for rights, "done" for deeds.</summary>
    [BindProperty(SupportsGet = true)] public string View { get; set; } = "held";

    /// <summary>Part of a person's name.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Only at this unit or below.</summary>
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    /// <summary>First day.</summary>
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    /// <summary>Last day.</summary>
    [BindProperty(SupportsGet = true)] public string? Until { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>The units that the filter offers.</summary>
    public IReadOnlyList<(string Value, string Words)> Units => UnitChoice.Offered(gazetteers.Current, User.AreasFor(Rights.AuditAccess), Today);

    /// <summary>The address of the same question with another view.</summary>
    public string Query => $"q={Uri.EscapeDataString(Q ?? "")}&unit={Uri.EscapeDataString(Unit ?? "")}&from={Uri.EscapeDataString(From ?? "")}&until={Uri.EscapeDataString(Until ?? "")}";

    internal IReadOnlyList<HeldRow> Held { get; private set; } = [];

    internal IReadOnlyList<DoneRow> Done { get; private set; } = [];

    private AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>Opens it.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        var question = Question();
        PageNumber = Math.Max(1, PageNumber);
        int total;
        if (View == "done") (total, Done) = await _audit.DoneAsync(question, PageNumber, Size, cancel);
        else
        {
            var all = await _audit.HeldAsync(question, cancel);
            (total, Held) = (all.Count, [.. all.Skip((PageNumber - 1) * Size).Take(Size)]);
        }
        Pager = new Pager(PageNumber, Size, total, n => $"/people/audit?view={(View == "done" ? "done" : "held")}&page={n}&{Query}");
    }

    /// <summary>The whole answer as CSV for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancel)
    {
        var question = Question();
        var csv = new StringBuilder("\uFEFF");
        if (View == "done")
        {
            Line(csv, text["Mục"], text["Lúc"], text["Tài khoản"], text["Ai"], text["Thay mặt"], text["Việc"], text["Về"]);
            foreach (var row in (await _audit.DoneAsync(question, 1, 0, cancel)).Rows)
                Line(csv, row.Row.Number.ToString(VnText.Culture), VnTime.Moment(row.Row.At), row.Row.Actor, row.Name, row.InPlaceOf ?? "", text[LedgerModel.Words(row.Row.Act)], row.Row.Subject);
        }
        else
        {
            Line(csv, text["Tài khoản"], text["Người"], text["Vai trò"], text["Đơn vị"], text["Từ ngày"], text["Đến hết ngày"], text["Thay mặt"], text["Người giao"], text["Người cho thôi"]);
            foreach (var (grant, name, unit) in await _audit.HeldAsync(question, cancel))
                Line(csv, grant.UserName, name, text[RoleWords.Of(grant.Role)], unit, VnTime.Text(grant.From), grant.To is { } to ? VnTime.Text(to.AddDays(-1)) : "", grant.For ?? "", grant.GivenBy, grant.EndedBy ?? "");
        }
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", View == "done" ? "viec-da-lam.csv" : "quyen-da-giu.csv");
    }

    private AuditQuestion Question()
    {
        var (from, until) = (VnTime.ParseDay(From), VnTime.ParseDay(Until));
        Problems = [.. new[] { from is null && !string.IsNullOrWhiteSpace(From) ? VnTime.NoSuchDay("from", From) : null, until is null && !string.IsNullOrWhiteSpace(Until) ? VnTime.NoSuchDay("until", Until) : null }.OfType<Problem>()];
        return new AuditQuestion(User.AreasFor(Rights.AuditAccess), Q, string.IsNullOrEmpty(Unit) ? null : new UnitId(Unit), from, until);
    }

    private static void Line(StringBuilder csv, params string[] cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>Quoted; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Cell(string cell) => '"' + (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' ? "'" + cell : cell).Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
