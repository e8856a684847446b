using LangSo.Foundation;
using LangSo.Territory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>What the composer's pages share: a new bulletin and a stored draft.</summary>
internal abstract class ComposerModel(
    BulletinDesk desk, BulletinBook book, SoundBooth booth, IBulletinEvidence evidence, CampaignBook campaigns, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "")] public ComposeForm Form { get; set; } = new();

    /// <summary>Null for a new one.</summary>
    public Bulletin? Stored { get; protected set; }

    public List<Problem> Problems { get; private set; } = [];
    public AreaChoices Areas { get; private set; } = new([], false, false);
    public Renditions Shown { get; private set; } = null!;
    public (int Loudspeakers, int Boards)? Reach { get; private set; }
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];

    /// <summary>The units for which the writer keeps a dictionary.</summary>
    public IReadOnlyList<(string Unit, string Name)> Dictionaries { get; private set; } = [];

    /// <summary>True when a table in the text was told as sentences.</summary>
    public bool HadTable { get; private set; }

    /// <summary>Under which name the browser keeps what is being typed.</summary>
    public string KeepAs => $"langso.draft/{Me.Person.User}/{Stored?.Id.ToString() ?? "new"}";
    public Problem? NoVoice => booth.Missing;
    public DateTimeOffset Now => clock.GetUtcNow();

    protected BulletinBook Book => book;

    protected Officer Me => Officer.Of(User);

    public (int Loudspeakers, int Boards) ReachOf(UnitId area) => evidence.Reach(area);

    public string? ProblemOf(string field, LangSo.Look.IText text) =>
        Problems.Find(p => p.Field == field) is { } problem ? LangSo.Look.ProblemText.Say(text, problem) : null;

    /// <summary>Keeps the draft.</summary>
    protected async Task<IActionResult> SaveAsync(CancellationToken cancel)
    {
        var (draft, unreadable) = Form.Read();
        if (unreadable.Count > 0) return await RefuseAsync(unreadable, cancel);
        var saved = await desk.SaveAsync(Stored?.Id, Form.Seen, draft, Me, cancel);
        return saved.Ok ? Redirect($"/bulletins/{saved.Value.Id}/edit?saved=true") : await RefuseAsync(saved.Problems, cancel);
    }

    /// <summary>Keeps it and hands it in.</summary>
    protected async Task<IActionResult> SubmitAsync(CancellationToken cancel)
    {
        var (draft, unreadable) = Form.Read();
        if (unreadable.Count > 0)
            return await RefuseAsync([.. BulletinRules.Whole(draft, Me, Ground.Today(gazetteers, clock), clock.GetUtcNow().UtcDateTime), .. unreadable], cancel);
        var submitted = await desk.SubmitAsync(Stored?.Id, Form.Seen, draft, Me, cancel);
        return submitted.Ok ? Redirect($"/bulletins/{submitted.Value.Id}") : await RefuseAsync(submitted.Problems, cancel);
    }

    /// <summary>Shows the form as typed, with the places found by name.</summary>
    protected async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        // A day and an hour to start from, used only when a time is chosen.
        var soon = VnTime.ToLocal(Now).AddHours(1);
        Form.Date ??= VnTime.Text(DateOnly.FromDateTime(soon.DateTime));
        Form.Time ??= soon.ToString("HH", VnText.Culture) + ":00";
        var (draft, _) = Form.Read();
        Dictionaries = [.. Me.Writes.Where(ground.Exists).Select(u => (u.Value, ground.NameOf(u)))];
        Campaigns = await campaigns.OpenForAsync(Me.Writes, cancel);
        HadTable = draft.Text != (Form.Text ?? "");
        if (HadTable) Form.Text = draft.Text;
        Areas = AreaChoices.For(ground, Me.Writes, Form.AreaSearch, draft.Area);
        // A new bulletin starts at the top of the writer's rights, so that a commune's officer need not choose their commune.
        if (Stored is null && string.IsNullOrEmpty(Form.Area) && HttpMethods.IsGet(Request.Method) && Me.Writes.Count == 1) Form.Area = Me.Writes[0].Value;
        var shownText = draft.Text.Length > BulletinRules.TextLimit ? draft.Text[..BulletinRules.TextLimit] : draft.Text;
        var area = string.IsNullOrEmpty(Form.Area) ? (UnitId?)null : new UnitId(Form.Area);
        Shown = await desk.PreviewAsync(draft with { Text = shownText, Area = area }, Me, cancel);
        Reach = area is { } unit && ground.Exists(unit) ? evidence.Reach(unit) : null;
        var made = (await desk.PreviewAsync(draft with { Text = shownText, Area = area, OwnHeadline = null, OwnFacts = null }, Me, cancel)).Card;
        (Form.AutoHeadline, Form.AutoFacts) = (made.Headline, string.Join('\n', made.Facts));
        Form.Headline = draft.OwnHeadline ?? made.Headline;
        Form.Facts = draft.OwnFacts is { } own ? string.Join('\n', own) : Form.AutoFacts;
        ModelState.Clear();
        return Page();
    }

    private Task<IActionResult> RefuseAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        Problems = [.. problems];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync(cancel);
    }
}
