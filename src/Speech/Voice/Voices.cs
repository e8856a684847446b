using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>A machine voice and how quickly it speaks.</summary>
/// <param name="Id">"espeak-ng/vi-vn-x-south"; null is the built-in voice of the installation.</param>
/// <param name="WordsPerMinute">80 to 250 of espeak-ng's words; other voices are sped up by the same share.</param>
public sealed record VoiceChoice(string? Id, int WordsPerMinute = VoiceStyle.UsualPace);

/// <summary>A voice that can be chosen, or would be if it were whole.</summary>
/// <param name="Id">What a choice names.</param>
/// <param name="Name">What people read; a key for other languages.</param>
/// <param name="Trouble">Why it can't speak now, in one line; the built-in voice speaks in its place. Null when it can.</param>
public sealed record VoiceInfo(string Id, string Name, Problem? Trouble);

/// <summary>A machine voice. Others than the built-in ones (a neural voice that a customer installs) stand behind this too.</summary>
public interface IVoice
{
    /// <summary>"espeak-ng/vi".</summary>
    string Id { get; }

    /// <summary>"Giọng miền Bắc".</summary>
    string Name { get; }

    /// <summary>Null when it can speak; else what is missing.</summary>
    Problem? Missing { get; }

    /// <summary>A WAV file, 16-bit mono, of the spoken form.</summary>
    Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel);
}

/// <summary>Voices that were installed beside the built-in ones. Implemented by who can run them.</summary>
public interface IVoiceShelf
{
    /// <summary>What is installed now, the broken ones too.</summary>
    IReadOnlyList<IVoice> Voices { get; }
}

/// <summary>The voices of this installation.</summary>
public interface IVoices
{
    /// <summary>Every voice, the built-in ones first.</summary>
    IReadOnlyList<VoiceInfo> All { get; }

    /// <summary>The built-in voice that speaks when nothing was chosen, and in place of a broken one.</summary>
    VoiceInfo Usual { get; }
}

/// <summary>The built-in voices and those that were dropped in.</summary>
internal sealed class VoiceRack : IVoices
{
    private readonly IVoice[] _builtIn;
    private readonly IVoiceShelf[] _shelves;

    public VoiceRack(ProgramFinder programs, VoiceStyle style, IEnumerable<IVoiceShelf> shelves)
    {
        _shelves = [.. shelves];
        _builtIn = [.. Enum.GetValues<VoiceRegion>().OrderByDescending(r => r == style.Region).Select(r => new EspeakVoice(programs, style with { Region = r }))];
        Style = style;
    }

    /// <summary>How the built-in voice speaks when nothing was chosen.</summary>
    public VoiceStyle Style { get; }

    public IVoice BuiltIn => _builtIn[0];

    public IReadOnlyList<VoiceInfo> All => [.. Everyone.Select(Info)];

    public VoiceInfo Usual => Info(BuiltIn);

    /// <summary>Null when there is no such voice.</summary>
    public IVoice? Find(string id) => Everyone.FirstOrDefault(v => string.Equals(v.Id, id, StringComparison.Ordinal));

    private IEnumerable<IVoice> Everyone => [.. _builtIn, .. _shelves.SelectMany(s => s.Voices)];

    private static VoiceInfo Info(IVoice voice) => new(voice.Id, voice.Name, voice.Missing);
}
