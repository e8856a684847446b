using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Recognition;

/// <summary>A title held from one day to another.</summary>
/// <param name="Holding">The title and the decision that gave it.</param>
/// <param name="From">First day.</param>
/// <param name="To">First day it was no longer held (revoked, or the unit ended), or null.</param>
public sealed record TitleStretch(Holding Holding, DateOnly From, DateOnly? To);

/// <summary>One unit's part of a history.</summary>
/// <param name="Relation"><c>self</c>, <c>before</c> (went into it) or <c>after</c> (it went into).</param>
/// <param name="Life">Its versions, oldest first.</param>
/// <param name="Edge">The change that ties it to the unit asked about; null for that unit itself.</param>
/// <param name="Titles">Its titles, oldest first.</param>
public sealed record TitleLine(string Relation, IReadOnlyList<UnitVersion> Life, LineageEdge? Edge, IReadOnlyList<TitleStretch> Titles);

/// <summary>Titles through time, of a unit, of what it was made from and of what it became.</summary>
public static class TitleHistory
{
    /// <summary>The lines to draw: what came before, the unit, what came after.</summary>
    public static IReadOnlyList<TitleLine> TitlesThroughTime(this FigureBook book, UnitId unit, DateOnly knownOn) =>
    [
        .. book.Units.MadeFrom(unit).Where(e => e.Recorded <= knownOn).Select(e => Line(book, e.From, "before", e, knownOn)),
        Line(book, unit, "self", null, knownOn),
        .. book.Units.Became(unit).Where(e => e.Recorded <= knownOn).Select(e => Line(book, e.To, "after", e, knownOn)),
    ];

    private static TitleLine Line(FigureBook book, UnitId unit, string relation, LineageEdge? edge, DateOnly knownOn)
    {
        var life = book.Units.Life(unit, knownOn);
        var ended = life.Count > 0 ? life[^1].To : null;
        var days = book.Decisions.All.Where(d => d.Unit == unit && d.Recorded <= knownOn).Select(d => d.Effective).Distinct().Order();
        var stretches = new List<TitleStretch>();
        foreach (var day in days)
        {
            var held = book.Decisions.At(new AsOf(day, knownOn)).Of(unit);
            for (var i = 0; i < stretches.Count; i++)
                if (stretches[i].To == ended && !held.Any(h => h.Decision == stretches[i].Holding.Decision)) stretches[i] = stretches[i] with { To = day };
            stretches.AddRange(held.Where(h => stretches.TrueForAll(s => s.Holding.Decision != h.Decision)).Select(h => new TitleStretch(h, day, ended)));
        }
        return new TitleLine(relation, life, edge, stretches);
    }
}
