using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Devices.Pages;

/// <summary>The list of loudspeakers, or of boards: how each stands, and adding one.</summary>
public abstract class DeviceListPage(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock, DeviceKind kind) : DevicesPage(gazetteers, clock)
{
    private const int Size = 50;

    /// <summary>Part of a name or place.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Only those that stand so.</summary>
    [BindProperty(SupportsGet = true)] public DeviceCondition? State { get; set; }

    /// <summary>Only those in this unit.</summary>
    [BindProperty(SupportsGet = true)] public string? Area { get; set; }

    /// <summary>Only those of this group.</summary>
    [BindProperty(SupportsGet = true)] public string? Label { get; set; }

    /// <summary>Only those that run this program.</summary>
    [BindProperty(SupportsGet = true)] public string? Version { get; set; }

    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")] public int PageNumber { get; set; } = 1;

    /// <summary>The name of a new device, as typed.</summary>
    [BindProperty] public string Name { get; set; } = "";

    /// <summary>The unit of a new device.</summary>
    [BindProperty] public string Unit { get; set; } = "";

    /// <summary>The devices of this page.</summary>
    public DevicePage Shown { get; private set; } = new(0, [], new Dictionary<DeviceCondition, int>());

    /// <summary>Where one is in the list.</summary>
    public Pager Pager { get; private set; } = null!;

    /// <summary>Where a device can be put: the communes and hamlets in which the caller keeps devices.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> Places { get; private set; } = [];

    /// <summary>The groups that are used.</summary>
    public IReadOnlyList<string> Groups { get; private set; } = [];

    /// <summary>The communes that have devices, by name.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> Communes { get; private set; } = [];

    /// <summary>The map of communes; empty where there is none.</summary>
    public IReadOnlyList<StateCell> Cells { get; private set; } = [];

    /// <summary>The address of this list with another unit.</summary>
    public string LinkTo(UnitId unit) => Path + Query(State, unit.Value, 1);

    /// <summary>The address of this list with another state.</summary>
    public string LinkTo(DeviceCondition? state) => Path + Query(state, Area, 1);

    private string Path => kind == DeviceKind.Board ? "/boards" : "/devices";

    /// <summary>Opens the list.</summary>
    public void OnGet() => Read();

    /// <summary>Adds a device; its code is shown on its page.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var today = new AsOf(Today, Today);
        var unit = new UnitId(Unit);
        if (!User.AreasFor(Rights.KeepDevices).Any(area => Units.IsWithin(unit, area, today)))
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
        Shown = desk.List(new DeviceFilter(
            Area is { Length: > 0 } area ? new UnitId(area) : null, State, kind, Q, Math.Max(1, PageNumber), Size, Label, Version is { Length: > 0 } ? Version : null));
        Pager = new Pager(Math.Max(1, PageNumber), Size, Shown.Total, n => Path + Query(State, Area, n));
        Groups = desk.Labels();
        var byCommune = desk.ByUnit(kind, u => Units.LevelOf(u.Kind) == "commune");
        Communes = [.. byCommune.Keys.Select(u => (u, NameOf(u))).OrderBy(u => u.Item2, VnText.Order)];
        Cells = kind == DeviceKind.Loudspeaker && byCommune.Count > 0 ? StateMap.Cells(byCommune, NameOf, Today) : [];
        if (!KeepsAny) return;
        var today = new AsOf(Today, Today);
        var gazetteer = Units;
        Places = [.. User.AreasFor(Rights.KeepDevices)
            .SelectMany(area => gazetteer.Under(area, today).Append(gazetteer.Find(area, today)).OfType<UnitVersion>())
            .Where(u => gazetteer.LevelOf(u.Kind) is "commune" or "hamlet").DistinctBy(u => u.Unit)
            .Select(u => (u.Unit, string.Join(", ", gazetteer.Chain(u.Unit, today).Take(2).Select(v => v.FullName))))
            .OrderBy(p => p.Item2, VnText.Order)];
    }

    private string Query(DeviceCondition? state, string? area, int page) => "?" + string.Join('&', new (string Name, string? Value)[]
    {
        ("q", Q), ("state", state?.ToString()), ("area", area), ("label", Label), ("version", Version), ("page", page > 1 ? page.ToString(VnText.Culture) : null),
    }.Where(p => p.Value is { Length: > 0 }).Select(p => p.Name + "=" + Uri.EscapeDataString(p.Value!)));
}
