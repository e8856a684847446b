using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages;

/// <summary>The communes of a day, searched without marks, with what each holds.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class UnitsModel(Figures figures, TimeProvider clock, IText text) : FigurePage(figures, clock, text)
{
    private const int Size = 50;

    /// <summary>Part of a name or a code.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>A kind, or nothing for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Kind { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The units of this page, with the unit above and the colour step.</summary>
    public IReadOnlyList<(UnitVersion Unit, UnitVersion? Above, Shade? Shade, bool Sample)> Rows { get; private set; } = [];

    /// <summary>The kinds of the communes of the day.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>Units of other days whose name fits, when none of this day's does.</summary>
    public IReadOnlyList<UnitVersion> Former { get; private set; } = [];

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Opens the list.</summary>
    public void OnGet()
    {
        ReadDays();
        var communes = Book.Remember(("communes", AsOf), () => Book.Units.InForce(AsOf).Where(u => Book.Units.LevelOf(u.Kind) == "commune").OrderBy(u => u.Name, VnText.Order).ToList());
        Kinds = Book.Remember(("kinds", AsOf), () => Book.Units.InForce(AsOf).Where(u => Book.Units.LevelOf(u.Kind) == "commune").Select(u => u.Kind).Distinct().ToList());
        var wanted = VnText.Fold(Q?.Trim());
        bool Fits(UnitVersion u) => wanted.Length == 0 || VnText.Fold(u.FullName).Contains(wanted, StringComparison.Ordinal) || u.Code == wanted;
        var found = communes.Where(u => (Kind is null or "" || u.Kind == Kind) && Fits(u)).ToList();
        if (found.Count == 0 && wanted.Length > 0)
            Former = [.. Book.Units.Life(AsOf.KnownOn).Where(u => Book.Units.LevelOf(u.Kind) == "commune" && Fits(u)).DistinctBy(u => u.Unit).Take(8)];
        PageNumber = Math.Clamp(PageNumber, 1, Math.Max(1, (found.Count + Size - 1) / Size));
        Rows = [.. found.Skip((PageNumber - 1) * Size).Take(Size).Select(u => (u, u.Parent is { } up ? Book.Units.Find(up, AsOf) : null,
            Book.Decisions.ShadeOf(u.Unit, AsOf), Book.Decisions.At(AsOf).Of(u.Unit).Any(h => h.Decision.Sample)))];
        Pager = new Pager(PageNumber, Size, found.Count, n => $"/units{Query}&page={n}&q={Uri.EscapeDataString(Q ?? "")}&kind={Uri.EscapeDataString(Kind ?? "")}");
    }
}
