using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>What somebody asks to be signed in their name.</summary>
/// <param name="Bulletin">What it carries: the id of a bulletin or of a programme.</param>
/// <param name="Title">For people.</param>
/// <param name="Area">Who should play it: this unit and all below.</param>
/// <param name="Class">Its class in law.</param>
/// <param name="At">UTC; null, or too soon for devices to have it, is "as soon as they have it".</param>
/// <param name="Expires">UTC; nothing of it starts at or after this.</param>
/// <param name="Media">The sound of a single bulletin.</param>
/// <param name="Card">The card, or null.</param>
/// <param name="By">The user in whose name it is signed.</param>
public sealed record OrderDraft(
    string Bulletin, string Title, UnitId Area, BulletinClass Class, DateTime? At, DateTime Expires, OrderMedia? Media, OrderCard? Card, string By)
{
    /// <summary>What makes it a programme; it then starts exactly at <see cref="At"/>.</summary>
    public OrderProgramme? Programme { get; init; }

    /// <summary>Of two priority items that clash, the order that gives way to <see cref="Bulletin"/>: makes it a preference.</summary>
    public string? GivesWay { get; init; }
}

/// <summary>Signs orders and puts them on the link, for the modules that decide what is played.</summary>
public interface IOrderDesk
{
    /// <summary>Signs the order and stores it within the caller's transaction, with its ledger row. Refuses what its signer may not sign.</summary>
    Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, OrderDraft draft, CancellationToken cancel);

    /// <summary>Why somebody may not sign this class for this unit today, or null.</summary>
    Task<Problem?> RefusalAsync(string by, UnitId area, BulletinClass @class, CancellationToken cancel);

    /// <summary>
    /// Signs and stores, within the caller's transaction, the withdrawal of what is still in force of a bulletin or programme. What the signer may not
    /// withdraw is left out.
    /// </summary>
    Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, string bulletin, string by, CancellationToken cancel);

    /// <summary>Puts a stored order on the link, after its transaction has been committed.</summary>
    Task PublishAsync(SentOrder order, CancellationToken cancel);

    /// <summary>Every order of these units that is of use in [<paramref name="from"/>, <paramref name="to"/>), UTC, withdrawals included; those of one unit first signed first.</summary>
    Task<IReadOnlyList<Order>> OrdersAsync(IReadOnlyCollection<UnitId> units, DateTime from, DateTime to, CancellationToken cancel);

    /// <summary>Gives every device in a unit its desired state anew, because what holds there was changed.</summary>
    Task RenewDesiredAsync(UnitId area, CancellationToken cancel);
}

/// <summary>What rules of a place set on its devices, beside what officers set on each. Kept in memory: it is asked for every device that comes.</summary>
public interface IDeviceRules
{
    /// <summary>The settings of a device in these units, lowest first, from its own.</summary>
    DeviceSettings Over(IReadOnlyList<UnitId> chain, DeviceSettings own);
}
