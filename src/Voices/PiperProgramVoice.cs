using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;
using LangSo.Foundation;
using LangSo.Speech.Voice;

namespace LangSo.Voices;

/// <summary>
/// The same model spoken by Piper's own program, for one who has it: it knows kinds of models that the built-in loader does not. Its
/// command line is the documented one: the text is one line on standard input, <c>--output_raw</c> gives samples of 16 bits at the
/// model's rate.
/// </summary>
internal sealed class PiperProgramVoice(string program, string model, PiperConfig config) : IVoice
{
    private const string RestSeconds = "0.25";
    private const int MostSeconds = 40 * 60;

    private readonly string _name = Path.GetFileNameWithoutExtension(model);

    /// <inheritdoc/>
    public string Id => "piper-program/" + _name;

    /// <inheritdoc/>
    public string Name => $"{_name} (piper)";

    /// <inheritdoc/>
    public Problem? Missing => File.Exists(program) ? null : new Problem("voice", "Chương trình piper không còn trong thư mục voices; giọng có sẵn đọc thay.");

    /// <summary>Where the program lies when its archive was unpacked, or its environment made, in the folder of the voices; null when it is not there.</summary>
    public static string? ProgramIn(string folder)
    {
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] places = [Path.Combine(folder, "piper", "piper" + ending), Path.Combine(folder, "piper", OperatingSystem.IsWindows() ? "Scripts" : "bin", "piper" + ending)];
        return places.FirstOrDefault(File.Exists);
    }

    /// <inheritdoc/>
    public async Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel)
    {
        var pace = config.Length * VoiceStyle.UsualPace / Math.Clamp(wordsPerMinute, 60, 300);
        using var samples = new MemoryStream();
        var complaint = new StringBuilder();
        try
        {
            var run = await Cli.Wrap(program)
                .WithArguments(["--model", model, "--config", model + ".json", "--output_raw", "--length_scale", pace.ToString("0.###", CultureInfo.InvariantCulture), "--sentence_silence", RestSeconds])
                .WithStandardInputPipe(PipeSource.FromString(OneLine(spokenText) + "\n", Encoding.UTF8))
                .WithStandardOutputPipe(PipeTarget.ToStream(samples))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => complaint.Clear().Append(line, 0, Math.Min(line.Length, 160)), Encoding.UTF8))
                .WithValidation(CommandResultValidation.None).ExecuteAsync(cancel);
            if (run.ExitCode != 0) return new Problem("voice", "Chương trình piper dừng (mã {0}): {1}. Giọng có sẵn đọc thay.", run.ExitCode, complaint.Length == 0 ? "không nói lý do" : complaint.ToString().TrimEnd('.'));
        }
        catch (Win32Exception)
        {
            return new Problem("voice", "Không chạy được chương trình piper trong thư mục voices: sai loại máy hoặc chưa có quyền chạy. Giọng có sẵn đọc thay.");
        }
        var bytes = samples.GetBuffer().AsSpan(0, (int)Math.Min(samples.Length, (long)MostSeconds * config.Rate * 2));
        return bytes.Length < 2 ? new Problem("voice", "Giọng {0} không phát ra tiếng nào; giọng có sẵn đọc thay.", Name) : PiperWav.Of(bytes, config.Rate);
    }

    // Each line would be an utterance of its own, and doubled square brackets are phonemes to the program.
    private static string OneLine(string text) =>
        string.Join(' ', text.Replace('[', '(').Replace(']', ')').Replace('\0', ' ').Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Ended));

    private static string Ended(string line) => char.IsLetterOrDigit(line[^1]) ? line + "." : line;
}
