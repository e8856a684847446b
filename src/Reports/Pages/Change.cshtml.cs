using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using LangSo.Territory.Changes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages;

/// <summary>One change of units: written, looked at, applied, taken back.</summary>
[Authorize(Policy = Rights.ChangeUnits)]
public sealed class ChangeModel(ChangeDesk desk, Gazetteers gazetteers, Assessor assessor, TimeProvider clock) : PageModel
{
    /// <summary>Rows of a table that are shown; the rest is counted.</summary>
    public const int Shown = 100;

    /// <summary>Rows of the sums that are shown at a time.</summary>
    public const int SumsShown = 40;

    private const long LargestFile = 8 * 1024 * 1024;

    /// <summary>The address of the draft.</summary>
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Part of a name or a code to search for.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Units chosen from the search.</summary>
    [BindProperty(SupportsGet = true)] public string[] Pick { get; set; } = [];

    /// <summary>Asks for the preview.</summary>
    [BindProperty(SupportsGet = true)] public bool Preview { get; set; }

    /// <summary>sum, recompute or reassess: only the sums of this rule; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Rule { get; set; }

    /// <summary>Page of the sums, from 1.</summary>
    [BindProperty(SupportsGet = true)] public int Sums { get; set; } = 1;

    /// <summary>What new units would get of each indicator; null without a preview.</summary>
    public IReadOnlyList<CarryRow>? Carried { get; private set; }

    /// <summary>Where one is among the sums.</summary>
    public Pager SumsPager { get; private set; } = null!;

    /// <summary>Indicators by id.</summary>
    public IReadOnlyDictionary<string, Indicator> Indicators => assessor.Current.Facts.Indicators;

    /// <summary>The draft.</summary>
    public StoredDraft Stored { get; private set; } = null!;

    /// <summary>What it would do, when asked for.</summary>
    public ChangePreview? Outlook { get; private set; }

    /// <summary>What stood in the way of the last deed.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Units found by the search or chosen before.</summary>
    public IReadOnlyList<UnitVersion> Found { get; private set; } = [];

    /// <summary>The units of now.</summary>
    public Gazetteer Units => gazetteers.Current;

    /// <summary>The day before the change with all that is known; today when no day is given yet.</summary>
    public AsOf Eve => new(Stored.Content.On?.AddDays(-1) ?? clock.Today(), DateOnly.MaxValue);

    /// <summary>A unit in words, of the draft or of the day before.</summary>
    public string NameOf(UnitId unit) => Stored.Content.Units.FirstOrDefault(u => u.Unit == unit) is { } after ? after.FullName + " (" + after.Code + ")" : OldNameOf(unit);

    /// <summary>A unit as it was the day before.</summary>
    public string OldNameOf(UnitId unit) => Units.Find(unit, Eve) is { } before ? before.FullName + " (" + before.Code + ")" : unit.Value;

    /// <summary>What becomes of something, in words.</summary>
    public static string Words(CarryRule rule) => rule switch
    {
        CarryRule.Sum => "Cộng lại",
        CarryRule.Recompute => "Tính lại tỷ lệ",
        CarryRule.Reassess => "Xét lại",
        CarryRule.Follow => "Theo đơn vị",
        _ => "Giữ ở đơn vị cũ",
    };

    /// <summary>Opens the draft.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync([], cancel);

    /// <summary>Saves the title, the day and the legal document.</summary>
    public Task<IActionResult> OnPostHeadAsync(int revision, string? title, string? on, string? number, string? document, string? issued, CancellationToken cancel) =>
        SaveAsync(revision, draft =>
        {
            List<Problem> problems = [];
            var (day, signed) = (Day("on", on), Day("issued", issued));
            return problems.Count > 0 ? problems
                : draft with { Title = VnText.Clean(title), On = day, Instrument = new DraftInstrument(VnText.Clean(number), VnText.Clean(document), signed) };

            DateOnly? Day(string field, string? text)
            {
                if (string.IsNullOrWhiteSpace(text)) return null;
                if (VnTime.ParseDay(text) is { } read) return read;
                problems.Add(VnTime.NoSuchDay(field, text));
                return null;
            }
        }, cancel);

    /// <summary>Merges, changes or splits the chosen units.</summary>
    public Task<IActionResult> OnPostAddAsync(int revision, DraftDeed deed, CancellationToken cancel) => SaveAsync(revision, draft => deed.On(draft, Units, Eve, Pick), cancel);

    /// <summary>Takes a unit, and what goes into it, out of the draft.</summary>
    public Task<IActionResult> OnPostRemoveAsync(int revision, string unit, CancellationToken cancel) => SaveAsync(revision, draft => draft with
    {
        Units = [.. draft.Units.Where(u => u.Unit.Value != unit)],
        Edges = [.. draft.Edges.Where(e => e.To.Value != unit)],
    }, cancel);

    /// <summary>Takes units and edges from a CSV file, in the place of those of the draft.</summary>
    public async Task<IActionResult> OnPostUploadAsync(int revision, IFormFile? file, CancellationToken cancel)
    {
        if (file is null || file.Length == 0) return await ShowAsync([new Problem("file", "Chọn tệp CSV.")], cancel);
        if (file.Length > LargestFile) return await ShowAsync([new Problem("file", "Tệp lớn hơn {0} MB.", LargestFile / 1024 / 1024)], cancel);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        return await SaveAsync(revision, draft => draft.On is not { } on ? new Problem("on", "Ghi ngày có hiệu lực.")
            : DraftFile.Read(Units, on, bytes.ToArray(), Path.GetFileName(file.FileName)).Then<ChangeDraft>(read => draft with { Units = read.Units, Edges = read.Edges }), cancel);
    }

