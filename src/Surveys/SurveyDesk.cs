using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Surveys.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys;

/// <summary>A slip as it is printed; its token is shown now and never again.</summary>
/// <param name="Number">The number on the paper.</param>
/// <param name="Token">What the QR code carries.</param>
public sealed record PrintedSlip(int Number, string Token);

/// <summary>
/// Opens surveys, issues slips, closes and publishes: the acts of the Fatherland Front, each in the ledger. Who may do so where is asked
/// by the pages.
/// </summary>
public sealed class SurveyDesk(Ledger ledger, StoreFactory stores, SurveyTemplates templates, Gazetteers gazetteers, FactDesk facts, TimeProvider clock)
{
    // Without letters that look like others on paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int TokenLetters = 20;
    private const int MostHouseholds = 20_000;

    private AsOf Today => new(clock.Today(), clock.Today());

    /// <summary>Opens a survey for a commune, with the households of each of its hamlets.</summary>
    public async Task<Outcome<int>> OpenAsync(string templateId, UnitId unit, string period, IReadOnlyDictionary<UnitId, int> households, string actor, CancellationToken cancel)
    {
        var units = gazetteers.Current;
        if (templates.On(Today.Date).FirstOrDefault(t => t.Id == templateId) is not { } template) return new Problem("template", "Chọn mẫu khảo sát.");
        if (units.Find(unit, Today) is not { } commune) return new Problem("unit", "Chọn xã.");
        if (!template.Kinds.Contains(commune.Kind)) return new Problem("unit", "Chỉ lấy ý kiến ở {0}; {1} thì không.", string.Join(", ", template.Kinds), commune.FullName);
        period = VnText.Clean(period);
        if (period.Length is 0 or > 20) return new Problem("period", "Ghi đợt khảo sát, ví dụ: 2026.");
        var asked = Hamlets(unit);
        if (asked.FirstOrDefault(h => households.GetValueOrDefault(h.Unit) is < 1 or > MostHouseholds) is { } missing)
            return new Problem("households", "Ghi số hộ của {0}, từ 1 đến {1}.", missing.FullName, VnText.Number(MostHouseholds));
        return await ledger.WriteAsync(async (db, acts) =>
        {
            if (await db.Set<SurveyRow>().AnyAsync(s => s.Unit == unit && s.Template == templateId && s.Period == period, cancel))
                return new Problem("period", "Đợt {0} của {1} đã mở rồi.", period, commune.FullName);
            var survey = new SurveyRow { Template = templateId, Unit = unit, Period = period, Opened = Today.Date, Deadline = SurveyRules.Deadline(Today.Date, template.Days) };
            db.Add(survey);
            await db.SaveChangesAsync(cancel);
            foreach (var hamlet in asked)
            {
                db.Add(new QuotaRow { SurveyId = survey.Id, Hamlet = hamlet.Unit, Households = households[hamlet.Unit] });
                foreach (var (content, said) in TalliesOf(template)) db.Add(new TallyRow { SurveyId = survey.Id, Hamlet = hamlet.Unit, Content = content, Said = said });
            }
            acts.Record(actor, "survey-opened", Subject(survey.Id), new { unit, template = templateId, period, survey.Deadline, households = asked.ToDictionary(h => h.Unit.Value, h => households[h.Unit]) });
            return (Outcome<int>)survey.Id;
        }, cancel);
    }

