using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>What a plan must be, and what may happen to a programme, by whom. Pure.</summary>
internal static class PlanRules
{
    /// <summary>Characters in a title.</summary>
    public const int TitleLimit = 120;

    /// <summary>Characters in a reason.</summary>
    public const int ReasonLimit = 500;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Everything that is wrong with a plan. <paramref name="was"/> is what is on air of it: a repetition that runs may have begun long ago.</summary>
    public static List<Problem> Wrong(ProgrammePlan plan, ProgrammePlan? was, Officer by, Places places, DateTime now)
    {
        var problems = new List<Problem>();
        if (plan.Title.Length == 0) problems.Add(new Problem("title", "Chương trình chưa có tên. Viết vài chữ, ví dụ “Tiếng nói xã nhà”."));
        else if (plan.Title.Length > TitleLimit) problems.Add(new Problem("title", "Tên dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(plan.Title.Length), TitleLimit));
        if (places.Find(plan.Area) is null) problems.Add(new Problem("area", "Chưa chọn nơi nghe. Chọn tỉnh, xã hoặc xóm."));
        else if (!places.Covers(by.Writes, plan.Area)) problems.Add(new Problem("area", "Bạn chưa có quyền xếp lịch cho {0}. Quyền của bạn ở {1}.", places.NameOf(plan.Area), by.Writes.Count == 0 ? "–" : places.NamesOf(by.Writes)));
        else if (was is not null && was.Area != plan.Area) problems.Add(new Problem("area", "Chương trình đã phát ở {0}. Muốn đổi nơi nghe thì dừng và lập chương trình mới.", places.NameOf(was.Area)));
        if (plan.Class is not (BulletinClass.Normal or BulletinClass.Priority)) problems.Add(new Problem("class", "Tin khẩn cấp không xếp lịch. Dùng trang Khẩn cấp để phát ngay."));
        if (plan.LengthMs < 5_000) problems.Add(new Problem("length", "Thời lượng ít nhất 5 giây."));
        else if (plan.Source != ProgrammeSource.Fill && plan.LengthMs > TimeSpan.FromHours(6).TotalMilliseconds) problems.Add(new Problem("length", "Thời lượng nhiều nhất 6 giờ."));
        AddTimes(plan, was, now, problems);
        if (problems.Count == 0) problems.AddRange(ProgrammeRules.Faults(plan.ToOrder("p", now, 1)).Where(p => p.Field != "expires"));
        return problems;
    }

    private static void AddTimes(ProgrammePlan plan, ProgrammePlan? was, DateTime now, List<Problem> problems)
    {
        if (plan.Start < now - Grace && plan.Start != was?.Start && (was is null || plan.Repeat is null))
            problems.Add(new Problem("when", "Giờ phát {0} đã qua. Chọn giờ sau {1}.", VnTime.Moment(plan.Start), VnTime.Moment(now)));
        if (plan.Start > now + PlanOrders.LongestRun) problems.Add(new Problem("when", "Giờ phát {0} quá xa. Chọn trước {1}.", VnTime.Moment(plan.Start), VnTime.Moment(now + PlanOrders.LongestRun)));
        if (plan.Repeat is null) return;
        var read = Recurrence.Read(plan.Repeat);
        problems.AddRange(read.Problems);
        if (!read.Ok) return;
        if (!read.Value.Ends)
        {
            problems.Add(new Problem("until", "Lịch lặp chưa có ngày kết thúc. Chọn ngày kết thúc, nhiều nhất 12 tháng; hết hạn thì duyệt tiếp."));
            return;
        }
        if (read.Value.Between(plan.Start, plan.Start + PlanOrders.LongestRun, plan.Start + PlanOrders.LongestRun + TimeSpan.FromDays(3660)).Any())
            problems.Add(new Problem("until", "Lịch lặp dài quá 12 tháng. Chọn ngày kết thúc trước {0}; hết hạn thì duyệt tiếp.", VnTime.Text(VnTime.DayOf(plan.Start + PlanOrders.LongestRun))));
        else if (plan.Ends() is not { } ends || ends <= now)
            problems.Add(new Problem("until", "Lịch lặp không có buổi nào từ nay đến ngày kết thúc. Xem lại thứ trong tuần và ngày kết thúc."));
    }

    /// <summary>Why somebody may not decide about what was handed in, or null.</summary>
    public static Problem? MayNotDecide(Programme was, int seen, Officer by, Places places)
    {
        if (was.State != ProgrammeState.Submitted) return new Problem("", "Chương trình này không chờ duyệt nữa. Tải lại trang.");
        if (Same(was.Author, by)) return new Problem("", "Người soạn không tự duyệt.");
        if (!places.Covers(by.Approves, was.Area)) return new Problem("", "Bạn chưa có quyền duyệt chương trình cho {0}.", places.NameOf(was.Area));
        return seen == was.Version ? null : new Problem("", "Chương trình vừa được sửa lúc {0}. Đọc lại rồi quyết định.", VnTime.Moment(was.Edited));
    }

    /// <summary>Why somebody may not change it, or null.</summary>
    public static Problem? MayNotChange(Programme was, int seen, Officer by, Places places)
    {
        if (was.State == ProgrammeState.Withdrawn) return new Problem("", "Chương trình đã dừng. Lập chương trình mới.");
        if (!places.Covers(by.Writes, was.Area)) return new Problem("", "Bạn chưa có quyền xếp lịch cho {0}. Quyền của bạn ở {1}.", places.NameOf(was.Area), by.Writes.Count == 0 ? "–" : places.NamesOf(by.Writes));
        return seen == was.Version ? null : new Problem("", "Chương trình vừa được sửa lúc {0} ở nơi khác. Tải lại trang rồi sửa tiếp.", VnTime.Moment(was.Edited));
    }

    /// <summary>Why somebody may not stop it, or null.</summary>
    public static Problem? MayNotStop(Programme was, Officer by, Places places)
    {
        if (was.State == ProgrammeState.Withdrawn) return new Problem("", "Chương trình đã dừng rồi.");
        if (was.OnAir is null) return places.Covers(by.Writes, was.Area) || places.Covers(by.Approves, was.Area) ? null : new Problem("", "Bạn chưa có quyền dừng chương trình ở {0}.", places.NameOf(was.Area));
        return places.Covers(by.Approves, was.Area) ? null : new Problem("", "Bạn chưa có quyền dừng chương trình ở {0}.", places.NameOf(was.Area));
    }

    /// <summary>A reason as it is kept, or what is wrong with it.</summary>
    public static Outcome<string> Reason(string? text)
    {
        var clean = VnText.Clean(text);
        if (clean.Length == 0) return new Problem("reason", "Viết lý do.");
        return clean.Length <= ReasonLimit ? clean : new Problem("reason", "Lý do dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(clean.Length), ReasonLimit);
    }

    private static bool Same(string user, Officer by) => string.Equals(user, by.Person.User, StringComparison.OrdinalIgnoreCase);
}
