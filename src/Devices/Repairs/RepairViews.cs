using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>A repair ticket.</summary>
/// <param name="Number">As people say it: phiếu số 12.</param>
/// <param name="Origin"><c>hand</c>, <c>silent</c>, <c>fault</c> or <c>complaint</c>.</param>
/// <param name="Due">By this day, in working days.</param>
/// <param name="Assigned">User name of the technician, or null.</param>
/// <param name="Photo">SHA-256 of a picture.</param>
public sealed record RepairView(
    long Number, string Device, string DeviceName, UnitId Unit, string Place, DeviceCondition Condition, DateTime Opened, string OpenedBy, string Origin, string Cause, DateOnly Due,
    string? Assigned, DateTime? Closed, string? ClosedBy, string? Done, string? Photo)
{
    /// <summary>True when it is open past its day.</summary>
    public bool Late(DateOnly today) => Closed is null && Due < today;
}

/// <summary>What a resident said.</summary>
/// <param name="About">UTC, the minute that it is about.</param>
/// <param name="Repair">The ticket that was opened for it.</param>
public sealed record ComplaintView(
    long Number, string Device, string DeviceName, UnitId Unit, string Place, string Kind, DateTime About, string Words, string? Contact, DateTime Received, long? Repair,
    DateTime? Answered, string? AnsweredBy, string? Answer);

/// <summary>The words of repairs and complaints.</summary>
public static class RepairWords
{
    /// <summary>The kinds of complaint, in the order of the form.</summary>
    public static IReadOnlyList<(string Kind, string Words)> Kinds { get; } =
    [
        ("loud", "Loa kêu quá to"), ("hours", "Phát vào giờ nghỉ"), ("unclear", "Nghe không rõ"), ("silent", "Loa không kêu"), ("foreign", "Phát tiếng lạ, không phải của xã"),
        ("other", "Việc khác"),
    ];

    /// <summary>The words of a kind of complaint.</summary>
    public static string Kind(string kind) => Kinds.FirstOrDefault(k => k.Kind == kind).Words ?? "Việc khác";

    /// <summary>Who or what opened a ticket.</summary>
    public static string Origin(string origin) => origin switch
    {
        "silent" => "tự mở vì im lặng lâu",
        "fault" => "tự mở vì lỗi kéo dài",
        "complaint" => "theo phản ánh của người dân",
        _ => "cán bộ mở",
    };
}
