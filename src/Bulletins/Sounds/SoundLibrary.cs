using System.Runtime.CompilerServices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What to list.</summary>
/// <param name="Kind">Null is all kinds.</param>
/// <param name="Withdrawn">What was withdrawn instead of what may be used.</param>
/// <param name="Text">Searched in title and maker, without marks.</param>
/// <param name="Page">From 1.</param>
internal sealed record RecordingFilter(RecordingKind? Kind = null, bool Withdrawn = false, string? Text = null, int Page = 1);

/// <summary>One page of the library.</summary>
internal sealed record RecordingPage(IReadOnlyList<Recording> Rows, int Total, int Page, int Pages);

/// <summary>Jingles and recordings: kept, looked up, withdrawn. One method is one transaction.</summary>
internal sealed class SoundLibrary(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>One recording, or null.</summary>
    public async Task<Recording?> FindAsync(RecordingId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<Recording>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel);
    }

    /// <summary>True when it concerns a unit that the officer sees, or is theirs.</summary>
    public bool MaySee(Recording recording, Officer officer) =>
        officer.Is(recording.Author) || Ground.Today(gazetteers, clock).Seen(officer.Sees).Contains(recording.Area);

    /// <summary>A page of what the officer may see, newest first. A page beyond the last is the last.</summary>
    public async Task<RecordingPage> PageAsync(RecordingFilter filter, Officer officer, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = Concerning(db, officer).Where(r => filter.Withdrawn == (r.WithdrawnAt != null));
        if (filter.Kind is { } kind) rows = rows.Where(r => r.Kind == kind);
        foreach (var word in VnSentence.Words(VnText.Fold(VnText.Clean(filter.Text))).Take(8))
            rows = rows.Where(r => EF.Property<string>(r, SoundMapping.Folded).Contains(word));
        var total = await rows.CountAsync(cancel);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(filter.Page, 1, pages);
        var shown = await rows.OrderByDescending(r => r.MadeAt).ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return new RecordingPage(shown, total, page, pages);
    }

    /// <summary>The newest that may be used, for the composer; the chosen one is always among them.</summary>
    public async Task<IReadOnlyList<Recording>> UsableAsync(Officer officer, RecordingId? chosen, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var newest = await Concerning(db, officer).Where(r => r.WithdrawnAt == null).OrderByDescending(r => r.MadeAt).ThenByDescending(r => r.Id).Take(40).ToListAsync(cancel);
        if (chosen is { } id && newest.All(r => r.Id != id) && await FindAsync(id, cancel) is { } other && MaySee(other, officer)) newest.Add(other);
        return newest;
    }

    /// <summary>Keeps a new one with its line in the ledger; the upload it came from is forgotten in the same transaction.</summary>
    public Task<Outcome<Recording>> AddAsync(Recording recording, CancellationToken cancel) => ledger.WriteAsync<Outcome<Recording>>(async (db, acts) =>
    {
        // A sender whose answer was lost sends again: the same recording, once.
        if (await db.Set<Recording>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == recording.Id, cancel) is { } there) return there;
        db.Add(recording);
        db.Entry(recording).Property(SoundMapping.Folded).CurrentValue = VnText.Fold(recording.Title + "\n" + recording.AuthorName);
        var upload = recording.Id.Value;
        await db.Set<UploadPiece>().Where(p => p.Upload == upload).ExecuteDeleteAsync(cancel);
        await db.Set<UploadRow>().Where(u => u.Id == upload).ExecuteDeleteAsync(cancel);
        acts.Record(recording.Author, "recording-added", recording.Id.ToString(),
            new { title = recording.Title, kind = recording.Kind, area = recording.Area.Value, sound = recording.Sound.Sha256 });
        return recording;
    }, cancel);

    /// <summary>Keeps it from new bulletins. What was approved with it is not touched: that is withdrawn by itself.</summary>
    public Task<Outcome<Recording>> WithdrawAsync(RecordingId id, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<Recording>>(async (db, acts) =>
    {
        var was = await db.Set<Recording>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel);
        if (was is null) return new Problem("", "Không tìm thấy bản thu này.");
        var next = RecordingRules.Withdraw(was, by, Ground.Today(gazetteers, clock), acts.Now);
        if (!next.Ok) return next;
        var entry = db.Entry(next.Value);
        entry.State = EntityState.Modified;
        entry.Property(r => r.Version).OriginalValue = was.Version;
        entry.Property(SoundMapping.Folded).CurrentValue = VnText.Fold(was.Title + "\n" + was.AuthorName);
        acts.Record(by.Person.User, "recording-withdrawn", id.ToString(), new { sound = was.Sound.Sha256 });
        return next;
    }, cancel);

    /// <summary>Why a bulletin of this source can't be handed in or approved now, or null.</summary>
    public async Task<(Recording? Recording, Problem? Unfit)> CheckAsync(SoundSource? source, CancellationToken cancel)
    {
        if (source is null or { Kind: SoundKind.Voice }) return (null, null);
        if (source.Recording is not { } id || await FindAsync(id, cancel) is not { } recording)
            return (null, new Problem("sound", "Chưa chọn bản thu. Chọn một bản thu hoặc để máy đọc."));
        return (recording, RecordingRules.Unfit(recording));
    }

    private IQueryable<Recording> Concerning(StoreContext db, Officer officer)
    {
        var me = officer.Person.User;
        var seen = Ground.Today(gazetteers, clock).Seen(officer.Sees).ToArray();
        return db.Set<Recording>().AsNoTracking().Where(r => r.Author == me || EF.Parameter(seen).Contains(r.Area));
    }
}

/// <summary>Every sound of the library is kept, the withdrawn ones too: what was played is evidence.</summary>
internal sealed class LibrarySounds : IMediaWanted
{
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var sound in db.Set<Recording>().AsNoTracking().Select(r => r.Sound).AsAsyncEnumerable().WithCancellation(cancel)) yield return sound.Sha256;
    }
}
