using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Sets.Drafts;

/// <summary>What a draft would come to.</summary>
/// <param name="Text">The file that it makes, when it can be written at all.</param>
/// <param name="Problems">Everything that stands in the way of publishing it.</param>
/// <param name="Difference">What differs from the newest version; from the draft itself when it is not sound yet, empty.</param>
/// <param name="Against">That version, or null.</param>
/// <param name="Notices">What to know before publishing.</param>
public sealed record DraftCheck(string? Text, IReadOnlyList<Problem> Problems, IReadOnlyList<SetChange> Difference, SetVersion? Against, IReadOnlyList<Problem> Notices)
{
    /// <summary>True when it can be published.</summary>
    public bool Sound => Problems.Count == 0;
}

/// <summary>Where versions of sets and layers of provinces are written by several people, checked and published. One method, one transaction.</summary>
public sealed class SetDrafts(StoreFactory stores, SetDesk desk, Assessor assessor, TimeProvider clock)
{
    private const int Tries = 5;

    private static readonly Problem Gone = new("draft", "Không có bản nháp này.");
    private static readonly Problem Closed = new("draft", "Bản nháp này đã ban hành hoặc đã bỏ; không sửa được nữa.");

    /// <summary>Drafts that are being written, those saved last first.</summary>
    public async Task<IReadOnlyList<StoredSetDraft>> OpenAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = await db.Set<SetDraftRow>().AsNoTracking().Where(d => d.State == SetDraftState.Open).OrderByDescending(d => d.Changed).ThenBy(d => d.Id).ToListAsync(cancel);
        return [.. rows.Select(r => r.Read())];
    }

    /// <summary>One draft, or null.</summary>
    public async Task<StoredSetDraft?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return (await db.Set<SetDraftRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel))?.Read();
    }

    /// <summary>Begins one.</summary>
    public async Task<StoredSetDraft> BeginAsync(SetDraftContent content, string by, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var now = clock.GetUtcNow();
        var row = new SetDraftRow { Id = Guid.CreateVersion7(now).ToString("n"), Set = content.Set, Body = SetDraftRow.Written(content), Author = by, By = by, Changed = now.UtcDateTime, Revision = 1 };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row.Read();
    }

    /// <summary>
    /// Changes a draft. Who saves at the same moment is waited for: <paramref name="change"/> sees what is stored then, and decides whether it
    /// still fits, so that no saving is lost.
    /// </summary>
    public async Task<Outcome<StoredSetDraft>> SaveAsync(string id, Func<SetDraftContent, Outcome<SetDraftContent>> change, string by, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = stores.Open();
            if (await db.Set<SetDraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
            if (row.State != SetDraftState.Open) return Closed;
            var changed = change(row.Read().Content);
            if (!changed.Ok) return changed.Problems.ToList();
            (row.Body, row.By, row.Changed, row.Revision) = (SetDraftRow.Written(changed.Value), by, clock.GetUtcNow().UtcDateTime, row.Revision + 1);
            try
            {
                await db.SaveChangesAsync(cancel);
                return row.Read();
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // The other saving is there now: the change is made on it.
            }
        }
    }

    /// <summary>Gives a draft up; it is kept and no longer listed.</summary>
    public async Task<Outcome<bool>> DropAsync(string id, string by, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<SetDraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
        if (row.State != SetDraftState.Open) return Closed;
        (row.State, row.By, row.Changed, row.Revision) = (SetDraftState.Dropped, by, clock.GetUtcNow().UtcDateTime, row.Revision + 1);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Checks a draft as the file that it makes, and compares it with the newest version.</summary>
    public async Task<DraftCheck> CheckAsync(SetDraftContent content, CancellationToken cancel)
    {
        var text = await TextAsync(content, cancel);
        if (!text.Ok) return new DraftCheck(null, text.Problems, [], null, []);
        if (content.Kind == SetDraftKind.Layer)
        {
            var layer = await desk.CheckLayerAsync(content.Head.Id, text.Value, cancel);
            return new DraftCheck(text.Value, layer.Problems, [], null, Notices(content));
        }
        var read = await desk.CheckAsync(content.Set + ".json", text.Value, cancel);
        if (!read.Ok) return new DraftCheck(text.Value, read.Problems, [], null, []);
        var mine = read.Value.Set.Versions.First(v => v.Id == content.Head.Id);
        var newest = read.Value.Set.Versions.TakeWhile(v => v != mine).LastOrDefault();
        return new DraftCheck(text.Value, [], newest is null ? [] : SetDifference.Between(newest, mine), newest, Notices(content));
    }

    /// <summary>Puts a draft into force: its file is taken as an act of the ledger, in the same transaction in which the draft is closed.</summary>
    public async Task<Outcome<bool>> PublishAsync(string id, int revision, string by, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } stored) return Gone;
        if (stored.State != SetDraftState.Open) return Closed;
        if (stored.Revision != revision) return Newer();
        var text = await TextAsync(stored.Content, cancel);
        if (!text.Ok) return text.Problems.ToList();
        try
        {
            if (stored.Content.Kind == SetDraftKind.Layer)
                return await desk.TakeLayerAsync(stored.Content.Head.Id, text.Value, by, CloseAsync, cancel);
            var taken = await desk.TakeAsync(stored.Content.Set + ".json", text.Value, by, CloseAsync, cancel);
            return taken.Ok ? true : taken.Problems.ToList();
        }
        catch (DbUpdateConcurrencyException)
        {
            return Newer();
        }

        async Task CloseAsync(StoreContext db)
        {
            var row = await db.Set<SetDraftRow>().FirstAsync(d => d.Id == id, cancel);
            if (row.Revision != revision || row.State != SetDraftState.Open) throw new DbUpdateConcurrencyException();
            (row.State, row.By, row.Changed, row.Revision) = (SetDraftState.Published, by, clock.GetUtcNow().UtcDateTime, revision + 1);
        }

        static Problem Newer() => new("draft", "Người khác vừa lưu bản nháp này. Xem lại rồi ban hành.");
    }

    private async Task<Outcome<string>> TextAsync(SetDraftContent content, CancellationToken cancel)
    {
        if (content.Kind == SetDraftKind.Layer)
            return DraftText.OfLayer(content, Assessor.Names(assessor.Current.Units).GetValueOrDefault(new UnitId(content.Head.Province), ""));
        return await desk.FileAsync(content.Set, cancel) is { } file ? DraftText.OfSet(file, content, clock.Today())
            : new Problem("draft", "Không có bộ tiêu chí “{0}”.", content.Set);
    }

    private List<Problem> Notices(SetDraftContent content) => content.Head.From is { } from && from <= clock.Today()
        ? [new Problem("from", "Ngày hiệu lực {0} đã qua: kết quả chấm từ ngày đó được tính lại theo bản này.", VnTime.Text(from))] : [];
}
