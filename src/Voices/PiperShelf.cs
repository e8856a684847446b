using LangSo.Foundation;
using LangSo.Speech.Voice;
using Microsoft.ML.OnnxRuntime;

namespace LangSo.Voices;

/// <summary>
/// The models of a folder. The folder is looked at each time; a model is loaded once, and again when one of its files changed. A
/// broken one stays in the list with its line of trouble.
/// </summary>
internal sealed class PiperShelf(string folder) : IVoiceShelf, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Loaded> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<IVoice> Voices
    {
        get
        {
            lock (_gate)
            {
                var files = Files();
                foreach (var gone in _known.Keys.Except(files, StringComparer.Ordinal).ToList()) _known.Remove(gone);
                return PiperProgramVoice.ProgramIn(folder) is { } program
                    ? [.. files.Select(Of), .. files.Select(f => Spoken(program, f)).OfType<IVoice>()]
                    : [.. files.Select(Of)];
            }
        }
    }

    /// <summary>"piper/vi_VN-vais1000-medium".</summary>
    public static string IdOf(string name) => "piper/" + name;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var loaded in _known.Values) (loaded.Voice as IDisposable)?.Dispose();
            _known.Clear();
        }
    }

    private List<string> Files()
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Whatever the built-in loader thinks of the model: the program has its own.
    private static PiperProgramVoice? Spoken(string program, string file) => PiperConfig.Read(file + ".json") is { Ok: true } config ? new PiperProgramVoice(program, file, config.Value) : null;

    // A voice that is replaced may still be speaking: it is left to the collector, not disposed under it.
    private IVoice Of(string file)
    {
        var json = file + ".json";
        var stamp = (File.GetLastWriteTimeUtc(file), File.GetLastWriteTimeUtc(json));
        if (_known.TryGetValue(file, out var known) && known.Stamp == stamp) return known.Voice;
        var voice = Load(file, json);
        _known[file] = new Loaded(stamp, voice);
        return voice;
    }

    private static IVoice Load(string file, string json)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var config = PiperConfig.Read(json);
        if (!config.Ok) return new BrokenVoice(name, config.Problems[0]);
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = Math.Max(1, Environment.ProcessorCount - 1), InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            session = new InferenceSession(file, options);
            var unknown = session.InputMetadata.Keys.Except(["input", "input_lengths", "scales", "sid"], StringComparer.Ordinal).Any();
            if (!unknown && session.InputMetadata.ContainsKey("input") && session.OutputMetadata.Count > 0) return new PiperVoice(name, config.Value, session);
        }
        catch (Exception e) when (e is OnnxRuntimeException or IOException or TypeInitializationException or DllNotFoundException)
        {
            // Said in one line below, whatever the library said.
        }
        session?.Dispose();
        return new BrokenVoice(name, new Problem("voice", "Giọng {0}: tệp {1} hỏng hoặc không phải giọng Piper. Chép lại cả hai tệp từ nguồn.", name, Path.GetFileName(file)));
    }

    private sealed record Loaded((DateTime Model, DateTime Config) Stamp, IVoice Voice);

    /// <summary>A voice that can't speak, and says why.</summary>
    private sealed class BrokenVoice(string name, Problem trouble) : IVoice
    {
        public string Id => IdOf(name);

        public string Name => name;

        public Problem? Missing => trouble;

        public Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel) => Task.FromResult<Outcome<byte[]>>(trouble);
    }
}
