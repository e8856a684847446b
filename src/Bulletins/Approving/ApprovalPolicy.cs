using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>
/// How many people approve what (data/bulletins/approval.json): data, because each province has regulations of its own.
/// </summary>
/// <param name="TwoPersons">Which bulletins ask for two people.</param>
/// <param name="AloneMinutes">How long an approval holds that one person gives alone where two are asked for.</param>
/// <param name="Sample">True while no regulation of the province stands behind it.</param>
public sealed record ApprovalPolicy(IReadOnlyList<TwoPersonRule> TwoPersons, int AloneMinutes, bool Sample)
{
    /// <summary>What the program comes with.</summary>
    public static readonly ApprovalPolicy Shipped = ShippedFile.Json<ApprovalPolicy>("approval.json");

    /// <summary>How long an approval by one person alone holds.</summary>
    public TimeSpan AloneFor => TimeSpan.FromMinutes(AloneMinutes);

    /// <summary>True when two people must approve it.</summary>
    internal bool AsksForTwo(Bulletin bulletin, Ground ground) =>
        bulletin.Area is { } area && ground.Units.Find(area, ground.AsOf) is { } unit && TwoPersons.Any(r => r.Class == bulletin.Class && r.Level == ground.Units.LevelOf(unit));
}

/// <summary>Bulletins of this class for a unit of this level ask for two people.</summary>
public sealed record TwoPersonRule(BulletinClass Class, string Level);
