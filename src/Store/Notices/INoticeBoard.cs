using LangSo.Foundation;

namespace LangSo.Store.Notices;

/// <summary>Something that people should see and act on.</summary>
/// <param name="Key">What it is about and which turn of it ("dossier/7/verify"): posting the same key to the same person again is once.</param>
/// <param name="Text">One plain sentence, as the page translates it.</param>
/// <param name="Link">Where to act, a path of the site.</param>
/// <param name="Due">The day by which, or null.</param>
public sealed record NewNotice(string Key, Problem Text, string Link, DateOnly? Due = null)
{
    /// <summary>For one person, by user name.</summary>
    public string? User { get; init; }

    /// <summary>For all who hold this right…</summary>
    public string? Right { get; init; }

    /// <summary>…over this unit.</summary>
    public UnitId? Unit { get; init; }

    /// <summary>True when only those who hold the right at this very unit are meant, not those who hold it for all above.</summary>
    public bool Here { get; init; }
}

/// <summary>Tells people on their page and by mail. What is posted becomes visible when the caller's transaction commits, and only then.</summary>
public interface INoticeBoard
{
    /// <summary>Posts it within the caller's transaction.</summary>
    Task PostAsync(StoreContext db, NewNotice notice, CancellationToken cancel);

    /// <summary>Takes it off everyone's page: there is nothing left to do about the key.</summary>
    Task SettleAsync(StoreContext db, string key, CancellationToken cancel);
}
