using LangSo.Foundation;

namespace LangSo.Store.Media;

/// <summary>Sounds, pictures and papers by what they are: the name of each is the SHA-256 of its bytes, so that nothing is ever changed in place and what is there is whole.</summary>
public interface IMediaVault
{
    /// <summary>Where it is, for people; never a key or a password.</summary>
    string Shown { get; }

    /// <summary>Keeps a sound and returns its SHA-256, hex. Keeping it twice is once, but makes it young again for the sweep.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not take it now.</exception>
    Task<string> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Opens a whole sound, seekable, so that any part of it can be sent; null when it is not here or the name is no hash.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now: another try later may find it.</exception>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancel);

    /// <summary>The size in bytes, or null when it is not here.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now.</exception>
    Task<long?> SizeAsync(string sha256, CancellationToken cancel);

    /// <summary>True when the vault's own copy is what its name says.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now.</exception>
    Task<bool> VerifyAsync(string sha256, CancellationToken cancel);

    /// <summary>Everything that is kept, in no order that matters: for backups, checks and the sweep.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now.</exception>
    IAsyncEnumerable<KeptMedia> ListAsync(CancellationToken cancel);

    /// <summary>Says that a sound is wanted again: it counts as kept today. False when it is not here.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now.</exception>
    Task<bool> RefreshAsync(string sha256, CancellationToken cancel);

    /// <summary>Removes a sound that was kept before <paramref name="before"/> (UTC); false when it is gone already or was kept anew.</summary>
    /// <exception cref="MediaUnavailableException">The vault does not answer now.</exception>
    Task<bool> RemoveAsync(string sha256, DateTime before, CancellationToken cancel);

    /// <summary>Removes what a server left half-written more than a day ago; nothing where that cannot be.</summary>
    void Tidy();

    /// <summary>Null when it can be read and written now, else what an operator should mend.</summary>
    Task<Problem?> CheckAsync(CancellationToken cancel);
}

/// <summary>One sound that is kept.</summary>
/// <param name="Sha256">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="KeptAt">UTC, when it was put there or last wanted.</param>
public sealed record KeptMedia(string Sha256, long Bytes, DateTime KeptAt);

/// <summary>The vault does not do what is asked now, through no fault of who asked. <see cref="Problem"/> says it in one line.</summary>
public sealed class MediaUnavailableException(Problem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    /// <summary>What is wrong, for people; never a key or a password.</summary>
    public Problem Problem { get; } = problem;
}

/// <summary>
/// Said by every module that has something in the vault: what it wants is never swept away, and is what a backup and a check must find.
/// </summary>
public interface IMediaWanted
{
    /// <summary>The names of all that the store speaks of, in no order; one may come twice.</summary>
    IAsyncEnumerable<string> WantedAsync(StoreContext db, CancellationToken cancel);
}

/// <summary>The names of what is kept.</summary>
public static class MediaName
{
    /// <summary>True for 64 lower-case hex digits: nothing else ever becomes part of a path or an address.</summary>
    public static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}
