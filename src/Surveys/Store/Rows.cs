using LangSo.Foundation;

namespace LangSo.Surveys.Store;

/// <summary>One survey of one unit.</summary>
internal sealed class SurveyRow
{
    /// <summary>Row number.</summary>
    public int Id { get; set; }

    /// <summary>The template's id.</summary>
    public required string Template { get; init; }

    /// <summary>Of which commune.</summary>
    public UnitId Unit { get; init; }

    /// <summary>"2026".</summary>
    public required string Period { get; init; }

    /// <summary>First day.</summary>
    public DateOnly Opened { get; init; }

    /// <summary>Last day by the rule.</summary>
    public DateOnly Deadline { get; init; }

    /// <summary>The day it was closed, or null.</summary>
    public DateOnly? Closed { get; set; }

    /// <summary>The day its result was published, or null.</summary>
    public DateOnly? Published { get; set; }
}

/// <summary>How many households a hamlet has.</summary>
internal sealed class QuotaRow
{
    public int SurveyId { get; init; }

    /// <summary>The hamlet, or the commune itself where it has none.</summary>
    public UnitId Hamlet { get; init; }

    /// <summary>All households.</summary>
    public int Households { get; set; }
}

/// <summary>A slip: a number that stands on the paper, and the hash of the token in its QR code. When it was used is not kept.</summary>
internal sealed class SlipRow
{
    public int SurveyId { get; init; }

    /// <summary>From 1 within the survey.</summary>
    public int Number { get; init; }

    public UnitId Hamlet { get; init; }

    /// <summary>SHA-256 of the token, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>open, used or void (replaced by a new one).</summary>
    public string State { get; set; } = Open;

    public const string Open = "open";
    public const string Used = "used";
    public const string Void = "void";
}

/// <summary>
/// How many slips of a hamlet said one thing of one content. Answers are kept only so, added up: no row belongs to a household, and nothing
/// leads from a slip to what it said.
/// </summary>
internal sealed class TallyRow
{
    public int SurveyId { get; init; }

    public UnitId Hamlet { get; init; }

    /// <summary>A content's id, or <see cref="Slips"/>.</summary>
    public required string Content { get; init; }

    /// <summary>satisfied, unsatisfied, blank; for slips online or paper.</summary>
    public required string Said { get; init; }

    public int Count { get; set; }

    /// <summary>Counts whole slips.</summary>
    public const string Slips = "*";

    public const string Online = "online";
    public const string Paper = "paper";
}
