using LangSo.Foundation;

namespace LangSo.Bulletins.Pages.Sounds;

/// <summary>What officials call things of the library; each is a key for other languages.</summary>
internal static class SoundWords
{
    /// <summary>Paces on offer, in words a minute.</summary>
    public static readonly IReadOnlyList<(int Pace, string Name)> Paces = [(100, PaceName(100)), (118, PaceName(118)), (140, PaceName(140))];

    private static string PaceName(int pace) => pace switch
    {
        < 110 => "Chậm",
        < 130 => "Vừa",
        _ => "Hơi nhanh",
    };

    public static string Of(RecordingKind kind) => kind switch
    {
        RecordingKind.Recorded => "Thu tại chỗ",
        RecordingKind.Jingle => "Nhạc hiệu",
        _ => "Tệp tải lên",
    };

    /// <summary>"2:05".</summary>
    public static string Length(int milliseconds)
    {
        var seconds = (milliseconds + 500) / 1000;
        return $"{VnText.Number(seconds / 60)}:{(seconds % 60).ToString("00", VnText.Culture)}";
    }

    /// <summary>The chip of a recording's state: class and word.</summary>
    public static (string Chip, string Word) State(Recording recording) => recording switch
    {
        { WithdrawnAt: not null } => ("bad", "Đã thu hồi"),
        { IsUnfit: true } => ("bad", "Chưa phát được"),
        { Findings.Count: > 0 } => ("near", "Nên xem lại"),
        _ => ("ok", "Phát được"),
    };
}
