using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Dossiers;

/// <summary>Closes a sheet while a dossier is judged by it.</summary>
internal sealed class DossierSheetGuard(StoreFactory stores, Procedures procedures) : ISheetGuard
{
    public async ValueTask<Problem?> ClosedAsync(SheetKey sheet, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var shelf = procedures.Current;
        foreach (var row in await DossierDesk.UnderWay(db, sheet).ToListAsync(cancel))
            if (!row.Decided && !shelf.Find(row.Template).IsBeforeHandIn(row.Step))
                return new Problem("sheet", "Bản tự đánh giá đã nộp trong hồ sơ số {0}; chỉ sửa được khi hồ sơ được trả lại.", row.Serial);
        return null;
    }
}

/// <summary>Takes a sheet on when it is handed in at the commune's desk.</summary>
internal sealed class DossierSheetListener(DossierDesk desk) : ISheetListener
{
    public Task<Problem?> TakeAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel) => desk.TakeSheetAsync(sheet, db, acts, cancel);
}
