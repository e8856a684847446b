using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;

namespace LangSo.Server.Host;

/// <summary>The province above a person's rights, by its name of today.</summary>
internal sealed class HomePlace(Gazetteers gazetteers, TimeProvider clock) : IHomePlace
{
    public string NameFor(ClaimsPrincipal user)
    {
        var (units, today) = (gazetteers.Current, new AsOf(clock.Today(), clock.Today()));
        foreach (var area in user.FindAll(Caller.GrantClaim).Select(c => c.Value.Split('@')).Where(p => p.Length == 2).Select(p => new UnitId(p[1])).Distinct())
            if (units.Chain(area, today) is [.., var top]) return char.ToUpper(top.FullName[0], VnText.Culture) + top.FullName[1..];
        return "";
    }
}
