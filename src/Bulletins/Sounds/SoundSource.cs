using LangSo.Foundation;
using LangSo.Speech.Voice;

namespace LangSo.Bulletins;

/// <summary>The identity of a recording in the library.</summary>
public readonly record struct RecordingId(Guid Value)
{
    /// <summary>A new one, in order of time.</summary>
    public static RecordingId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("n");
}

/// <summary>Who is heard when a bulletin is played.</summary>
public enum SoundKind
{
    /// <summary>Máy đọc: a machine voice reads the text.</summary>
    Voice = 1,

    /// <summary>Người đọc: a recording made in the browser.</summary>
    Recording = 2,

    /// <summary>Tệp tải lên: a file that was sent.</summary>
    Upload = 3,
}

/// <summary>Where the sound of a bulletin comes from.</summary>
/// <param name="Voice">The voice's id; null is the one of the place.</param>
/// <param name="WordsPerMinute">Its pace; null is the one of the place.</param>
/// <param name="Recording">The recording, when a person is heard.</param>
/// <param name="Sha256">What that recording was when it was chosen.</param>
public sealed record SoundSource(SoundKind Kind, string? Voice = null, int? WordsPerMinute = null, RecordingId? Recording = null, string? Sha256 = null);

/// <summary>What stands in the library.</summary>
public enum RecordingKind
{
    /// <summary>Thu tại chỗ: recorded in the browser.</summary>
    Recorded = 1,

    /// <summary>Tệp tải lên.</summary>
    Uploaded = 2,

    /// <summary>Nhạc hiệu: a jingle, used again and again.</summary>
    Jingle = 3,
}

/// <summary>A human sound in the form of the house. It is never changed; withdrawing it keeps it from new bulletins.</summary>
public sealed record Recording
{
    /// <summary>Its identity.</summary>
    public required RecordingId Id { get; init; }

    /// <summary>Counts changes from 1.</summary>
    public required int Version { get; init; }

    /// <summary>At most <see cref="RecordingRules.TitleLimit"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>What it is.</summary>
    public required RecordingKind Kind { get; init; }

    /// <summary>The unit whose it is; those who write there or below may use it.</summary>
    public required UnitId Area { get; init; }

    /// <summary>Ogg/Opus, evened.</summary>
    public required SoundRef Sound { get; init; }

    /// <summary>What was heard in it before it was evened.</summary>
    public required IReadOnlyList<SoundFinding> Findings { get; init; }

    /// <summary>User name of who made it.</summary>
    public required string Author { get; init; }

    /// <summary>Their shown name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>Shown name of who withdrew it; null while it may be used.</summary>
    public string? WithdrawnByName { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>True when it can't be approved as it is.</summary>
    public bool IsUnfit => Findings.Any(f => f.Grave);

    /// <summary>How a bulletin names it.</summary>
    public SoundSource Source => new(Kind == RecordingKind.Recorded ? SoundKind.Recording : SoundKind.Upload, Recording: Id, Sha256: Sound.Sha256);
}

/// <summary>The voice that reads for a unit and all below it that have none of their own.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Voice">The voice's id.</param>
/// <param name="WordsPerMinute">Its pace.</param>
/// <param name="Version">Counts changes from 1.</param>
public sealed record UnitVoice(UnitId Unit, string Voice, int WordsPerMinute, int Version);
