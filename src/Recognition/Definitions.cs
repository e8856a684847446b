using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Recognition;

/// <summary>Titles and measures as the data files define them.</summary>
public sealed record Definitions(TitleCatalog Titles, IReadOnlyList<MeasureDefinition> Measures)
{
    private sealed record MeasureFile(IReadOnlyList<MeasureDefinition> Measures);

    /// <summary>Definitions of nothing.</summary>
    public static Definitions Empty { get; } = new(TitleCatalog.Empty, []);

    /// <summary>Reads <c>recognition/titles.json</c> and <c>recognition/measures.json</c> below <paramref name="dataFolder"/>.</summary>
    public static Outcome<Definitions> Read(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "recognition");
        var titles = JsonData.Read<TitleCatalog>(folder, "titles.json");
        var measures = JsonData.Read<MeasureFile>(folder, "measures.json");
        var problems = titles.Problems.Concat(measures.Problems).ToList();
        if (problems.Count > 0) return problems;
        problems.AddRange(measures.Value.Measures.SelectMany(m => m.Faults(titles.Value)).Select(f => new Problem("measures.json", "measures.json, {0}", f)));
        return problems.Count > 0 ? problems : new Definitions(titles.Value, measures.Value.Measures);
    }
}
