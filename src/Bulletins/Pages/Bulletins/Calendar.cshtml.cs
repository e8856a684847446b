using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>What goes out when: a week by day, or a month.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class CalendarModel(BulletinBook book, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>Bulletins shown at most; a province's month may hold more, then the page says so.</summary>
    public const int Most = 1_500;

    [BindProperty(SupportsGet = true)] public string? View { get; set; }
    [BindProperty(SupportsGet = true)] public string? Day { get; set; }

    public bool IsMonth => View == "month";
    public DateOnly Today => clock.Today();
    public DateOnly First { get; private set; }
    public DateOnly Last { get; private set; }
    public DateOnly Asked { get; private set; }
    public Problem? Problem { get; private set; }
    public ILookup<DateOnly, Bulletin> ByDay { get; private set; } = Array.Empty<Bulletin>().ToLookup(_ => default(DateOnly));
    public bool TooMany { get; private set; }
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Asked = VnTime.ParseDay(Day) ?? Today;
        // Years beyond these have no neighbours to go to.
        if (Asked.Year is < 2000 or > 2200 || (!string.IsNullOrWhiteSpace(Day) && VnTime.ParseDay(Day) is null)) (Problem, Asked) = (VnTime.NoSuchDay("day", Day), Today);
        var (from, to) = IsMonth ? (new DateOnly(Asked.Year, Asked.Month, 1), new DateOnly(Asked.Year, Asked.Month, 1).AddMonths(1).AddDays(-1)) : (Asked, Asked);
        // Weeks begin on Monday.
        First = from.AddDays(-(((int)from.DayOfWeek + 6) % 7));
        Last = to.AddDays(6 - (((int)to.DayOfWeek + 6) % 7));
        var found = await book.GoingOutAsync(VnTime.At(First, TimeOnly.MinValue).UtcDateTime, VnTime.At(Last.AddDays(1), TimeOnly.MinValue).UtcDateTime, Officer.Of(User), Most, cancel);
        TooMany = found.Count == Most;
        ByDay = found.ToLookup(b => VnTime.DayOf((b.StartsAt ?? b.PlayAt)!.Value));
    }

    public string NameOf(UnitId? area) => area is { } unit ? Ground.Today(gazetteers, clock).NameOf(unit) : "";

    /// <summary>The address of another week or month.</summary>
    public string Link(int steps, bool? month = null)
    {
        var day = steps == 0 ? Asked : IsMonth ? new DateOnly(Asked.Year, Asked.Month, 1).AddMonths(steps) : Asked.AddDays(7 * steps);
        return $"/bulletins/calendar?view={(month ?? IsMonth ? "month" : "week")}&day={day:yyyy-MM-dd}";
    }
}
