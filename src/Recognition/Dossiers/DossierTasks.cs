using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Pages.Dossiers;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Dossiers;

/// <summary>Dossiers at a step that the person does: to receive, verify, appraise, vote on, sign, publish, announce.</summary>
internal sealed class DossierTasks(DossierLists lists, DossierGround ground) : ITaskSource
{
    public string Id => "dossiers";

    public async Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
    {
        var now = ground.Bare();
        var (lines, total) = await lists.WaitingAsync(DossierLists.AskerOf(user), after, most, cancel);
        return new TaskStretch([.. lines.Select(l => Of(l, now))], total);
    }

    private static WaitingTask Of(DossierLine line, Circumstances now)
    {
        var step = now.Shelf.Find(line.Template).Step(line.Step);
        return new WaitingTask(line.Id, new Problem("", "{0}: hồ sơ số {1} năm {2}", step?.Name ?? "", line.Serial, line.Year), DossierWords.Capital(now.NameOf(line.Unit)),
            line.EnteredOn, line.Due, "/dossiers/" + line.Id, step?.Right ?? Rights.SeeDossiers)
        {
            // Names of titles and steps are data: they stand as they are written there.
            More = new Problem("", "Danh hiệu: {0}", DossierTable.TitleOf(now, line.Title, line.Field, line.Year)), Sample = line.Sample, Rank = line.Serial,
        };
    }
}

/// <summary>Decided dossiers whose values changed since, for those who keep and decide them: the title stands, somebody has to look.</summary>
internal sealed class DriftTasks(DossierLists lists, DossierGround ground) : ITaskSource
{
    public string Id => "drift";

    public async Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
    {
        var drifted = await lists.DriftedAsync(DossierLists.AskerOf(user), cancel);
        if (drifted.Count == 0) return TaskStretch.None;
        var now = ground.Bare();
        // Nothing sets a day, but nobody should have to look for it among what has none: it is due at once.
        return TaskStretch.Of([.. drifted.Select(l => new WaitingTask(l.Id, new Problem("", "Số liệu đã đổi sau quyết định: hồ sơ số {0} năm {1}", l.Serial, l.Year),
            DossierWords.Capital(now.NameOf(l.Unit)), l.EnteredOn, now.Today, "/dossiers/" + l.Id, Rights.KeepDossiers)
        {
            More = new Problem("", "Danh hiệu vẫn giữ nguyên; xem chỗ đổi rồi xác nhận."), Sample = l.Sample, Rank = l.Serial,
        })], after, most);
    }
}