    /// <summary>Gives the draft up.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancel)
    {
        var dropped = await desk.DropAsync(Id, cancel);
        return dropped.Ok ? LocalRedirect("/changes") : await ShowAsync(dropped.Problems, cancel);
    }

    /// <summary>Records the change.</summary>
    public async Task<IActionResult> OnPostApplyAsync(int revision, bool sure, CancellationToken cancel)
    {
        Preview = true;
        if (!sure) return await ShowAsync([new Problem("sure", "Đánh dấu đã xem trước rồi mới áp dụng.")], cancel);
        if (await desk.FindAsync(Id, cancel) is not { } stored) return NotFound();
        if (Outside(stored.Content) is { Count: > 0 } outside) return await ShowAsync(outside, cancel);
        var applied = await desk.ApplyAsync(Id, revision, User.UserName(), cancel);
        return applied.Ok ? LocalRedirect("/changes/" + Id) : await ShowAsync(applied.Problems, cancel);
    }

    /// <summary>Takes the change back.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string? reason, CancellationToken cancel)
    {
        if (await desk.FindAsync(Id, cancel) is not { } stored) return NotFound();
        if (Outside(stored.Content) is { Count: > 0 } outside) return await ShowAsync(outside, cancel);
        var undone = await desk.UndoAsync(Id, User.UserName(), VnText.Clean(reason), cancel);
        return undone.Ok ? LocalRedirect("/changes/" + Id) : await ShowAsync(undone.Problems, cancel);
    }

    private List<Problem> Outside(ChangeDraft draft)
    {
        var areas = User.AreasFor(Rights.ChangeUnits).ToHashSet();
        return ChangePlan.Of(Units, draft) is not { } plan ? [] : [.. plan.Existing().Where(v => !Units.Chain(v.Unit, plan.Eve).Any(up => areas.Contains(up.Unit))
                && !(Units.HeirOf(v.Unit, new AsOf(clock.Today(), DateOnly.MaxValue)) is { } heir && Units.Chain(heir.Unit, new AsOf(clock.Today(), DateOnly.MaxValue)).Any(up => areas.Contains(up.Unit))))
            .Take(5).Select(v => new Problem("area", "{0} ({1}) ở ngoài địa bàn của bạn.", v.FullName, v.Code))];
    }

    private async Task<IActionResult> SaveAsync(int revision, Func<ChangeDraft, Outcome<ChangeDraft>> change, CancellationToken cancel)
    {
        if (await desk.FindAsync(Id, cancel) is not { } stored) return NotFound();
        Stored = stored;
        var changed = change(stored.Content);
        if (!changed.Ok) return await ShowAsync(changed.Problems, cancel);
        var saved = await desk.SaveAsync(Id, revision, changed.Value, cancel);
        return saved.Ok ? LocalRedirect("/changes/" + Id) : await ShowAsync(saved.Problems, cancel);
    }

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await desk.FindAsync(Id, cancel) is not { } stored) return NotFound();
        (Stored, Problems) = (stored, problems);
        var wanted = VnText.Fold(Q?.Trim());
        var touched = stored.Content.Edges.Select(e => e.From).Concat(stored.Content.Units.Select(u => u.Unit)).ToHashSet();
        var areas = User.AreasFor(Rights.ChangeUnits);
        var inArea = Units.InForce(Eve).Where(v => !touched.Contains(v.Unit) && areas.Any(a => Units.IsWithin(v.Unit, a, Eve)));
        Found = [.. Pick.Select(p => Units.Find(new UnitId(p), Eve)).OfType<UnitVersion>(),
            .. wanted.Length < 2 ? [] : inArea.Where(v => !Pick.Contains(v.Unit.Value) && (v.Code == wanted || VnText.Fold(v.FullName).Contains(wanted, StringComparison.Ordinal))).Take(20)];
        if (Preview && stored.State == DraftState.Draft) Outlook = await desk.PreviewAsync(stored.Content, cancel);
        if (Outlook is { MayApply: true }) ShowSums(stored.Content);
        return Page();
    }

    private void ShowSums(ChangeDraft draft)
    {
        var plan = ChangePlan.Of(Units, draft)!;
        CarryRule? rule = Rule switch { "sum" => CarryRule.Sum, "recompute" => CarryRule.Recompute, "reassess" => CarryRule.Reassess, _ => null };
        var into = plan.Units.Where(u => plan.Into[u.Unit].Any()).Select(u => u.Unit);
        var preview = new CarryPreview(assessor.Current, plan.Rows(clock.Today(), "").On(Units), plan.On);
        Sums = Math.Max(1, Sums);
        (var total, Carried) = preview.Rows(into, rule, (Sums - 1) * SumsShown, SumsShown);
        SumsPager = new Pager(Sums, SumsShown, total, n => SumsLink(Rule) + "&sums=" + n.ToString(VnText.Culture) + "#sums");
    }

    /// <summary>The address of the sums of one rule.</summary>
    public string SumsLink(string? rule) => "/changes/" + Id + "?preview=true" + (rule is { Length: > 0 } ? "&rule=" + rule : "");

    /// <summary>How a new value came about, in words.</summary>
    public static string Words(CarriedBy by) => by switch
    {
        CarriedBy.Same => "giữ nguyên",
        CarriedBy.Computed => "tính từ các đơn vị trọn vẹn",
        CarriedBy.Estimated => "ước theo tỷ lệ dân số",
        CarriedBy.NoData => "không có số liệu",
        _ => "chưa biết, người có trách nhiệm xét lại",
    };
}
