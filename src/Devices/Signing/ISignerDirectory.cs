using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>What a user may sign.</summary>
/// <param name="Name">Name and post, as devices and the ledger show it.</param>
/// <param name="Area">Orders for this unit and those below it.</param>
/// <param name="HighestClass">Up to this class.</param>
public sealed record SignerGrant(string Name, UnitId Area, BulletinClass HighestClass);

/// <summary>Knows who may sign what. Implemented by the host, which owns the accounts.</summary>
public interface ISignerDirectory
{
    /// <summary>The user's grants, or nothing when the user may not sign; several when a user answers for several units.</summary>
    ValueTask<IReadOnlyList<SignerGrant>> GrantsOfAsync(string userName, CancellationToken cancel);
}
