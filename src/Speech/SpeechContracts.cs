using LangSo.Foundation;
using LangSo.Speech.Voice;

namespace LangSo.Speech;

/// <summary>One place where what is said differs from what is written.</summary>
/// <param name="Start">Where the written form begins in the (NFC) input.</param>
/// <param name="Length">Its length there, in UTF-16 units.</param>
/// <param name="Written">"18/3/2024".</param>
/// <param name="Spoken">"ngày mười tám tháng ba năm hai nghìn hai mươi tư".</param>
/// <param name="Kind">date, time, number, percent, money, phone, abbreviation, measure, legal, …</param>
public sealed record SpokenPiece(int Start, int Length, string Written, string Spoken, string Kind);

/// <summary>A text as an announcer reads it.</summary>
/// <param name="Text">What is said: no digit, no unread abbreviation.</param>
/// <param name="Input">The NFC text that <paramref name="Pieces"/> point into.</param>
/// <param name="Pieces">Every change, in order, without overlap.</param>
public sealed record SpokenForm(string Text, string Input, IReadOnlyList<SpokenPiece> Pieces);

/// <summary>A finished sound: Ogg/Opus, level and peak as the house wants them.</summary>
/// <param name="Opus">The file.</param>
/// <param name="DurationMs">How long it plays.</param>
/// <param name="Notice">Why another voice than the chosen one speaks; null when nothing is to be said.</param>
public sealed record Announcement(byte[] Opus, int DurationMs, Problem? Notice = null);

/// <summary>Written Vietnamese into what an announcer says.</summary>
public interface INormaliser
{
    /// <summary>The spoken form; never fails, never loses a word.</summary>
    SpokenForm Read(string written);
}

/// <summary>Spoken text into a finished sound.</summary>
public interface IAnnouncer
{
    /// <summary>Null when it can work; else the notice for the page: which program is missing and what to do.</summary>
    Problem? Missing { get; }

    /// <summary>Speaks, evens the level and encodes. A problem when the voice is missing or fails; never half a file.</summary>
    Task<Outcome<Announcement>> SpeakAsync(string spokenText, CancellationToken cancel);

    /// <summary>The same by a chosen voice. When that one can't, the built-in one speaks and <see cref="Announcement.Notice"/> says why.</summary>
    Task<Outcome<Announcement>> SpeakAsync(string spokenText, VoiceChoice voice, CancellationToken cancel) => SpeakAsync(spokenText, cancel);
}
