using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition.Procedure;

/// <summary>Who asks for something to be done, with the rights they hold today.</summary>
/// <param name="Grants">Each right with the unit for which, and below which, it holds.</param>
public sealed record Asker(string User, string Name, IReadOnlyList<(string Right, UnitId Unit)> Grants)
{
    /// <summary>The unit for which they may do something at a desk, or null: the grant is for that very unit, never for one above.</summary>
    public UnitId? ScopeFor(string right, UnitId desk) => Grants.Any(g => g.Right == right && g.Unit == desk) ? desk : null;

    /// <summary>What is done by a rule.</summary>
    public static Asker Rule { get; } = new("langso", "Làng Số", []);
}

/// <summary>
/// Everything besides the dossier that an act depends on, as it is at the moment of the act. Gathered by the shell; the engine only reads it.
/// </summary>
public sealed record Circumstances
{
    /// <summary>Today in Viet Nam.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Now, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>Procedures and the calendar.</summary>
    public required ProcedureShelf Shelf { get; init; }

    /// <summary>The units.</summary>
    public required Gazetteer Units { get; init; }

    /// <summary>The titles.</summary>
    public required TitleCatalog Titles { get; init; }

    /// <summary>What the unit's sheet shows now, or null when there is none.</summary>
    public SheetContent? Sheet { get; init; }

    /// <summary>Why there is no sheet, or null.</summary>
    public Problem? NoSheet { get; init; }

    /// <summary>The facts that conditions read, by indicator.</summary>
    public IReadOnlyDictionary<string, Fact> Facts { get; init; } = new Dictionary<string, Fact>();

    /// <summary>Days on which one of the dossier's bulletins was really broadcast in the unit.</summary>
    public IReadOnlyList<DateOnly> Broadcast { get; init; } = [];

    /// <summary>The unit's titles today.</summary>
    public IReadOnlyList<Holding> Held { get; init; } = [];

    /// <summary>How the unit stands by the revocation rule of the set that judges, or null when no rule or no data.</summary>
    public UnitAssessment? Watched { get; init; }

    /// <summary>What CV 5424 suggests for a merged unit, or null.</summary>
    public Suggestion? Suggestion { get; init; }

    /// <summary>The digest of what the sheet shows now, or null.</summary>
    public string? Digest => _digest ??= Sheet is null ? null : SheetDigest.Of(Sheet);

    private string? _digest;

    /// <summary>The unit at whose desk a step of a unit's dossier is done, or null when that level is no more.</summary>
    public UnitVersion? DeskOf(StepTemplate step, UnitId unit) =>
        Units.Chain(unit, new AsOf(Today, Today)).FirstOrDefault(v => Units.LevelOf(v) == step.Level);

    /// <summary>What the dossier calls a unit.</summary>
    public string NameOf(UnitId unit) => Units.Find(unit, new AsOf(Today, Today))?.FullName ?? (Units.Life(unit) is [.., var last] ? last.FullName : unit.Value);
}
