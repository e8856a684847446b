using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>All dossiers that one may see; reviewers do the same with several at once.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class IndexModel(DossierLists lists, DossierDesk desk, DossierGround ground) : PageModel
{
    /// <summary>The tabs.</summary>
    public static readonly IReadOnlyList<(string Show, string Words)> Shows = [.. ((string[])["open", "late", "drifted", "done", "all"]).Select(s => (s, WordsOf(s)))];

    /// <summary>What is asked for.</summary>
    public DossierFilter Filter { get; private set; } = new();

    /// <summary>The lines.</summary>
    public DossierTable Table { get; private set; } = null!;

    /// <summary>What stood in the way of the chosen ones.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>With how many something was done.</summary>
    public int? Done { get; private set; }

    /// <summary>What was typed as reason.</summary>
    public string? Reason { get; private set; }

    /// <summary>The titles that can be filtered by.</summary>
    public IEnumerable<Title> Titles => Table.Now.Titles.LadderAt(Table.Now.Today)?.Titles ?? [];

    /// <summary>The steps that can be filtered by.</summary>
    public IEnumerable<StepTemplate> Steps => Table.Now.Shelf.Templates.SelectMany(t => t.Steps).DistinctBy(s => s.Id);

    /// <summary>True for who may open dossiers.</summary>
    public bool MayOpen => User.AreasFor(Rights.KeepDossiers).Count > 0;

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(string? q, string? title, string? step, string? show, string? after, CancellationToken cancel) =>
        ShowAsync(new DossierFilter(q, null, title, step, Shows.Any(s => s.Show == show) ? show! : "open", after), cancel);

    /// <summary>Does the same with each chosen one; what cannot be done is named and the others are done.</summary>
    public async Task OnPostAsync(string? q, string? title, string? step, string? show, string? after, string[] pick, string? deed, string? reason, CancellationToken cancel)
    {
        var (problems, done, asker) = (new List<Problem>(), 0, DossierLists.AskerOf(User));
        foreach (var (id, seen) in pick.Take(DossierLists.PageSize).Select(Picked).OfType<(DossierId, int)>())
        {
            if (await desk.FindAsync(id, cancel) is not { } found || !lists.MaySee(found.State.Unit, User.AreasFor(Rights.SeeDossiers))) continue;
            Deed? what = deed switch
            {
                "receive" => new Receiving(),
                "pass" => new Passing([], [], false),
                "return" when ground.Bare().Shelf.Find(found.State.At.Template).Step(found.State.At.Step)?.ReturnTo is [.., var back] => new Returning(back, false),
                _ => null,
            };
            if (what is null) continue;
            var result = await desk.ActAsync(id, seen, what, asker, reason ?? "", cancel);
            if (result.Ok) done++;
            else problems.Add(new Problem("", "{0}: {1}", DossierWords.Capital(ground.Bare().NameOf(found.State.Unit)), string.Join(" ", result.Problems)));
        }
        if (pick.Length == 0) problems.Add(new Problem("pick", "Chọn ít nhất một hồ sơ."));
        (Problems, Done, Reason) = (problems, done > 0 ? done : null, reason);
        if (done == 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync(q, title, step, show, after, cancel);
    }

    /// <summary>The address of another selection.</summary>
    public static string Link(DossierFilter f) => "/dossiers?show=" + f.Show + Part("q", f.Q) + Part("title", f.Title) + Part("step", f.Step) + Part("after", f.After);

    private static string WordsOf(string show) => show switch
    {
        "late" => "Quá hạn",
        "drifted" => "Số liệu đã đổi",
        "done" => "Đã kết thúc",
        "all" => "Tất cả",
        _ => "Đang xử lý",
    };

    private static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? "" : "&" + name + "=" + Uri.EscapeDataString(value);

    private static (DossierId, int)? Picked(string pick) =>
        pick.Split(':') is [var id, var seen] && Guid.TryParseExact(id, "n", out var guid) && int.TryParse(seen, System.Globalization.CultureInfo.InvariantCulture, out var version) ? (new DossierId(guid), version) : null;

    private async Task ShowAsync(DossierFilter filter, CancellationToken cancel)
    {
        Filter = filter;
        var stretch = await lists.ListAsync(filter, User.AreasFor(Rights.SeeDossiers), cancel);
        var reviews = User.AreasFor(Rights.VerifyDossiers).Count + User.AreasFor(Rights.AppraiseDossiers).Count + User.AreasFor(Rights.KeepDossiers).Count > 0;
        Table = new DossierTable(stretch, ground.Bare(), stretch.Next is { } next ? Link(filter with { After = next }) : null, filter.After is null ? null : Link(filter with { After = null }), reviews && filter.Show is "open" or "late");
    }
}
