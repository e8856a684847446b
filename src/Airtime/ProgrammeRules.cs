using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>What a programme must be so that a device takes it. The one who signs asks before signing; the device asks again.</summary>
public static class ProgrammeRules
{
    /// <summary>The most sounds of one programme.</summary>
    public const int MostItems = 200;

    /// <summary>The most days that are left out.</summary>
    public const int MostExceptions = 1_000;

    /// <summary>The longest slot, and the longest that one may start late.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>The longest from signature to expiry: a repetition that never ends, ends there and is signed anew.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(366);

    private const int LongestAddress = 500, LongestId = 64;

    /// <summary>Everything that is wrong with an order's programme; empty when a device would take it, or when it has none.</summary>
    public static IReadOnlyList<Problem> Faults(Order order)
    {
        if (order.Programme is not { } programme) return [];
        // Nothing more can be asked of one that is not whole.
        if (programme is not { Id.Length: > 0 and <= LongestId, Except.Count: <= MostExceptions, Items.Count: <= MostItems }
            || !Enum.IsDefined(programme.Source) || !Enum.IsDefined(programme.Late) || !Enum.IsDefined(programme.Resume) || order.Kind != Order.Play || order.Media is not null)
            return [new Problem("programme", "Chương trình thiếu trường, thừa trường hoặc có trường không đọc được.")];
        List<Problem> problems = [];
        if (programme.LengthMs <= 0 || programme.LengthMs > Longest.TotalMilliseconds) problems.Add(new Problem("length", "Thời lượng phải từ 1 giây đến 24 giờ."));
        if (programme.LateMs < 0 || programme.LateMs > Longest.TotalMilliseconds) problems.Add(new Problem("late", "Mức phát muộn phải từ 0 đến 24 giờ."));
        AddSoundFaults(programme, problems);
        if (programme.Source == ProgrammeSource.Fill && order.Class != BulletinClass.Normal) problems.Add(new Problem("class", "Phát nền chỉ ở mức thông thường."));
        if (programme.Repeat is { } repeat)
        {
            var rule = Recurrence.Read(repeat);
            problems.AddRange(rule.Problems);
            if (rule.Ok && order.Expires - order.Issued > LongestValidity)
                problems.Add(new Problem("expires", "Lịch lặp phải có hạn trong vòng 366 ngày kể từ lúc ký; muốn phát tiếp thì ký lại."));
        }
        else if (order.Expires <= order.At)
        {
            problems.Add(new Problem("expires", "Chương trình hết hạn trước giờ phát."));
        }
        return problems;
    }

    /// <summary>True when a sound is named as a device needs it: its hash, its size, how long it plays (at most six hours).</summary>
    internal static bool IsWhole(OrderMedia? media) =>
        media is { Sha256.Length: 64, Bytes: > 0, DurationMs: > 0 and <= 6 * 60 * 60 * 1000 } && media.Sha256.All(char.IsAsciiHexDigitLower);

    private static void AddSoundFaults(OrderProgramme programme, List<Problem> problems)
    {
        if (programme.IsStream)
        {
            if (programme.Items.Count > 0) problems.Add(new Problem("items", "Buổi phát trực tiếp hoặc tiếp sóng không có tệp âm thanh."));
            if (programme.Stream is not { Length: <= LongestAddress } address || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                problems.Add(new Problem("stream", "Địa chỉ luồng phát phải bắt đầu bằng http:// hoặc https://."));
            return;
        }
        if (programme.Stream is not null) problems.Add(new Problem("stream", "Chương trình có tệp âm thanh thì không ghi địa chỉ luồng phát."));
        if (programme.Items.Count == 0) problems.Add(new Problem("items", "Chương trình chưa có âm thanh nào."));
        else if (!programme.Items.All(IsWhole)) problems.Add(new Problem("items", "Một âm thanh của chương trình thiếu mã băm, cỡ hoặc thời lượng."));
    }
}
