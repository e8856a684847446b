using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.SelfAssessment.Api;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.SelfAssessment.Pages;

/// <summary>The sheets of the caller's communes: how far each is, and what is missing.</summary>
[Authorize(Policy = Rights.SelfAssess)]
public sealed class SheetListModel(SheetReader reader) : PageModel
{
    /// <summary>Communes that are shown at once; more are found by name.</summary>
    public const int Most = 8;

    /// <summary>Part of a commune's name.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Of which year.</summary>
    [BindProperty(SupportsGet = true)] public int? Year { get; set; }

    /// <summary>Years to choose from.</summary>
    public IReadOnlyList<int> Years => reader.Years;

    /// <summary>How many communes the caller has.</summary>
    public int All { get; private set; }

    /// <summary>Those that are shown with their sheets.</summary>
    public IReadOnlyList<(UnitVersion Unit, IReadOnlyList<SheetView> Sheets)> Communes { get; private set; } = [];

    /// <summary>Opens the list.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        Year = Year is { } year && Years.Contains(year) ? year : Years[0];
        var mine = reader.Communes(HttpContext.Caller().Areas);
        All = mine.Count;
        var wanted = VnText.Fold(Q?.Trim());
        var shown = mine.Where(u => wanted.Length == 0 || VnText.Fold(u.FullName).Contains(wanted, StringComparison.Ordinal)).Take(Most).ToList();
        var made = new List<(UnitVersion, IReadOnlyList<SheetView>)>();
        foreach (var unit in shown)
        {
            var sheets = new List<SheetView>();
            foreach (var set in reader.SetsOf(unit, Year.Value))
                if (await reader.ReadAsync(new SheetKey(unit.Unit, set.Id, Year.Value), cancel) is { Ok: true } sheet) sheets.Add(sheet.Value);
            made.Add((unit, sheets));
        }
        Communes = made;
    }
}
