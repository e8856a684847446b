using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.SelfAssessment;
using LangSo.Server.Demo;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Dossiers;

/// <summary>A sheet is handed in by one procedure and under one digest, at the commune's desk and at the dossier.</summary>
public sealed class HandInTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 5, 11);
    private RunningServer _server = null!;
    private UnitId _unit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SheetKey Sheet => new(_unit, "ntm-2026", Today.Year);

    private SyncCaller Officer => new("nongthon", [_unit]);

    private Asker Asker => new("nongthon", "Công chức xã", [(Rights.KeepDossiers, _unit), (Rights.SelfAssess, _unit)]);

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartOnAsync(Today);
        _unit = Get<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(Today, Today))!.Unit;
        Assert.Equal(SyncOutcome.Applied, (await DoAsync(new SyncOp("giatri-0001", "create", _unit.Value, Sheet.Set, Sheet.Year, "plan-general", "yes", N: 1))).Outcome);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory, InlineData(true), InlineData(false)]
    public async Task Both_ways_bind_the_dossier_the_desk_and_the_ledger_to_the_same_digest(bool atTheDesk)
    {
        var dossier = await DossierAsync();
        var shown = await ShownAsync();

        if (atTheDesk) Assert.Equal(SyncOutcome.Applied, (await DoAsync(Submit())).Outcome);
        else Assert.True((await Get<DossierDesk>().ActAsync(dossier.Id, dossier.Version, new HandingIn(shown, []), Asker, "", Cancel)).Ok);

        var state = await DossierAsync();
        Assert.Equal(("opinions", shown, Today), (state.At.Step, state.Bound!.Digest, state.Bound.Day!.Value));
        var view = (await Get<SheetReader>().ReadAsync(Sheet, Cancel)).Value;
        Assert.Equal((shown, "nongthon", false), (view.HandedIn!.Value, view.HandedIn.By, view.ChangedSince));
        Assert.Contains(shown, Assert.Single(await HandedInAsync()).Body);
        // closed for both from now on
        Assert.Contains("đã nộp trong hồ sơ số", (await DoAsync(Submit() with { Id = "nop-lan-hai" })).Reason!.ToString());
        // the year goes on: what is judged stays what was handed in
        _server.GoTo(new DateOnly(2026, 12, 1));
        Assert.Equal(shown, (await Get<DossierGround>().OfAsync(state, Cancel)).Digest);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Neither_way_hands_in_while_a_picture_is_on_its_way(bool atTheDesk)
    {
        await DoAsync(new SyncOp("anh-00001", "evidence-add", _unit.Value, Sheet.Set, Sheet.Year, "plan-general", N: 2, Sha256: new string('a', 64), Name: "ảnh.jpg", Bytes: 10));
        var dossier = await DossierAsync();

        var said = atTheDesk ? (await DoAsync(Submit())).Reason!
            : (await Get<DossierDesk>().ActAsync(dossier.Id, dossier.Version, new HandingIn(await ShownAsync(), []), Asker, "", Cancel)).Problems[0];

        Assert.Equal("Còn 1 tệp minh chứng chưa gửi xong. Chờ gửi đủ rồi hãy nộp.", said.ToString());
        Assert.Equal(dossier.Version, (await DossierAsync()).Version);
        Assert.Empty(await HandedInAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Neither_way_hands_in_what_was_not_seen(bool atTheDesk)
    {
        var (dossier, shown, seen) = (await DossierAsync(), await ShownAsync(), (await Get<SheetReader>().ReadAsync(Sheet, Cancel)).Value.Seen);
        await Get<SyncDesk>().ApplyAsync(new SyncCaller("khac", [_unit]), "may-00000009", [new SyncOp("giatri-0009", "create", _unit.Value, Sheet.Set, Sheet.Year, "plan-rules", "yes", N: 1)], Cancel);

        var said = atTheDesk ? (await DoAsync(Submit() with { Seen = seen })).Reason!
            : (await Get<DossierDesk>().ActAsync(dossier.Id, dossier.Version, new HandingIn(shown, []), Asker, "", Cancel)).Problems[0];

        Assert.Equal("seen", said.Field);
        Assert.Equal("self-assessment", (await DossierAsync()).At.Step);
    }

    [Fact]
    public async Task What_another_server_wrote_a_moment_ago_is_in_what_is_handed_in()
    {
        var (dossier, shown) = (await DossierAsync(), await ShownAsync());
        await using (var db = Get<StoreFactory>().Open())
        {
            db.Add(new Fact("plan-rules", _unit, "no", new DateOnly(2026, 1, 1), null, Today, "typed", "Máy chủ khác", false, ""));
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal(shown, await ShownAsync());
        Assert.Equal("seen", (await Get<DossierDesk>().ActAsync(dossier.Id, dossier.Version, new HandingIn(shown, []), Asker, "", Cancel)).Problems[0].Field);
        Assert.Equal(SyncOutcome.Applied, (await DoAsync(Submit())).Outcome);
        var sheet = (await Get<DossierDesk>().SheetAsync((await DossierAsync()).Bound!.Digest, Cancel))!;
        Assert.Contains(sheet.Lines.SelectMany(l => l.Facts), f => f is { Indicator: "plan-rules", Value: "no", Source: "Máy chủ khác" });
    }

    [Theory]
    [InlineData(2025, "2026-05-11", "2025-12-31")]
    [InlineData(2026, "2026-05-11", "2026-05-11")]
    [InlineData(2026, "2026-12-31", "2026-12-31")]
    [InlineData(2026, "2027-02-01", "2026-12-31")]
    public void A_year_is_judged_by_its_last_day_and_by_the_day_itself_while_it_runs(int year, string on, string day)
    {
        var asOf = new AsOf(DateOnly.Parse(on, VnText.Culture), DateOnly.Parse(on, VnText.Culture));
        Assert.Equal(DateOnly.Parse(day, VnText.Culture), SheetDay.Of(Get<Gazetteers>().Current, _unit, year, asOf));
    }

    [Fact]
    public void A_unit_that_ended_is_judged_by_its_last_day()
    {
        var units = Get<Gazetteers>().Current;
        var old = units.ByCode(DemoAccounts.CommuneBefore, new AsOf(new DateOnly(2025, 6, 20), Today))!.Unit;
        Assert.Equal(new DateOnly(2025, 6, 30), SheetDay.Of(units, old, 2025, new AsOf(Today, Today)));
        Assert.Equal(new DateOnly(2024, 12, 31), SheetDay.Of(units, old, 2024, new AsOf(Today, Today)));
    }

    private T Get<T>() where T : notnull => _server.Services.GetRequiredService<T>();

    private async Task<List<LedgerRow>> HandedInAsync() => [.. (await Get<Ledger>().OfActAsync(HandIn.Act, Cancel)).Where(r => r.Subject.StartsWith(_unit.Value, StringComparison.Ordinal))];

    private SyncOp Submit() => new("nop-00001", "submit", _unit.Value, Sheet.Set, Sheet.Year, Seen: long.MaxValue - 1, N: 3);

    private async Task<SyncResult> DoAsync(SyncOp op) => Assert.Single(await Get<SyncDesk>().ApplyAsync(Officer, "may-00000001", [op], Cancel));

    private async Task<string> ShownAsync() => SheetDigest.Of((await Get<SheetContents>().ShownAsync(Sheet, new AsOf(Today, Today), Cancel)).Value);

    private async Task<DossierState> DossierAsync()
    {
        var line = (await Get<DossierLists>().ListAsync(new DossierFilter(Show: "all", Q: "giao ninh"), [_unit], Cancel)).Lines.Single(l => l.Unit == _unit && l.Kind == DossierKind.Recognise);
        return (await Get<DossierDesk>().FindAsync(new DossierId(Guid.ParseExact(line.Id, "n")), Cancel))!.Value.State;
    }
}
