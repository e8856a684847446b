using LangSo.Foundation;
using Microsoft.AspNetCore.Identity;

namespace LangSo.Server.Access;

/// <summary>A person who signs in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The name that colleagues see: role and place, or a person's name.</summary>
    public string ShownName { get; set; } = "";
}

/// <summary>A role that a person holds for a unit and all below it, for a time. Never changed: ended by <see cref="To"/>, begun anew.</summary>
internal sealed class RoleGrant
{
    /// <summary>Row number.</summary>
    public int Id { get; set; }

    /// <summary>The account's user name.</summary>
    public string UserName { get; set; } = "";

    /// <summary>A role of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Where it holds.</summary>
    public UnitId Unit { get; set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day after, or null.</summary>
    public DateOnly? To { get; set; }
}
