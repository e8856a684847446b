using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Surveys.Pages;

/// <summary>
/// Types paper slips, each twice: the second typing does not show the first, and both must agree. Between them the first travels sealed in
/// the form; it is kept nowhere.
/// </summary>
[Authorize(Policy = Rights.EnterSurveys)]
public sealed class EntryModel(SurveyBook book, AnswerBox box, Gazetteers gazetteers, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("langso.survey-entry").ToTimeLimitedDataProtector();

    /// <summary>Which survey.</summary>
    [BindProperty(SupportsGet = true)] public int Id { get; set; }

    /// <summary>The number on the slip, as typed.</summary>
    [BindProperty] public string? Number { get; set; }

    /// <summary>Answers by content: 1 satisfied, 2 not, else blank.</summary>
    [BindProperty] public Dictionary<string, string?> Answers { get; set; } = [];

    /// <summary>The first typing, sealed; null when this is the first.</summary>
    [BindProperty] public string? First { get; set; }

    /// <summary>The survey.</summary>
    public SurveyView Survey { get; private set; } = null!;

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>The number of the slip that was taken last.</summary>
    [BindProperty(SupportsGet = true)] public int Taken { get; set; }

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>Takes a typing.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel)) return NotFound();
        if (Survey.Closed is { } day) return Refuse(new Problem("survey", "Đợt khảo sát này đã đóng ngày {0}.", VnTime.Text(day)));
        if (!int.TryParse((Number ?? "").Replace(".", "", StringComparison.Ordinal).Trim(), out var number) || number < 1) return Refuse(new Problem("number", "Ghi số phiếu."));
        var hamlet = await box.HamletOfAsync(Id, number, cancel);
        if (!hamlet.Ok) return Refuse([.. hamlet.Problems]);
        if (!gazetteers.Current.Covers(User.AreasFor(Rights.EnterSurveys), hamlet.Value, new AsOf(clock.Today(), clock.Today()), reading: false))
            return Refuse(new Problem("number", "Phiếu số {0} của {1}; bạn nhập phiếu của nơi khác.", VnText.Number(number), book.NameOf(hamlet.Value)));
        var read = SurveyRules.Read(Survey.Template, id => Answers.GetValueOrDefault(id), paper: true);
        if (!read.Ok) return Refuse([.. read.Problems]);
        if (string.IsNullOrEmpty(First)) return Again(Seal(number, read.Value));
        if (Unseal(First) is not var (slip, first)) return Start(new Problem("first", "Lần nhập thứ nhất đã quá lâu. Nhập lại từ đầu."));
        if (slip != number) return Start(new Problem("number", "Lần trước nhập phiếu số {0}, lần này số {1}. Nhập lại từ đầu.", VnText.Number(slip), VnText.Number(number)));
        if (AnswerBox.Differing(first, read.Value) is { Count: > 0 } differing) return Start(new Problem("answers", "Hai lần nhập khác nhau ở nội dung {0}. Xem lại phiếu giấy rồi nhập lại từ đầu.", string.Join(", ", differing)));
        var taken = await box.PaperAsync(Id, number, read.Value, cancel);
        return taken.Ok ? LocalRedirect($"/surveys/{Id}/entry?taken={number}") : Refuse([.. taken.Problems]);
    }

    /// <summary>The first typing is held back; the form comes empty for the second.</summary>
    private PageResult Again(string sealedFirst)
    {
        First = sealedFirst;
        Answers = [];
        ModelState.Clear();
        return Page();
    }

    private PageResult Start(Problem problem)
    {
        (First, Answers) = (null, []);
        ModelState.Clear();
        return Refuse(problem);
    }

    private PageResult Refuse(params Problem[] problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private string Seal(int number, IReadOnlyDictionary<string, Opinion> answers) =>
        _seal.Protect(JsonSerializer.Serialize(new Typed(Id, number, User.UserName(), answers.ToDictionary(a => a.Key, a => (int)a.Value))), clock.GetUtcNow() + Life);

    private (int Number, IReadOnlyDictionary<string, Opinion> Answers)? Unseal(string text)
    {
        try
        {
            var typed = JsonSerializer.Deserialize<Typed>(_seal.Unprotect(text))!;
            return typed.Survey == Id && typed.By == User.UserName() ? (typed.Number, typed.Answers.ToDictionary(a => a.Key, a => (Opinion)a.Value)) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await book.FindAsync(Id, User.AreasFor(Rights.EnterSurveys), cancel) is not { } found) return false;
        Survey = found.Survey;
        return true;
    }

    private sealed record Typed(int Survey, int Number, string By, Dictionary<string, int> Answers);
}
