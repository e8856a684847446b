using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Speech.Voice;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>
/// The sound of a bulletin: a recording as it is, or a text that is spoken once; the next time the stored sound is found by the
/// hash of text and voice.
/// </summary>
internal sealed class SoundBooth(IAnnouncer announcer, ISoundShelf shelf, SoundLibrary library, PlaceVoices places, StoreFactory stores, TimeProvider clock)
{
    /// <summary>Null when there is a voice; else the notice to show.</summary>
    public Problem? Missing => announcer.Missing;

    /// <summary>The sound from where the bulletin takes it. A problem of the field <c>sound</c> when a recording is not fit to be played.</summary>
    public async Task<Outcome<SoundRef>> OfAsync(SoundSource? source, UnitId? area, string spoken, CancellationToken cancel)
    {
        var (recording, unfit) = await library.CheckAsync(source, cancel);
        if (unfit is not null) return unfit;
        return recording is not null ? recording.Sound : await MakeAsync(spoken, await places.ForAsync(source, area, cancel), cancel);
    }

    /// <summary>Why a bulletin of this source can't be approved, or null.</summary>
    public async Task<Problem?> UnfitAsync(SoundSource? source, CancellationToken cancel) => (await library.CheckAsync(source, cancel)).Unfit;

    /// <summary>The stored sound of this text by the built-in voice, or null when it was never made.</summary>
    public Task<SoundRef?> FindAsync(string spoken, CancellationToken cancel) => FoundAsync(KeyOf(spoken, null), cancel);

    /// <summary>The sound of this text by this voice (null: the built-in one), made when need be.</summary>
    public async Task<Outcome<SoundRef>> MakeAsync(string spoken, VoiceChoice? voice, CancellationToken cancel)
    {
        var key = KeyOf(spoken, voice);
        var known = await FoundAsync(key, cancel);
        if (known is not null && await IsThereAsync(known, cancel)) return known;
        if (announcer.Missing is { } missing && voice?.Id is null) return missing;
        var made = voice is null ? await announcer.SpeakAsync(spoken, cancel) : await announcer.SpeakAsync(spoken, voice, cancel);
        if (!made.Ok) return made.Problems.ToList();
        var sound = await shelf.KeepAsync(made.Value, cancel);
        // What another voice spoke in its place is not remembered as its own: it may be mended tomorrow.
        if (sound.Ok && made.Value.Notice is null) await RememberAsync(key, sound.Value, cancel);
        return sound;
    }

    /// <summary>Opens a stored sound, or null.</summary>
    public Task<Stream?> OpenAsync(SoundRef sound, CancellationToken cancel) => shelf.OpenAsync(sound.Sha256, cancel);

    /// <summary>Null when devices can fetch this sound now, else why not.</summary>
    public Task<Problem?> CheckAsync(SoundRef sound, CancellationToken cancel) => shelf.CheckAsync(sound, cancel);

    private async Task<SoundRef?> FoundAsync(string key, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return (await db.Set<SpokenSound>().AsNoTracking().FirstOrDefaultAsync(s => s.SpokenHash == key, cancel))?.Ref;
    }

    private async Task<bool> IsThereAsync(SoundRef sound, CancellationToken cancel)
    {
        await using var stream = await shelf.OpenAsync(sound.Sha256, cancel);
        return stream is not null;
    }

    private async Task RememberAsync(string key, SoundRef sound, CancellationToken cancel)
    {
        await using var db = stores.Open();
        await db.Set<SpokenSound>().Where(s => s.SpokenHash == key).ExecuteDeleteAsync(cancel);
        db.Add(new SpokenSound(key, sound.Sha256, sound.Bytes, sound.DurationMs, clock.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody listened to the same text at the same time and was first; both sounds are good, theirs is the one found.
        }
    }

    private static string KeyOf(string spoken, VoiceChoice? voice)
    {
        var said = voice is null ? spoken : $"{voice.Id}\0{voice.WordsPerMinute}\0{spoken}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
    }
}
