using CsCheck;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.Changes;
using LangSo.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Territory.Tests;

public sealed class ChangeDeskTests(NamDinh province, Country country)
{
    private static readonly DateOnly Today = new(2026, 3, 16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Applied_and_taken_back_every_answer_is_as_it_was_and_nothing_is_deleted()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var (desk, before) = (store.Get<ChangeDesk>(), store.Get<Gazetteers>().Current);
        var draft = new Drafting(before, "2026-04-01").Merge("14212", "xã", "Giao Mới", "14212", "14161").Split("14167", ("99002", 0.4m), ("99003", null)).Rename("14203", "Tên Khác");

        var stored = await desk.AddAsync(draft.Draft, "dieuphoi", Cancel);
        var applied = (await desk.ApplyAsync(stored.Id, stored.Revision, "dieuphoi", Cancel)).Value;
        var between = store.Get<Gazetteers>().Current;
        var day = NamDinh.On("2026-04-01");
        Assert.Equal((DraftState.Applied, "xã Giao Mới"), (applied.State, between.ByCode("14212", day)!.FullName));
        Assert.Equal(["xã Giao Ninh", between.ByCode("14161", NamDinh.On("2026-03-31"))!.FullName], between.MadeFrom(between.ByCode("14212", day)!.Unit).Select(e => between.Find(e.From, NamDinh.On("2026-03-31"))!.FullName));
        Assert.Equal(6, between.Below(between.ByCode("14212", day)!.Unit, day).Count());
        Assert.Equal(before.InForce(day with { KnownOn = Today.AddDays(-1) }), between.InForce(day with { KnownOn = Today.AddDays(-1) }));

        ((FakeTimeProvider)store.Get<TimeProvider>()).Advance(TimeSpan.FromDays(3));
        var undone = (await desk.UndoAsync(stored.Id, "dieuphoi", "Nghị quyết bị thay", Cancel)).Value;
        await store.Get<Gazetteers>().LoadAsync(store.Get<StoreFactory>(), Cancel);
        var after = store.Get<Gazetteers>().Current;

        Assert.Equal(DraftState.Undone, undone.State);
        AssertSameAnswers(before, after, Today.AddDays(3));
        Assert.Equal(between.InForce(day), after.InForce(day));
        Assert.Equal("xã Giao Ninh", after.ByCode("14212", day with { KnownOn = Today.AddDays(3) })!.FullName);
        Assert.True(after.All.Count > between.All.Count && between.All.Count > before.All.Count);
        Assert.Null((await store.Get<Ledger>().VerifyAsync(Cancel)).FirstBroken);
        Assert.False((await desk.UndoAsync(stored.Id, "dieuphoi", "Lần nữa", Cancel)).Ok);
        Assert.False((await desk.ApplyAsync(stored.Id, undone.Revision, "dieuphoi", Cancel)).Ok);
    }

    [Fact]
    public async Task What_was_built_on_a_change_is_taken_back_first()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var (desk, before) = (store.Get<ChangeDesk>(), store.Get<Gazetteers>().Current);
        var first = await desk.AddAsync(new Drafting(before, "2026-04-01").Merge("99001", "xã", "Mới", "14212", "14161").Draft, "a", Cancel);
        Assert.True((await desk.ApplyAsync(first.Id, 1, "a", Cancel)).Ok);
        var second = await desk.AddAsync(new Drafting(store.Get<Gazetteers>().Current, "2026-05-01").Rename("99001", "Mới Nữa").Draft, "a", Cancel);
        Assert.True((await desk.ApplyAsync(second.Id, 1, "a", Cancel)).Ok);

