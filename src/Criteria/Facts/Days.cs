namespace LangSo.Criteria;

/// <summary>Days as 16-bit numbers, which is what makes millions of facts fit: 0 is the first day of 1950, the last is in 2129.</summary>
internal static class Days
{
    /// <summary>"No last day".</summary>
    public const ushort Open = ushort.MaxValue;

    /// <summary>The first day that can be told from those before it.</summary>
    public static readonly DateOnly First = new(1950, 1, 1);

    /// <summary>The last day that can be told from those after it.</summary>
    public static readonly DateOnly Last = First.AddDays(Open - 1);

    public static ushort Of(DateOnly day) => (ushort)Math.Clamp(day.DayNumber - First.DayNumber, 0, Open - 1);

    public static ushort Of(DateOnly? day) => day is { } known ? Of(known) : Open;

    public static DateOnly Date(ushort day) => First.AddDays(day);

    public static DateOnly? DateOrOpen(ushort day) => day == Open ? null : Date(day);
}
