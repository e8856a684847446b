using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Surveys.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Surveys.Tests;

/// <summary>A survey from opening to the fact that a dossier reads, through a real store.</summary>
public sealed class SurveyDeskTests
{
    private static readonly DateOnly Today = new(2026, 3, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enough_households_make_a_fact_of_the_general_content_cut_off_and_never_rounded_up()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 10);
        // 9 of 13 hamlets' slips … every hamlet but few answers all; one slip is not satisfied with the general content.
        var (answered, satisfied) = (0, 0);
        foreach (var slip in slips.Values.SelectMany(s => s.Take(7)))
        {
            var general = answered % 9 == 0 ? "2" : "1";
            Assert.True((await store.Get<AnswerBox>().AnswerAsync(slip.Token, id => id == "7" ? general : "1", Cancel)).Ok);
            answered++;
            if (general == "1") satisfied++;
        }
        var desk = store.Get<SurveyDesk>();
        Assert.Null(await store.Get<SurveyBook>().ResultAsync(survey, Cancel));
        Assert.True((await desk.CloseAsync(survey, "mattran", Cancel)).Ok);
        var published = await desk.PublishAsync(survey, "mattran", Cancel);
        Assert.Equal((answered, hamlets.Count * 10, true), (published.Value.Asked.Part, published.Value.Asked.Whole, published.Value.AskedMet));
        var fact = store.Get<FactBooks>().Current.Find("satisfaction", Commune(store), new AsOf(Today, Today))!;
        Assert.Equal(Math.Floor(satisfied * 10_000m / answered) / 100, fact.Number);
        Assert.Equal(("list", true), (fact.SourceKind, fact.Sample));
        Assert.Contains($"{VnText.Number(satisfied)}/{VnText.Number(answered)} hộ hài lòng", fact.Source, StringComparison.Ordinal);
        Assert.False((await desk.PublishAsync(survey, "mattran", Cancel)).Ok);
        Assert.Single(store.Get<FactBooks>().Current.History("satisfaction", Commune(store)));
        Assert.Equal(["survey-opened", "survey-closed", "survey-published"], (await ActsAsync(store)).Where(a => a != "survey-slips"));
    }

    [Fact]
    public async Task One_household_short_of_seventy_percent_makes_no_fact()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 10);
        foreach (var slip in slips.Values.SelectMany(s => s.Take(7)).Skip(1)) Assert.True((await store.Get<AnswerBox>().AnswerAsync(slip.Token, _ => "1", Cancel)).Ok);
        var desk = store.Get<SurveyDesk>();
        Assert.Contains("chưa đủ 70 %", (await desk.CloseAsync(survey, "mattran", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        ((FakeTimeProvider)store.Get<TimeProvider>()).Advance(TimeSpan.FromDays(28));
        Assert.True((await desk.CloseAsync(survey, "mattran", Cancel)).Ok);
        var result = (await desk.PublishAsync(survey, "mattran", Cancel)).Value;
        Assert.Equal((hamlets.Count * 7 - 1, false, false), (result.Asked.Part, result.AskedMet, result.Met));
        Assert.Empty(store.Get<FactBooks>().Current.History("satisfaction", Commune(store)));
    }

    [Fact]
    public async Task A_slip_answers_once_also_when_it_is_sent_many_times_at_once()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 5);
        var slip = slips[hamlets[0].Unit][0];
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => store.Get<AnswerBox>().AnswerAsync(slip.Token, _ => "1", Cancel), Cancel)));
        Assert.Single(all, o => o.Ok);
        Assert.All(all.Where(o => !o.Ok), o => Assert.Equal("Phiếu này đã dùng rồi; mỗi hộ một phiếu.", o.Problems[0].ToString()));
        Assert.Equal("Phiếu số 1 đã dùng rồi; mỗi hộ một phiếu.", (await store.Get<AnswerBox>().PaperAsync(survey, 1, store.Get<SurveyTemplates>().Find("commune-2021")!.Contents.ToDictionary(c => c.Id, _ => Opinion.Satisfied), Cancel)).Problems[0].ToString());
        var found = (await store.Get<SurveyBook>().FindAsync(survey, [Commune(store)], Cancel))!.Value;
        Assert.Equal((1, 1, 0), (found.Survey.Asked.Part, found.Hamlets.Single(h => h.Hamlet == hamlets[0].Unit).Online, found.Hamlets.Sum(h => h.Paper)));
    }

    [Fact]
    public async Task Nothing_in_the_store_leads_from_a_slip_to_its_answers()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 4);
        var own = slips[hamlets[0].Unit];
        // Two hamlets whose slips said the same in another order look the same.
        Assert.True((await store.Get<AnswerBox>().AnswerAsync(own[0].Token, id => id == "1" ? "2" : "1", Cancel)).Ok);
        Assert.True((await store.Get<AnswerBox>().AnswerAsync(own[1].Token, _ => "1", Cancel)).Ok);
        var other = slips[hamlets[1].Unit];
        Assert.True((await store.Get<AnswerBox>().AnswerAsync(other[0].Token, _ => "1", Cancel)).Ok);
        Assert.True((await store.Get<AnswerBox>().AnswerAsync(other[1].Token, id => id == "1" ? "2" : "1", Cancel)).Ok);
        await using var db = store.Get<StoreFactory>().Open();
        var tallies = await db.Set<TallyRow>().AsNoTracking().Where(t => t.SurveyId == survey).ToListAsync(Cancel);
        Assert.Equal(Of(hamlets[0].Unit), Of(hamlets[1].Unit));
        var rows = await db.Set<SlipRow>().AsNoTracking().ToListAsync(Cancel);
        Assert.DoesNotContain(rows, r => own.Any(s => r.Hash.Contains(s.Token, StringComparison.Ordinal)));
        Assert.Equal(["Hamlet", "Hash", "Number", "State", "SurveyId"], typeof(SlipRow).GetProperties().Select(p => p.Name).Order());
        // The ledger tells of acts of the Front, not of households.
        Assert.Equal(["survey-opened", "survey-slips"], (await ActsAsync(store)).Distinct());

        IEnumerable<(string, string, int)> Of(UnitId hamlet) => tallies.Where(t => t.Hamlet == hamlet).Select(t => (t.Content, t.Said, t.Count)).Order();
    }

    [Fact]
    public async Task New_slips_take_the_place_of_those_not_used()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 5);
        var (desk, box, old) = (store.Get<SurveyDesk>(), store.Get<AnswerBox>(), slips[hamlets[0].Unit]);
        Assert.True((await box.AnswerAsync(old[0].Token, _ => "1", Cancel)).Ok);
        var fresh = (await desk.IssueAsync(survey, hamlets[0].Unit, "mattran", Cancel)).Value;
        Assert.Equal(4, fresh.Count);
        Assert.Empty(fresh.Select(s => s.Number).Intersect(slips.Values.SelectMany(s => s).Select(s => s.Number)));
        Assert.Contains("đã bỏ", (await box.AnswerAsync(old[1].Token, _ => "1", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        foreach (var slip in fresh) Assert.True((await box.AnswerAsync(slip.Token, _ => "1", Cancel)).Ok);
        Assert.Contains("Mọi hộ của xóm đã trả lời", (await desk.IssueAsync(survey, hamlets[0].Unit, "mattran", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Null(await box.FindAsync("khong-co-phieu", Cancel));
    }

    [Fact]
    public async Task Only_a_commune_is_asked_once_a_turn_and_with_all_its_hamlets()
    {
        await using var store = await OpenAsync();
        var (desk, units, today) = (store.Get<SurveyDesk>(), store.Get<Gazetteers>().Current, new AsOf(Today, Today));
        var ward = units.InForce(today).First(v => v.Kind == "phường");
        Assert.StartsWith("Chỉ lấy ý kiến ở xã", (await desk.OpenAsync("commune-2021", ward.Unit, "2026", new Dictionary<UnitId, int> { [ward.Unit] = 9 }, "mattran", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        var hamlets = desk.Hamlets(Commune(store));
        var households = hamlets.ToDictionary(h => h.Unit, _ => 7);
        Assert.Contains(hamlets[0].FullName, (await desk.OpenAsync("commune-2021", Commune(store), "2026", households.Where(h => h.Key != hamlets[0].Unit).ToDictionary(), "mattran", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.True((await desk.OpenAsync("commune-2021", Commune(store), "2026", households, "mattran", Cancel)).Ok);
        Assert.Contains("đã mở rồi", (await desk.OpenAsync("commune-2021", Commune(store), "2026", households, "mattran", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.True((await desk.OpenAsync("commune-2021", Commune(store), "2026, lần 2", households, "mattran", Cancel)).Ok);
    }

    [Fact]
    public async Task A_closed_survey_takes_no_more_answers()
    {
        await using var store = await OpenAsync();
        var (survey, hamlets, slips) = await BegunAsync(store, households: 2);
        ((FakeTimeProvider)store.Get<TimeProvider>()).Advance(TimeSpan.FromDays(30));
        var desk = store.Get<SurveyDesk>();
        Assert.Equal("Đóng khảo sát trước khi công bố.", (await desk.PublishAsync(survey, "mattran", Cancel)).Problems[0].ToString());
        Assert.True((await desk.CloseAsync(survey, "mattran", Cancel)).Ok);
        Assert.Equal("Đợt lấy ý kiến đã kết thúc.", (await store.Get<AnswerBox>().AnswerAsync(slips[hamlets[0].Unit][0].Token, _ => "1", Cancel)).Problems[0].ToString());
        Assert.Equal(AnswerBox.Closed, (await store.Get<AnswerBox>().FindAsync(slips[hamlets[0].Unit][0].Token, Cancel))!.State);
        Assert.False((await desk.IssueAsync(survey, hamlets[0].Unit, "mattran", Cancel)).Ok);
        Assert.False((await desk.CloseAsync(survey, "mattran", Cancel)).Ok);
    }

    private static async Task<TempStore> OpenAsync()
    {
        var store = await TempStore.CreateAsync(s => s.AddTerritory().AddCriteria().AddSurveys(TempStore.ShippedData));
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        return store;
    }

    private static UnitId Commune(TempStore store) => store.Get<Gazetteers>().Current.ByCode("14212", new AsOf(Today, Today))!.Unit;

    private static async Task<(int Survey, IReadOnlyList<UnitVersion> Hamlets, IReadOnlyDictionary<UnitId, IReadOnlyList<PrintedSlip>> Slips)> BegunAsync(TempStore store, int households)
    {
        var desk = store.Get<SurveyDesk>();
        var hamlets = desk.Hamlets(Commune(store));
        Assert.True(hamlets.Count > 2);
        var survey = (await desk.OpenAsync("commune-2021", Commune(store), "2026", hamlets.ToDictionary(h => h.Unit, _ => households), "mattran", Cancel)).Value;
        var slips = new Dictionary<UnitId, IReadOnlyList<PrintedSlip>>();
        foreach (var hamlet in hamlets) slips[hamlet.Unit] = (await desk.IssueAsync(survey, hamlet.Unit, "mattran", Cancel)).Value;
        return (survey, hamlets, slips);
    }

    private static async Task<List<string>> ActsAsync(TempStore store)
    {
        await using var db = store.Get<StoreFactory>().Open();
        return await db.Set<LedgerRow>().Where(r => r.Act.StartsWith("survey-")).OrderBy(r => r.Number).Select(r => r.Act).ToListAsync(Cancel);
    }
}
