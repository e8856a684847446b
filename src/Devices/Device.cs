using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>What a device is.</summary>
public enum DeviceKind
{
    /// <summary>Cụm loa: plays.</summary>
    Loudspeaker = 1,

    /// <summary>Bảng tin: shows.</summary>
    Board = 2,
}

/// <summary>How a device stands, in the words of the devices page.</summary>
public enum DeviceCondition
{
    /// <summary>Đang phát.</summary>
    Playing = 1,

    /// <summary>Sẵn sàng.</summary>
    Ready,

    /// <summary>Cần xem: it answers, and has something to say.</summary>
    Check,

    /// <summary>Im lặng: no heartbeat for longer than <see cref="DeviceRules.SilentAfter"/>.</summary>
    Silent,

    /// <summary>Chưa ghi danh.</summary>
    NotEnrolled,
}

/// <summary>The numbers that pages and link share.</summary>
public static class DeviceRules
{
    /// <summary>Six heartbeats missed.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(90);

    /// <summary>An enrolment code serves this long.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromDays(7);

    /// <summary>From this clock error on a device needs a look, in milliseconds, although it corrects it.</summary>
    public const double ClockErrorToCheckMs = 60_000;

    /// <summary>Below this free space a device needs a look, in MB.</summary>
    public const long DiskToCheckMb = 100;

    /// <summary>The word that officials read.</summary>
    public static string Word(this DeviceCondition condition) => condition switch
    {
        DeviceCondition.Playing => "đang phát",
        DeviceCondition.Ready => "sẵn sàng",
        DeviceCondition.Check => "cần xem",
        DeviceCondition.Silent => "im lặng",
        _ => "chưa ghi danh",
    };
}

/// <summary>A device as a list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">"Loa xóm Lâm Phú".</param>
/// <param name="Kind">Loudspeaker or board.</param>
/// <param name="Unit">Where it stands.</param>
/// <param name="Place">"xóm Lâm Phú, xã Giao Ninh".</param>
/// <param name="Condition">How it stands.</param>
/// <param name="Notes">What to look at.</param>
/// <param name="LastSeen">UTC of the last word from it.</param>
/// <param name="Volume">0 to 100.</param>
/// <param name="Playing">The order that it plays now.</param>
/// <param name="EnrolCode">The code that waits to be used, like "7K4-M2P".</param>
/// <param name="EnrolledAt">UTC.</param>
public sealed record DeviceView(
    string Id, string Name, DeviceKind Kind, UnitId Unit, string Place, DeviceCondition Condition, IReadOnlyList<string> Notes, DateTime? LastSeen,
    int Volume, string? Playing, string? EnrolCode, DateTime? EnrolledAt);

/// <summary>One thing that a device did.</summary>
public sealed record PlayView(
    string Device, string DeviceName, long N, string Order, string Bulletin, string? Title, DateTime? Planned, DateTime? Started, DateTime? Ended, string Result,
    string? Reason, double? StartErrorMs, DateTime Received);

/// <summary>Which devices are asked for.</summary>
/// <param name="Area">Only those in this unit.</param>
/// <param name="Condition">Only those that stand so.</param>
/// <param name="Kind">Only these.</param>
/// <param name="Text">Part of name or place, marks aside.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">A page's length.</param>
public sealed record DeviceFilter(UnitId? Area = null, DeviceCondition? Condition = null, DeviceKind? Kind = null, string? Text = null, int Page = 1, int Size = 50);

/// <summary>A page of devices, and how many stand how in the whole answer.</summary>
public sealed record DevicePage(int Total, IReadOnlyList<DeviceView> Devices, IReadOnlyDictionary<DeviceCondition, int> Counts);
