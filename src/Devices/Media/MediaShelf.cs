using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store.Media;

namespace LangSo.Devices;

/// <summary>Puts finished announcements where devices fetch them. A vault that does not answer is a problem that is told, never a crash.</summary>
internal sealed class MediaShelf(IMediaVault vault) : ISoundShelf
{
    public async Task<Outcome<SoundRef>> KeepAsync(Announcement announcement, CancellationToken cancel)
    {
        try
        {
            return new SoundRef(await vault.PutAsync(announcement.Opus, cancel), announcement.Opus.Length, announcement.DurationMs);
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancel)
    {
        try
        {
            if (!await RefreshAsync(sha256, cancel)) return null;
            return await vault.OpenAsync(sha256, cancel);
        }
        catch (MediaUnavailableException)
        {
            return null;
        }
    }

    /// <summary>False only when it is surely gone: a vault that does not answer may still have it in its cache.</summary>
    private async Task<bool> RefreshAsync(string sha256, CancellationToken cancel)
    {
        try
        {
            return await vault.RefreshAsync(sha256, cancel);
        }
        catch (MediaUnavailableException)
        {
            return true;
        }
    }

    public async Task<Problem?> CheckAsync(SoundRef sound, CancellationToken cancel)
    {
        try
        {
            return await vault.SizeAsync(sound.Sha256, cancel) is { } bytes && bytes == sound.Bytes
                ? null
                : new Problem("media", "Tệp âm thanh của bản tin không còn trong kho. Trả lại để người viết gửi duyệt lần nữa, âm thanh sẽ được làm lại.");
        }
        catch (MediaUnavailableException e)
        {
            return new Problem("media", "Chưa duyệt được vì loa chưa tải được âm thanh. {0} Bản tin còn nguyên, thử lại sau ít phút.", e.Problem);
        }
    }
}
