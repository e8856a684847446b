using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages;

/// <summary>A commune through time: what it holds, where it came from, what it became, its devices and bulletins.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class UnitModel(Figures figures, DeviceDesk devices, BulletinBook bulletins, TimeProvider clock, IText text) : FigurePage(figures, clock, text)
{
    /// <summary>The unit's id.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The unit on the day, or its nearest version when it does not exist then.</summary>
    public UnitVersion Unit { get; private set; } = null!;

    /// <summary>True when the unit exists on the day of the page.</summary>
    public bool Exists { get; private set; }

    /// <summary>Those above it that day.</summary>
    public IReadOnlyList<UnitVersion> Above { get; private set; } = [];

    /// <summary>What it holds that day, highest first.</summary>
    public IReadOnlyList<Holding> Holdings { get; private set; } = [];

    /// <summary>Its titles through time, with its forebears' and its successor's.</summary>
    public IReadOnlyList<TitleLine> Lines { get; private set; } = [];

    /// <summary>For a merged unit without a title: what its parts held, and what the rule suggests.</summary>
    public Suggestion? Suggestion { get; private set; }

    /// <summary>Facts of the day.</summary>
    public IReadOnlyList<(string Name, string Value, string Source, bool Sample)> Facts { get; private set; } = [];

    /// <summary>Devices that stand here now.</summary>
    public DevicePage Devices { get; private set; } = new(0, [], new Dictionary<DeviceCondition, int>());

    /// <summary>The newest bulletins for here.</summary>
    public IReadOnlyList<Bulletin> Bulletins { get; private set; } = [];

    /// <summary>Opens the page.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        ReadDays();
        var id = new UnitId(Id);
        var life = Book.Units.Life(id, AsOf.KnownOn);
        if (life.Count == 0) return NotFound();
        Exists = Book.Units.Find(id, AsOf) is not null;
        Unit = Book.Units.Find(id, AsOf) ?? (AsOf.Date < life[0].From ? life[0] : life[^1]);
        var day = Exists ? AsOf : AsOf with { Date = Unit.To is { } end && end <= AsOf.Date ? end.AddDays(-1) : Unit.From };
        Above = [.. Book.Units.Chain(id, day).Skip(1)];
        Holdings = Book.Decisions.At(day).Of(id);
        Lines = Book.TitlesThroughTime(id, AsOf.KnownOn);
        Suggestion = Exists ? Book.Suggestion(Unit, AsOf) : null;
        Facts = [.. Book.Facts.Indicators.Values.Select(i => (Indicator: i, Fact: Book.Facts.Find(i.Id, id, day))).Where(f => f.Fact is not null)
            .Select(f => (f.Indicator.Name, Value(f.Indicator.Kind, f.Indicator.Unit, f.Fact!), f.Fact!.Source, f.Fact.Sample))];
        var here = Book.Units.Under(id, AsOf with { Date = Today }).Select(u => u.Unit).Append(id).ToHashSet();
        Devices = devices.List(new DeviceFilter(Area: id, Size: 100));
        Bulletins = await bulletins.RecentAsync(here, 6, cancel);
        return Page();
    }

    private string Value(string kind, string unit, LangSo.Criteria.Fact fact) => fact.Number is { } number
        ? kind == "money" ? Money(number) : unit == "năm" ? number.ToString("0", VnText.Culture) : VnText.Number(number) + (unit.Length > 0 ? " " + unit : "")
        : kind == "yes-no" ? (fact.IsYes ? Text["có"] : Text["không"]) : fact.Value;

    private static string Money(decimal dong) => dong switch
    {
        >= 1_000_000_000m => VnText.Number(dong / 1_000_000_000m) + " tỷ đồng",
        >= 1_000_000m => VnText.Number(dong / 1_000_000m) + " triệu đồng",
        _ => VnText.Number(dong) + " đồng",
    };

    /// <summary>How a holding's label is coloured: by the shade of its rank.</summary>
    public int ShadeOf(Holding holding) => Book.Titles.Shades.OrderByDescending(s => s.Rank)
        .FirstOrDefault(s => s.Title == holding.Title.Id && (s.Field is null || s.Field == holding.Decision.Field))?.Rank ?? 0;
}
