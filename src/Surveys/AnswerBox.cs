using LangSo.Foundation;
using LangSo.Store;
using LangSo.Surveys.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys;

/// <summary>What a household sees of its slip.</summary>
/// <param name="SurveyId">Of which survey.</param>
/// <param name="Template">What is asked.</param>
/// <param name="Unit">The commune.</param>
/// <param name="Hamlet">The hamlet, by name.</param>
/// <param name="State">open, used, void or closed.</param>
public sealed record SlipView(int SurveyId, SurveyTemplate Template, string Unit, string Hamlet, string State);

/// <summary>Takes answers, each slip once. Nothing is kept that leads from a slip to what it said, and no time at all.</summary>
public sealed class AnswerBox(StoreFactory stores, SurveyTemplates templates, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>The state of a slip whose survey has ended.</summary>
    public const string Closed = "closed";

    /// <summary>The slip of a token, or null when there is none.</summary>
    public async Task<SlipView?> FindAsync(string token, CancellationToken cancel)
    {
        var hash = SurveyDesk.HashOf(token);
        await using var db = stores.Open();
        if (await db.Set<SlipRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Hash == hash, cancel) is not { } slip) return null;
        var survey = await db.Set<SurveyRow>().AsNoTracking().SingleAsync(s => s.Id == slip.SurveyId, cancel);
        var (units, today) = (gazetteers.Current, new AsOf(clock.Today(), clock.Today()));
        string Name(UnitId unit) => (units.Find(unit, today) ?? (units.Life(unit) is [.., var last] ? last : null))?.FullName ?? "";
        return templates.Find(survey.Template) is not { } template ? null
            : new SlipView(survey.Id, template, Name(survey.Unit), slip.Hamlet == survey.Unit ? "" : Name(slip.Hamlet), survey.Closed is not null ? Closed : slip.State);
    }

    /// <summary>A household's own answers, from its phone.</summary>
    public async Task<Outcome<bool>> AnswerAsync(string token, Func<string, string?> said, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } slip) return new Problem("slip", "Không có phiếu này. Quét lại mã trên tờ phiếu.");
        var read = SurveyRules.Read(slip.Template, said, paper: false);
        if (!read.Ok) return read.Problems.ToList();
        var hash = SurveyDesk.HashOf(token);
        return await TakeAsync(slip.SurveyId, s => s.Hash == hash, read.Value, TallyRow.Online, cancel);
    }

    /// <summary>The hamlet of a slip by its number on the paper, or what is wrong with it.</summary>
    public async Task<Outcome<UnitId>> HamletOfAsync(int surveyId, int number, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var slip = await db.Set<SlipRow>().AsNoTracking().SingleOrDefaultAsync(s => s.SurveyId == surveyId && s.Number == number, cancel);
        return slip is null ? new Problem("number", "Không có phiếu số {0} trong đợt này.", VnText.Number(number)) : Refused(slip.State, number) is { } refused ? refused : slip.Hamlet;
    }

    /// <summary>Answers from a paper slip, after they were typed twice alike.</summary>
    public Task<Outcome<bool>> PaperAsync(int surveyId, int number, IReadOnlyDictionary<string, Opinion> answers, CancellationToken cancel) =>
        TakeAsync(surveyId, s => s.SurveyId == surveyId && s.Number == number, answers, TallyRow.Paper, cancel, number);

    /// <summary>The contents in which two typings of one slip differ.</summary>
    public static IReadOnlyList<string> Differing(IReadOnlyDictionary<string, Opinion> first, IReadOnlyDictionary<string, Opinion> second) =>
        [.. first.Keys.Where(k => first[k] != second.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];

    private async Task<Outcome<bool>> TakeAsync(
        int surveyId, System.Linq.Expressions.Expression<Func<SlipRow, bool>> which, IReadOnlyDictionary<string, Opinion> answers, string mode, CancellationToken cancel, int number = 0)
    {
        await using var db = stores.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Of two that come at once, one marks the slip; the other finds it used.
        var marked = await db.Set<SlipRow>().Where(which).Where(s => s.State == SlipRow.Open).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SlipRow.Used), cancel);
        var slip = await db.Set<SlipRow>().AsNoTracking().Where(which).Select(s => new { s.Hamlet, s.State }).SingleOrDefaultAsync(cancel);
        if (slip is null) return new Problem("slip", "Không có phiếu này. Quét lại mã trên tờ phiếu.");
        if (await db.Set<SurveyRow>().AnyAsync(s => s.Id == surveyId && s.Closed != null, cancel)) return new Problem("slip", "Đợt lấy ý kiến đã kết thúc.");
        if (marked == 0) return Refused(slip.State, number)!;
        foreach (var (content, said) in answers.Select(a => (a.Key, SurveyDesk.Said(a.Value))).Append((TallyRow.Slips, mode)))
            await db.Set<TallyRow>().Where(t => t.SurveyId == surveyId && t.Hamlet == slip.Hamlet && t.Content == content && t.Said == said)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Count, t => t.Count + 1), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static Problem? Refused(string state, int number) => state switch
    {
        SlipRow.Used when number > 0 => new Problem("number", "Phiếu số {0} đã dùng rồi; mỗi hộ một phiếu.", VnText.Number(number)),
        SlipRow.Used => new Problem("slip", "Phiếu này đã dùng rồi; mỗi hộ một phiếu."),
        SlipRow.Void when number > 0 => new Problem("number", "Phiếu số {0} đã bỏ vì có tờ mới thay.", VnText.Number(number)),
        SlipRow.Void => new Problem("slip", "Phiếu này đã bỏ vì có tờ mới thay. Hỏi trưởng xóm để lấy tờ mới."),
        _ => null,
    };
}
