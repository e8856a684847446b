using LangSo.Bulletins;
using LangSo.Speech;

namespace LangSo.Devices;

/// <summary>Puts finished announcements where devices fetch them.</summary>
internal sealed class MediaShelf(MediaStore media) : ISoundShelf
{
    public async Task<SoundRef> KeepAsync(Announcement announcement, CancellationToken cancel) =>
        new(await media.PutAsync(announcement.Opus, cancel), announcement.Opus.Length, announcement.DurationMs);

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancel) =>
        Task.FromResult<Stream?>(media.Find(sha256) is { } path ? File.OpenRead(path) : null);
}
