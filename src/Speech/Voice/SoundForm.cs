using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>What a sound file really is, whatever its name says.</summary>
public enum SoundForm
{
    /// <summary>MPEG layer 3, with or without an ID3 head.</summary>
    Mp3 = 1,

    /// <summary>MPEG-4: a phone's recorder, Safari; a video too, of which only the sound is taken.</summary>
    M4a = 2,

    /// <summary>RIFF WAVE.</summary>
    Wav = 3,

    /// <summary>Ogg with Opus, Vorbis or FLAC.</summary>
    Ogg = 4,

    /// <summary>WebM: what Chromium and Firefox record.</summary>
    WebM = 5,
}

/// <summary>Tells sound files apart by their first bytes. Lists that name other files or addresses are none of them.</summary>
public static class SoundForms
{
    /// <summary>As many bytes as a first look wants.</summary>
    public const int HeadLength = 12;

    /// <summary>Null when it is nothing that is taken.</summary>
    public static SoundForm? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("ID3"u8)) return SoundForm.Mp3;
        if (head.StartsWith("OggS"u8)) return SoundForm.Ogg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return SoundForm.WebM;
        if (head.Length >= HeadLength && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WAVE"u8)) return SoundForm.Wav;
        if (head.Length >= HeadLength && head[4..].StartsWith("ftyp"u8)) return SoundForm.M4a;
        // A frame of MPEG sound: eleven ones, then a version that exists and layer 3.
        return head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 && (head[1] & 0x18) != 0x08 && (head[1] & 0x06) == 0x02 ? SoundForm.Mp3 : null;
    }

    /// <summary>Why a file that begins so is not taken under this name, or null.</summary>
    public static Problem? Refuse(string fileName, ReadOnlySpan<byte> head)
    {
        if (Of(head) is not { } form)
            return new Problem("file", "\"{0}\" không phải tệp tiếng MP3, M4A, WAV hoặc OGG. Chọn tệp khác.", fileName);
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        return ending.Length == 0 || Endings(form).Contains(ending)
            ? null
            : new Problem("file", "\"{0}\" có đuôi {1} nhưng bên trong là {2}. Đổi đúng đuôi tệp rồi gửi lại.", fileName, ending, Name(form));
    }

    /// <summary>"MP3", "M4A".</summary>
    public static string Name(SoundForm form) => form switch
    {
        SoundForm.Mp3 => "MP3",
        SoundForm.M4a => "M4A",
        SoundForm.Wav => "WAV",
        SoundForm.Ogg => "OGG",
        _ => "WebM",
    };

    /// <summary>The name that ffmpeg gives to the reader of this form: it is never left to guess.</summary>
    internal static string Reader(SoundForm form) => form switch
    {
        SoundForm.Mp3 => "mp3",
        SoundForm.M4a => "mov",
        SoundForm.Wav => "wav",
        SoundForm.Ogg => "ogg",
        _ => "matroska",
    };

    private static string[] Endings(SoundForm form) => form switch
    {
        SoundForm.Mp3 => [".mp3"],
        SoundForm.M4a => [".m4a", ".mp4", ".mov", ".3gp", ".m4b"],
        SoundForm.Wav => [".wav"],
        SoundForm.Ogg => [".ogg", ".oga", ".opus"],
        _ => [".webm", ".weba"],
    };
}
