using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>Up to six communes side by side.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class CompareModel(Figures figures, Assessor assessor, TimeProvider clock, IText text) : CriteriaPage(figures, assessor, clock, text)
{
    private const int Most = 6, Offered = 12;

    /// <summary>The units, by id or code, with commas between them.</summary>
    [BindProperty(SupportsGet = true)] public string? Units { get; set; }

    /// <summary>Part of a name of one to add.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>The chosen ones, in their order.</summary>
    public IReadOnlyList<(UnitVersion Unit, UnitAssessment Result)> Chosen { get; private set; } = [];

    /// <summary>Those that may be added.</summary>
    public IReadOnlyList<UnitVersion> Found { get; private set; } = [];

    /// <summary>Words of the address that are no unit of the day, or one that the set does not ask.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <summary>True when no further one fits in.</summary>
    public bool Full => Chosen.Count >= Most;

    /// <summary>Opens the comparison.</summary>
    public IActionResult OnGet()
    {
        if (!ReadAll(("units", Units))) return NotFound();
        if (Set is not { } set || Version is null) return Page();
        var (chosen, unknown) = (new List<(UnitVersion, UnitAssessment)>(), new List<string>());
        foreach (var word in (Units ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            var unit = Book.Units.Find(new UnitId(word), AsOf) ?? Book.Units.ByCode(word, AsOf);
            if (unit is null || Judged.Assess(set.Id, unit.Unit, AsOf) is not { Ok: true } result) unknown.Add(word);
            else if (chosen.Count < Most) chosen.Add((unit, result.Value));
        }
        (Chosen, Unknown) = (chosen, unknown);
        var wanted = VnText.Fold(Q?.Trim());
        if (wanted.Length > 0)
            Found = [.. Book.Units.InForce(AsOf).Where(u => set.Kinds.Contains(u.Kind) && (VnText.Fold(u.FullName).Contains(wanted, StringComparison.Ordinal) || u.Code == wanted) && chosen.TrueForAll(c => c.Item1.Unit != u.Unit))
                .OrderBy(u => u.Name, VnText.Order).Take(Offered)];
        return Page();
    }

    /// <summary>The comparison as a table.</summary>
    public IActionResult OnGetTable(string? form) => OnGet() is not PageResult || Chosen.Count == 0 ? NotFound() : TableFile(CriteriaTables.Of(this), "so-sanh-" + Set!.Id, form);

    /// <summary>The address with one unit more.</summary>
    public string With(UnitId unit) => Link(Chosen.Select(c => c.Unit.Unit).Append(unit));

    /// <summary>The address with one unit less.</summary>
    public string Without(UnitId unit) => Link(Chosen.Select(c => c.Unit.Unit).Where(u => u != unit));

    private string Link(IEnumerable<UnitId> units) => "/criteria/compare" + SetQuery + "&units=" + string.Join(',', units);
}
