using LangSo.Foundation;
using Microsoft.AspNetCore.Identity;

namespace LangSo.Server.Access;

/// <summary>A person who signs in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The name that colleagues see: role and place, or a person's name.</summary>
    public string ShownName { get; set; } = "";

    /// <summary>How notices are mailed: <c>daily</c>, <c>none</c>, or null for each as it comes.</summary>
    public string? MailWish { get; set; }
}

/// <summary>
/// A role that a person holds for a unit and all below it, for a time. Never changed: ended by <see cref="To"/>, begun anew.
/// </summary>
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

    /// <summary>In whose place (thay mặt), by user name; null when the role is the person's own.</summary>
    public string? For { get; set; }

    /// <summary>Who gave it, by user name; empty for those that came with the installation.</summary>
    public string GivenBy { get; set; } = "";

    /// <summary>Who ended it, by user name; null while its end was known from the beginning, or it has none.</summary>
    public string? EndedBy { get; set; }

    /// <summary>True on the days [<see cref="From"/>, <see cref="To"/>).</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day < To);
}

/// <summary>A link by which a person comes in, or chooses a new password; it works once. Only the hash of its token is kept.</summary>
internal sealed class Invitation
{
    /// <summary>SHA-256 of the token, hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The user name that the person will have, or has.</summary>
    public required string UserName { get; init; }

    /// <summary>The name that colleagues will see.</summary>
    public required string ShownName { get; init; }

    /// <summary>Where mail goes, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The first role; null when the account is there and only its password is new.</summary>
    public string? Role { get; init; }

    /// <summary>Where the first role holds.</summary>
    public UnitId Unit { get; init; }

    /// <summary>First day of the role.</summary>
    public DateOnly From { get; init; }

    /// <summary>First day after, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who invited.</summary>
    public required string By { get; init; }

    /// <summary>From this instant it works no longer, UTC.</summary>
    public DateTime Expires { get; set; }

    /// <summary>When it was used, UTC, or null.</summary>
    public DateTime? Used { get; set; }
}

/// <summary>A rule of the installation about access: <see cref="TwoSteps"/>.</summary>
internal sealed class AccessSetting
{
    /// <summary>Whether roles that decide need two steps: <c>on</c> unless it says <c>off</c>.</summary>
    public const string TwoSteps = "two-steps";

    /// <summary>Which rule.</summary>
    public required string Name { get; init; }

    /// <summary>What it says.</summary>
    public required string Value { get; set; }
}
