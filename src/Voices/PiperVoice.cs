using System.Buffers.Binary;
using System.Text;
using CliWrap;
using LangSo.Foundation;
using LangSo.Speech.Voice;
using Microsoft.ML.OnnxRuntime;

namespace LangSo.Voices;

/// <summary>One model: phonemes by espeak-ng, sentence by sentence through the network, on the processor.</summary>
internal sealed class PiperVoice(string name, PiperConfig config, InferenceSession session) : IVoice, IDisposable
{
    private const double RestSeconds = 0.25;
    private const int MostSeconds = 40 * 60;

    /// <inheritdoc/>
    public string Id => PiperShelf.IdOf(name);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Problem? Missing => null;

    /// <inheritdoc/>
    public async Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel)
    {
        var samples = new List<float>();
        var rest = new float[(int)(config.Rate * RestSeconds)];
        var pace = (float)VoiceStyle.UsualPace / Math.Clamp(wordsPerMinute, 60, 300);
        try
        {
            foreach (var phrase in Phrases.Of(spokenText))
            {
                var phonemes = await PhonemesAsync(phrase, cancel);
                if (phonemes.Length == 0) continue;
                // The network holds its thread for as long as it works.
                samples.AddRange(await Task.Run(() => Run(PhonemeIds.Of(phonemes, config), pace), cancel));
                samples.AddRange(rest);
                if (samples.Count > MostSeconds * config.Rate) break;
            }
        }
        catch (Exception e) when (e is OnnxRuntimeException or System.ComponentModel.Win32Exception or ArgumentException or InvalidOperationException)
        {
            return new Problem("voice", "Giọng {0} dừng giữa chừng; giọng có sẵn đọc thay.", name);
        }
        return samples.Count == 0 ? new Problem("voice", "Giọng {0} không phát ra tiếng nào; giọng có sẵn đọc thay.", name) : WavOf(samples);
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private async Task<string> PhonemesAsync(Phrase phrase, CancellationToken cancel)
    {
        var all = new StringBuilder();
        foreach (var (words, sign) in phrase.Clauses)
        {
            var said = new StringBuilder();
            await Cli.Wrap("espeak-ng").WithArguments(["-q", "--ipa", "-v", config.EspeakVoice, "-b", "1", "--stdin"])
                .WithStandardInputPipe(PipeSource.FromString(words.Replace('[', '(').Replace(']', ')').Replace('\0', ' '), Encoding.UTF8))
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said, Encoding.UTF8)).WithValidation(CommandResultValidation.None).ExecuteAsync(cancel);
            if (all.Length > 0) all.Append(' ');
            all.Append(string.Join(' ', said.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Append(sign);
        }
        return all.ToString();
    }

    private float[] Run(long[] ids, float pace)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var lengths = OrtValue.CreateTensorValueFromMemory(new long[] { ids.Length }, [1]);
        using var scales = OrtValue.CreateTensorValueFromMemory(new[] { config.Noise, config.Length * pace, config.NoiseWidth }, [3]);
        using var speaker = OrtValue.CreateTensorValueFromMemory(new long[] { 0 }, [1]);
        var given = new Dictionary<string, OrtValue> { ["input"] = input, ["input_lengths"] = lengths, ["scales"] = scales };
        if (session.InputMetadata.ContainsKey("sid")) given["sid"] = speaker;
        using var options = new RunOptions();
        using var made = session.Run(options, given, session.OutputNames);
        return made[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private byte[] WavOf(List<float> samples)
    {
        // The level is evened afterwards; here it need only not be cut off.
        var peak = samples.Max(s => float.IsFinite(s) ? Math.Abs(s) : 0);
        var scale = peak > 1e-6f ? 0.9f * short.MaxValue / peak : 0;
        var bytes = new byte[samples.Count * 2];
        for (var i = 0; i < samples.Count; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)(float.IsFinite(samples[i]) ? samples[i] * scale : 0));
        return PiperWav.Of(bytes, config.Rate);
    }
}
