using System.Globalization;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;

namespace LangSo.Reports.Pages;

/// <summary>The control room: the report's figures on any day, the map, and what needs a look now.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class IndexModel(Figures figures, DeviceDesk devices, BulletinBook bulletins, TimeProvider clock, IText text)
    : FigurePage(figures, clock, text)
{
    private readonly TimeProvider _clock = clock;

    /// <summary>The province's measures, by id.</summary>
    public IReadOnlyDictionary<string, MeasureResult> Measures { get; private set; } = new Dictionary<string, MeasureResult>();

    /// <summary>The four features of model communes in digital transformation.</summary>
    public IReadOnlyList<MeasureResult> Features { get; private set; } = [];

    /// <summary>The map's cells.</summary>
    public IReadOnlyList<HexCell> Cells { get; private set; } = [];

    /// <summary>How many cells of each colour rank; 0 is "not considered or none yet".</summary>
    public IReadOnlyDictionary<int, int> Legend { get; private set; } = new Dictionary<int, int>();

    /// <summary>True when a title on the map is made up.</summary>
    public bool MapSample { get; private set; }

    /// <summary>Rate of each month's end, for the chart.</summary>
    public IReadOnlyList<TrendLine> Trend { get; private set; } = [];

    /// <summary>Merged units that no decision has spoken of, and for how many of them the rule suggests a title. Shown, never counted.</summary>
    public (int Units, int Suggested, string Basis) Undecided { get; private set; }

    /// <summary>Devices that are silent or need a look, worst first.</summary>
    public DevicePage Silent { get; private set; } = new(0, [], new Dictionary<DeviceCondition, int>());

    /// <summary>Orders that devices refused lately.</summary>
    public IReadOnlyList<PlayView> Refusals { get; private set; } = [];

    /// <summary>Today's bulletins.</summary>
    public IReadOnlyList<Bulletin> Bulletins { get; private set; } = [];

    /// <summary>How many bulletins wait for approval.</summary>
    public int Waiting { get; private set; }

    /// <summary>The instant of what does not move with the time bar.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Opens the room.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        ReadDays();
        Now = _clock.GetUtcNow();
        var results = Book.Remember((nameof(Measures), AsOf, Province?.Unit), () => Book.Definitions.Measures.Select(m => Book.Measure(m, AsOf, Province)).ToList());
        Measures = results.ToDictionary(m => m.Definition.Id);
        Features = [.. results.Where(m => m.Definition.Id.StartsWith("digital-", StringComparison.Ordinal))];
        (Cells, Legend, MapSample) = Book.Remember((nameof(Cells), AsOf, Query, CultureInfo.CurrentUICulture.Name), DrawMap);
        Trend = [TrendLine.Of(this, "advanced", Text["Nâng cao"]), TrendLine.Of(this, "model", Text["Kiểu mẫu"])];
        var suggestions = Book.Remember((nameof(Undecided), AsOf, Province?.Unit), () => Book.Suggestions(AsOf, Province).ToList());
        Undecided = (suggestions.Count, suggestions.Count(s => s.Title is not null), suggestions.Select(s => s.Basis).FirstOrDefault() ?? "");
        var officer = Officer.Of(User);
        Silent = devices.List(new DeviceFilter(Size: 4));
        Refusals = [.. (await devices.RefusalsAsync(20, cancel)).Where(r => r.Received > Now.UtcDateTime.AddDays(-1)).Take(3)];
        Bulletins = await bulletins.StartingOnAsync(Today, null, cancel);
        Waiting = await bulletins.WaitingForAsync(officer, cancel);
    }

    /// <summary>The days on which the map of units changed.</summary>
    public IReadOnlyList<DateOnly> Changes => [.. Book.Map.Epochs.Skip(1)];

    /// <summary>The last day before the newest change of units.</summary>
    public DateOnly BeforeChange => Changes.Where(c => c <= AsOf.Date).DefaultIfEmpty(AsOf.Date).Max().AddDays(-1);

    /// <summary>The stretches between those days, each with its units in words.</summary>
    public IEnumerable<(DateOnly From, DateOnly? To, string Words)> Epochs()
    {
        List<DateOnly> starts = [Book.Units.FirstDay ?? Today, .. Changes];
        for (var i = 0; i < starts.Count; i++)
        {
            var asOf = AsOf with { Date = starts[i] };
            yield return (starts[i], i + 1 < starts.Count ? starts[i + 1] : null,
                Text["{0} xã, phường, thị trấn", Book.Units.InForce(asOf).Count(u => Book.Units.LevelOf(u.Kind) == "commune")]);
        }
    }

    private sealed record Drawn(IReadOnlyList<HexCell> Cells, IReadOnlyDictionary<int, int> Legend, bool Sample);

    private Drawn DrawMap()
    {
        var sample = false;
        var eligible = Book.Titles.LadderAt(AsOf.Date)?.Titles.SelectMany(t => t.Kinds).ToHashSet() ?? [];
        var cells = new List<HexCell>();
        var counts = new Dictionary<int, int>();
        foreach (var place in Book.Map.At(AsOf.Date))
        {
            if (Book.Units.Find(place.Unit, AsOf) is not { } unit) continue;
            var shade = Book.Decisions.ShadeOf(unit.Unit, AsOf);
            var rank = shade?.Rank ?? 0;
            counts[rank] = counts.GetValueOrDefault(rank) + 1;
            var parent = unit.Parent is { } up ? Book.Units.Find(up, AsOf) : null;
            var district = parent is not null && Book.Units.LevelOf(parent.Kind) == "district" ? parent : null;
            var says = shade is not null ? Say(shade.Name) : eligible.Contains(unit.Kind) ? Text["chưa có danh hiệu"] : Text["không xét"];
            var group = district is null ? "" : (district.Kind == "thành phố" ? "TP " : "") + district.Name;
            cells.Add(new HexCell(place.Row, place.Column, unit.FullName + (district is null ? "" : ", " + district.FullName), group, rank, says, "/units/" + unit.Unit + Query));
            sample |= Book.Decisions.At(AsOf).Of(unit.Unit).Any(h => h.Decision.Sample);
        }
        return new Drawn(cells, counts, sample);
    }

    /// <summary>Words for what has no title on the map.</summary>
    public string NoTitleWords() => Cells.Any(c => c.Rank == 0 && c.Says == Text["chưa có danh hiệu"])
        ? Cells.Any(c => c.Rank == 0 && c.Says == Text["không xét"]) ? Text["Chưa có danh hiệu, hoặc phường không xét"] : Text["Chưa có danh hiệu"]
        : Text["Phường, không xét"];
}
