using System.Globalization;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>Whose Vietnamese the built-in voice speaks.</summary>
public enum VoiceRegion
{
    /// <summary>Hà Nội.</summary>
    North,

    /// <summary>Huế.</summary>
    Centre,

    /// <summary>Thành phố Hồ Chí Minh.</summary>
    South,
}

/// <summary>How the built-in voice speaks.</summary>
/// <param name="Region">Its dialect.</param>
/// <param name="WordsPerMinute">80 to 450 of the program's own words; 118 is 2.7 syllables a second, slow enough for a loudspeaker outdoors.</param>
/// <param name="Pitch">0 to 99.</param>
public sealed record VoiceStyle(VoiceRegion Region = VoiceRegion.North, int WordsPerMinute = VoiceStyle.UsualPace, int Pitch = 45)
{
    /// <summary>2.7 syllables a second.</summary>
    public const int UsualPace = 118;

    /// <summary>North, at an announcer's pace.</summary>
    public static readonly VoiceStyle Default = new();
}

/// <summary>espeak-ng as a process; the text goes in by standard input, never on the command line.</summary>
internal sealed class EspeakVoice(ProgramFinder programs, VoiceStyle style) : IVoice
{
    private const string Program = "espeak-ng";

    // Less is spoken sooner by one program than two are started.
    private const int LongText = 600;

    public string Id => $"{Program}/{Variant}";

    public string Name => style.Region switch
    {
        VoiceRegion.Centre => "Giọng máy miền Trung",
        VoiceRegion.South => "Giọng máy miền Nam",
        _ => "Giọng máy miền Bắc",
    };

    public Problem? Missing => programs.Find(Program) is null
        ? new Problem("", "Máy chủ chưa cài giọng đọc {0}. Người quản trị cài gói {0} (apt install {0}) rồi thử lại.", Program)
        : null;

    private string Variant => style.Region switch
    {
        VoiceRegion.Centre => "vi-vn-x-central",
        VoiceRegion.South => "vi-vn-x-south",
        _ => "vi",
    };

    public async Task<Outcome<byte[]>> SpeakToWavAsync(string spokenText, int wordsPerMinute, CancellationToken cancel)
    {
        if (programs.Find(Program) is not { } program) return Missing!;
        var runs = await Task.WhenAll(Parts(Plain(spokenText)).Select(part => ProgramRun.OfAsync(
            program,
            ["-v", Variant, "-s", Number(Math.Clamp(wordsPerMinute, 80, 450)), "-p", Number(Math.Clamp(style.Pitch, 0, 99)), "-b", "1", "--stdin", "--stdout"],
            Encoding.UTF8.GetBytes(part),
            cancel)));
        var failed = runs.FirstOrDefault(r => r.ExitCode != 0);
        return failed is null && Wav.Join([.. runs.Select(r => r.Output)]) is { } wav
            ? wav
            : new Problem("", "Giọng đọc {0} dừng giữa chừng (mã {1}). Thử lại; nếu vẫn lỗi, báo người quản trị.", Program, failed?.ExitCode ?? 0);
    }

    /// <summary>
    /// A long text in two halves of whole sentences, spoken side by side: the program pauses after a sentence as long as at the end of
    /// its input. Where it is cut depends on the text only.
    /// </summary>
    internal static IReadOnlyList<string> Parts(string text)
    {
        if (text.Length < LongText) return [text];
        var middle = text.Length / 2;
        for (var away = 0; away < text.Length / 4; away++)
            foreach (var at in (int[])[middle + away, middle - away])
                if (text[at] is '.' or '!' or '?' && text[at + 1] is ' ' or '\n' && char.IsUpper(text[at + 2]) && char.IsLower(text[at - 1])) return [text[..(at + 2)], text[(at + 2)..]];
        return [text];
    }


    // Doubled square brackets are phoneme codes to the program, not text.
    private static string Plain(string text) => text.Replace('[', '(').Replace(']', ')').Replace('\0', ' ');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
