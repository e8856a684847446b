using System.Globalization;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;

namespace LangSo.Programmes.Pages;

/// <summary>A plan as it is typed.</summary>
internal sealed class PlanForm
{
    public string? Title { get; set; }
    public string? Area { get; set; }
    public BulletinClass Class { get; set; } = BulletinClass.Normal;
    public ProgrammeSource Source { get; set; } = ProgrammeSource.Files;

    /// <summary>Sounds in order: "r:" and a recording, "b:" and a bulletin, or empty.</summary>
    public List<string?> Sounds { get; set; } = [];

    /// <summary>Read by the machine, after the sounds.</summary>
    public string? Text { get; set; }
    public string? Stream { get; set; }
    public string? Day { get; set; }
    public string? Time { get; set; }

    /// <summary>Minutes; empty for as long as the sounds are.</summary>
    public string? Minutes { get; set; }

    /// <summary>none, daily, weekly, monthly, yearly or rule.</summary>
    public string Repeat { get; set; } = "none";
    public List<string> Days { get; set; } = [];
    public string? Rule { get; set; }
    public string? Until { get; set; }
    public string? Except { get; set; }
    public LatenessPolicy Late { get; set; } = LatenessPolicy.StartLate;
    public string? LateMinutes { get; set; } = "10";
    public ResumePolicy Resume { get; set; } = ResumePolicy.Resume;

    public static PlanForm Of(ProgrammePlan plan)
    {
        var local = VnTime.ToLocal(plan.Start);
        var rule = plan.Repeat is { } text && Recurrence.Read(text) is { Ok: true, Value: var read } ? read : null;
        var plain = rule is { Interval: 1, MonthDays.Count: 0, Months.Count: 0, Hours.Count: 0, Minutes.Count: 0 } && rule.Days.All(d => d.Ordinal == 0)
            && (rule.Days.Count == 0 || rule.Frequency == Frequency.Weekly);
        var until = rule?.UntilDay ?? (rule?.UntilInstant is { } instant ? VnTime.DayOf(instant) : null);
        return new PlanForm
        {
            Title = plan.Title, Area = plan.Area.Value, Class = plan.Class, Source = plan.Source, Stream = plan.Stream,
            Sounds = [.. plan.Items.Where(i => i.Kind != PlanItemKind.Text).Select(i => (i.Kind == PlanItemKind.Bulletin ? "b:" : "r:") + i.Ref)],
            Text = string.Join("\n", plan.Items.Where(i => i.Kind == PlanItemKind.Text).Select(i => i.Text)),
            Day = VnTime.Text(VnTime.DayOf(plan.Start)), Time = local.ToString("HH:mm", VnText.Culture), Minutes = (plan.LengthMs / 60_000.0).ToString("0.##", VnText.Culture),
            Repeat = rule is null ? "none" : !plain ? "rule" : rule.Frequency switch { Frequency.Daily => "daily", Frequency.Weekly => "weekly", Frequency.Monthly => "monthly", _ => "yearly" },
            Days = [.. rule?.Days.Select(d => DayName(d.Day)) ?? []], Rule = plain ? null : rule?.ToString(), Until = until is { } day ? VnTime.Text(day) : null,
            Except = string.Join(", ", plan.Except.Select(VnTime.Text)), Late = plan.Late, LateMinutes = (plan.LateMs / 60_000).ToString(VnText.Culture), Resume = plan.Resume,
        };
    }

