using System.Text.Json.Nodes;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria.Tests.Sets;

/// <summary>Versions and layers written in forms: as drafts in a real store, through the check, into the ledger.</summary>
public sealed class SetDraftsTests
{
    private static readonly DateOnly Next = new(2027, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Versions => [.. SetShelf.Read(TempStore.ShippedData, ShippedSetsTests.Indicators).Value.Sets.Values.SelectMany(s => s.Versions.Select(v => (s.Id, v.Id)))];

    [Theory, MemberData(nameof(Versions))]
    public async Task A_copy_of_any_version_asks_the_same(string set, string version)
    {
        await using var desk = await Desk.OpenAsync();
        var check = await desk.Drafts.CheckAsync(desk.Copy(set, version), Cancel);

        Assert.Empty(check.Problems);
        var (was, now) = (desk.Book.Shelf.Sets[set].Versions.First(v => v.Id == version), SetShelf.ReadOne(check.Text!, "t", desk.Book.Facts.Indicators).Value.Versions[^1]);
        Assert.Empty(SetDifference.Between(was, now));
        Assert.Equal(was.Indicators.Select(i => (i.Indicator.Guidance, i.Indicator.Evidence, i.Indicator.Basis, i.Indicator.Sample)), now.Indicators.Select(i => (i.Indicator.Guidance, i.Indicator.Evidence, i.Indicator.Basis, i.Indicator.Sample)));
        Assert.Equal(was.Goals.Select(g => g.Code), now.Goals.Select(g => g.Code));
    }

    [Fact]
    public async Task What_is_published_judges_from_its_day_and_every_other_version_stays_word_for_word()
    {
        await using var desk = await Desk.OpenAsync();
        var before = JsonNode.Parse((await desk.Sets.FileAsync("ntm-2026", Cancel))!)!["versions"]![0]!;
        var draft = await desk.Drafts.BeginAsync(desk.Copy("ntm-2026"), "lan", Cancel);
        var (criterion, asked) = draft.Content.Indicators.First(i => i.Indicator.Kind == ValueKind.Percent);
        draft = (await desk.Drafts.SaveAsync(draft.Id, c => c.With(criterion.Part, asked with { Thresholds = [new DraftThreshold("*", null, null, null, 99.5m, "Công báo", false)] }), "lan", Cancel)).Value;

        var check = await desk.Drafts.CheckAsync(draft.Content, Cancel);
        Assert.Contains(check.Difference, d => d.Item == "chỉ tiêu " + asked.Code && d.After.Contains("99,5", StringComparison.Ordinal));
        Assert.True((await desk.Drafts.PublishAsync(draft.Id, draft.Revision, "lan", Cancel)).Ok);

        var set = desk.Book.Shelf.Sets["ntm-2026"];
        Assert.Equal(99.5m, set.On(Next)!.Find(asked.Code)!.For(set.Groups?.List[0].Id, Next)!.Value);
        Assert.Equal("51", set.On(Next.AddDays(-1))!.Id);
        var after = JsonNode.Parse((await desk.Sets.FileAsync("ntm-2026", Cancel))!)!["versions"]![0]!.AsObject();
        Assert.Equal("2027-01-01", after["to"]!.GetValue<string>());
        after.Remove("to");
        Assert.True(JsonNode.DeepEquals(before, after));
        Assert.Equal("lan", (await desk.Get<Ledger>().LastOfActAsync(TakenSets.Act, Cancel))!.Actor);
        Assert.Equal(SetDraftState.Published, (await desk.Drafts.FindAsync(draft.Id, Cancel))!.State);
        Assert.Contains("không sửa được nữa", Assert.Single((await desk.Drafts.SaveAsync(draft.Id, c => c, "lan", Cancel)).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_in_force_is_not_edited_and_one_that_is_not_yet_may_be_replaced()
    {
        await using var desk = await Desk.OpenAsync();
        var used = desk.Copy("ntm-2026") with { Head = desk.Copy("ntm-2026").Head with { Id = "51" } };
        Assert.Contains("đã có hiệu lực nên không sửa", Assert.Single((await desk.Drafts.CheckAsync(used, Cancel)).Problems).ToString(), StringComparison.Ordinal);

        Assert.True((await desk.PublishAsync(desk.Copy("ntm-2026"))).Ok);
        var later = desk.Copy("ntm-2026") with { Head = desk.Copy("ntm-2026").Head with { From = Next.AddYears(1) } };
        Assert.True((await desk.PublishAsync(later)).Ok);
        var versions = desk.Book.Shelf.Sets["ntm-2026"].Versions;
        Assert.Equal([("51", (DateOnly?)Next.AddYears(1)), ("2027", null)], versions.Select(v => (v.Id, v.To)));
    }

    [Fact]
    public async Task Twenty_who_save_at_once_lose_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        var draft = await desk.Drafts.BeginAsync(desk.Copy("ntm-2026"), "lan", Cancel);
        var saved = new List<Outcome<StoredSetDraft>>();
        foreach (var turn in Enumerable.Range(0, 20).Chunk(4))
            saved.AddRange(await Task.WhenAll(turn.Select(i => Task.Run(() => desk.Drafts.SaveAsync(draft.Id, c => c.With(new DraftCriterion("k" + i, "T" + i, "Tên " + i, "", false, "", true, [])), "người " + i, Cancel)))));
        Assert.All(saved, s => Assert.True(s.Ok));
        var content = (await desk.Drafts.FindAsync(draft.Id, Cancel))!;
        Assert.Equal(20, content.Content.Criteria.Count(c => c.Name.StartsWith("Tên ", StringComparison.Ordinal)));
        Assert.Equal(21, content.Revision);
    }

    [Fact]
    public async Task A_part_that_somebody_changed_has_another_mark_and_the_rest_has_not()
    {
        await using var desk = await Desk.OpenAsync();
        var content = desk.Copy("ntm-2026");
        var (first, second) = (content.Indicators.First(), content.Indicators.ElementAt(1));
        var changed = content.With(first.Criterion.Part, first.Indicator with { Guidance = "khác" });
        Assert.NotEqual(content.MarkOf(first.Indicator.Part), changed.MarkOf(first.Indicator.Part));
        foreach (var part in (string[])[second.Indicator.Part, first.Criterion.Part, DraftParts.Head]) Assert.Equal(content.MarkOf(part), changed.MarkOf(part));
        Assert.Null(content.Without(first.Indicator.Part).MarkOf(first.Indicator.Part));
        Assert.Equal(second.Indicator.Part, content.Raised(second.Indicator.Part).Indicators.First().Indicator.Part);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_item_field_and_rule()
    {
        await using var desk = await Desk.OpenAsync();
        var content = desk.Copy("ntm");
        var (criterion, asked) = content.Indicators.First(i => i.Indicator.Thresholds.Count > 1);
        async Task<string> Said(DraftIndicator indicator) => string.Join("\n", (await desk.Drafts.CheckAsync(content.With(criterion.Part, indicator), Cancel)).Problems);

        Assert.Contains("chỉ tiêu " + asked.Code + ", thresholds: không có nhóm “khong”", await Said(asked with { Thresholds = [.. asked.Thresholds, new DraftThreshold("khong", null, null, null, 1, "s", false)] }), StringComparison.Ordinal);
        Assert.Contains("không có mức", await Said(asked with { Thresholds = [asked.Thresholds[0] with { Group = "dbsh" }] }), StringComparison.Ordinal);
        Assert.Contains("chồng ngày nhau", await Said(asked with { Thresholds = [.. asked.Thresholds, asked.Thresholds[0]] }), StringComparison.Ordinal);
        Assert.Contains("chỉ tiêu " + asked.Code + ", fact:", await Said(asked with { Fact = "khong-co" }), StringComparison.Ordinal);
        Assert.Contains("chỉ tiêu " + asked.Code + ", source: phải có nguồn", await Said(asked with { Source = "", Sample = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_province_may_be_stricter_and_not_looser_and_its_earlier_rule_ends()
    {
        await using var desk = await Desk.OpenAsync();
        var set = desk.Book.Shelf.Sets["ntm-2026"];
        var province = desk.Get<Gazetteers>().Current.Roots(new AsOf(new DateOnly(2026, 3, 16), DateOnly.MaxValue)).First().Unit;
        var national = set.Versions[^1].Indicators.Select(i => i.Indicator).First(i => i is { Kind: ValueKind.Percent, Direction: Direction.AtLeast } && i.For(set.Groups?.List[0].Id, Next) is { Value: > 1 and < 99 });
        var most = set.Groups is null ? national.For(null, Next)!.Value : set.Groups.List.Max(g => national.For(g.Id, Next)!.Value);
        SetDraftContent Layer(string id, decimal level, DateOnly from)
        {
            var content = SetDraftContent.Layer(set, set.Versions[^1], province, null);
            var criterion = content.Criteria.First(c => set.Versions[^1].Criteria.First(k => k.Code == c.Code).Indicators.Contains(national));
            content = content.With(criterion.Part, SetDraftContent.Levels(national) with { Thresholds = [new DraftThreshold("*", null, null, null, level, "Công báo tỉnh", false)] });
            return content with { Head = content.Head with { Id = id, Instrument = "QĐ " + id, Source = "Công báo tỉnh", From = from } };
        }

        Assert.Contains("lỏng hơn", Assert.Single((await desk.Drafts.CheckAsync(Layer("a", most - 1, Next), Cancel)).Problems).ToString(), StringComparison.Ordinal);
        Assert.True((await desk.PublishAsync(Layer("a", most, Next))).Ok);
        Assert.True((await desk.PublishAsync(Layer("b", most + 0.5m, Next.AddYears(1)))).Ok);
        Assert.Equal([("a", (DateOnly?)Next.AddYears(1)), ("b", null)], desk.Book.Layers("ntm-2026").OrderBy(l => l.From).Select(l => (l.Id, l.To)));

        // Another server reads the same from the ledger.
        var other = new Assessor(desk.Get<Gazetteers>(), desk.Get<FactBooks>(), desk.Get<SetSeals>(), desk.Get<TakenSets>());
        Assert.True((await other.OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.Equal(2, other.Current.Layers("ntm-2026").Count);
    }

    [Fact]
    public async Task Publishing_what_somebody_saved_meanwhile_is_refused()
    {
        await using var desk = await Desk.OpenAsync();
        var draft = await desk.Drafts.BeginAsync(desk.Copy("ntm-2026"), "lan", Cancel);
        await desk.Drafts.SaveAsync(draft.Id, c => c with { Head = c.Head with { Note = "Ghi thêm" } }, "minh", Cancel);
        Assert.Contains("vừa lưu", Assert.Single((await desk.Drafts.PublishAsync(draft.Id, draft.Revision, "lan", Cancel)).Problems).ToString(), StringComparison.Ordinal);
        Assert.Null(await desk.Get<Ledger>().LastOfActAsync(TakenSets.Act, Cancel));
    }

    /// <summary>The shipped province and its desk, in a store of its own.</summary>
    private sealed class Desk(TempStore store) : IAsyncDisposable
    {
        public SetDrafts Drafts => store.Get<SetDrafts>();

        public SetDesk Sets => store.Get<SetDesk>();

        public AssessmentBook Book => store.Get<Assessor>().Current;

        public static async Task<Desk> OpenAsync()
        {
            var store = await TempStore.CreateAsync(s => s.AddLogging().AddTerritory().AddCriteria());
            Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
            Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
            Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
            return new Desk(store);
        }

        public T Get<T>() where T : notnull => store.Get<T>();

        public SetDraftContent Copy(string set, string? version = null)
        {
            var found = Book.Shelf.Sets[set];
            var content = SetDraftContent.From(found, found.Versions.FirstOrDefault(v => v.Id == version) ?? found.Versions[^1]);
            return content with { Head = content.Head with { Id = "2027", Instrument = "QĐ 12/2026/QĐ-TTg", Source = "Công báo", From = Next } };
        }

        public async Task<Outcome<bool>> PublishAsync(SetDraftContent content)
        {
            var draft = await Drafts.BeginAsync(content, "lan", Cancel);
            return await Drafts.PublishAsync(draft.Id, draft.Revision, "lan", Cancel);
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
