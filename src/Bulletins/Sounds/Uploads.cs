using System.Security.Cryptography;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Speech.Voice;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What is asked of a file that has arrived.</summary>
/// <param name="From">Seconds cut off at the beginning.</param>
/// <param name="To">The second where it ends; null is its end.</param>
internal sealed record FinishAsked(string? Title, RecordingKind Kind, string? Area, double From = 0, double? To = null, bool Chimes = true);

/// <summary>
/// Files that come in pieces: each piece names its place and its hash, so that a sender who was cut off asks how far it came and
/// goes on from there, on any server. Finished, it is a recording of the same number; asked again, the same recording.
/// </summary>
internal sealed class Uploads(
    StoreFactory stores, IMediaVault vault, IStudio studio, IFilmProbe films, ISoundShelf shelf, SoundLibrary library, Gazetteers gazetteers, DataFolder folder, TimeProvider clock)
{
    /// <summary>Bytes of a piece.</summary>
    public const int PieceBytes = 1024 * 1024;

    /// <summary>Files that one person may have half sent in a day.</summary>
    private const int MostOpen = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(6);

    /// <summary>Begins a file, or says why it will not be taken.</summary>
    public Task<Outcome<UploadRow>> BeginAsync(string? name, long bytes, Officer by, CancellationToken cancel) => BeginAsync(name, bytes, false, by, cancel);

    /// <summary>The same for a sound, or for a file that proves an article or a video report.</summary>
    public async Task<Outcome<UploadRow>> BeginAsync(string? name, long bytes, bool forPress, Officer by, CancellationToken cancel)
    {
        var file = VnText.Clean(name).Replace('\n', ' ') is { Length: > 0 and <= 260 } clean ? clean : forPress ? "tệp" : "tiếng";
        if (bytes <= 0) return new Problem("file", "Tệp trống. Chọn tệp khác.");
        if (forPress && bytes > PressFiles.MostBytes)
            return new Problem("file", "Tệp nặng {0} MB, nhiều nhất {1} MB. Xuất lại nhẹ hơn hoặc ghi đường dẫn.", VnText.Number(bytes >> 20), VnText.Number(PressFiles.MostBytes >> 20));
        if (!forPress && bytes > StudioLimits.MostBytes)
            return new Problem("file", "Tệp nặng {0} MB, nhiều nhất {1} MB. Xuất lại nhẹ hơn (MP3 128 kb/s là đủ).", VnText.Number(bytes >> 20), VnText.Number(StudioLimits.MostBytes >> 20));
        if (!forPress && studio.Missing is { } missing) return missing;
        var (me, now) = (by.Person.User, clock.GetUtcNow().UtcDateTime);
        var (day, old) = (now.AddDays(-1), now - Patience);
        await using var db = stores.Open();
        var forgotten = db.Set<UploadRow>().Where(u => u.At < old);
        await db.Set<UploadPiece>().Where(p => forgotten.Any(u => u.Id == p.Upload)).ExecuteDeleteAsync(cancel);
        await forgotten.ExecuteDeleteAsync(cancel);
        if (await db.Set<UploadRow>().CountAsync(u => u.Author == me && u.At > day, cancel) >= MostOpen)
            return new Problem("file", "Bạn đang có {0} tệp gửi dở trong ngày. Gửi xong một tệp rồi gửi tiếp.", MostOpen);
        var row = new UploadRow(Guid.CreateVersion7(clock.GetUtcNow()), file, bytes, 0, me, now, forPress);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row;
    }

    /// <summary>How far a file has come; null when it is not the caller's, finished or forgotten.</summary>
    public async Task<UploadRow?> FindAsync(Guid id, Officer by, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<UploadRow>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) is { } row && by.Is(row.Author) ? row : null;
    }

    /// <summary>
    /// Takes the piece that begins at <paramref name="at"/>. A piece that is here already, or comes too early, changes nothing: the
    /// answer says where to go on. The first one shows what the file is.
    /// </summary>
    public async Task<Outcome<UploadRow>> TakeAsync(UploadRow upload, long at, ReadOnlyMemory<byte> piece, string? sha256, CancellationToken cancel)
    {
        if (at != upload.Received) return upload;
        if (piece.Length == 0 || at + piece.Length > upload.Bytes || (piece.Length < PieceBytes && at + piece.Length < upload.Bytes) || piece.Length > PieceBytes)
            return new Problem("file", "Phần tệp gửi lên không đúng cỡ. Gửi lại từ đầu.");
        if (!string.Equals(sha256, Convert.ToHexStringLower(SHA256.HashData(piece.Span)), StringComparison.Ordinal))
            return new Problem("piece", "Phần tệp bị sai trên đường gửi. Gửi lại phần này.");
        var head = piece[..Math.Min(piece.Length, SoundForms.HeadLength)];
        if (at == 0 && (upload.ForPress ? PressFiles.Refuse(upload.FileName, upload.Bytes, head.Span) : SoundForms.Refuse(upload.FileName, head.Span)) is { } wrong)
        {
            await ForgetAsync(upload.Id, cancel);
            return wrong;
        }
        try
        {
            var hash = await vault.PutAsync(piece, cancel);
            await using var db = stores.Open();
            var next = upload with { Received = at + piece.Length };
            db.Add(new UploadPiece(upload.Id, at, piece.Length, hash));
            var entry = db.Entry(next);
            entry.State = EntityState.Modified;
            entry.Property(u => u.Received).OriginalValue = at;
            await db.SaveChangesAsync(cancel);
            return next;
        }
        catch (MediaUnavailableException away)
        {
            return away.Problem;
        }
        catch (DbUpdateException)
        {
            // The same piece came twice at once: the other one is kept.
            await using var db = stores.Open();
            return await db.Set<UploadRow>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == upload.Id, cancel) ?? upload;
        }
    }

    /// <summary>Makes a recording of a whole file.</summary>
    public async Task<Outcome<Recording>> FinishAsync(Guid id, FinishAsked asked, Officer by, CancellationToken cancel)
    {
        if (await library.FindAsync(new RecordingId(id), cancel) is { } done && by.Is(done.Author)) return done;
        var whole = await WholeAsync(id, forPress: false, by, cancel);
        if (!whole.Ok) return whole.Problems.ToList();
        var upload = whole.Value;
        var ground = Ground.Today(gazetteers, clock);
        var area = string.IsNullOrWhiteSpace(asked.Area) ? by.Writes.Count > 0 ? by.Writes[0] : (UnitId?)null : new UnitId(asked.Area.Trim());
        if (RecordingRules.WhereProblem(area, by, ground) is { } where) return where;
        var title = VnText.Clean(asked.Title) is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(upload.FileName);
        var made = await MakeAsync(upload, asked, cancel);
        if (!made.Ok) return made.Problems.ToList();
        var kept = await shelf.KeepAsync(made.Value.Announcement, cancel);
        if (!kept.Ok) return kept.Problems.ToList();
        var recording = RecordingRules.Add(new RecordingId(id), title, asked.Kind, area, kept.Value, made.Value.Findings, by, ground, clock.GetUtcNow().UtcDateTime);
        return recording.Ok ? await library.AddAsync(recording.Value, cancel) : recording;
    }

    /// <summary>Looks at a whole file that is to prove an article or a video report. Its pieces stay where they are.</summary>
    public async Task<Outcome<PressFile>> LookAsync(Guid id, Officer by, CancellationToken cancel)
    {
        var whole = await WholeAsync(id, forPress: true, by, cancel);
        if (!whole.Ok) return whole.Problems.ToList();
        var upload = whole.Value;
        try
        {
            await using var db = stores.Open();
            var first = await db.Set<UploadPiece>().AsNoTracking().FirstAsync(p => p.Upload == id && p.Start == 0, cancel);
            var head = new byte[SoundForms.HeadLength];
            await using (var from = await vault.OpenAsync(first.Sha256, cancel))
                if (from is null || PressFiles.Of(head.AsSpan(0, await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel))) is not { } form) return new Problem("file", "Không còn giữ tệp gửi dở này. Gửi lại từ đầu.");
                else if (form != PressFileForm.Mp4) return new PressFile(id, upload.FileName, upload.Bytes, form);
            var look = await WithFileAsync(upload, path => films.LookAsync(path, cancel), cancel);
            return look.Ok ? new PressFile(id, upload.FileName, upload.Bytes, PressFileForm.Mp4, look.Value.Seconds, !look.Value.HasSound) : look.Problems.ToList();
        }
        catch (MediaUnavailableException away)
        {
            return away.Problem;
        }
    }

    /// <summary>A kept file, any part of which can be read; null when a piece of it is gone.</summary>
    public async Task<Stream?> OpenAsync(PressFile file, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var pieces = await db.Set<UploadPiece>().AsNoTracking().Where(p => p.Upload == file.Upload).OrderBy(p => p.Start).ToListAsync(cancel);
        return pieces.Sum(p => (long)p.Length) == file.Bytes ? new PieceStream(vault, pieces) : null;
    }

    private async Task<Outcome<UploadRow>> WholeAsync(Guid id, bool forPress, Officer by, CancellationToken cancel)
    {
        if (await FindAsync(id, by, cancel) is not { } upload || upload.ForPress != forPress) return new Problem("file", "Không còn giữ tệp gửi dở này. Gửi lại từ đầu.");
        return upload.Received < upload.Bytes
            ? new Problem("file", "Tệp mới tới {0}. Gửi nốt phần còn lại.", VnText.Percent(Math.Floor(100m * upload.Received / upload.Bytes)))
            : upload;
    }

    private Task<Outcome<StudioSound>> MakeAsync(UploadRow upload, FinishAsked asked, CancellationToken cancel) =>
        WithFileAsync(upload, path => studio.FinishAsync(new StudioOrder(path, asked.From, asked.To, asked.Chimes), cancel), cancel);

    /// <summary>Does something with the whole file on this machine's disk.</summary>
    private async Task<Outcome<T>> WithFileAsync<T>(UploadRow upload, Func<string, Task<Outcome<T>>> use, CancellationToken cancel)
    {
        var path = Path.Combine(folder.Sub("tmp"), upload.Id.ToString("n") + "." + Guid.NewGuid().ToString("n")[..8]);
        try
        {
            if (await GatherAsync(upload, path, cancel) is { } lost) return lost;
            return await use(path);
        }
        catch (MediaUnavailableException away)
        {
            return away.Problem;
        }
        catch (IOException)
        {
            return new Problem("media", "Máy chủ không ghi được tệp tạm: kiểm tra ổ đĩa và chỗ trống.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<Problem?> GatherAsync(UploadRow upload, string path, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var pieces = await db.Set<UploadPiece>().AsNoTracking().Where(p => p.Upload == upload.Id).OrderBy(p => p.Start).ToListAsync(cancel);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        foreach (var piece in pieces)
        {
            await using var from = await vault.OpenAsync(piece.Sha256, cancel);
            if (from is null || piece.Start != file.Position)
            {
                await ForgetAsync(upload.Id, cancel);
                return new Problem("file", "Không còn giữ tệp gửi dở này. Gửi lại từ đầu.");
            }
            await from.CopyToAsync(file, cancel);
        }
        return null;
    }

    private async Task ForgetAsync(Guid id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        await db.Set<UploadPiece>().Where(p => p.Upload == id).ExecuteDeleteAsync(cancel);
        await db.Set<UploadRow>().Where(u => u.Id == id).ExecuteDeleteAsync(cancel);
    }
}
