using System.Text.Json.Serialization;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;

namespace LangSo.SelfAssessment;

/// <summary>
/// What the ledger keeps of changes of a sheet: every value with the days for which it is said, and every file, so that a row that is altered
/// later no longer agrees with it.
/// </summary>
internal sealed class SheetAct(SheetKey sheet)
{
    public const string Name = "self-assessed";

    public string Subject => sheet.Unit.Value + "/" + sheet.Set + "/" + sheet.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public HashSet<string> Indicators { get; } = new(StringComparer.Ordinal);

    public List<EvidenceRow> Evidence { get; } = [];

    public List<SheetFile> Tables { get; } = [];

    /// <summary>The body.</summary>
    public Body With(IEnumerable<Fact> facts) => new(
        sheet.Unit.Value, sheet.Year,
        [.. facts.Select(f => new SaidValue(f.Indicator, f.Value, f.From, f.To))],
        [.. Evidence.Select(e => new SaidFile(e.Indicator, e.Sha256, e.Name, e.Added))], Tables.Count == 0 ? null : Tables);

    internal sealed record Body(
        string Unit, int Year, IReadOnlyList<SaidValue> Values, IReadOnlyList<SaidFile> Files,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SheetFile>? Tables = null);

    internal sealed record SaidValue(string Indicator, string Value, DateOnly From, DateOnly? To);

    internal sealed record SaidFile(string Indicator, string Sha256, string Name, bool Added);
}

/// <summary>A table from which values of a sheet came.</summary>
/// <param name="Name">As its sender called it.</param>
/// <param name="Sha256">Of its bytes.</param>
internal sealed record SheetFile(string Name, string Sha256);