    /// <summary>
    /// Issues a slip for each household of a hamlet that has not answered. Slips issued before and not used become void: a lost sheet is
    /// replaced by a new one.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<PrintedSlip>>> IssueAsync(int surveyId, UnitId hamlet, string actor, CancellationToken cancel)
    {
        return await ledger.WriteAsync(async (db, acts) =>
        {
            if (await OpenSurveyAsync(db, surveyId, cancel) is { Ok: false } shut) return shut.Problems.ToList();
            if (await db.Set<QuotaRow>().AsNoTracking().SingleOrDefaultAsync(q => q.SurveyId == surveyId && q.Hamlet == hamlet, cancel) is not { } quota)
                return (Outcome<IReadOnlyList<PrintedSlip>>)new Problem("hamlet", "Xóm này không thuộc đợt khảo sát.");
            await db.Set<SlipRow>().Where(s => s.SurveyId == surveyId && s.Hamlet == hamlet && s.State == SlipRow.Open)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SlipRow.Void), cancel);
            var used = await db.Set<SlipRow>().CountAsync(s => s.SurveyId == surveyId && s.Hamlet == hamlet && s.State == SlipRow.Used, cancel);
            if (used >= quota.Households) return new Problem("hamlet", "Mọi hộ của xóm đã trả lời.");
            var last = await db.Set<SlipRow>().Where(s => s.SurveyId == surveyId).MaxAsync(s => (int?)s.Number, cancel) ?? 0;
            var slips = Enumerable.Range(last + 1, quota.Households - used).Select(n => new PrintedSlip(n, RandomNumberGenerator.GetString(Letters, TokenLetters))).ToList();
            db.AddRange(slips.Select(s => new SlipRow { SurveyId = surveyId, Number = s.Number, Hamlet = hamlet, Hash = HashOf(s.Token) }));
            acts.Record(actor, "survey-slips", Subject(surveyId), new { hamlet, from = last + 1, count = slips.Count });
            return slips;
        }, cancel);
    }

    /// <summary>Ends the gathering of answers. Early closing is refused while households could still make the result count.</summary>
    public async Task<Outcome<int>> CloseAsync(int surveyId, string actor, CancellationToken cancel) =>
        await ledger.WriteAsync(async (db, acts) =>
        {
            var open = await OpenSurveyAsync(db, surveyId, cancel);
            if (!open.Ok) return open.Problems.ToList();
            var (survey, template) = (open.Value, templates.Find(open.Value.Template)!);
            var result = await ResultAsync(db, survey, template, cancel);
            if (Today.Date < survey.Deadline && !result.AskedMet)
                return new Problem("close", "Mới có {0} hộ trả lời, chưa đủ {1}; còn lấy ý kiến đến hết {2}.", result.Asked.Words, VnText.Percent(template.AskedAtLeast), VnTime.Text(survey.Deadline));
            survey.Closed = Today.Date;
            acts.Record(actor, "survey-closed", Subject(surveyId), new { result.Asked, contents = result.Contents });
            return (Outcome<int>)surveyId;
        }, cancel);

    /// <summary>
    /// Publishes the result. It becomes the fact that dossiers read only when enough households answered: the rate of the general content,
    /// cut off and never rounded up.
    /// </summary>
    public async Task<Outcome<SurveyResult>> PublishAsync(int surveyId, string actor, CancellationToken cancel)
    {
        SurveyRow? survey;
        SurveyTemplate? template;
        SurveyResult result;
        await using (var db = stores.Open())
        {
            survey = await db.Set<SurveyRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == surveyId, cancel);
            if (survey is null || (template = templates.Find(survey.Template)) is null) return None();
            if (survey.Closed is null) return new Problem("publish", "Đóng khảo sát trước khi công bố.");
            if (survey.Published is { } day) return new Problem("publish", "Kết quả đã công bố ngày {0}.", VnTime.Text(day));
            result = await ResultAsync(db, survey, template, cancel);
        }
        if (result.AskedMet)
        {
            // The fact first: it is written once however often this is tried again.
            var source = $"Khảo sát hài lòng đợt {survey.Period} của Mặt trận Tổ quốc: {VnText.Number(result.Overall.Satisfied.Part)}/{VnText.Number(result.Overall.Satisfied.Whole)} hộ hài lòng, {VnText.Number(result.Asked.Part)}/{VnText.Number(result.Asked.Whole)} hộ trả lời";
            var saved = await facts.SaveAsync([new NewFact(template.Indicator, survey.Unit, result.Overall.Satisfied.Percent.ToString("0.##", CultureInfo.InvariantCulture), Today.Date, null, "list", source,
                template.Sample, template.Sample ? template.Note : "")], actor, cancel);
            if (!saved.Ok) return saved.Problems.ToList();
        }
        return await ledger.WriteAsync(async (db, acts) =>
        {
            var row = await db.Set<SurveyRow>().SingleAsync(s => s.Id == surveyId, cancel);
            if (row.Published is { } day) return new Problem("publish", "Kết quả đã công bố ngày {0}.", VnTime.Text(day));
            row.Published = Today.Date;
            acts.Record(actor, "survey-published", Subject(surveyId), new { result.Asked, result.AskedMet, contents = result.Contents, result.Met });
            return (Outcome<SurveyResult>)result;
        }, cancel);
    }

    /// <summary>The hamlets that are asked: those of the commune today, or the commune itself where none are known.</summary>
    public IReadOnlyList<UnitVersion> Hamlets(UnitId commune)
    {
        var below = gazetteers.Current.Below(commune, Today).ToList();
        return below.Count > 0 ? below : gazetteers.Current.Find(commune, Today) is { } itself ? [itself] : [];
    }

    internal async Task<Outcome<SurveyRow>> OpenSurveyAsync(StoreContext db, int surveyId, CancellationToken cancel)
    {
        if (await db.Set<SurveyRow>().SingleOrDefaultAsync(s => s.Id == surveyId, cancel) is not { } survey || templates.Find(survey.Template) is null) return None();
        return survey.Closed is { } day ? new Problem("survey", "Đợt khảo sát này đã đóng ngày {0}.", VnTime.Text(day)) : survey;
    }

    internal static async Task<SurveyResult> ResultAsync(StoreContext db, SurveyRow survey, SurveyTemplate template, CancellationToken cancel)
    {
        var households = await db.Set<QuotaRow>().Where(q => q.SurveyId == survey.Id).SumAsync(q => q.Households, cancel);
        var counts = (await db.Set<TallyRow>().AsNoTracking().Where(t => t.SurveyId == survey.Id).ToListAsync(cancel)).GroupBy(t => (t.Content, t.Said)).ToDictionary(g => g.Key, g => g.Sum(t => t.Count));
        var answered = counts.GetValueOrDefault((TallyRow.Slips, TallyRow.Online)) + counts.GetValueOrDefault((TallyRow.Slips, TallyRow.Paper));
        return SurveyRules.Judge(template, households, answered, (content, opinion) => counts.GetValueOrDefault((content, Said(opinion))));
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    internal static string Said(Opinion opinion) => opinion switch { Opinion.Satisfied => "satisfied", Opinion.Unsatisfied => "unsatisfied", _ => "blank" };

    private static IEnumerable<(string Content, string Said)> TalliesOf(SurveyTemplate template) =>
        template.Contents.SelectMany(c => Enum.GetValues<Opinion>().Select(o => (c.Id, Said(o)))).Concat([(TallyRow.Slips, TallyRow.Online), (TallyRow.Slips, TallyRow.Paper)]);

    private static string Subject(int surveyId) => "survey-" + surveyId.ToString(CultureInfo.InvariantCulture);

    private static Problem None() => new("survey", "Không có đợt khảo sát này.");
}
