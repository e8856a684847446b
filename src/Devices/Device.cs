using LangSo.Airtime;
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

    /// <summary>Chờ ghi danh.</summary>
    NotEnrolled,

    /// <summary>Lỗi: it answers, and what it says is beyond a limit; or its token was copied.</summary>
    Fault,

    /// <summary>Tạm tắt: a person put it out of use.</summary>
    Off,
}

/// <summary>The numbers that pages and link share.</summary>
public static class DeviceRules
{
    /// <summary>Six heartbeats missed.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(HealthLimits.Shipped.SilentSeconds);

    /// <summary>An enrolment code serves this long.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromDays(7);

    /// <summary>The word that officials read.</summary>
    public static string Word(this DeviceCondition condition) => condition switch
    {
        DeviceCondition.Playing => "đang phát",
        DeviceCondition.Ready => "sẵn sàng",
        DeviceCondition.Check => "cần xem",
        DeviceCondition.Silent => "im lặng",
        DeviceCondition.Fault => "lỗi",
        DeviceCondition.Off => "tạm tắt",
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
    int Volume, string? Playing, string? EnrolCode, DateTime? EnrolledAt)
{
    /// <summary>What it said last; null when it never did.</summary>
    public DeviceState? Said { get; init; }

    /// <summary>The volume that people set, which it may not have applied yet.</summary>
    public int SetVolume { get; init; }

    /// <summary>Where the pole stands, when somebody said it.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>Named groups.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Put out of use.</summary>
    public bool Off { get; init; }
}

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
/// <param name="Label">Only those of this group.</param>
/// <param name="Version">Only those that run this version of their program.</param>
public sealed record DeviceFilter(
    UnitId? Area = null, DeviceCondition? Condition = null, DeviceKind? Kind = null, string? Text = null, int Page = 1, int Size = 50, string? Label = null, string? Version = null);

/// <summary>A page of devices, and how many stand how in the whole answer.</summary>
public sealed record DevicePage(int Total, IReadOnlyList<DeviceView> Devices, IReadOnlyDictionary<DeviceCondition, int> Counts);
