using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Devices.Pages;

/// <summary>What the pages about devices share: who may change what stands where, and the units that are offered.</summary>
public abstract class DevicesPage(Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; protected set; } = [];

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>The map of units.</summary>
    protected Gazetteer Units => gazetteers.Current;

    /// <summary>True when the caller keeps devices somewhere.</summary>
    public bool KeepsAny => User.AreasFor(Rights.KeepDevices).Count > 0;

    /// <summary>True when the caller may use the right on what stands in this unit.</summary>
    public bool May(string right, UnitId unit)
    {
        var today = new AsOf(Today, Today);
        return User.AreasFor(right).Any(area => gazetteers.Current.IsWithin(unit, area, today));
    }

    /// <summary>The whole province, or no unit when there is not exactly one.</summary>
    protected UnitId Province
    {
        get
        {
            var (units, today) = (gazetteers.Current, new AsOf(Today, Today));
            return units.Roots(today).ToList() is [var only] ? only.Unit : default;
        }
    }

    /// <summary>The name of a unit today.</summary>
    public string NameOf(UnitId unit) => gazetteers.Current.Find(unit, new AsOf(Today, Today))?.FullName ?? "";

    /// <summary>The communes and the province over which the caller holds this right.</summary>
    public IReadOnlyList<(UnitId Unit, string Name)> Areas(string right)
    {
        var today = new AsOf(Today, Today);
        var units = gazetteers.Current;
        return [.. User.AreasFor(right).SelectMany(area => units.Under(area, today).Append(units.Find(area, today)).OfType<UnitVersion>())
            .Where(u => units.LevelOf(u) is "commune" or "province").DistinctBy(u => u.Unit)
            .OrderBy(u => units.LevelOf(u) == "province" ? 0 : 1).ThenBy(u => u.FullName, VnText.Order).Select(u => (u.Unit, u.FullName))];
    }

    /// <summary>Does it and opens <paramref name="then"/>, or shows the page again with what must be mended.</summary>
    protected async Task<IActionResult> DoAsync<T>(Task<Outcome<T>> deed, string then, Func<Task> again)
    {
        var done = await deed;
        if (done.Ok) return LocalRedirect(then);
        Problems = done.Problems;
        await again();
        return Page();
    }
}
