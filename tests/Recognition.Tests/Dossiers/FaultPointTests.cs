using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Recognition.Tests.Dossiers;

/// <summary>A transition writes to several tables; each of them may fail. Then nothing of it is there, and doing it again does it.</summary>
public sealed class FaultPointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dossier_acts", "insert")]
    [InlineData("dossiers", "update")]
    [InlineData("decisions", "insert")]
    [InlineData("ledger", "insert")]
    public async Task A_decision_that_fails_at_any_write_leaves_no_half(string table, string write)
    {
        await using var province = await FilledProvince.MakeAsync();
        var state = await province.AtAsync("decision");

        await FailsWholeAsync(province, state, table, write, new Deciding("9/QĐ-UBND", province.Today, province.Today, []), province.Leader);

        Assert.Empty(province.Store.Get<Figures>().Current.Decisions.At(new AsOf(province.Today, province.Today)).Of(province.Commune));
        await province.ForwardAsync(state);
        Assert.Single(province.Store.Get<Figures>().Current.Decisions.At(new AsOf(province.Today, province.Today)).Of(province.Commune));
    }

    [Theory]
    [InlineData("dossier_acts", "insert")]
    [InlineData("dossier_sheets", "insert")]
    [InlineData("dossiers", "update")]
    public async Task A_handing_in_that_fails_at_any_write_leaves_no_half(string table, string write)
    {
        await using var province = await FilledProvince.MakeAsync();
        var state = await province.AtAsync("self-assessment");

        await FailsWholeAsync(province, state, table, write, new HandingIn("", []), province.Officer);

        Assert.Equal("opinions", (await province.ForwardAsync(state)).At.Step);
    }

    [Fact]
    public async Task A_notice_that_cannot_be_posted_undoes_the_act()
    {
        await using var province = await FilledProvince.MakeAsync(s => s.AddSingleton<INoticeBoard, Breaking>());
        var board = province.Store.Get<IEnumerable<INoticeBoard>>().OfType<Breaking>().Single();
        var state = await province.AtAsync("self-assessment");
        var before = await PictureAsync(province);

        board.Breaks = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => province.Desk.ActAsync(state.Id, state.Version, new HandingIn("", []), province.Officer, "", Cancel));
        board.Breaks = false;

        Assert.Equal(before, await PictureAsync(province));
        await province.ForwardAsync(state);
    }

    private static async Task FailsWholeAsync(FilledProvince province, DossierState state, string table, string write, Deed deed, Asker who)
    {
        var before = await PictureAsync(province);
        await TriggerAsync(province, table, write, on: true);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => province.Desk.ActAsync(state.Id, state.Version, deed, who, "", Cancel));
        await TriggerAsync(province, table, write, on: false);

        Assert.Equal(before, await PictureAsync(province));
        Assert.Equal(state.Version, (await province.Desk.FindAsync(state.Id, Cancel))!.Value.State.Version);
        Assert.Null((await province.Store.Get<Ledger>().VerifyAsync(Cancel)).FirstBroken);
    }

    private static async Task<string> PictureAsync(FilledProvince province)
    {
        await using var db = province.Store.Get<StoreFactory>().Open();
        var row = await db.Set<DossierRow>().AsNoTracking().SingleAsync(Cancel);
        return string.Join('|', row.Version, row.Step, row.Status, row.Desk, row.Due, await db.Set<DossierActRow>().CountAsync(Cancel), await db.Set<DossierSheetRow>().CountAsync(Cancel),
            await db.Set<Decision>().CountAsync(Cancel), await db.Set<LedgerRow>().MaxAsync(r => r.Number, Cancel));
    }

    private static async Task TriggerAsync(FilledProvince province, string table, string write, bool on)
    {
        await using var db = province.Store.Get<StoreFactory>().Open();
        string[] commands = (db.Engine, on) switch
        {
            (StoreEngine.Sqlite, true) => [$"create trigger broken before {write} on {table} begin select raise(abort, 'broken'); end"],
            (StoreEngine.Sqlite, false) => ["drop trigger broken"],
            (_, true) => ["create function break_it() returns trigger language plpgsql as 'begin raise exception ''broken''; end'", $"create trigger broken before {write} on {table} for each row execute function break_it()"],
            _ => [$"drop trigger broken on {table}", "drop function break_it()"],
        };
        foreach (var command in commands) await db.Database.ExecuteSqlRawAsync(command, Cancel);
    }

    private sealed class Breaking : INoticeBoard
    {
        public bool Breaks { get; set; }

        public Task PostAsync(StoreContext db, NewNotice notice, CancellationToken cancel) => Breaks ? throw new InvalidOperationException("broken") : Task.CompletedTask;

        public Task SettleAsync(StoreContext db, string key, CancellationToken cancel) => Task.CompletedTask;
    }
}
