using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Devices.Pages;

/// <summary>The list of loudspeakers, or of boards: how each stands, and adding one.</summary>
public abstract class DeviceListPage(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock, DeviceKind kind) : PageModel
{
    private const int Size = 50;

    /// <summary>Part of a name or place.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Only those that stand so.</summary>
    [BindProperty(SupportsGet = true)] public DeviceCondition? State { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The name of a new device, as typed.</summary>
    [BindProperty] public string Name { get; set; } = "";

    /// <summary>The unit of a new device.</summary>
    [BindProperty] public string Unit { get; set; } = "";

    /// <summary>What must be mended before a device can be added.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The devices of this page.</summary>
    public DevicePage Shown { get; private set; } = new(0, [], new Dictionary<DeviceCondition, int>());

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Where a device can be put: the communes and hamlets in which the caller keeps devices.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> Places { get; private set; } = [];

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    private string Path => kind == DeviceKind.Board ? "/boards" : "/devices";

    /// <summary>Opens the list.</summary>
    public void OnGet() => Read();

    /// <summary>Adds a device; its code is shown on its page.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var today = new AsOf(clock.Today(), clock.Today());
        var unit = new UnitId(Unit);
        if (!User.AreasFor(Rights.KeepDevices).Any(area => gazetteers.Current.IsWithin(unit, area, today)))
        {
            Problems = [new Problem("unit", Unit.Length == 0 ? "Chọn nơi đặt thiết bị." : "Bạn chưa có quyền đặt thiết bị ở nơi này.")];
            Read();
            return Page();
        }
        var added = await desk.AddAsync(Name, kind, unit, User.UserName(), cancel);
        if (added.Ok) return LocalRedirect("/devices/" + added.Value.Id);
        Problems = added.Problems;
        Read();
        return Page();
    }

    private void Read()
    {
        Shown = desk.List(new DeviceFilter(Condition: State, Kind: kind, Text: Q, Page: Math.Max(1, PageNumber), Size: Size));
        Pager = new Pager(Math.Max(1, PageNumber), Size, Shown.Total, n => $"{Path}?page={n}&q={Uri.EscapeDataString(Q ?? "")}" + (State is { } s ? "&state=" + s : ""));
        var today = new AsOf(clock.Today(), clock.Today());
        var gazetteer = gazetteers.Current;
        Places = [.. User.AreasFor(Rights.KeepDevices)
            .SelectMany(area => gazetteer.Under(area, today).Append(gazetteer.Find(area, today)).OfType<UnitVersion>())
            .Where(u => gazetteer.LevelOf(u.Kind) is "commune" or "hamlet").DistinctBy(u => u.Unit)
            .Select(u => (u.Unit, string.Join(", ", gazetteer.Chain(u.Unit, today).Take(2).Select(v => v.FullName))))
            .OrderBy(p => p.Item2, VnText.Order)];
    }
}
