using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>One version of a programme as it was. Never changed.</summary>
internal sealed record ProgrammeVersion(ProgrammeId Programme, int Version, ProgrammeState State, DateTime At, string By, string ByName, string? Remark, ProgrammePlan Plan);

/// <summary>What hours are set for.</summary>
public enum AirHoursKind
{
    /// <summary>Giờ yên tĩnh, by a hamlet's vote.</summary>
    Quiet = 1,

    /// <summary>Âm lượng theo giờ.</summary>
    Volume = 2,
}

/// <summary>Hours of silence or of a volume in a unit. A change ends one and adds another.</summary>
public sealed record AirHoursRow
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it holds, and below.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>Silence or volume.</summary>
    public required AirHoursKind Kind { get; init; }

    /// <summary>Civil time, first minute.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Civil time, first minute after; at or before <see cref="From"/> it is the next day's.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>Days on which it begins, as bits from Sunday; 0 for every day.</summary>
    public int Days { get; init; }

    /// <summary>0 to 100, of a volume.</summary>
    public int? Volume { get; init; }

    /// <summary>The day of the hamlet's vote.</summary>
    public DateOnly? VotedOn { get; init; }

    /// <summary>Households for it.</summary>
    public int? VotesFor { get; init; }

    /// <summary>Households against it.</summary>
    public int? VotesAgainst { get; init; }

    /// <summary>Number of the minutes of the meeting.</summary>
    public string? Minutes { get; init; }

    /// <summary>True for what the demonstration made up.</summary>
    public bool IsSample { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime SetAt { get; init; }

    /// <summary>Shown name of who set it.</summary>
    public required string SetByName { get; init; }

    /// <summary>UTC; null while it holds.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Weekdays on which it begins; empty for every day.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays => [.. Enum.GetValues<DayOfWeek>().Where(d => (Days & 1 << (int)d) != 0)];
}

/// <summary>A stream of the province or the centre that programmes relay.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Unit">Whose it is; units below may relay it.</param>
/// <param name="Name">"Đài Phát thanh và Truyền hình Ninh Bình".</param>
/// <param name="Address">http or https.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="AddedByName">Shown name.</param>
/// <param name="IsSample">True for what the demonstration made up.</param>
/// <param name="EndedAt">UTC; null while it may be chosen.</param>
public sealed record RelayRow(Guid Id, UnitId Unit, string Name, string Address, DateTime AddedAt, string AddedByName, bool IsSample, DateTime? EndedAt);

/// <summary>A commune's own week to begin from.</summary>
internal sealed record WeekTemplate(Guid Id, UnitId Unit, string Name, IReadOnlyList<TemplateItem> Items, DateTime MadeAt, string MadeByName);

/// <summary>One item of a template: a plan without its day.</summary>
/// <param name="Weekday">0 is Monday.</param>
/// <param name="Time">Civil time.</param>
/// <param name="Plan">The plan; its start is left aside.</param>
internal sealed record TemplateItem(int Weekday, TimeOnly Time, ProgrammePlan Plan);

/// <summary>The commune's choice between an item of its own and one of a unit above, both ưu tiên.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Commune">Who chose.</param>
/// <param name="Winner">Bulletin or programme that goes before.</param>
/// <param name="Loser">Bulletin or programme that gives way.</param>
/// <param name="At">UTC.</param>
/// <param name="By">User name of the signer.</param>
/// <param name="ByName">Shown name.</param>
internal sealed record ClashChoice(Guid Id, UnitId Commune, string Winner, string Loser, DateTime At, string By, string ByName);
