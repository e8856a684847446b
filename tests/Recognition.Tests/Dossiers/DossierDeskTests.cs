using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Tests.Dossiers;

public sealed class DossierDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dossier_ends_in_a_decision_that_standing_and_measures_count_at_once()
    {
        await using var province = await FilledProvince.MakeAsync();
        var figures = province.Store.Get<Figures>();
        var today = new AsOf(province.Today, province.Today);
        Assert.Empty(figures.Current.Decisions.At(today).Of(province.Commune));

        var state = await province.AtAsync("announcement");

        var held = Assert.Single(figures.Current.Decisions.At(today).Of(province.Commune));
        Assert.Equal(("standard", "12/QĐ-UBND", false), (held.Title.Id, held.Decision.Number, held.Decision.Sample));
        Assert.Contains(state.Bound!.Digest[..12], held.Decision.Source);
        Assert.True((await figures.OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.Equal(held.Decision, Assert.Single(figures.Current.Decisions.At(today).Of(province.Commune)).Decision);
        Assert.Equal(4, ((Deciding)state.Last.Deed).Conditions.Count(c => c.Met == true));
        var acts = (await province.Desk.FindAsync(state.Id, Cancel))!.Value.Acts;
        Assert.Null(DossierAct.FirstBroken(acts));
        Assert.All(acts, a => Assert.False(string.IsNullOrEmpty(a.By.User) || string.IsNullOrEmpty(a.By.Scope.Value)));
        Assert.Null((await province.Store.Get<Ledger>().VerifyAsync(Cancel)).FirstBroken);
    }

    [Fact]
    public async Task Of_two_officials_at_once_one_wins_and_the_other_is_told()
    {
        await using var province = await FilledProvince.MakeAsync();
        var state = await province.AtAsync("decision");
        var other = province.Leader with { User = "phochutich", Name = "Phó Chủ tịch" };

        var both = await Task.WhenAll(
            province.Desk.ActAsync(state.Id, state.Version, new Deciding("1/QĐ-UBND", province.Today, province.Today, []), province.Leader, "", Cancel),
            province.Desk.ActAsync(state.Id, state.Version, new Refusing("2/QĐ-UBND", province.Today), other, "Chưa đủ.", Cancel));

        var (won, lost) = (Assert.Single(both, b => b.Ok), Assert.Single(both, b => !b.Ok));
        Assert.Equal(DossierDesk.Conflict, lost.Problems[0].Field);
        Assert.Contains(won.Value.Last.By.Name, lost.Problems[0].ToString());
        Assert.Equal(state.Version + 1, (await province.Desk.FindAsync(state.Id, Cancel))!.Value.State.Version);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_value_or_file_that_changes_after_the_decision_raises_an_alarm_and_takes_no_title(bool value)
    {
        await using var province = await FilledProvince.MakeAsync();
        var round = province.Store.Get<DossierRound>();
        var state = await province.AtAsync("announcement");
        Assert.Equal(0, (await round.RunAsync(Cancel)).Drifted);

        if (value) await province.SaveAsync("plan-general", "no");
        else province.Evidence.Files.Add(new EvidenceFile(new string('a', 64), "ảnh mới.jpg", "image/jpeg", 1, "plan-general", province.Commune, FilledProvince.Year, "nongthon", DateTime.UnixEpoch));

        Assert.Equal((1, 0), ((await round.RunAsync(Cancel)).Drifted, (await round.RunAsync(Cancel)).Drifted));
        var now = (await province.Desk.FindAsync(state.Id, Cancel))!.Value.State;
        Assert.False(now.Drift!.Read);
        Assert.Single(province.Store.Get<Figures>().Current.Decisions.At(new AsOf(province.Today, province.Today)).Of(province.Commune));
        Assert.Equal(2, province.Board.Posted.Count(n => n.Key.Contains("/drift/")));
        Assert.Single(await province.Store.Get<Ledger>().OfActAsync("dossier-drift", Cancel));
        Assert.Single(await province.Store.Get<DossierLists>().DriftedAsync(province.Office, Cancel));
        var differences = SheetDigest.Differences((await province.Desk.SheetAsync(now.Bound!.Digest, Cancel))!, (await province.Store.Get<DossierGround>().OfAsync(now, Cancel)).Sheet!);
        Assert.Contains(value ? "có thành không" : "ảnh mới.jpg", Assert.Single(differences).ToString());
        await province.DoAsync(now, new DriftRead(), province.Office, "Đã kiểm, không ảnh hưởng.");
        Assert.Empty(await province.Store.Get<DossierLists>().DriftedAsync(province.Office, Cancel));
    }

    [Fact]
    public async Task A_value_of_the_next_year_is_no_change_of_what_was_decided()
    {
        await using var province = await FilledProvince.MakeAsync();
        await province.AtAsync("announcement");
        Assert.True((await province.Store.Get<FactDesk>().SaveAsync([new NewFact("plan-general", province.Commune, "no", new DateOnly(2026, 1, 10), null, "typed", "Thử")], "nongthon", Cancel)).Ok);

        Assert.Equal(0, (await province.Store.Get<DossierRound>().RunAsync(Cancel)).Drifted);
    }

    [Fact]
    public async Task Handing_a_sheet_in_takes_it_and_closes_it_until_it_is_returned()
    {
        await using var province = await FilledProvince.MakeAsync();
        var (guard, listener) = (province.Store.Get<ISheetGuard>(), province.Store.Get<ISheetListener>());
        var key = new SheetKey(province.Commune, "ntm", FilledProvince.Year);
        var state = await province.AtAsync("self-assessment");
        Assert.Null(await guard.ClosedAsync(key, Cancel));

        await province.Store.Get<Ledger>().WriteAsync(async (db, acts) => await listener.TakeAsync(new HandedInSheet(key, "", "nongthon", acts.Now), db, acts, Cancel), Cancel);

        state = (await province.Desk.FindAsync(state.Id, Cancel))!.Value.State;
        Assert.Equal(("opinions", true), (state.At.Step, state.Assessors.Contains("nongthon")));
        Assert.Contains("hồ sơ số 1", (await guard.ClosedAsync(key, Cancel))!.ToString());
        Assert.Null(await guard.ClosedAsync(key with { Year = 2024 }, Cancel));
        await province.DoAsync(state, new Returning("self-assessment", false), province.Officer);
        Assert.Null(await guard.ClosedAsync(key, Cancel));
    }

    [Fact]
    public async Task One_title_of_a_unit_has_one_dossier_a_year()
    {
        await using var province = await FilledProvince.MakeAsync();
        var state = await province.OpenAsync();
        var again = await province.Desk.OpenAsync(new Opening(DossierKind.Recognise, province.Commune, "standard", "", FilledProvince.Year), province.Officer, "", Cancel);
        Assert.Contains("Đã có hồ sơ 1", again.Problems[0].ToString());

        await province.DoAsync(state, new Withdrawing(), province.Officer);
        Assert.Equal(1, (await province.OpenAsync()).Version);
    }

    [Fact]
    public async Task A_revocation_begins_only_where_the_law_says_and_ends_the_title()
    {
        await using var province = await FilledProvince.MakeAsync();
        var state = await province.AtAsync("announcement");
        var revoke = new Opening(DossierKind.Revoke, province.Commune, "standard", "", 2026);
        Assert.Contains("Chưa thuộc diện thu hồi", (await province.Desk.OpenAsync(revoke, province.Office, "Sút kém.", Cancel)).Problems[0].ToString());

        var failing = province.Store.Get<Assessor>().Current.Assess("ntm", province.Commune, new AsOf(province.Today, province.Today)).Value.Criteria.Take(10).Select(c => c.Indicators[0].Indicator);
        var worse = failing.SelectMany(i => i.Facts.Select(f => new NewFact(f, province.Commune, i.Kind == Criteria.Sets.ValueKind.YesNo ? "no" : i.Direction == Criteria.Sets.Direction.AtLeast ? "0" : "100", new DateOnly(2026, 1, 5), null, "typed", "Rà soát"))).ToList();
        Assert.True((await province.Store.Get<FactDesk>().SaveAsync(worse, "thamtra", Cancel)).Ok);
        var watched = Assert.Single((await province.Store.Get<RevocationWatch>().OfAsync([province.Province], Cancel)).Units, u => u.Unit.Unit == province.Commune);
        Assert.Equal(0, watched.Standing.Distance);
        Assert.Contains("lý do", (await province.Desk.OpenAsync(revoke, province.Office, "", Cancel)).Problems[0].ToString());
        var opened = await province.Desk.OpenAsync(revoke, province.Office, "Mười tiêu chí không đạt.", Cancel);
        Assert.True(opened.Ok, string.Join(" ", opened.Problems));

        var revoking = opened.Value;
        while (revoking.Decision is null) revoking = await province.ForwardAsync(revoking);

        Assert.Empty(province.Store.Get<Figures>().Current.Decisions.At(new AsOf(province.Today, province.Today)).Of(province.Commune));
        Assert.Equal("12/QĐ-UBND", (await province.Desk.FindAsync(state.Id, Cancel))!.Value.State.Decision!.Number);
    }

    [Fact]
    public async Task A_merged_unit_gets_the_title_of_all_its_parts_only_by_a_decision()
    {
        await using var province = await FilledProvince.MakeAsync();
        var book = province.Store.Get<Figures>().Current;
        var today = new AsOf(province.Today, province.Today);
        var suggestions = book.Suggestions(today, book.Units.Find(province.Province, today)).ToList();
        var (all, some) = (suggestions.First(s => s.Title?.Rank == 2), suggestions.First(s => s.Title is null or { Rank: 1 }));
        Opening Of(Suggestion s) => new(DossierKind.Merged, s.Unit.Unit, "advanced", "", 2026);

        Assert.Contains("phải xét lại", (await province.Desk.OpenAsync(Of(some), province.Office, "", Cancel)).Problems[0].ToString());
        var opened = await province.Desk.OpenAsync(Of(all), province.Office, "", Cancel);
        Assert.True(opened.Ok, string.Join(" ", opened.Problems));
        var state = opened.Value;
        Assert.Empty(province.Store.Get<Figures>().Current.Decisions.At(today).Of(all.Unit.Unit));
        while (state.Decision is null) state = await province.ForwardAsync(state);

        Assert.Equal("advanced", Assert.Single(province.Store.Get<Figures>().Current.Decisions.At(today).Of(all.Unit.Unit)).Title.Id);
    }

    [Fact]
    public async Task When_districts_end_with_their_communes_every_dossier_goes_on_in_an_heir_or_is_kept_with_it()
    {
        await using var province = await FilledProvince.MakeAsync();
        province.Clock.AdjustTime(new DateTimeOffset(2025, 6, 16, 2, 0, 0, TimeSpan.Zero));
        var (units, june) = (province.Store.Get<Figures>().Current.Units, new AsOf(province.Today, province.Today));
        var opened = new List<DossierState>();
        foreach (var commune in units.InForce(june).Where(v => v.Kind == "xã").OrderBy(v => v.Code, StringComparer.Ordinal).Take(40))
        {
            var officer = new Asker("xa", "Công chức xã", [(Rights.KeepDossiers, commune.Unit)]);
            var state = await province.Desk.OpenAsync(new Opening(DossierKind.Recognise, commune.Unit, "model", "education", 2025), officer, "", Cancel);
            if (state.Ok) opened.Add(state.Value);
        }
        Assert.True(opened.Count >= 20, $"Only {opened.Count} were opened.");

        province.Clock.AdjustTime(new DateTimeOffset(2025, 7, 2, 2, 0, 0, TimeSpan.Zero));
        var round = await province.Store.Get<DossierRound>().RunAsync(Cancel);

        Assert.Equal((opened.Count, 0), (round.Moved, round.Stuck.Count));
        var now = new List<DossierState>();
        foreach (var state in opened) now.Add((await province.Desk.FindAsync(state.Id, Cancel))!.Value.State);
        Assert.Equal(round.Joined, now.Count(s => s.Status == DossierStatus.Joined));
        Assert.True(round.Joined > 0);
        Assert.All(now.Where(s => s.Status == DossierStatus.Open), s => Assert.Equal(("commune-2025", "self-assessment", true), (s.At.Template, s.At.Step, s.At.Due > province.Today)));
        Assert.All(now.Where(s => s.Into is not null), s => Assert.Contains(now, other => other.Id == s.Into && other.Unit == s.Unit && other.Status == DossierStatus.Open));
        Assert.Equal(0, (await province.Store.Get<DossierRound>().RunAsync(Cancel)).Moved);
    }

    [Fact]
    public async Task Tasks_are_those_of_ones_own_desk_in_the_order_of_deadlines_page_after_page()
    {
        await using var province = await FilledProvince.MakeAsync();
        var lists = province.Store.Get<DossierLists>();
        var state = await province.AtAsync("verification");
        Assert.Equal(state.Id.ToString(), Assert.Single((await lists.WaitingAsync(province.Verifier, TaskPlace.First, 50, Cancel)).Lines).Id);
        Assert.Empty((await lists.WaitingAsync(province.Officer, TaskPlace.First, 50, Cancel)).Lines);
        Assert.Empty((await lists.WaitingAsync(new Asker("x", "", [(Rights.VerifyDossiers, province.Commune)]), TaskPlace.First, 50, Cancel)).Lines);

        await using (var db = province.Store.Get<StoreFactory>().Open())
        {
            var like = await db.Set<DossierRow>().AsNoTracking().SingleAsync(Cancel);
            for (var n = 0; n < 120; n++) db.Add(Copy(like, n));
            await db.SaveChangesAsync(Cancel);
        }
        var (seen, after) = (new List<DossierLine>(), TaskPlace.First);
        for (IReadOnlyList<DossierLine> lines = [null!]; lines.Count > 0;)
        {
            (lines, var total) = await lists.WaitingAsync(province.Verifier, after, 50, Cancel);
            Assert.Equal(121, total);
            Assert.InRange(lines.Count, 0, 50);
            seen.AddRange(lines);
            if (lines is [.., var last]) after = new TaskPlace(last.Due?.DayNumber ?? WaitingTask.NoDue, last.Serial);
        }
        Assert.Equal(((IReadOnlyList<DossierLine>)[], 121), await lists.WaitingAsync(province.Verifier, TaskPlace.First, 0, Cancel));
        Assert.Equal(121, seen.Select(l => l.Id).Distinct().Count());
        Assert.Equal(seen.OrderBy(l => l.Due ?? DateOnly.MaxValue).ThenBy(l => l.Serial).Select(l => l.Id), seen.Select(l => l.Id));
        Assert.Equal(121, (await lists.LoadsAsync([province.Province], Cancel)).Sum(l => l.Open));
        Assert.Equal(121, (await lists.ListAsync(new DossierFilter(Q: "giao ninh"), [province.Province], Cancel)).Total);
        Assert.Equal(0, (await lists.ListAsync(new DossierFilter(Q: "giao ninh"), [new UnitId("khac")], Cancel)).Total);
        Assert.Equal(121, (await lists.ListAsync(new DossierFilter(), [province.Commune], Cancel)).Total);
    }

    private static DossierRow Copy(DossierRow r, int n)
    {
        var due = n % 7 == 0 ? (DateOnly?)null : r.Due!.Value.AddDays(n * 37 % 50 - 25);
        return new DossierRow
        {
            Id = Guid.NewGuid().ToString("n"), Serial = r.Serial + 1 + n, Kind = r.Kind, Unit = r.Unit, Province = r.Province, Title = r.Title, Field = "", Year = 1900 + n, Set = r.Set, Sample = true,
            Template = r.Template, Step = r.Step, Status = r.Status, Version = 1, Desk = r.Desk, OpenedOn = r.OpenedOn, EnteredOn = r.EnteredOn, Due = due, Order = due?.DayNumber ?? DossierRow.NoDue,
            Escalated = false, Decided = false, Drifted = false,
        };
    }
}
