using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages;

/// <summary>A figure opened: the units counted, those not counted, and the row behind each.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class FigureModel(Figures figures, TimeProvider clock, IText text) : FigurePage(figures, clock, text)
{
    private const int Size = 50;

    /// <summary>The measure's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>"missing" shows the units not counted.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>Id of the province that is asked about; empty for the reader's own.</summary>
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    /// <summary>The provinces of the day.</summary>
    public IReadOnlyList<UnitVersion> Provinces { get; private set; } = [];

    /// <summary>The province whose units are counted; null while none is in force.</summary>
    public UnitVersion? Counted { get; private set; }

    /// <summary>The query that keeps days and province.</summary>
    public string Here => Query + (Area is { Length: > 0 } ? "&area=" + Area : "");

    /// <summary>The figure with all that stands behind it.</summary>
    public MeasureResult Result { get; private set; } = null!;

    /// <summary>True when the units not counted are shown.</summary>
    public bool Missing => Show == "missing";

    /// <summary>The rows of this page.</summary>
    public IReadOnlyList<EvidenceRow> Rows { get; private set; } = [];

    /// <summary>The units of this page that are not counted.</summary>
    public IReadOnlyList<UnitVersion> Units { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Opens the figure.</summary>
    public IActionResult OnGet()
    {
        ReadDays();
        var definition = Book.Definitions.Measures.FirstOrDefault(m => m.Id == Id);
        if (definition is null) return NotFound();
        Provinces = [.. Book.Units.Roots(AsOf).OrderBy(u => u.Name, VnText.Order)];
        Counted = Provinces.FirstOrDefault(u => u.Unit.Value == Area);
        // A province of another day is none of this one.
        if (Counted is null) (Counted, Area) = (Province, null);
        Bar = Bar with { Keep = [.. new[] { ("area", Area), ("show", Show) }.Where(k => k.Item2 is { Length: > 0 }).Select(k => (k.Item1, k.Item2!))] };
        Result = Book.Measure(definition, AsOf, Counted);
        var total = Missing ? Result.NotCounted.Count : Result.Evidence.Count;
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (total + Size - 1) / Size));
        var skip = (PageNumber - 1) * Size;
        if (Missing) Units = [.. Result.NotCounted.Skip(skip).Take(Size)];
        else Rows = [.. Result.Evidence.Skip(skip).Take(Size)];
        Pager = new Pager(PageNumber, Size, total, n => $"/figures/{Id}{Here}&page={n}" + (Missing ? "&show=missing" : ""));
        return Page();
    }

    /// <summary>True when only a part of a row is made up: its note says which.</summary>
    public static bool Partly(string note) => note.Length > 0 && !note.StartsWith("cả dòng", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of evidence, as an icon and in words.</summary>
    public static (string Icon, string Words) Evidence(string kind) => kind switch
    {
        "decision" => ("gavel", "Quyết định"),
        "device" => ("antenna", "Máy ghi nhận"),
        "list" => ("list-check", "Danh sách"),
        "import" => ("download", "Nhập tệp"),
        _ => ("keyboard", "Người nhập"),
    };
}
