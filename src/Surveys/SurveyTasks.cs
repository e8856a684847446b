using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Surveys.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys;

/// <summary>Surveys that those who run them have to bring to an end: gather answers until the last day, close, publish.</summary>
internal sealed class SurveyTasks(StoreFactory stores, SurveyTemplates templates, SurveyBook book, Gazetteers gazetteers, TimeProvider clock) : ITaskSource
{
    public string Id => "surveys";

    public async Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
    {
        var areas = user.AreasFor(Rights.RunSurveys);
        if (areas.Count == 0) return TaskStretch.None;
        var today = new AsOf(clock.Today(), clock.Today());
        await using var db = stores.Open();
        var open = (await db.Set<SurveyRow>().AsNoTracking().Where(s => s.Published == null).ToListAsync(cancel))
            .Where(s => templates.Find(s.Template) is not null && gazetteers.Current.Covers(areas, s.Unit, today, reading: false)).ToList();
        if (open.Count == 0) return TaskStretch.None;
        var ids = open.Where(s => s.Closed is null).Select(s => s.Id).ToList();
        var households = ids.Count == 0 || most == 0 ? [] : await db.Set<QuotaRow>().Where(q => ids.Contains(q.SurveyId)).GroupBy(q => q.SurveyId)
            .Select(g => new { g.Key, Sum = g.Sum(q => q.Households) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
        var answered = ids.Count == 0 || most == 0 ? [] : await db.Set<TallyRow>().Where(t => ids.Contains(t.SurveyId) && t.Content == TallyRow.Slips).GroupBy(t => t.SurveyId)
            .Select(g => new { g.Key, Sum = g.Sum(t => t.Count) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);
        return TaskStretch.Of([.. open.Select(s => Of(s, answered.GetValueOrDefault(s.Id), households.GetValueOrDefault(s.Id), today.Date))], after, most);
    }

    private WaitingTask Of(SurveyRow survey, int answered, int households, DateOnly today)
    {
        var template = templates.Find(survey.Template)!;
        var (name, link) = (book.NameOf(survey.Unit), string.Create(VnText.Culture, $"/surveys/{survey.Id}"));
        var where = char.ToUpper(name[0], VnText.Culture) + name[1..];
        if (survey.Closed is { } closed)
            return new WaitingTask(link, new Problem("", "Công bố kết quả khảo sát đợt {0}", survey.Period), where, closed, null, link, Rights.RunSurveys) { Rank = survey.Id, Sample = template.Sample };
        var over = survey.Deadline < today;
        return new WaitingTask(link, over ? new Problem("", "Đóng khảo sát đợt {0}", survey.Period) : new Problem("", "Lấy ý kiến khảo sát đợt {0}", survey.Period), where, survey.Opened, survey.Deadline, link, Rights.RunSurveys)
        {
            More = new Problem("", "Đã có {0}/{1} hộ trả lời, cần {2}", VnText.Number(answered), VnText.Number(households), VnText.Number(SurveyRules.Quota(households, template.AskedAtLeast))),
            Rank = survey.Id, Sample = template.Sample,
        };
    }
}
