using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;

namespace LangSo.Bulletins;

/// <summary>The identity of a bulletin.</summary>
public readonly record struct BulletinId(Guid Value)
{
    /// <summary>A new one, in order of time.</summary>
    public static BulletinId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("n");
}

/// <summary>The identity of a campaign.</summary>
public readonly record struct CampaignId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("n");
}

/// <summary>A sound kept by its content.</summary>
/// <param name="Sha256">Hex, lower case: where it is fetched and how it is checked.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="DurationMs">How long it plays.</param>
public sealed record SoundRef(string Sha256, long Bytes, int DurationMs);

/// <summary>What a public board shows of a bulletin: read from ten metres.</summary>
/// <param name="Headline">At most two lines of about five words.</param>
/// <param name="Facts">At most three: when, where, how much.</param>
/// <param name="Source">Who says so.</param>
public sealed record BoardCard(string Headline, IReadOnlyList<string> Facts, string Source);

/// <summary>An approved bulletin on its way to devices.</summary>
/// <param name="PlayAt">UTC; null is "as soon as the devices have it".</param>
/// <param name="Expires">UTC; after this nothing of it is played or shown.</param>
/// <param name="Sound">Null when no voice was there: boards only.</param>
/// <param name="ApprovedBy">The user who approved, in whose name it is signed.</param>
public sealed record Dispatch(
    BulletinId Bulletin, string Title, UnitId Area, BulletinClass Class, DateTime? PlayAt, DateTime Expires, SoundRef? Sound, BoardCard Card, string ApprovedBy);

/// <summary>An order that was signed and stored.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="At">UTC, when devices start.</param>
public sealed record SentOrder(string Id, DateTime At);

/// <summary>Carries approved bulletins to devices. Implemented by the module that owns the devices.</summary>
public interface IBulletinSender
{
    /// <summary>Signs the order and stores it within the caller's transaction, with its ledger row. Refuses what the approver may not sign.</summary>
    Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, Dispatch dispatch, CancellationToken cancel);

    /// <summary>Puts a stored order on the link, after its transaction has been committed.</summary>
    Task PublishAsync(SentOrder order, CancellationToken cancel);

    /// <summary>Signs and stores the withdrawal of a bulletin's orders, within the caller's transaction; published like any order.</summary>
    Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, BulletinId bulletin, string by, CancellationToken cancel);
}

/// <summary>What one device did with a bulletin, so far.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Name">"Loa xóm Lâm Phú".</param>
/// <param name="Place">Where it stands: "xóm Lâm Phú, xã Giao Ninh".</param>
/// <param name="IsBoard">A board shows, a loudspeaker plays.</param>
/// <param name="Step">One of <c>waiting</c>, <c>received</c> (has order and sound), <c>playing</c>, <c>played</c>, <c>refused</c>, <c>missed</c>; once withdrawn
/// <c>withdrawn</c> (taken down) or <c>holding</c> (the withdrawal has not reached it).</param>
/// <param name="At">UTC of the last step, when known.</param>
/// <param name="StartErrorMs">Started so many milliseconds after the planned instant, when played.</param>
/// <param name="Note">Why, in the user's language, when there is something to say.</param>
public sealed record DeviceEvidence(string Device, string Name, string Place, bool IsBoard, string Step, DateTime? At, double? StartErrorMs, string? Note);

/// <summary>The evidence that comes back from devices. Implemented by the module that owns the devices.</summary>
public interface IBulletinEvidence
{
    /// <summary>Every device in the bulletin's area, with what it did.</summary>
    Task<IReadOnlyList<DeviceEvidence>> OfAsync(BulletinId bulletin, CancellationToken cancel);

    /// <summary>How many loudspeakers and boards a bulletin to this area would reach now.</summary>
    (int Loudspeakers, int Boards) Reach(UnitId area);

    /// <summary>Completes each time that something came back for this bulletin (many changes may share one turn).</summary>
    IAsyncEnumerable<bool> ChangesAsync(BulletinId bulletin, CancellationToken cancel);
}

/// <summary>Keeps finished sounds by their content, where devices can fetch them. Implemented by the module that owns the devices.</summary>
public interface ISoundShelf
{
    /// <summary>Stores the sound, or finds that it is there already. A problem of the field <c>media</c> when it cannot be kept now.</summary>
    Task<Outcome<SoundRef>> KeepAsync(Announcement announcement, CancellationToken cancel);

    /// <summary>Opens a stored sound (seekable), or null when it is not there or cannot be had now. What is opened here is wanted, and is not swept away.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancel);

    /// <summary>Null when devices can fetch the sound now, else why not.</summary>
    Task<Problem?> CheckAsync(SoundRef sound, CancellationToken cancel);
}

/// <summary>How many devices really played or showed a bulletin.</summary>
/// <param name="Loudspeakers">That played it, to the end or until something more urgent cut it.</param>
/// <param name="Boards">That showed it.</param>
public readonly record struct PlayedBy(int Loudspeakers, int Boards);

/// <summary>A day on which one device really played or showed a bulletin, in Viet Nam.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Day">The day on which it began, by the device's own word.</param>
/// <param name="Shown">True for a board that showed it; false for a loudspeaker that played it to the end.</param>
public readonly record struct PlayDay(string Device, DateOnly Day, bool Shown);

/// <summary>What devices recorded, counted. Implemented by the module that owns the devices.</summary>
public interface IPlayCounts
{
    /// <summary>Of the bulletins that start in this time (UTC, <paramref name="to"/> excluded): which were really played or shown, and by how many devices.</summary>
    Task<IReadOnlyDictionary<BulletinId, PlayedBy>> PlayedAsync(DateTime from, DateTime to, CancellationToken cancel);

    /// <summary>Every day of every device that played this bulletin to the end or showed it, from all of its records: a bulletin may be on the air for weeks.</summary>
    Task<IReadOnlyList<PlayDay>> DaysAsync(BulletinId bulletin, CancellationToken cancel);
}
