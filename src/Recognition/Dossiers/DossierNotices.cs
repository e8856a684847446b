using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Store.Notices;

namespace LangSo.Recognition.Dossiers;

/// <summary>Tells those who have to act, and those above when it is late. Within the transaction of the act; without a notice board nobody is told.</summary>
public sealed class DossierNotices(IEnumerable<INoticeBoard> boards)
{
    internal async Task TellAsync(StoreContext db, DossierState? before, DossierState after, DossierRow row, Circumstances now, CancellationToken cancel)
    {
        foreach (var board in boards)
        {
            if (before is not null && after.Last.Enters is not null)
            {
                await board.SettleAsync(db, Key(before), cancel);
                await board.SettleAsync(db, Key(before) + "/late", cancel);
            }
            foreach (var notice in Of(after, row, now)) await board.PostAsync(db, notice, cancel);
            if (after.Last.Deed is DriftRead && after.Drift is { } read) await board.SettleAsync(db, DriftKey(after, read), cancel);
        }
    }

    /// <summary>What the newest act makes somebody know.</summary>
    internal static IEnumerable<NewNotice> Of(DossierState state, DossierRow row, Circumstances now)
    {
        var (unit, link) = (now.NameOf(state.Unit), "/dossiers/" + state.Id);
        var step = now.Shelf.Find(state.At.Template).Step(state.At.Step);
        switch (state.Last.Deed)
        {
            case Escalating:
                yield return new NewNotice(Key(state) + "/late", new Problem("", "Quá hạn: hồ sơ {0} của {1}, bước “{2}”.", row.Serial, unit, step?.Name ?? ""), link, state.At.Due)
                    { Right = Rights.DecideDossiers, Unit = row.Province };
                break;
            case Drifting when state.Drift is { } drift:
                foreach (var right in (string[])[Rights.KeepDossiers, Rights.DecideDossiers])
                    yield return new NewNotice(DriftKey(state, drift), new Problem("", "Số liệu của {0} đã đổi sau quyết định {1}. Danh hiệu vẫn giữ; xem chỗ đổi.", unit, state.Decision!.Number), link) { Right = right, Unit = row.Province };
                break;
            case Returning:
                yield return Task(new Problem("", "Hồ sơ {0} của {1} được trả lại bước “{2}”: {3}", row.Serial, unit, step?.Name ?? "", state.Last.Reason));
                break;
            default:
                if (state.Last.Enters is not null && state.Status == DossierStatus.Open && step is not null) yield return Task(new Problem("", "Hồ sơ {0} của {1} tới bước “{2}”.", row.Serial, unit, step.Name));
                break;
        }

        NewNotice Task(Problem text) => new(Key(state), text, link, state.At.Due) { Right = step?.Right, Unit = state.At.Desk, Here = true };
    }

    // One key a stay at a step: coming back to it is another.
    private static string Key(DossierState state) => $"dossier/{state.Id}/{state.At.Step}/{state.EnteredOn:yyyyMMdd}";

    private static string DriftKey(DossierState state, Drift drift) => $"dossier/{state.Id}/drift/{drift.Digest[..12]}";
}
