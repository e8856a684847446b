namespace LangSo.Recognition;

/// <summary>Holds a title at least as high as this one, in this field when one is named.</summary>
public sealed record HoldingRule(string Title, string? Field);

/// <summary>Has a fact of this indicator that is yes, or at least this number.</summary>
public sealed record FactRule(string Indicator, bool? IsYes, decimal? AtLeast);

/// <summary>A set of units, described.</summary>
/// <param name="Kinds">Which kinds are in it.</param>
/// <param name="Holding">Only those that hold a title, or null.</param>
/// <param name="Fact">Only those with a fact, or null.</param>
/// <param name="Scope">
/// <c>in-force</c>: the units of the day asked about. <c>history</c>: the units as they were when the fact came to hold, for
/// what happened once and stays counted; needs a fact.
/// </param>
public sealed record UnitSet(IReadOnlyList<string> Kinds, HoldingRule? Holding, FactRule? Fact, string Scope);

/// <summary>A measure as data: what is counted, over what, in whose words, on which kind of evidence.</summary>
/// <param name="Id">"advanced".</param>
/// <param name="Name">What people call it.</param>
/// <param name="Short">The same on a tile: a few words.</param>
/// <param name="Numerator">The units counted.</param>
/// <param name="Sum">The indicator whose values are added up over them; null counts the units themselves.</param>
/// <param name="Denominator">Over which units, or null for a bare count.</param>
/// <param name="NumeratorIs">The numerator in words.</param>
/// <param name="DenominatorIs">The denominator in words; null for a bare count.</param>
/// <param name="Evidence">decision, device, list, typed or import.</param>
public sealed record MeasureDefinition(
    string Id, Words Name, Words Short, UnitSet Numerator, string? Sum, UnitSet? Denominator, Words NumeratorIs, Words? DenominatorIs, string Evidence)
{
    private static readonly string[] EvidenceKinds = ["decision", "device", "list", "typed", "import"];

    /// <summary>What is wrong with it; a rate over another kind of unit than it counts is refused here.</summary>
    internal IEnumerable<string> Faults(TitleCatalog titles)
    {
        foreach (var set in (UnitSet?[])[Numerator, Denominator])
        {
            if (set is null) continue;
            if (set.Scope is not ("in-force" or "history")) yield return $"{Id}: scope phải là in-force hoặc history.";
            if (set.Scope == "history" && set.Fact is null) yield return $"{Id}: scope history cần một chỉ tiêu (fact).";
            if (set.Holding is { } rule && titles.Ladders.SelectMany(l => l.Titles).All(t => t.Id != rule.Title)) yield return $"{Id}: không có danh hiệu {rule.Title}.";
            if (set.Holding?.Field is { } field && titles.Field(field) is null) yield return $"{Id}: không có lĩnh vực {field}.";
        }
        if (Denominator is not null && !Denominator.Kinds.ToHashSet().SetEquals(Numerator.Kinds))
            yield return $"{Id}: tử số đếm {string.Join(", ", Numerator.Kinds)}, mẫu số đếm {string.Join(", ", Denominator.Kinds)}; không lập được tỷ lệ.";
        if (Denominator is null != DenominatorIs is null) yield return $"{Id}: denominator và denominatorIs phải cùng có hoặc cùng không.";
        if (Denominator is not null && Sum is not null) yield return $"{Id}: tổng (sum) không có mẫu số.";
        if (!EvidenceKinds.Contains(Evidence)) yield return $"{Id}: evidence phải là một trong: {string.Join(", ", EvidenceKinds)}.";
    }
}
