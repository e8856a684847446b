namespace LangSo.Foundation;

/// <summary>
/// Civil time of Viet Nam. The store keeps UTC; people read Asia/Ho_Chi_Minh, which is UTC+7 the year round
/// (QĐ 134/2002/QĐ-TTg).
/// </summary>
public static class VnTime
{
    /// <summary>UTC+7, without summer time.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The civil day at this instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The civil time at this instant.</summary>
    public static DateTimeOffset ToLocal(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The instant of a civil day and time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>Today by the clock given.</summary>
    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.GetUtcNow());

    /// <summary>"31/3/2024".</summary>
    public static string Text(DateOnly day) => day.ToString("d/M/yyyy", VnText.Culture);

    /// <summary>"08:42" in civil time.</summary>
    public static string Clock(DateTimeOffset instant) => ToLocal(instant).ToString("HH:mm", VnText.Culture);

    /// <summary>"08:42:05" in civil time.</summary>
    public static string ClockSeconds(DateTimeOffset instant) => ToLocal(instant).ToString("HH:mm:ss", VnText.Culture);

    /// <summary>"08:42, 16/3/2026" in civil time.</summary>
    public static string Moment(DateTimeOffset instant) => Clock(instant) + ", " + Text(DayOf(instant));

    /// <summary>"thứ Hai" … "Chủ nhật".</summary>
    public static string Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Monday => "thứ Hai",
        DayOfWeek.Tuesday => "thứ Ba",
        DayOfWeek.Wednesday => "thứ Tư",
        DayOfWeek.Thursday => "thứ Năm",
        DayOfWeek.Friday => "thứ Sáu",
        DayOfWeek.Saturday => "thứ Bảy",
        _ => "Chủ nhật",
    };

    /// <summary>Reads "2024-03-31" or "31/3/2024"; anything else is null.</summary>
    public static DateOnly? ParseDay(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        string[] forms = ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy", "d-M-yyyy"];
        return DateOnly.TryParseExact(text.Trim(), forms, VnText.Culture, System.Globalization.DateTimeStyles.None, out var day)
            ? day : null;
    }

    /// <summary>The words for a day that does not exist.</summary>
    public static Problem NoSuchDay(string field, string? text) =>
        new(field, "Ngày {0} không có. Viết ngày/tháng/năm, ví dụ 18/3/2024.", string.IsNullOrWhiteSpace(text) ? "(trống)" : text.Trim());
}
