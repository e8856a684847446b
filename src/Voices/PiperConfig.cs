using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Voices;

/// <summary>What the file beside a Piper model says of it.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="EspeakVoice">The dialect whose phonemes the model was taught: "vi".</param>
/// <param name="Ids">From one phoneme (a Unicode scalar as text) to the numbers that the model knows.</param>
/// <param name="Speakers">Above 1 the model asks who speaks; the first does.</param>
internal sealed record PiperConfig(int Rate, string EspeakVoice, IReadOnlyDictionary<string, long[]> Ids, float Noise, float Length, float NoiseWidth, int Speakers)
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Reads it; a problem in one line when it is not what it should be.</summary>
    public static Outcome<PiperConfig> Read(string file)
    {
        var name = Path.GetFileName(file);
        try
        {
            if (!File.Exists(file)) return new Problem("voice", "Giọng {0}: thiếu tệp {1} bên cạnh.", Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(name)), name);
            if (new FileInfo(file).Length > LargestFile) return Bad(name);
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            var rate = root.GetProperty("audio").GetProperty("sample_rate").GetInt32();
            var ids = root.GetProperty("phoneme_id_map").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(i => i.GetInt64()).ToArray(), StringComparer.Ordinal);
            if (rate is < 8000 or > 48000 || !Has(ids, "_") || !Has(ids, "^") || !Has(ids, "$")) return Bad(name);
            var voice = root.TryGetProperty("espeak", out var espeak) && espeak.TryGetProperty("voice", out var dialect) ? dialect.GetString() : null;
            if (voice is not { Length: > 0 and < 40 } || !voice.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return Bad(name);
            var scales = root.TryGetProperty("inference", out var inference) ? inference : default;
            return new PiperConfig(rate, voice, ids, Scale(scales, "noise_scale", 0.667f), Scale(scales, "length_scale", 1f), Scale(scales, "noise_w", 0.8f),
                root.TryGetProperty("num_speakers", out var speakers) && speakers.TryGetInt32(out var count) ? count : 1);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            return Bad(name);
        }
    }

    private static bool Has(Dictionary<string, long[]> ids, string sign) => ids.TryGetValue(sign, out var known) && known.Length > 0;

    private static float Scale(JsonElement scales, string name, float usual) =>
        scales.ValueKind == JsonValueKind.Object && scales.TryGetProperty(name, out var value) && value.TryGetSingle(out var given) && given is >= 0 and <= 10 ? given : usual;

    private static Problem Bad(string name) => new("voice", "Tệp {0} không đúng dạng của giọng Piper. Chép lại cả hai tệp từ nguồn.", name);
}
