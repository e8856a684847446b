using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>One part of a merged unit and the title that it brought.</summary>
/// <param name="Unit">The part, as it last was.</param>
/// <param name="Best">Its highest title the day before, or null.</param>
/// <param name="Whole">True when all of it went into the new unit.</param>
public sealed record Part(UnitVersion Unit, Holding? Best, bool Whole);

/// <summary>
/// What the rule for merged units suggests for one that holds nothing yet. A suggestion is shown and never counted; only a
/// decision gives a title.
/// </summary>
/// <param name="Unit">The merged unit.</param>
/// <param name="Title">The highest title that all parts held and the new unit can hold, or null: to be reviewed.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Basis">The rule's document.</param>
public sealed record Suggestion(UnitVersion Unit, Title? Title, IReadOnlyList<Part> Parts, string Basis);

/// <summary>Works suggestions out.</summary>
public static class Suggesting
{
    /// <summary>Every merged unit under <paramref name="area"/> (null: all) that no decision has spoken of yet.</summary>
    public static IEnumerable<Suggestion> Suggestions(this FigureBook book, AsOf asOf, UnitVersion? area) =>
        (area is null ? book.Units.InForce(asOf) : book.Units.Under(area.Unit, asOf).Prepend(area))
            .Select(u => Suggestion(book, u, asOf)).OfType<Suggestion>();

    /// <summary>The suggestion for one unit; null when it was not merged, holds a title or is of a kind that no title is for.</summary>
    public static Suggestion? Suggestion(this FigureBook book, UnitVersion unit, AsOf asOf)
    {
        var titles = book.Titles.LadderAt(asOf.Date)?.Titles.Where(t => t.Kinds.Contains(unit.Kind)).ToList();
        if (titles is not { Count: > 0 } || book.Decisions.At(asOf).Of(unit.Unit).Count > 0) return null;
        var parts = book.Units.MadeFrom(unit.Unit, asOf.KnownOn)
            .Where(e => e.On <= asOf.Date)
            .Select(e => PartOf(book, e, asOf))
            .OfType<Part>()
            .ToList();
        if (parts.Count == 0) return null;
        // A part that came only in pieces says nothing for the whole (CV 5424 speaks of whole units).
        var rank = parts.Min(p => p.Whole ? p.Best?.Title.Rank ?? 0 : 0);
        return new Suggestion(unit, titles.Where(t => t.Rank <= rank).MaxBy(t => t.Rank), parts, book.Titles.CarryOver.Basis);
    }

    private static Part? PartOf(FigureBook book, LineageEdge edge, AsOf asOf)
    {
        var before = asOf with { Date = edge.On.AddDays(-1) };
        return book.Units.Find(edge.From, before) is { } unit
            ? new Part(unit, book.Decisions.At(before).Of(edge.From) is [var best, ..] ? best : null, edge.Whole)
            : null;
    }
}
