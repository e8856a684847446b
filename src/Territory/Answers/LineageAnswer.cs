using System.Globalization;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Territory.Answers;

/// <summary>A unit before or after a change; the JSON names are a contract.</summary>
/// <param name="Extent">full when all of the older unit went there, else partial.</param>
/// <param name="On">The day of the change.</param>
/// <param name="Instrument">The legal document and clause.</param>
public sealed record LineageLine(
    string Code, string Kind, string Name, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo, string Extent, DateOnly On, string Instrument);

/// <summary>What a unit was made from and what became of it; the JSON names are a contract.</summary>
/// <param name="Unit">The unit that bears the code on that day.</param>
/// <param name="From">What it was made from.</param>
/// <param name="To">What became of it.</param>
/// <param name="Open">What the sources leave open about its changes.</param>
public sealed record LineageAnswer(UnitLine Unit, IReadOnlyList<LineageLine> From, IReadOnlyList<LineageLine> To, IReadOnlyList<string> Open)
{
    /// <summary>Answers for the unit that bears <paramref name="code"/> on that day.</summary>
    public static Outcome<LineageAnswer> Build(Gazetteer gazetteer, string? code, AsOf asOf)
    {
        var found = Asking.Unit(gazetteer, code, asOf);
        if (!found.Ok) return found.Problems.ToList();
        var unit = found.Value;
        return new LineageAnswer(
            UnitLine.Of(gazetteer, unit, asOf),
            [.. gazetteer.Into(unit.Unit, asOf.KnownOn)
                .Select(e => Line(gazetteer, e, e.From, new AsOf(e.On.AddDays(-1), asOf.KnownOn)))],
            [.. gazetteer.OutOf(unit.Unit, asOf.KnownOn)
                .Select(e => Line(gazetteer, e, e.To, asOf with { Date = e.On }))],
            [.. gazetteer.Events.Where(e => e.Unit == unit.Unit && e.Recorded <= asOf.KnownOn && e.Question.Length > 0).Select(e => e.Question)]);
    }

    private static LineageLine Line(Gazetteer gazetteer, LineageEdge edge, UnitId other, AsOf asOf)
    {
        var version = gazetteer.Find(other, asOf) ?? throw new InvalidOperationException($"Unit {other} has an edge on {edge.On:O} and no version then.");
        var line = UnitLine.Of(gazetteer, version, asOf);
        return new LineageLine(line.Code, line.Kind, line.Name, line.Parent, line.ValidFrom, line.ValidTo, edge.Whole ? "full" : "partial", edge.On, edge.Instrument);
    }

    /// <summary>For reading.</summary>
    public string ToText()
    {
        var text = new StringBuilder().Append(Unit.Kind).Append(' ').Append(Unit.Name).Append(" (").Append(Unit.Code).AppendLine(")");
        foreach (var (heading, lines) in (ReadOnlySpan<(string, IReadOnlyList<LineageLine>)>)[("Từ", From), ("Thành", To)])
            foreach (var line in lines)
                text.AppendLine(CultureInfo.InvariantCulture, $"{heading}: {line.Kind} {line.Name} ({line.Code}), {(line.Extent == "full" ? "toàn bộ" : "một phần")}, {VnTime.Text(line.On)}, {line.Instrument}");
        foreach (var question in Open) text.Append("Còn để ngỏ: ").AppendLine(question);
        return text.ToString();
    }
}
