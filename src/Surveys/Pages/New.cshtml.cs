using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Surveys.Pages;

/// <summary>Opens a survey: which commune, then how many households in each hamlet.</summary>
[Authorize(Policy = Rights.RunSurveys)]
public sealed class NewModel(SurveyDesk desk, SurveyTemplates templates, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    private const int MostLines = 20_000;

    /// <summary>The commune.</summary>
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    /// <summary>The template.</summary>
    [BindProperty] public string? Template { get; set; }

    /// <summary>Which turn: "2026".</summary>
    [BindProperty] public string? Period { get; set; }

    /// <summary>Households by hamlet id, as typed.</summary>
    [BindProperty] public Dictionary<string, string?> Households { get; set; } = [];

    /// <summary>A list with one household a line, hamlet first; only counted, never kept.</summary>
    [BindProperty] public string? List { get; set; }

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The communes in which the caller runs surveys.</summary>
    public IReadOnlyList<UnitVersion> Communes { get; private set; } = [];

    /// <summary>The hamlets of the chosen commune.</summary>
    public IReadOnlyList<UnitVersion> Hamlets { get; private set; } = [];

    /// <summary>The templates of today.</summary>
    public IReadOnlyList<SurveyTemplate> Templates => [.. templates.On(clock.Today())];

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
        Period = clock.Today().Year.ToString(VnText.Culture);
        Read();
    }

    /// <summary>Counts a list into the fields, to be looked at before opening.</summary>
    public IActionResult OnPostCount()
    {
        Read();
        var lines = (List ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > MostLines) return Refuse(new Problem("list", "Danh sách nhiều nhất {0} dòng.", VnText.Number(MostLines)));
        var byName = Hamlets.SelectMany(h => new[] { (Name: VnText.Fold(h.Name), h.Unit), (Name: VnText.Fold(h.FullName), h.Unit) }).DistinctBy(h => h.Name).ToDictionary(h => h.Name, h => h.Unit, StringComparer.Ordinal);
        var counts = new Dictionary<UnitId, int>();
        for (var n = 0; n < lines.Length; n++)
        {
            var name = VnText.Fold(VnText.Clean(lines[n].Split(['\t', ';', ','], 2)[0]));
            if (!byName.TryGetValue(name, out var hamlet)) return Refuse(new Problem("list", "Dòng {0}: không có xóm “{1}” ở xã này.", n + 1, lines[n].Split(['\t', ';', ','], 2)[0]));
            counts[hamlet] = counts.GetValueOrDefault(hamlet) + 1;
        }
        foreach (var (hamlet, count) in counts) Households[hamlet.Value] = count.ToString(VnText.Culture);
        // The list itself is let go: names are not needed.
        List = null;
        ModelState.Clear();
        return Page();
    }

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Read();
        if (Communes.All(c => c.Unit.Value != Unit)) return Refuse(new Problem("unit", "Chọn xã."));
        var households = Hamlets.ToDictionary(h => h.Unit, h => int.TryParse((Households.GetValueOrDefault(h.Unit.Value) ?? "").Replace(".", "", StringComparison.Ordinal).Trim(), out var count) ? count : 0);
        var opened = await desk.OpenAsync(Template ?? "", new UnitId(Unit!), Period ?? "", households, User.UserName(), cancel);
        return opened.Ok ? LocalRedirect("/surveys/" + opened.Value) : Refuse([.. opened.Problems]);
    }

    private PageResult Refuse(params Problem[] problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Read()
    {
        var (units, today) = (gazetteers.Current, new AsOf(clock.Today(), clock.Today()));
        var kinds = Templates.SelectMany(t => t.Kinds).ToHashSet(StringComparer.Ordinal);
        Communes = [.. User.AreasFor(Rights.RunSurveys).SelectMany(a => units.Under(a, today).Prepend(units.Find(a, today)!)).OfType<UnitVersion>()
            .Where(v => kinds.Contains(v.Kind)).DistinctBy(v => v.Unit).OrderBy(v => v.Name, VnText.Order)];
        if (string.IsNullOrEmpty(Unit) && Communes is [var only]) Unit = only.Unit.Value;
        Hamlets = Communes.Any(c => c.Unit.Value == Unit) ? desk.Hamlets(new UnitId(Unit!)) : [];
        Template ??= Templates is [var one, ..] ? one.Id : null;
    }
}
