using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>A machine voice. Others than the built-in one (a neural voice that a customer installs) stand behind this too.</summary>
internal interface IVoice
{
    /// <summary>"espeak-ng/vi".</summary>
    string Id { get; }

    /// <summary>Null when it can speak; else what is missing.</summary>
    Problem? Missing { get; }

    /// <summary>A WAV file, 16-bit mono, of the spoken form.</summary>
    Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, CancellationToken cancel);
}
