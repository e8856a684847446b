using LangSo.Foundation;

namespace LangSo.Recognition.Dossiers;

/// <summary>A bulletin that can be named as publication.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Days">The days on which a loudspeaker of the unit really played it.</param>
/// <param name="Shown">The days on which a public board of the unit showed it: told to people, and no broadcast.</param>
public sealed record PublishedBulletin(Guid Id, string Title, IReadOnlyList<DateOnly> Days, IReadOnlyList<DateOnly>? Shown = null);

/// <summary>
/// What was really broadcast. Recognition knows neither bulletins nor loudspeakers: whoever knows both implements it. Without one nothing counts
/// as broadcast.
/// </summary>
public interface IPublicationProof
{
    /// <summary>These bulletins, with the days on which a loudspeaker of the unit, or of a unit below it, played them from this day on.</summary>
    Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel);

    /// <summary>Approved bulletins that reach the unit, newest first: what the page offers.</summary>
    Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel);
}
