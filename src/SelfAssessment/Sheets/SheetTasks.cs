using System.Globalization;
using System.Security.Claims;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.SelfAssessment.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment;

/// <summary>
/// Sheets of a commune that were begun and not handed in, or changed since. Only at the commune's own desk: who may write the sheets of a whole province
/// has no list of thousands.
/// </summary>
internal sealed class SheetTasks(StoreFactory stores, Assessor assessor, IEnumerable<ISheetGuard> guards, TimeProvider clock) : ITaskSource
{
    public string Id => "sheets";

    public async Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
    {
        var (book, today) = (assessor.Current, clock.Today());
        var asOf = new AsOf(today, today);
        var units = user.AreasFor(Rights.SelfAssess).Distinct().Where(u => book.Units.Find(u, asOf) is { } unit && book.Units.LevelOf(unit.Kind) == "commune").ToList();
        if (units.Count == 0) return TaskStretch.None;
        await using var db = stores.Open();
        var ops = db.Set<SheetOp>().AsNoTracking().Where(o => units.Contains(o.Unit) && o.Year == today.Year);
        var sheets = await ops.GroupBy(o => new { o.Unit, o.SheetSet }).Select(g => new
        {
            g.Key.Unit, g.Key.SheetSet, First = g.Min(o => o.At), Typed = g.Count(o => o.Kind != SyncOp.Submit), Last = g.Max(o => EF.Property<long>(o, SelfAssessmentMapping.Key)),
            HandedIn = g.Max(o => o.Kind == SyncOp.Submit ? EF.Property<long>(o, SelfAssessmentMapping.Key) : 0),
        }).ToListAsync(cancel);
        var waiting = new List<WaitingTask>();
        foreach (var sheet in sheets.Where(s => s.Typed > 0 && s.Last > s.HandedIn))
        {
            var key = new SheetKey(sheet.Unit, sheet.SheetSet, today.Year);
            // What lies with a dossier is no longer the desk's to hand in.
            if (await SyncRound.ClosedAsync(guards, key, cancel) is not null || !SheetForm.Of(book, key, today).Ok) continue;
            var (name, set) = (book.Units.Find(sheet.Unit, asOf)!.FullName, book.Shelf.Sets.GetValueOrDefault(sheet.SheetSet)?.Name ?? sheet.SheetSet);
            waiting.Add(new WaitingTask(new SheetAct(key).Subject, sheet.HandedIn > 0 ? new Problem("", "Nộp lại bản tự đánh giá năm {0}: có sửa sau khi nộp", today.Year) : new Problem("", "Nộp bản tự đánh giá năm {0}", today.Year),
                SheetWords.Capital(name), VnTime.DayOf(new DateTimeOffset(DateTime.SpecifyKind(sheet.First, DateTimeKind.Utc))), null,
                string.Create(CultureInfo.InvariantCulture, $"/self-assessment/{sheet.Unit}/{sheet.SheetSet}/{today.Year}"), Rights.SelfAssess)
            {
                More = new Problem("", "Bộ tiêu chí: {0}", set), Rank = sheet.Last,
            });
        }
        return TaskStretch.Of(waiting, after, most);
    }
}
