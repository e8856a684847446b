using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>What a video says of itself.</summary>
/// <param name="Seconds">Its length; null when it gives none.</param>
/// <param name="HasSound">False for a video without a sound track.</param>
public sealed record FilmLook(double? Seconds, bool HasSound);

/// <summary>Looks at a video without playing it.</summary>
public interface IFilmProbe
{
    /// <summary>The video in an MP4 file of this machine, or why it is none.</summary>
    Task<Outcome<FilmLook>> LookAsync(string file, CancellationToken cancel);
}

/// <summary>By ffprobe, in the same fence as sound files.</summary>
internal sealed class FilmProbe(SoundProbe probe) : IFilmProbe
{
    private static readonly Problem NoFilm = new("file", "Tệp MP4 này không có hình. Gửi ở mục thu tiếng, hoặc chọn tệp khác.");
    private static readonly Problem Broken = new("file", "Tệp video bị hỏng hoặc chưa tải đủ nên không mở được. Xuất lại tệp rồi gửi lại.");

    public async Task<Outcome<FilmLook>> LookAsync(string file, CancellationToken cancel)
    {
        if (probe.Missing is { } missing) return missing;
        if (await probe.StreamsAsync(file, SoundForm.M4a, cancel) is not { } found) return Broken;
        return !found.Kinds.Contains("video") ? found.Kinds.Count == 0 ? Broken : NoFilm : new FilmLook(found.Seconds, found.Kinds.Contains("audio"));
    }
}
