using System.Security.Claims;
using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>Who is asking, and where their rights reach. Read from the sign-in's claims.</summary>
public static class Caller
{
    /// <summary>Claim type of "right@unit": the right holds for that unit and all below it.</summary>
    public const string GrantClaim = "langso.grant";

    /// <summary>Claim type of the person's display name.</summary>
    public const string NameClaim = "langso.name";

    /// <summary>The user name that stands in the ledger.</summary>
    public static string UserName(this ClaimsPrincipal user) => user.Identity?.Name ?? "";

    /// <summary>The name that people see.</summary>
    public static string ShownName(this ClaimsPrincipal user) => user.FindFirst(NameClaim)?.Value ?? user.UserName();

    /// <summary>The units for which the caller has this right; it reaches all that lies below them.</summary>
    public static IReadOnlyList<UnitId> AreasFor(this ClaimsPrincipal user, string right) =>
        [.. user.FindAll(GrantClaim).Select(c => c.Value.Split('@')).Where(p => p.Length == 2 && p[0] == right).Select(p => new UnitId(p[1]))];

    /// <summary>Claim type of "right=name": the right is held only in the place of the person of that name.</summary>
    public const string ForClaim = "langso.for";

    /// <summary>Claim type that says: a role that decides waits until this person signs in in two steps.</summary>
    public const string TwoStepsClaim = "langso.two-steps";

    /// <summary>In whose place the caller uses this right, by shown name ("thay mặt …"); null when it is the caller's own.</summary>
    public static string? InPlaceOf(this ClaimsPrincipal user, string right) =>
        user.FindAll(ForClaim).Select(c => c.Value.Split('=', 2)).FirstOrDefault(p => p.Length == 2 && p[0] == right)?[1];
}
