using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CliWrap;
using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>
/// Takes a stranger's file apart: ffprobe and ffmpeg with the reader named, no protocol but the file itself, and limits of
/// time, processor and memory.
/// </summary>
internal sealed class SoundProbe(ProgramFinder programs)
{
    /// <summary>Twice what Opus at 24 kb/s carries of a voice.</summary>
    internal const int Rate = 24000;

    private const string Prober = "ffprobe";
    private const string Decoder = "ffmpeg";
    private const string Fence = "prlimit";
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DecodeTime = TimeSpan.FromMinutes(2);

    public Problem? Missing => programs.Find(Decoder) is null || programs.Find(Prober) is null
        ? new Problem("", "Máy chủ chưa cài chương trình nén âm thanh {0}. Người quản trị cài gói {0} (apt install {0}) rồi thử lại.", Decoder)
        : null;

    /// <summary>The length that the file gives of its sound (null when it gives none), or why there is no sound to take.</summary>
    public async Task<Outcome<double?>> LengthAsync(string file, SoundForm form, CancellationToken cancel)
    {
        if (Missing is { } missing) return missing;
        if (await StreamsAsync(file, form, cancel) is not { } found) return Broken;
        if (found.Kinds.Contains("audio")) return found.Seconds;
        return found.Kinds.Contains("video") ? new Problem("file", "Tệp này là video không có tiếng. Chọn tệp có tiếng.") : Broken;
    }

    /// <summary>The kinds of what is in a file, and the length that it gives; null when it can't be read.</summary>
    public async Task<(IReadOnlyList<string> Kinds, double? Seconds)?> StreamsAsync(string file, SoundForm form, CancellationToken cancel)
    {
        using var answer = new MemoryStream();
        var code = await RunAsync(Prober,
            ["-v", "error", "-protocol_whitelist", "file", "-f", SoundForms.Reader(form), "-show_entries", "stream=codec_type:format=duration", "-of", "json", file],
            PipeTarget.ToStream(answer), ProbeTime, cancel);
        if (code != 0) return null;
        using var json = JsonDocument.Parse(answer.ToArray());
        List<string> kinds = json.RootElement.TryGetProperty("streams", out var streams)
            ? [.. streams.EnumerateArray().Select(s => s.TryGetProperty("codec_type", out var kind) ? kind.GetString() : null).OfType<string>()] : [];
        var seconds = json.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var text)
            && double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : (double?)null;
        return (kinds, seconds);
    }

    /// <summary>Mono samples at <see cref="Rate"/> of a part of the file; at most <paramref name="mostSeconds"/>.</summary>
    public async Task<Outcome<Sound>> DecodeAsync(string file, SoundForm form, double from, double mostSeconds, CancellationToken cancel)
    {
        if (Missing is { } missing) return missing;
        var samples = new SampleBasket();
        var code = await RunAsync(Decoder,
            ["-hide_banner", "-v", "error", "-nostdin", "-threads", "1", "-max_alloc", "134217728", "-protocol_whitelist", "file", "-f", SoundForms.Reader(form), "-i", file,
                "-map", "0:a:0", "-vn", "-sn", "-dn", "-ss", Seconds(from), "-t", Seconds(mostSeconds), "-ac", "1", "-ar", Rate.ToString(CultureInfo.InvariantCulture), "-f", "f32le", "pipe:1"],
            PipeTarget.Create(samples.FillAsync), DecodeTime, cancel);
        return samples.Count == 0 || code != 0 ? Broken : new Sound(samples.Take(), Rate);
    }

    private static Problem Broken => new("file", "Tệp bị hỏng hoặc chưa tải đủ nên không nghe được. Xuất lại tệp rồi gửi lại.");

    private async Task<int> RunAsync(string name, string[] arguments, PipeTarget output, TimeSpan most, CancellationToken cancel)
    {
        var program = programs.Find(name)!;
        var fence = programs.Find(Fence);
        string[] fenced = fence is null ? arguments : ["--as=2147483648", "--cpu=120", "--core=0", "--", program, .. arguments];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(most);
        try
        {
            return await ProgramRun.ToAsync(fence ?? program, fenced, PipeSource.Null, output, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return -1;
        }
    }

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Gathers samples as they come; grows by halves, so that half an hour is not copied often.</summary>
    private sealed class SampleBasket
    {
        private float[] _samples = new float[60 * Rate];

        public int Count { get; private set; }

        public async Task FillAsync(Stream stream, CancellationToken cancel)
        {
            var bytes = new byte[1 << 16];
            var left = 0;
            int read;
            while ((read = await stream.ReadAsync(bytes.AsMemory(left), cancel)) > 0)
            {
                var have = left + read;
                var whole = have / sizeof(float);
                if (Count + whole > _samples.Length) Array.Resize(ref _samples, Math.Max(Count + whole, _samples.Length + (_samples.Length / 2)));
                MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, whole * sizeof(float))).CopyTo(_samples.AsSpan(Count));
                Count += whole;
                left = have - (whole * sizeof(float));
                bytes.AsSpan(whole * sizeof(float), left).CopyTo(bytes);
            }
        }

        public float[] Take()
        {
            if (_samples.Length != Count) Array.Resize(ref _samples, Count);
            return _samples;
        }
    }
}
