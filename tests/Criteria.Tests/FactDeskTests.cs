using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria.Tests;

public sealed class FactDeskTests
{
    private static readonly DateOnly Today = new(2026, 3, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<TempStore> OpenAsync(IFactWitness? witness = null)
    {
        var store = await TempStore.CreateAsync(s =>
        {
            s.AddTerritory().AddCriteria();
            if (witness is not null) s.AddSingleton(witness);
        });
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        return store;
    }

    private static UnitId Commune(TempStore store) => store.Get<Gazetteers>().Current.ByCode("14212", new AsOf(Today, Today))!.Unit;

    private static NewFact Radio(UnitId unit, string value) => new("smart-radio", unit, value, Today, null, "typed", "Biên bản");

    private static Verdict RadioOf(TempStore store, UnitId unit) => store.Get<Assessor>().Current.Assess("ntm-2026", unit, new AsOf(Today, Today)).Value
        .Criteria.SelectMany(c => c.Indicators).Single(i => i.Indicator.Code == "7.3").Verdict;

    [Fact]
    public async Task A_saved_value_counts_in_every_answer_at_once_and_survives()
    {
        await using var store = await OpenAsync();
        var unit = Commune(store);
        var before = store.Get<Assessor>().Current.AssessArea("ntm-2026", null, new AsOf(Today, Today)).Value.Criteria[6].Counts;
        Assert.Equal(Verdict.NoData, RadioOf(store, unit));

        Assert.Equal(1, (await store.Get<FactDesk>().SaveAsync([Radio(unit, "no")], "lan", Cancel)).Value);

        Assert.Equal(Verdict.NotMet, RadioOf(store, unit));
        var after = store.Get<Assessor>().Current.AssessArea("ntm-2026", null, new AsOf(Today, Today)).Value.Criteria[6].Counts;
        Assert.Equal((before.NotMet + 1, before.All), (after.NotMet, after.All));
        await store.Get<FactBooks>().LoadAsync(store.Get<StoreFactory>(), Cancel);
        Assert.Equal(Verdict.NotMet, RadioOf(store, unit));
    }

    [Fact]
    public async Task What_is_known_already_is_not_written_again_and_a_correction_is()
    {
        await using var store = await OpenAsync();
        var unit = Commune(store);
        var desk = store.Get<FactDesk>();

        Assert.Equal(1, (await desk.SaveAsync([Radio(unit, "no")], "lan", Cancel)).Value);
        Assert.Equal(0, (await desk.SaveAsync([Radio(unit, "no")], "lan", Cancel)).Value);
        Assert.Equal(1, (await desk.SaveAsync([Radio(unit, "yes")], "lan", Cancel)).Value);
        Assert.Equal(1, (await desk.SaveAsync([Radio(unit, "no")], "lan", Cancel)).Value);
        Assert.Equal(["no", "yes", "no"], store.Get<FactBooks>().Current.History("smart-radio", unit).Where(f => f.From == Today).Select(f => f.Value));
        Assert.Null((await store.Get<Ledger>().VerifyAsync(Cancel)).FirstBroken);
    }

    [Theory]
    [InlineData("smart-radio", "maybe", "value")]
    [InlineData("clean-water", "101", "value")]
    [InlineData("clean-water", "-1", "value")]
    [InlineData("smart-radoi", "yes", "indicator")]
    public async Task A_wrong_value_is_refused_and_nothing_of_the_batch_is_saved(string indicator, string value, string field)
    {
        await using var store = await OpenAsync();
        var unit = Commune(store);
        var count = store.Get<FactBooks>().Current.Count;

        var outcome = await store.Get<FactDesk>().SaveAsync([Radio(unit, "yes"), Radio(unit, value) with { Indicator = indicator }], "lan", Cancel);
        Assert.Equal(field, Assert.Single(outcome.Problems).Field);
        Assert.Equal(count, store.Get<FactBooks>().Current.Count);
    }

    [Fact]
    public async Task What_a_module_observes_becomes_a_fact_once_and_again_only_when_it_changes()
    {
        var witness = new Radios();
        await using var store = await OpenAsync(witness);
        witness.Seen = [new Observation("smart-radio", Commune(store), "yes", "Biên bản phát thanh của 12 cụm loa")];

        Assert.Equal(1, (await store.Get<Witnesses>().HearAsync(Cancel)).Value);
        Assert.Equal(0, (await store.Get<Witnesses>().HearAsync(Cancel)).Value);
        var fact = store.Get<FactBooks>().Current.Find("smart-radio", Commune(store), new AsOf(Today, Today))!;
        Assert.Equal(("yes", "device", "Biên bản phát thanh của 12 cụm loa"), (fact.Value, fact.SourceKind, fact.Source));
        witness.Seen = [witness.Seen[0] with { Value = "no" }];
        Assert.Equal(1, (await store.Get<Witnesses>().HearAsync(Cancel)).Value);
    }

    [Fact]
    public async Task A_set_that_was_edited_after_use_is_refused_by_name_and_a_sample_may_be_filled_in()
    {
        await using var store = await OpenAsync();
        const string File = "criteria/sets/ntm.json";
        var edited = store.DataWith(File, t => t.Replace("\"value\": 90, \"source\": \"Cổng", "\"value\": 91, \"source\": \"Cổng", StringComparison.Ordinal));

        var outcome = await store.Get<Assessor>().OpenAsync(edited, Cancel);
        Assert.Contains(outcome.Problems, p => p.ToString().Contains("mức của chỉ tiêu 15.1, nhóm *", StringComparison.Ordinal) && p.ToString().Contains("đã dùng nên không được sửa", StringComparison.Ordinal));
        Assert.False((await store.Get<FactLoader>().LoadAsync(edited, Cancel)).Ok);

        var filled = store.DataWith(File, t => t.Replace("{\"group\": \"*\", \"value\": 30, \"sample\": true}", "{\"group\": \"*\", \"value\": 35, \"source\": \"QĐ của tỉnh\"}", StringComparison.Ordinal));
        Assert.True((await store.Get<Assessor>().OpenAsync(filled, Cancel)).Ok);
    }

    private sealed class Radios : IFactWitness
    {
        public IReadOnlyList<Observation> Seen { get; set; } = [];

        public string Name => "devices";

        public string SourceKind => "device";

        public Task<IReadOnlyList<Observation>> ObserveAsync(DateOnly day, CancellationToken cancel) => Task.FromResult(Seen);
    }
}
