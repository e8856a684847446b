using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>One thing that the check of a draft names.</summary>
/// <param name="Part">The part of the draft that it is about, or empty for the whole.</param>
/// <param name="Item">"chỉ tiêu 17.1".</param>
/// <param name="Field">Its field, as the file calls it.</param>
/// <param name="Rule">What the field must be.</param>
public sealed record DraftFault(string Part, string Item, string Field, string Rule)
{
    /// <summary>Divides what a check found into what stands beside a field and what is about the whole.</summary>
    public static (IReadOnlyList<DraftFault> Faults, IReadOnlyList<Problem> Others) Of(SetDraftContent draft, IEnumerable<Problem> problems)
    {
        var (faults, others) = (new List<DraftFault>(), new List<Problem>());
        foreach (var problem in problems)
            if (problem is { Text: "{0}, {1}, {2}: {3}.", Args: [_, string item, string field, string rule] }) faults.Add(new DraftFault(PartOf(draft, item), item, field, rule));
            else others.Add(problem);
        return (faults, others);
    }

    /// <summary>The field of a form in which it is mended: "thresholds.from" is mended among the thresholds.</summary>
    public string FormField => Field.Split('.')[0];

    private static string PartOf(SetDraftContent draft, string item)
    {
        if (item == "bản " + draft.Head.Id || item == "lớp " + draft.Head.Id) return DraftParts.Head;
        if (item.StartsWith("tiêu chí ", StringComparison.Ordinal)) return draft.Criteria.FirstOrDefault(c => item == "tiêu chí " + c.Code)?.Part ?? "";
        return draft.Indicators.FirstOrDefault(i => item == "chỉ tiêu " + i.Indicator.Code).Indicator?.Part ?? "";
    }
}

/// <summary>One field of a draft's form. Partial <c>_Field</c>.</summary>
/// <param name="Name">As it is posted.</param>
/// <param name="Label">Above it.</param>
/// <param name="Value">What stands in it.</param>
/// <param name="Errors">What is wrong with it, in words.</param>
public sealed record DraftField(string Name, string Label, string? Value, IEnumerable<string> Errors)
{
    /// <summary>A sentence between label and field.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The most letters that it takes.</summary>
    public int Most { get; init; } = 500;

    /// <summary>True for several lines.</summary>
    public bool Long { get; init; }

    /// <summary>Distinguishes the same form of several parts on one page.</summary>
    public string Of { get; init; } = "";

    /// <summary>Id of the field.</summary>
    public string Id => (Of.Length > 0 ? Of + "-" : "") + Name;
}

/// <summary>What stands in a form differs from what somebody saved meanwhile.</summary>
/// <param name="By">Who saved it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Gone">True when they took the part out.</param>
/// <param name="Fields">Each field that differs: what is saved, and what was typed.</param>
public sealed record DraftConflict(string By, DateTime At, bool Gone, IReadOnlyList<(string Field, string Theirs, string Mine)> Fields)
{
    /// <summary>The fields in which two states of a part differ.</summary>
    public static IReadOnlyList<(string, string, string)> Between(IReadOnlyList<(string Field, string Value)> theirs, IReadOnlyList<(string Field, string Value)> mine) =>
        [.. mine.Select(m => (m.Field, theirs.FirstOrDefault(t => t.Field == m.Field).Value ?? "", m.Value)).Where(d => d.Item2 != d.Value)];
}