    /// <summary>The plan, its sounds found or spoken; or what cannot be read.</summary>
    public async Task<Outcome<ProgrammePlan>> ReadAsync(Newsroom newsroom, Officer by, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(Area)) problems.Add(new Problem("area", "Chưa chọn nơi nghe. Chọn tỉnh, xã hoặc xóm."));
        var day = VnTime.ParseDay(Day);
        if (day is null) problems.Add(VnTime.NoSuchDay("day", Day));
        if (!TimeOnly.TryParseExact((Time ?? "").Trim(), ["H:mm", "HH:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) problems.Add(new Problem("time", "Ghi giờ phát như 5:00 hoặc 17:30."));
        if (!Minute(LateMinutes, out var late)) problems.Add(new Problem("late", "Ghi số phút được phát muộn, ví dụ 10."));
        if (!Minute(Minutes, out var minutes) && !string.IsNullOrWhiteSpace(Minutes)) problems.Add(new Problem("length", "Ghi thời lượng bằng số phút, ví dụ 15."));
        List<DateOnly> except = [];
        foreach (var part in (Except ?? "").Split([',', ';', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (VnTime.ParseDay(part) is { } free) except.Add(free);
            else problems.Add(VnTime.NoSuchDay("except", part));
        if (problems.Count > 0) return problems;

        var start = VnTime.At(day!.Value, time).UtcDateTime;
        var repeat = RepeatOf(start);
        if (!repeat.Ok) return repeat.Problems.ToList();
        var items = Source is ProgrammeSource.Files or ProgrammeSource.Fill ? await ItemsAsync(newsroom, by, cancel) : new List<PlanItem>();
        if (!items.Ok) return items.Problems.ToList();
        var sounds = items.Value.Sum(i => (long)i.Sound.DurationMs);
        var length = minutes > 0 ? (long)(minutes * 60_000) : sounds;
        return new ProgrammePlan(
            VnText.Clean(Title).Replace('\n', ' '), new UnitId(Area!.Trim()), Class, Source, start, (int)Math.Min(length, 24 * 3_600_000L), repeat.Value, [.. except.Distinct().Order()], items.Value,
            Source is ProgrammeSource.Live or ProgrammeSource.Relay ? (Stream ?? "").Trim() : null, Late, (int)(Math.Min(late, 1_440) * 60_000), Resume);
    }

    private Outcome<string?> RepeatOf(DateTime start)
    {
        if (Repeat is "none" or "") return (string?)null;
        DateOnly? until = null;
        if (!string.IsNullOrWhiteSpace(Until))
        {
            if (VnTime.ParseDay(Until) is not { } last) return VnTime.NoSuchDay("until", Until);
            until = last;
        }
        var text = Repeat switch
        {
            "daily" => "FREQ=DAILY",
            "weekly" => "FREQ=WEEKLY;BYDAY=" + string.Join(',', Days.Count > 0 ? Days : [DayName(VnTime.ToLocal(start).DayOfWeek)]),
            "monthly" => "FREQ=MONTHLY",
            "yearly" => "FREQ=YEARLY",
            _ => Rule ?? "",
        };
        var rule = Recurrence.Read(text);
        if (!rule.Ok) return rule.Problems.ToList();
        return rule.Value.WithUntil(start, until);
    }

    private async Task<Outcome<List<PlanItem>>> ItemsAsync(Newsroom newsroom, Officer by, CancellationToken cancel)
    {
        List<PlanItem> items = [];
        foreach (var chosen in Sounds.Where(s => s is { Length: > 2 }))
        {
            if (!Guid.TryParse(chosen![2..], out var id)) return new Problem("items", "Không tìm thấy bản thu đã chọn.");
            var sound = await newsroom.SoundAsync(chosen[0] == 'b', id, by, cancel);
            if (!sound.Ok) return sound.Problems.ToList();
            items.Add(new PlanItem(chosen[0] == 'b' ? PlanItemKind.Bulletin : PlanItemKind.Recording, id.ToString("n"), sound.Value.Title, null, sound.Value.Sound));
        }
        if (!string.IsNullOrWhiteSpace(Text))
        {
            var spoken = await newsroom.SpeakAsync(Text, new UnitId(Area!.Trim()), by, cancel);
            if (!spoken.Ok) return spoken.Problems.ToList();
            items.Add(new PlanItem(PlanItemKind.Text, null, VnText.Clean(Title), VnText.Clean(Text), spoken.Value));
        }
        return items;
    }

    private static bool Minute(string? text, out double minutes) => double.TryParse((text ?? "").Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out minutes) && minutes >= 0;

    internal static string DayName(DayOfWeek day) => day.ToString()[..2].ToUpperInvariant();
}
