using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Territory.Changes;

/// <summary>One line of the list of drafts.</summary>
public sealed record DraftLine(string Id, string Title, DraftState State, DateOnly? On, int Units, int Edges, string Author, DateTime Changed, DateOnly? Applied);

/// <summary>Where changes of units are written, looked at, applied and taken back. One method, one transaction.</summary>
public sealed class ChangeDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, IEnumerable<IMergeWitness> witnesses, TimeProvider clock)
{
    private static readonly Problem Gone = new("draft", "Không có đợt thay đổi này.");
    private static readonly Problem Closed = new("draft", "Đợt này không còn là bản nháp; mở lại trang để xem.");

    /// <summary>A page of drafts, those changed last first.</summary>
    public async Task<(int Total, IReadOnlyList<DraftLine> Lines)> ListAsync(int page, int size, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = db.Set<DraftRow>().AsNoTracking().Where(d => d.State != DraftState.Dropped);
        return (await rows.CountAsync(cancel), await rows.OrderByDescending(d => d.Changed).ThenBy(d => d.Id).Skip((page - 1) * size).Take(size)
            .Select(d => new DraftLine(d.Id, d.Title, d.State, d.On, d.Units, d.Edges, d.Author, d.Changed, d.Applied)).ToListAsync(cancel));
    }

    /// <summary>One draft, or null.</summary>
    public async Task<StoredDraft?> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return (await db.Set<DraftRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel))?.Read();
    }

    /// <summary>Begins a draft.</summary>
    public async Task<StoredDraft> AddAsync(ChangeDraft content, string actor, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var row = new DraftRow { Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("n"), Title = "", Body = "", Author = actor, Changed = clock.GetUtcNow().UtcDateTime, Revision = 1 };
        row.Write(content);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row.Read();
    }

    /// <summary>Saves what a draft says; refused when somebody saved since <paramref name="revision"/>.</summary>
    public async Task<Outcome<StoredDraft>> SaveAsync(string id, int revision, ChangeDraft content, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<DraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
        if (row.State != DraftState.Draft) return Closed;
        if (row.Revision != revision) return Newer();
        row.Write(content);
        (row.Revision, row.Changed) = (revision + 1, clock.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancel);
            return row.Read();
        }
        catch (DbUpdateConcurrencyException)
        {
            return Newer();
        }

        static Problem Newer() => new("draft", "Người khác vừa lưu đợt này. Mở lại trang để thấy bản mới rồi sửa tiếp.");
    }

    /// <summary>Gives a draft up; it is kept and no longer listed.</summary>
    public async Task<Outcome<bool>> DropAsync(string id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (await db.Set<DraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
        if (row.State != DraftState.Draft) return Closed;
        (row.State, row.Revision) = (DraftState.Dropped, row.Revision + 1);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>What a draft would do.</summary>
    public Task<ChangePreview> PreviewAsync(ChangeDraft draft, CancellationToken cancel) =>
        ChangePreview.OfAsync(gazetteers.Current, draft, witnesses, clock.Today(), cancel);

    /// <summary>Records a change: all of it, with its act in the ledger, or nothing.</summary>
    public async Task<Outcome<StoredDraft>> ApplyAsync(string id, int revision, string actor, CancellationToken cancel)
    {
        var result = await ledger.WriteAsync<Outcome<(StoredDraft Draft, Gazetteer Units)>>(async (db, acts) =>
        {
            var (units, today) = (await CurrentAsync(db, cancel), VnTime.DayOf(new DateTimeOffset(acts.Now, TimeSpan.Zero)));
            if (await db.Set<DraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
            if (row.State != DraftState.Draft || row.Revision != revision) return Closed;
            var draft = row.Read().Content;
            if (ChangeRules.Check(units, draft) is { Count: > 0 } problems) return problems;
            var plan = ChangePlan.Of(units, draft)!;
            var instrument = units.Instruments.Values.FirstOrDefault(i => i.Short == draft.Instrument.Short)
                ?? new Instrument("d" + id[..12] + id[^12..], draft.Instrument.Short, draft.Instrument.Title, draft.Instrument.Issued!.Value, plan.On, today, false);
            if (!units.Instruments.ContainsKey(instrument.Id)) await db.BulkAddAsync([instrument], cancel);
            var rows = plan.Rows(today, instrument.Id);
            await WriteAsync(db, rows, cancel);
            row.Write(draft with { Units = [.. plan.Units] });
            (row.State, row.Revision, row.Changed, row.Applied, row.By) = (DraftState.Applied, revision + 1, acts.Now, today, actor);
            acts.Record(actor, "unit-change", instrument.Id, new
            {
                draft = id, draft.Title, draft.On, ended = plan.Ending.Select(v => v.Unit.Value), units = plan.Units, draft.Edges,
            });
            return (row.Read(), rows.On(units, instrument));
        }, cancel);
        return Done(result);
    }

    /// <summary>Takes an applied change back by rows that compensate it.</summary>
    public async Task<Outcome<StoredDraft>> UndoAsync(string id, string actor, string reason, CancellationToken cancel)
    {
        if (reason.Length == 0) return new Problem("reason", "Ghi lý do hoàn tác.");
        var result = await ledger.WriteAsync<Outcome<(StoredDraft Draft, Gazetteer Units)>>(async (db, acts) =>
        {
            var (units, today) = (await CurrentAsync(db, cancel), VnTime.DayOf(new DateTimeOffset(acts.Now, TimeSpan.Zero)));
            if (await db.Set<DraftRow>().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } row) return Gone;
            if (row is not { State: DraftState.Applied, Applied: { } applied }) return new Problem("draft", "Chỉ hoàn tác được đợt đã áp dụng.");
            var rows = ChangeUndo.Of(units, row.Read().Content, applied, today);
            if (!rows.Ok) return rows.Problems.ToList();
            await WriteAsync(db, rows.Value, cancel);
            (row.State, row.Revision, row.Changed, row.By) = (DraftState.Undone, row.Revision + 1, acts.Now, actor);
            acts.Record(actor, "unit-change-undo", rows.Value.Events.Select(e => e.Instrument).FirstOrDefault() ?? id,
                new { draft = id, row.Title, row.On, reason, units = rows.Value.Versions.Select(v => v.Unit.Value).Distinct() });
            return (row.Read(), rows.Value.On(units));
        }, cancel);
        return Done(result);
    }

    private Outcome<StoredDraft> Done(Outcome<(StoredDraft Draft, Gazetteer Units)> result)
    {
        if (!result.Ok) return result.Problems.ToList();
        gazetteers.Replace(result.Value.Units);
        return result.Value.Draft;
    }

    // Another server may have changed units since this one read them.
    private async Task<Gazetteer> CurrentAsync(StoreContext db, CancellationToken cancel) =>
        gazetteers.Current is var units && units.All.Count == await db.Set<UnitVersion>().CountAsync(cancel) ? units : await TerritoryReader.ReadAsync(db, cancel);

    private static async Task WriteAsync(StoreContext db, ChangeRows rows, CancellationToken cancel)
    {
        await db.BulkAddAsync(rows.Versions, cancel);
        await db.BulkAddAsync(rows.Edges, cancel);
        await db.BulkAddAsync(rows.Events, cancel);
    }
}
