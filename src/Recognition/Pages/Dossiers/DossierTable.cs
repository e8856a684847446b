using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>Lines of dossiers as a page shows them. Partial <c>_Lines</c>.</summary>
/// <param name="Stretch">The lines.</param>
/// <param name="Now">Units, titles, procedures and today.</param>
/// <param name="Next">The address of the next stretch, or null.</param>
/// <param name="First">The address of the first stretch when this is not it, or null.</param>
/// <param name="Choose">True when lines can be chosen for a bulk deed.</param>
public sealed record DossierTable(DossierStretch Stretch, Circumstances Now, string? Next, string? First, bool Choose = false)
{
    /// <summary>"đạt chuẩn nông thôn mới nâng cao", with its field.</summary>
    public string TitleOf(DossierLine line) => TitleOf(Now, line.Title, line.Field, line.Year);

    /// <summary>The step's name, or empty once finished.</summary>
    public string StepOf(DossierLine line) => Now.Shelf.Find(line.Template).Step(line.Step)?.Name ?? "";

    /// <summary>Working days until the deadline: negative when late; null without one.</summary>
    public int? DaysLeft(DossierLine line) => line.Due is { } due && Now.Shelf.Calendar.Count(Now.Today, due) is { Ok: true } days ? days.Value : null;

    /// <summary>A title's name with its field.</summary>
    public static string TitleOf(Circumstances now, string title, string field, int year)
    {
        var name = now.Titles.Find(title, new DateOnly(year, 12, 31))?.Name.Vi ?? title;
        return now.Titles.Field(field) is { } named ? name + ", " + named.Name.Vi : name;
    }
}
