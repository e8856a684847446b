using LangSo.Foundation;

namespace LangSo.Recognition;

/// <summary>What a decision does.</summary>
public enum DecisionKind
{
    /// <summary>Công nhận: gives a title.</summary>
    Recognise = 1,

    /// <summary>Thu hồi: takes a title, and those above it, away.</summary>
    Revoke = 2,
}

/// <summary>A decision on one unit's title. Never changed: a mistake is mended by a further decision.</summary>
/// <param name="Unit">Whose title.</param>
/// <param name="Title">Id of the title.</param>
/// <param name="Field">Id of the field, or empty.</param>
/// <param name="Number">"2400/QĐ-UBND".</param>
/// <param name="Date">The day it was signed.</param>
/// <param name="Effective">The day from which it counts.</param>
/// <param name="Recorded">The day that LangSo learned it.</param>
/// <param name="Kind">Gives or takes away.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Sample">True when the row, or a part of it, is made up (minh họa); the note says which part.</param>
/// <param name="Note">Which part is made up, or empty.</param>
public sealed record Decision(
    UnitId Unit, string Title, string Field, string Number, DateOnly Date, DateOnly Effective, DateOnly Recorded, DecisionKind Kind,
    string Source, bool Sample, string Note);
