using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Surveys;

/// <summary>One thing that people are asked.</summary>
/// <param name="Id">"1" … as on the paper form.</param>
/// <param name="Name">A few words for tables.</param>
/// <param name="Question">The question as it stands on the slip.</param>
public sealed record SurveyContent(string Id, string Name, string Question);

/// <summary>A kind of survey as data: who is asked, what, and what suffices.</summary>
/// <param name="Id">"commune-2021".</param>
/// <param name="Name">Vietnamese.</param>
/// <param name="Basis">The guidance or decision on which it rests.</param>
/// <param name="From">First day on which such a survey is opened.</param>
/// <param name="To">First day after, or null.</param>
/// <param name="Kinds">Only units of these kinds are asked: "xã".</param>
/// <param name="Days">Working days from opening to closing.</param>
/// <param name="AskedAtLeast">Percent of all households that must have answered.</param>
/// <param name="OverallAtLeast">Percent of those that must be satisfied with <paramref name="Overall"/>.</param>
/// <param name="EachAtLeast">Percent of those that must be satisfied with each other content.</param>
/// <param name="Overall">Id of the content whose rate a dossier needs.</param>
/// <param name="Indicator">The fact that a published result becomes.</param>
/// <param name="Sample">True when a part of it is not sourced; the note says which.</param>
/// <param name="Note">Which part, or empty.</param>
/// <param name="Contents">In their order.</param>
public sealed record SurveyTemplate(
    string Id, string Name, string Basis, DateOnly From, DateOnly? To, IReadOnlyList<string> Kinds, int Days, decimal AskedAtLeast,
    decimal OverallAtLeast, decimal EachAtLeast, string Overall, string Indicator, bool Sample, string Note, IReadOnlyList<SurveyContent> Contents)
{
    /// <summary>What is wrong with it, or null.</summary>
    internal Problem? Fault(string file) =>
        Contents.Count == 0 || Contents.Select(c => c.Id).Distinct().Count() < Contents.Count || Contents.All(c => c.Id != Overall)
            ? new Problem(file, "{0}: nội dung trùng số hoặc thiếu nội dung chung.", file)
            : Days < 1 || new[] { AskedAtLeast, OverallAtLeast, EachAtLeast }.Any(p => p is < 0 or > 100) ? new Problem(file, "{0}: mức phải từ 0 đến 100, số ngày từ 1.", file)
            : Sample && Note.Length == 0 ? new Problem(file, "{0}: mẫu minh họa phải nói phần nào là minh họa.", file) : null;
}

/// <summary>The templates that are shipped, read once.</summary>
public sealed class SurveyTemplates(string folder)
{
    private readonly Lazy<Outcome<IReadOnlyList<SurveyTemplate>>> _read = new(() => Read(folder));

    /// <summary>All of them, or what is wrong with a file.</summary>
    public Outcome<IReadOnlyList<SurveyTemplate>> All => _read.Value;

    /// <summary>One by its id, or null.</summary>
    public SurveyTemplate? Find(string id) => All.Ok ? All.Value.FirstOrDefault(t => t.Id == id) : null;

    /// <summary>Those by which a survey can be opened on that day.</summary>
    public IEnumerable<SurveyTemplate> On(DateOnly day) => All.Ok ? All.Value.Where(t => t.From <= day && (t.To is null || day < t.To)) : [];

    private static Outcome<IReadOnlyList<SurveyTemplate>> Read(string folder)
    {
        if (!Directory.Exists(folder)) return new Problem("surveys", "Thiếu thư mục mẫu khảo sát.");
        var templates = new List<SurveyTemplate>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal))
        {
            var read = JsonData.Read<SurveyTemplate>(folder, file);
            if (!read.Ok) return read.Problems.ToList();
            if (read.Value.Fault(file) is { } fault) return fault;
            templates.Add(read.Value);
        }
        return templates;
    }
}
