using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>Copies weeks: from another week, or from a commune's template. Everything that comes of it is a draft.</summary>
internal sealed class WeekCopier(StoreFactory stores, Ledger ledger, ProgrammeDesk desk, ProgrammeBook book, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Copies the single items of a unit from one week to another; what repeats is there by itself. Says how many were copied, and what could not be.</summary>
    public async Task<(int Copied, IReadOnlyList<Problem> Problems)> CopyAsync(UnitId unit, DateOnly from, DateOnly to, Officer by, CancellationToken cancel)
    {
        var items = (await ItemsAsync(unit, from, cancel)).Where(i => i.Plan.Repeat is null).ToList();
        return items.Count == 0
            ? (0, [new Problem("", "Tuần nguồn không có mục phát một lần nào của {0}. Mục lặp lại tự có ở tuần sau.", Places.Today(gazetteers, clock).NameOf(unit))])
            : await PlaceAsync(unit, items, to, by, cancel);
    }

    /// <summary>Keeps a week of a unit, what repeats too, as its template.</summary>
    public async Task<Outcome<int>> KeepAsync(UnitId unit, DateOnly week, string? name, Officer by, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        if (!places.Covers(by.Writes, unit)) return new Problem("", "Bạn chưa có quyền xếp lịch cho {0}. Quyền của bạn ở {1}.", places.NameOf(unit), by.Writes.Count == 0 ? "–" : places.NamesOf(by.Writes));
        var clean = VnText.Clean(name);
        if (clean.Length is 0 or > 200) return new Problem("name", "Đặt tên lưới tuần, ví dụ “Mùa gặt”.");
        var items = await ItemsAsync(unit, week, cancel);
        if (items.Count == 0) return new Problem("", "Tuần này chưa có mục nào của {0}.", places.NameOf(unit));
        return await ledger.WriteAsync(async (db, acts) =>
        {
            var template = new WeekTemplate(Guid.CreateVersion7(acts.Now), unit, clean, items, acts.Now, by.Person.Name);
            await db.AddAsync(template, cancel);
            acts.Record(by.Person.User, "week-template", template.Id.ToString("n"), new { unit = unit.Value, template.Name, items = items.Count });
            return items.Count;
        }, cancel);
    }

    /// <summary>The templates of a unit, newest first.</summary>
    public async Task<IReadOnlyList<WeekTemplate>> TemplatesAsync(UnitId unit, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<WeekTemplate>().AsNoTracking().Where(t => t.Unit == unit).OrderByDescending(t => t.MadeAt).Take(50).ToListAsync(cancel);
    }

    /// <summary>Fills a week from a template.</summary>
    public async Task<(int Copied, IReadOnlyList<Problem> Problems)> ApplyAsync(Guid template, DateOnly week, Officer by, CancellationToken cancel)
    {
        WeekTemplate? found;
        await using (var db = stores.Open()) found = await db.Set<WeekTemplate>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == template, cancel);
        return found is null ? (0, [new Problem("", "Không tìm thấy lưới tuần này.")]) : await PlaceAsync(found.Unit, found.Items, week, by, cancel);
    }

    private async Task<IReadOnlyList<TemplateItem>> ItemsAsync(UnitId unit, DateOnly monday, CancellationToken cancel)
    {
        var from = VnTime.At(monday, TimeOnly.MinValue).UtcDateTime;
        return
        [
            .. (await book.OfAsync(unit, cancel)).Select(p => p.OnAir ?? p.Plan).SelectMany(plan => plan.Between(from, from.AddDays(7)).Select(at => (plan, at: VnTime.ToLocal(at))))
                .Select(p => new TemplateItem(((int)p.at.DayOfWeek + 6) % 7, TimeOnly.FromDateTime(p.at.DateTime), p.plan)),
        ];
    }

    private async Task<(int, IReadOnlyList<Problem>)> PlaceAsync(UnitId unit, IReadOnlyList<TemplateItem> items, DateOnly monday, Officer by, CancellationToken cancel)
    {
        List<Problem> problems = [];
        var there = (await book.OfAsync(unit, cancel)).ToList();
        var (copied, from) = (0, VnTime.At(monday, TimeOnly.MinValue).UtcDateTime);
        foreach (var item in items)
        {
            var at = VnTime.At(monday.AddDays(item.Weekday), item.Time).UtcDateTime;
            // Doing it twice changes nothing.
            if (there.Exists(p => p.Plan.Title == item.Plan.Title && p.Plan.Between(from, from.AddDays(7)).Contains(at))) continue;
            var saved = await desk.SaveAsync(null, 0, item.Plan with { Start = at, Repeat = null, Except = [] }, handIn: false, by, cancel);
            if (saved.Ok) copied++;
            else problems.Add(new Problem("", "{0}, {1}: {2}", item.Plan.Title, VnTime.Moment(at), saved.Problems[0].ToString()));
        }
        return (copied, problems);
    }
}
