using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>Makes the sound of a spoken text once: the next time the stored one is found by the text's hash.</summary>
internal sealed class SoundBooth(IAnnouncer announcer, ISoundShelf shelf, StoreFactory stores, TimeProvider clock)
{
    /// <summary>Null when there is a voice; else the notice to show.</summary>
    public Problem? Missing => announcer.Missing;

    /// <summary>The stored sound of this text, or null when it was never made.</summary>
    public async Task<SoundRef?> FindAsync(string spoken, CancellationToken cancel)
    {
        var key = KeyOf(spoken);
        await using var db = stores.Open();
        return (await db.Set<SpokenSound>().AsNoTracking().FirstOrDefaultAsync(s => s.SpokenHash == key, cancel))?.Ref;
    }

    /// <summary>The sound of this text, made when need be.</summary>
    public async Task<Outcome<SoundRef>> MakeAsync(string spoken, CancellationToken cancel)
    {
        var known = await FindAsync(spoken, cancel);
        if (known is not null && await IsThereAsync(known, cancel)) return known;
        if (announcer.Missing is { } missing) return missing;
        var made = await announcer.SpeakAsync(spoken, cancel);
        if (!made.Ok) return made.Problems.ToList();
        var sound = await shelf.KeepAsync(made.Value, cancel);
        if (sound.Ok) await RememberAsync(KeyOf(spoken), sound.Value, cancel);
        return sound;
    }

    /// <summary>Opens a stored sound, or null.</summary>
    public Task<Stream?> OpenAsync(SoundRef sound, CancellationToken cancel) => shelf.OpenAsync(sound.Sha256, cancel);

    /// <summary>Null when devices can fetch this sound now, else why not.</summary>
    public Task<Problem?> CheckAsync(SoundRef sound, CancellationToken cancel) => shelf.CheckAsync(sound, cancel);

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

    private static string KeyOf(string spoken) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spoken)));
}
