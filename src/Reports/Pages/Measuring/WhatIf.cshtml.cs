using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>What if another set judged the values of a day: who would hold, who would fall, by how much.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class WhatIfModel(Figures figures, Assessor assessor, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    private const int Size = 25;

    /// <summary>The set applied instead.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }

    /// <summary>hold, fall, unclear or rise; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The set applied instead.</summary>
    public CriteriaSet? Other { get; private set; }

    /// <summary>What came of it; null when there is nothing to compare.</summary>
    public WhatIf? Result { get; private set; }

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<WhatIfUnit> Rows { get; private set; } = [];

    /// <summary>All that the narrowing leaves.</summary>
    public IReadOnlyList<WhatIfUnit> Found { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Opens the page.</summary>
    public IActionResult OnGet()
    {
        if (!ReadAll(("to", To), ("show", Show))) return NotFound();
        Other = To is { Length: > 0 } ? Judged.Shelf.Sets.GetValueOrDefault(To) : Sets.FirstOrDefault(s => s != Set && s.Level == "period-2026") ?? Sets.FirstOrDefault(s => s != Set);
        if (To is { Length: > 0 } && Other is null) return NotFound();
        if (Set is not { } set || Version is null || Other is null) return Page();
        Result = Judged.Compare(set.Id, Other.Id, null, AsOf).Value;
        var found = Result.Units.Where(u => Fits(u, Show)).OrderBy(u => u.Falls ? 0 : u.Unclear ? 1 : u.Rises ? 2 : u.Holds ? 3 : 4)
            .ThenBy(u => u.Then.Failing + u.Then.Unknown).ThenBy(u => u.Unit.Name, VnText.Order).ToList();
        Found = found;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (found.Count + Size - 1) / Size));
        Rows = [.. found.Skip((PageNumber - 1) * Size).Take(Size)];
        Pager = new Pager(PageNumber, Size, found.Count, n => Link(Show) + "&page=" + n.ToString(VnText.Culture));
        return Page();
    }

    /// <summary>The comparison as a table.</summary>
    public IActionResult OnGetTable(string? form) => OnGet() is not PageResult || Result is null ? NotFound() : TableFile(CriteriaTables.Of(this), "thu-" + Set!.Id + "-" + Other!.Id, form);

    /// <summary>The address of the same comparison narrowed.</summary>
    public string Link(string? show) => "/criteria/what-if" + SetQuery + "&to=" + Other?.Id + (show is { Length: > 0 } ? "&show=" + show : "");

    /// <summary>Where a unit is judged by the other set, down to its facts.</summary>
    public string TriedLink(UnitId unit) => "/criteria/what-if/units/" + unit + SetQuery + "&to=" + Other?.Id;

    /// <summary>How many units.</summary>
    public int Count(string show) => Result?.Units.Count(u => Fits(u, show)) ?? 0;

    /// <summary>What would become of a unit, in words.</summary>
    public static string Words(WhatIfUnit unit) => (unit.Holds, unit.Falls, unit.Unclear, unit.Rises) switch
    {
        (true, _, _, _) => "vẫn đạt",
        (_, true, _, _) => "không còn đạt",
        (_, _, true, _) => "chưa đủ số liệu để biết",
        (_, _, _, true) => "sẽ đạt thêm",
        _ => "không đạt cả hai",
    };

    /// <summary>Its style.</summary>
    public static string Style(WhatIfUnit unit) => unit.Holds || unit.Rises ? "vd v-ok" : unit.Falls ? "vd v-no" : unit.Unclear ? "vd v-none" : "vd v-na";

    private static bool Fits(WhatIfUnit unit, string? show) => show switch
    {
        "hold" => unit.Holds,
        "fall" => unit.Falls,
        "unclear" => unit.Unclear,
        "rise" => unit.Rises,
        "now" => unit.Now.Title == Verdict.Met,
        _ => true,
    };
}