        Assert.Equal("xã Mới (99001) đã có thay đổi sau đợt này; hoàn tác đợt sau trước.", (await desk.UndoAsync(first.Id, "a", "x", Cancel)).Problems[0].ToString());
        Assert.True((await desk.UndoAsync(second.Id, "a", "x", Cancel)).Ok);
        Assert.True((await desk.UndoAsync(first.Id, "a", "x", Cancel)).Ok);
        AssertSameAnswers(before, store.Get<Gazetteers>().Current, Today);
    }

    [Fact]
    public async Task A_draft_that_breaks_a_rule_or_was_saved_by_another_is_not_applied()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var (desk, units) = (store.Get<ChangeDesk>(), store.Get<Gazetteers>().Current);
        var bad = await desk.AddAsync(new Drafting(units, "2026-04-01").Split("14167", ("99002", 0.4m), ("99003", 0.5m)).Draft, "a", Cancel);

        Assert.Contains("phải bằng 1", (await desk.ApplyAsync(bad.Id, 1, "a", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Same(units, store.Get<Gazetteers>().Current);
        var mended = (await desk.SaveAsync(bad.Id, 1, new Drafting(units, "2026-04-01").Rename("14161", "A").Draft, Cancel)).Value;
        Assert.Contains("Người khác vừa lưu", (await desk.SaveAsync(bad.Id, 1, mended.Content, Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.False((await desk.ApplyAsync(bad.Id, 1, "a", Cancel)).Ok);
        Assert.True((await desk.ApplyAsync(bad.Id, mended.Revision, "a", Cancel)).Ok);
        Assert.Equal((1, "Thử"), ((await desk.ListAsync(1, 20, Cancel)).Total, (await desk.ListAsync(1, 20, Cancel)).Lines[0].Title));
    }

    [Fact]
    public void Any_change_and_its_undo_leave_every_answer_as_it_was()
    {
        var communes = province.Units.InForce(NamDinh.On("2026-03-31")).Where(v => v.Kind is "xã" or "phường").Select(v => v.Code).ToArray();
        (from parts in Gen.Shuffle(communes, 8, 16) from deeds in Gen.Int[0, 3].Array[1, 4] from later in Gen.Int[0, 5] from share in Gen.Int[1, 9] select (parts, deeds, later, share)).Sample(g =>
        {
            var (drafting, next, number) = (new Drafting(province.Units, "2026-04-01"), new Queue<string>(g.parts), 99000);
            foreach (var deed in g.deeds)
            {
                var code = (++number).ToString(System.Globalization.CultureInfo.InvariantCulture);
                drafting = deed switch
                {
                    0 => drafting.Merge(next.Peek(), "xã", "Mới " + code, next.Dequeue(), next.Dequeue()),
                    1 when !next.Peek().StartsWith("14212", StringComparison.Ordinal) && next.Peek() != "13918" => drafting.Split(next.Dequeue(), (code, g.share / 10m), ("8" + code, 1 - g.share / 10m)),
                    2 => drafting.Rename(next.Dequeue(), "Khác " + code),
                    _ => drafting.Recode(next.Dequeue(), code),
                };
            }
            Assert.Empty(ChangeRules.Check(province.Units, drafting.Draft));
            var plan = ChangePlan.Of(province.Units, drafting.Draft)!;
            var changed = plan.Rows(Today, "nq1674").On(province.Units);
            var applied = drafting.Draft with { Units = [.. plan.Units] };
            var after = ChangeUndo.Of(changed, applied, Today, Today.AddDays(g.later)).Value.On(changed);
            AssertSameAnswers(province.Units, after, Today.AddDays(g.later));
            Assert.NotEqual(province.Units.InForce(NamDinh.On("2026-04-01")), changed.InForce(NamDinh.On("2026-04-01")));
        }, iter: 40);
    }

    [Fact]
    public async Task The_national_wave_is_one_draft()
    {
        var (before, draft) = NationalDraft.Of(country.Units);
        await using var store = await NamDinh.CreateEmptyAsync();
        await NationalDraft.StoreAsync(store, before, Cancel);
        var desk = store.Get<ChangeDesk>();

        var preview = await desk.PreviewAsync(draft, Cancel);
        Assert.Equal([], preview.Problems.Select(p => p.ToString()).Take(5));
        Assert.Equal((9_587 + 63, 1_012, 1_012), (preview.Whole, preview.Parts, preview.UnknownShares));
        Assert.Contains(("commune", 10_047, 3_321), preview.Counts);
        Assert.Contains(("province", 63, 34), preview.Counts);
        Assert.Equal(["mã 23710 từng là xã A Dơk, không phải một phần của xã Ia Băng.", "mã 23737 từng là xã Ia Mơ Nông, không phải một phần của xã Ia Mơ."],
            preview.Notices.Select(n => n.ToString()[(n.ToString().IndexOf("mã ", StringComparison.Ordinal))..]).Order().ToList());

        var stored = await desk.AddAsync(draft, "a", Cancel);
        Assert.True((await desk.ApplyAsync(stored.Id, 1, "a", Cancel)).Ok);
        var applied = store.Get<Gazetteers>().Current;
        Assert.Equal(country.Units.InForce(NamDinh.On("2025-07-01")).Select(v => (v.Unit, v.FullName)), applied.InForce(NamDinh.On("2025-07-01")).Select(v => (v.Unit, v.FullName)));
        Assert.True((await desk.UndoAsync(stored.Id, "a", "thử", Cancel)).Ok);
        AssertSameAnswers(before, store.Get<Gazetteers>().Current, Today);
    }

    private static void AssertSameAnswers(Gazetteer before, Gazetteer after, DateOnly undone)
    {
        var known = before.All.Select(v => v.Recorded).Append(Today.AddDays(-1)).Distinct().ToList();
        foreach (var day in before.All.Concat(after.All).SelectMany(v => (DateOnly[])[v.From, v.To ?? v.From]).Append(new DateOnly(2030, 1, 1)).Distinct())
        {
            foreach (var on in known) Same(new AsOf(day, on), new AsOf(day, on));
            Same(new AsOf(day, undone), new AsOf(day, undone));
        }
        foreach (var unit in before.All.Select(v => v.Unit).Distinct())
        {
            Assert.True(before.Life(unit).Select(Shown).SequenceEqual(after.Life(unit).Select(Shown)), "life of " + unit);
            Assert.True(before.MadeFrom(unit).SequenceEqual(after.MadeFrom(unit, undone)), "sources of " + unit);
            Assert.True(before.Became(unit).SequenceEqual(after.Became(unit, undone)), "what became of " + unit);
        }
        foreach (var code in before.All.Select(v => v.Code).Distinct())
            Assert.True(before.EverWithCode(code).Select(Shown).SequenceEqual(after.EverWithCode(code).Select(Shown)), "units of code " + code);

        void Same(AsOf one, AsOf other) => Assert.True(before.InForce(one).Select(Shown).SequenceEqual(after.InForce(other).Select(Shown)), "units of " + one);

        // When it was recorded is part of the evidence, not of the answer.
        static UnitVersion Shown(UnitVersion version) => version with { Recorded = default };
    }
}

/// <summary>The wave of 1/7/2025 as if an official wrote it: the units as they were before, and one draft.</summary>
internal static class NationalDraft
{
    private static readonly DateOnly On = new(2025, 7, 1);

    public static (Gazetteer Before, ChangeDraft Draft) Of(Gazetteer country)
    {
        var (eve, day) = (new AsOf(On.AddDays(-1), DateOnly.MaxValue), new AsOf(On, DateOnly.MaxValue));
        var before = new Gazetteer(
            country.Life(DateOnly.MaxValue).Where(v => v.From < On && country.LevelOf(v) != "district").Select(v => v with { To = v.To == On ? null : v.To, Parent = Province(v) }),
            country.Edges.Where(e => e.On < On), country.Kinds, [], country.Instruments.Values);
        var districts = country.InForce(eve).Where(v => country.LevelOf(v) == "district").Select(v => v.Unit).ToHashSet();
        var edges = country.Edges.Where(e => e.On == On && !districts.Contains(e.From)).Select(e => new DraftEdge(e.From, e.To, e.Whole)).ToList();
        var units = country.InForce(day).Select(v => new DraftUnit(v.Unit, v.Code, v.Kind, v.Name, v.Parent)).ToList();
        return (before, new ChangeDraft("Cả nước", On, new DraftInstrument("NQ cả nước", "Nghị quyết", new DateOnly(2025, 6, 16)), units, edges));

        UnitId? Province(UnitVersion v) => v.Parent is null ? null : country.Chain(v.Unit, new AsOf(v.From, DateOnly.MaxValue))[^1].Unit;
    }

    public static async Task StoreAsync(TempStore store, Gazetteer units, CancellationToken cancel)
    {
        await using (var db = store.Get<StoreFactory>().Open())
        {
            await db.BulkAddAsync(units.Kinds, cancel);
            await db.BulkAddAsync(units.Instruments.Values, cancel);
            await db.BulkAddAsync(units.All, cancel);
            await db.BulkAddAsync(units.Edges, cancel);
        }
        await store.Get<Gazetteers>().LoadAsync(store.Get<StoreFactory>(), cancel);
    }
}
