using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>Chime, voice, chime; one level for all; Opus. Programs behind pipes, no files.</summary>
internal sealed class Announcer(VoiceRack voices, OpusEncoder encoder) : IAnnouncer, IDisposable
{
    // Each announcement keeps a core busy; more at once would only make all of them late.
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount));

    /// <inheritdoc/>
    public Problem? Missing => voices.BuiltIn.Missing ?? encoder.Missing;

    /// <inheritdoc/>
    public Task<Outcome<Announcement>> SpeakAsync(string spokenText, CancellationToken cancel) =>
        SpeakAsync(spokenText, new VoiceChoice(null, voices.Style.WordsPerMinute), cancel);

    /// <inheritdoc/>
    public async Task<Outcome<Announcement>> SpeakAsync(string spokenText, VoiceChoice voice, CancellationToken cancel)
    {
        if (!spokenText.Any(char.IsLetterOrDigit)) return new Problem("", "Bản tin chưa có chữ nào để đọc.");
        if (encoder.Missing is { } missing) return missing;
        await _cores.WaitAsync(cancel);
        try
        {
            var (speech, notice) = await SpeechAsync(spokenText, voice, cancel);
            if (!speech.Ok) return speech.Problems.ToList();
            var sound = Programme.Join(speech.Value);
            var opus = await encoder.FinishAsync(sound, cancel);
            return opus.Ok ? new Announcement(opus.Value, sound.DurationMs, notice) : opus.Problems.ToList();
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cores.Dispose();

    /// <summary>The chosen voice; when it can't, the built-in one, with a word about why.</summary>
    private async Task<(Outcome<Sound> Speech, Problem? Notice)> SpeechAsync(string text, VoiceChoice choice, CancellationToken cancel)
    {
        if (choice.Id is not { } id || id == voices.BuiltIn.Id) return (await OfAsync(voices.BuiltIn, text, choice, cancel), null);
        Problem? notice;
        if (voices.Find(id) is { } chosen)
        {
            var speech = await OfAsync(chosen, text, choice, cancel);
            if (speech.Ok) return (speech, null);
            notice = speech.Problems[0];
        }
        else
        {
            notice = new Problem("voice", "Không còn giọng đọc {0} trên máy chủ; giọng có sẵn đọc thay.", id);
        }
        return (await OfAsync(voices.BuiltIn, text, choice, cancel), notice);
    }

    private static async Task<Outcome<Sound>> OfAsync(IVoice voice, string text, VoiceChoice choice, CancellationToken cancel)
    {
        if (voice.Missing is { } missing) return missing;
        var wav = await voice.SpeakToWavAsync(text, choice.WordsPerMinute, cancel);
        if (!wav.Ok) return wav.Problems.ToList();
        return Wav.Read(wav.Value) is { } speech && !double.IsNegativeInfinity(Loudness.Of(speech))
            ? speech
            : new Problem("", "Giọng đọc không phát ra tiếng nào cho đoạn này. Sửa lại câu chữ rồi thử lại.");
    }
}
