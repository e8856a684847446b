using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.SelfAssessment;

/// <summary>One value that a sheet asks for.</summary>
/// <param name="Indicator">The indicator of facts.</param>
/// <param name="Label">"nam", "nữ", or empty.</param>
/// <param name="Now">What is in force, or null.</param>
/// <param name="Before">What was in force on the last day of the year before, or null.</param>
/// <param name="Version">Of the field; 0 when nobody typed it here.</param>
/// <param name="Typed">True when what is in force was typed on a sheet of this year.</param>
public sealed record SheetField(string Indicator, string Label, Fact? Now, Fact? Before, long Version, bool Typed);

/// <summary>One indicator of a sheet.</summary>
public sealed record SheetRow(IndicatorAssessment Asked, IReadOnlyList<SheetField> Fields, IReadOnlyList<ToldEvidence> Evidence)
{
    /// <summary>True when a value is missing, or the evidence that the set asks for.</summary>
    public bool Missing => Fields.Any(f => f.Now is null) || MissingEvidence;

    /// <summary>True when the set names evidence and there is none.</summary>
    public bool MissingEvidence => Asked.Indicator.Evidence.Length > 0 && Evidence.Count == 0 && Fields.All(f => f.Now?.Value != Indicator.NotApplicable);
}

/// <summary>A sheet as a person sees it.</summary>
/// <param name="Sheet">Which.</param>
/// <param name="Set">The set.</param>
/// <param name="Version">The version that asks.</param>
/// <param name="Unit">The unit as it is called on the day.</param>
/// <param name="Day">On which day it is judged.</param>
/// <param name="Result">What the unit meets.</param>
/// <param name="Criteria">With their rows, in order.</param>
/// <param name="Seen">The newest change of the sheet.</param>
/// <param name="Closed">Why it takes no changes, or null.</param>
/// <param name="HandedIn">When it was last handed in, by whom; null before.</param>
/// <param name="ChangedSince">True when something was changed after it was handed in.</param>
public sealed record SheetView(
    SheetKey Sheet, CriteriaSet Set, SetVersion Version, UnitVersion Unit, DateOnly Day, UnitAssessment Result,
    IReadOnlyList<(CriterionAssessment Criterion, IReadOnlyList<SheetRow> Rows)> Criteria, long Seen, Problem? Closed, FieldNow? HandedIn, bool ChangedSince)
{
    /// <summary>All rows.</summary>
    public IEnumerable<SheetRow> Rows => Criteria.SelectMany(c => c.Rows);

    /// <summary>How many have every value.</summary>
    public int Filled => Rows.Count(r => r.Fields.All(f => f.Now is not null));

    /// <summary>How many lack evidence that the set names.</summary>
    public int LackEvidence => Rows.Count(r => r.MissingEvidence);

    /// <summary>How many criteria are met, or need not be.</summary>
    public int Met => Criteria.Count(c => c.Criterion.Verdict is Verdict.Met or Verdict.NotApplicable or Verdict.Exempt);
}
