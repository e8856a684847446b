using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Programmes.Pages;

/// <summary>Seven days of a place: what plays when, what gives way to what and why, and the broadcaster's hand in it.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class WeekModel(AirBoard board, ProgrammeBook book, ProgrammeDesk desk, WeekCopier copier, ClashDesk clashes, HourRules hours, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }
    [BindProperty(SupportsGet = true, Name = "week")] public string? Asked { get; set; }
    [BindProperty(SupportsGet = true)] public string? View { get; set; }

    /// <summary>Which item is explained: its bulletin, a dot, its planned instant in milliseconds.</summary>
    [BindProperty(SupportsGet = true)] public string? Item { get; set; }

    /// <summary>Which hour is explained: a day and a time.</summary>
    [BindProperty(SupportsGet = true)] public string? Day { get; set; }
    [BindProperty(SupportsGet = true)] public string? Time { get; set; }

    public Week Week { get; private set; } = null!;
    public Officer Me { get; private set; } = null!;
    public IReadOnlyList<(UnitId Unit, string Name)> Choices { get; private set; } = [];
    public string AreaName { get; private set; } = "";
    public bool MayWrite { get; private set; }
    public bool MayApprove { get; private set; }
    public IReadOnlyList<Programme> Drafts { get; private set; } = [];
    public IReadOnlyList<Programme> ToApprove { get; private set; } = [];
    public IReadOnlyList<PriorityClash> Clashes { get; private set; } = [];
    public IReadOnlyList<WeekTemplate> Templates { get; private set; } = [];
    public IReadOnlyList<AirHoursRow> Hours { get; private set; } = [];
    public IReadOnlyList<Problem> Problems { get; private set; } = [];
    public Problem? Done { get; private set; }
    public WeekItem? Explained { get; private set; }
    public DateTime? ExplainedHour { get; private set; }
    public bool IsCommune { get; private set; }
    public bool HasSample { get; private set; }
    public DateTime Now => clock.GetUtcNow().UtcDateTime;
    public DateOnly Today => clock.Today();
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, 7).Select(Week.Monday.AddDays);
    public string WeekText => Week.Monday.ToString("yyyy-MM-dd", VnText.Culture);

    /// <summary>The first and last hour that the grid shows.</summary>
    public (int From, int To) Shown { get; private set; } = (4, 22);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Monday() is null && !string.IsNullOrWhiteSpace(Asked)) Problems = [VnTime.NoSuchDay("week", Asked)];
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostSubmitAllAsync(CancellationToken cancel)
    {
        if (Prepare() is { } refused) return refused;
        var unit = new UnitId(Area!);
        List<Problem> problems = [];
        var sent = 0;
        foreach (var draft in (await book.WaitingAsync(unit, Me, cancel)).Drafts)
        {
            var done = await desk.SubmitAsync(draft.Id, draft.Version, Me, cancel);
            if (done.Ok) sent++;
            else problems.Add(new Problem("", "{0}: {1}", draft.Plan.Title, done.Problems[0].ToString()));
        }
        (Problems, Done) = (problems, new Problem("", "Đã gửi duyệt {0} mục.", sent));
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostCopyAsync(string? from, CancellationToken cancel)
    {
        if (Prepare() is { } refused) return refused;
        if (VnTime.ParseDay(from) is not { } source)
        {
            Problems = [VnTime.NoSuchDay("from", from)];
            return await ShowAsync(cancel);
        }
        var (copied, problems) = await copier.CopyAsync(new UnitId(Area!), MondayOf(source), Monday() ?? MondayOf(Today), Me, cancel);
        (Problems, Done) = (problems, copied == 0 ? null : new Problem("", "Đã chép {0} mục thành bản nháp.", copied));
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostKeepAsync(string? name, CancellationToken cancel)
    {
        if (Prepare() is { } refused) return refused;
        var kept = await copier.KeepAsync(new UnitId(Area!), Monday() ?? MondayOf(Today), name, Me, cancel);
        (Problems, Done) = (kept.Problems, kept.Ok ? new Problem("", "Đã lưu lưới tuần gồm {0} mục.", kept.Value) : null);
        return await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid template, CancellationToken cancel)
    {
        if (Prepare() is { } refused) return refused;
        var (copied, problems) = await copier.ApplyAsync(template, Monday() ?? MondayOf(Today), Me, cancel);
        (Problems, Done) = (problems, new Problem("", "Đã chép {0} mục thành bản nháp.", copied));
        return await ShowAsync(cancel);
    }

    /// <summary>The address of this page with something else.</summary>
    public string Link(int weeks = 0, string? more = null, string? view = null) =>
        $"/programmes?area={Uri.EscapeDataString(Area ?? "")}&week={Week.Monday.AddDays(7 * weeks):yyyy-MM-dd}{((view ?? View) is { Length: > 0 } v ? "&view=" + v : "")}{more}";

    public static string KeyOf(WeekItem item) => item.Entry.Order.Bulletin + "." + new DateTimeOffset(item.Entry.Planned).ToUnixTimeMilliseconds().ToString(VnText.Culture);

    /// <summary>True for what this officer may drag: programmes of their own units, from now on.</summary>
    public bool MayMove(WeekItem item) => item.Programme is { } programme && item.Entry.Planned > Now && Places.Today(gazetteers, clock).Covers(Me.Writes, programme.Area);

    /// <summary>Top and height in the grid, in parts of a hundred; null when the day does not show it.</summary>
    public (double Top, double Height)? Span(DateOnly day, DateTime from, DateTime to)
    {
        var (start, end) = (VnTime.At(day, new TimeOnly(Shown.From, 0)).UtcDateTime, VnTime.At(day, TimeOnly.MinValue).UtcDateTime.AddHours(Shown.To));
        if (to <= start || from >= end) return null;
        var (a, b) = (from > start ? from : start, to < end ? to : end);
        var whole = (end - start).TotalMinutes;
        return ((a - start).TotalMinutes * 100 / whole, Math.Max((b - a).TotalMinutes, 1) * 100 / whole);
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private DateOnly? Monday() => VnTime.ParseDay(Asked) is { Year: > 2000 and < 2200 } day ? MondayOf(day) : null;

    private IActionResult? Prepare()
    {
        Me = Officer.Of(User);
        var places = Places.Today(gazetteers, clock);
        Area = string.IsNullOrWhiteSpace(Area) ? (Me.Writes.Concat(Me.Approves).Concat(Me.Sees).FirstOrDefault(u => places.Find(u) is not null).Value ?? "") : Area;
        var unit = new UnitId(Area);
        if (places.Find(unit) is null) return NotFound();
        return places.Sees(Me, unit) ? null : Forbid();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (Prepare() is { } refused) return refused;
        var (places, unit) = (Places.Today(gazetteers, clock), new UnitId(Area!));
        (MayWrite, MayApprove) = (places.Covers(Me.Writes, unit), places.Covers(Me.Approves, unit));
        AreaName = places.NameOf(unit);
        IsCommune = places.LevelOf(unit) == "commune";
        Week = await board.WeekAsync(unit, Monday() ?? MondayOf(Today), Me, cancel);
        Choices = [.. places.Units.Chain(unit, places.AsOf).Reverse().Concat(places.Units.Below(unit, places.AsOf).Take(80)).Where(v => places.Sees(Me, v.Unit)).Select(v => (v.Unit, v.FullName))];
        (Drafts, ToApprove) = await book.WaitingAsync(unit, Me, cancel);
        if (IsCommune) Clashes = await clashes.OfAsync(unit, 14, cancel);
        if (MayWrite) Templates = await copier.TemplatesAsync(unit, cancel);
        Hours = [.. places.Units.Under(unit, places.AsOf).Select(v => v.Unit).Prepend(unit).SelectMany(hours.At)];
        HasSample = Week.Items.Any(i => i.Programme?.IsSample == true) || Hours.Any(h => h.IsSample);
        Explained = Item is null ? null : Week.Items.FirstOrDefault(i => KeyOf(i) == Item);
        if (VnTime.ParseDay(Day) is { } day && TimeOnly.TryParse(Time, VnText.Culture, out var time)) ExplainedHour = VnTime.At(day, time).UtcDateTime;
        var civil = Week.Items.SelectMany(i => new[] { VnTime.ToLocal(i.From).TimeOfDay, VnTime.ToLocal(i.To).TimeOfDay }).ToList();
        if (civil.Count > 0) Shown = (Math.Min(4, (int)civil.Min().TotalHours), Math.Max(22, (int)Math.Ceiling(civil.Max().TotalHours)));
        return Page();
    }
}
