namespace LangSo.Criteria.Engine;

/// <summary>Which class a unit is in from which day on; before the first day it is in class 0.</summary>
internal readonly record struct ClassChange(ushort Day, ushort Class);

/// <summary>Whom a set is asked of: units in a fixed order, and for each plan their classes through time.</summary>
/// <param name="Facts">For each unit its number in the book of facts, or -1.</param>
/// <param name="Classes">For each unit its changes of class, oldest first; the first speaks for all days before it too.</param>
internal sealed record AskedUnits(int[] Facts, ClassChange[][] Classes)
{
    public int Count => Facts.Length;

    public static ushort ClassOn(ClassChange[] changes, ushort day)
    {
        ushort found = changes.Length == 0 ? (ushort)0 : changes[0].Class;
        foreach (var change in changes)
        {
            if (change.Day > day) break;
            found = change.Class;
        }
        return found;
    }
}
