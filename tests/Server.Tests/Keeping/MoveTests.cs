using LangSo.Foundation;
using LangSo.Server.Keeping;
using LangSo.Server.Tests.Commands;
using LangSo.Store;
using LangSo.Store.Keeping;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Tests.Keeping;

/// <summary>A whole installation from one engine to the other.</summary>
[Collection("both engines")]
public sealed class MoveTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_and_back_again_every_row_is_the_same()
    {
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var abroad = Other(source, home.Sub("abroad"));
        await using var back = Kept.Open(home.Sub("back"), TestDatabase.OnPostgres ? postgres.NewDatabase() : null);
        Directory.CreateDirectory(home.Sub("abroad"));
        Directory.CreateDirectory(home.Sub("back"));

        var there = await MoveAsync(source, abroad);
        var again = await MoveAsync(abroad, back);

        var before = await Kept.ContentAsync(source.Factory);
        Assert.Equal(before, there.Tables);
        Assert.Equal(before, again.Tables);
        Assert.Equal(before, await Kept.ContentAsync(back.Factory));
        Assert.True(there.Head.Number > 0);
        foreach (var store in new[] { abroad, back }) Assert.True((await store.Factory.PrepareAsync(Cancel)).Ok);
    }

    [Fact]
    public async Task A_moved_store_goes_on_numbering_where_the_old_one_ended()
    {
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var target = Other(source, home.Path);
        await MoveAsync(source, target);
        await using var db = target.Factory.Open();
        var grants = await db.Set<LangSo.Server.Access.RoleGrant>().OrderBy(g => g.Id).ToListAsync(Cancel);
        var fresh = new LangSo.Server.Access.RoleGrant { UserName = "moi", Role = "leader", Unit = grants[0].Unit, From = grants[0].From };
        db.Add(fresh);
        await db.SaveChangesAsync(Cancel);
        Assert.Equal(grants[^1].Id + 1, fresh.Id);
    }

    [Fact]
    public async Task Every_table_and_column_of_the_model_is_carried_alike_on_both_engines()
    {
        using var home = new TempFolder();
        await using var file = Kept.Open(home.Path, null);
        await using var server = Kept.Open(home.Path, postgres.NewDatabase());
        await using var db = file.Factory.Open();
        await using var other = server.Factory.Open();
        var carried = StoreSchema.Of(db);
        var mapped = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => (Table: e.GetTableName()!, Column: p.GetColumnName()))).Distinct().Order();
        Assert.Equal(mapped, carried.SelectMany(t => t.Columns.Select(c => (t.Name, c.Name))).Order());
        Assert.Equal(Shape(carried), Shape(StoreSchema.Of(other)));

        static IEnumerable<string> Shape(IReadOnlyList<CarriedTable> tables) =>
            tables.Select(t => $"{t.Name}({string.Join(",", t.Columns.Select(c => c.Name + ":" + c.Kind))}) {string.Join(",", t.Key)} {t.Numbered}");
    }

    [Fact]
    public async Task A_move_that_was_stopped_is_not_opened_and_goes_on_where_it_was()
    {
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var target = Other(source, home.Path);
        await StopInLedgerAsync(source, target);

        var refused = await target.Factory.PrepareAsync(Cancel);
        Assert.Contains("đang chuyển dở", refused.Problems.Single().ToString(), StringComparison.Ordinal);
        var ledgerFrom = 0L;
        var moved = await new StoreMove(source.Factory, target.Factory, Small).RunAsync(
            anew: false, p => { if (p.Table == "ledger" && ledgerFrom == 0) ledgerFrom = p.Done; }, _ => { }, Cancel);
        Assert.True(moved.Value.Resumed);
        Assert.True(ledgerFrom > 20, "it began the ledger anew");
        Assert.Equal(await Kept.ContentAsync(source.Factory), await Kept.ContentAsync(target.Factory));
        Assert.True((await target.Factory.PrepareAsync(Cancel)).Ok);
    }

    [Fact]
    public async Task A_source_that_changed_meanwhile_is_moved_anew()
    {
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var target = Other(source, home.Path);
        await StopInLedgerAsync(source, target);
        await Sql.RunAsync(folder.Path, "insert into instruments select 'new-one', short, title, issued, effective, recorded, sample" + await RestOfInstrumentsAsync(source) + " from instruments limit 1");
        var moved = await MoveAsync(source, target);
        Assert.False(moved.Resumed);
        Assert.Equal("nguồn đã thay đổi từ lần chuyển trước", moved.BegunAnew);
        Assert.Equal(await Kept.ContentAsync(source.Factory), await Kept.ContentAsync(target.Factory));
    }

    [Fact]
    public async Task A_change_that_leaves_every_count_as_it_was_is_found_at_the_end()
    {
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var target = Other(source, home.Path);
        await StopInLedgerAsync(source, target);
        await Sql.RunAsync(folder.Path, "update accounts set shown_name = 'Người khác' where user_name = 'lanhdao'");
        var moved = await new StoreMove(source.Factory, target.Factory).RunAsync(false, _ => { }, _ => { }, Cancel);
        Assert.Contains("Bảng accounts ở nơi đến khác nơi đi", moved.Problems.Single().ToString(), StringComparison.Ordinal);
        Assert.False((await target.Factory.PrepareAsync(Cancel)).Ok);
        Assert.True((await new StoreMove(source.Factory, target.Factory).RunAsync(true, _ => { }, _ => { }, Cancel)).Ok);
    }

    [Fact]
    public async Task A_place_with_data_and_a_source_that_is_newer_or_altered_are_refused()
    {
        using var folder = await Kept.FolderAsync();
        using var other = await Kept.FolderAsync();
        using var home = new TempFolder();
        await using var source = Kept.Open(folder);
        await using var taken = Kept.Open(other);
        await using var target = Other(source, home.Path);
        var before = await Kept.ContentAsync(taken.Factory);
        await RefusedAsync(source, taken, "đã có dữ liệu");
        Assert.Equal(before, await Kept.ContentAsync(taken.Factory));
        await RefusedAsync(source, source, "Nơi đi và nơi đến là một");
        await Sql.RunAsync(folder.Path, "update ledger set actor = 'ai-do' where number = 3");
        await RefusedAsync(source, target, "Sổ cái bị sửa từ mục 3");
        await Sql.RunAsync(folder.Path, "insert into \"__EFMigrationsHistory\" values ('20991231000000_Later', '99.0.0')");
        await RefusedAsync(source, target, "do bản Làng Số mới hơn ghi");
    }

    [Fact]
    public async Task The_command_moves_with_media_and_keys_and_says_what_it_proved()
    {
        if (TestDatabase.OnPostgres) return;
        using var folder = await Kept.FolderAsync();
        using var home = new TempFolder();
        using var key = SigningKey.Create();
        new KeyFolder(folder.Path).Write("root.pem", System.Text.Encoding.ASCII.GetBytes(key.ToPem()));
        await new MediaFolder(folder.Sub("media")).PutAsync(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("xin chào"u8)), new MemoryStream("xin chào"u8.ToArray()), Cancel);
        var db = postgres.NewDatabase();
        var there = await Cli.RunAsync("move", "--from", folder.Path, "--to", db, "--data", home.Sub("d1"));
        Assert.Equal(0, there.Code);
        Assert.Contains("từng bảng giống nhau đến từng byte", there.Out, StringComparison.Ordinal);
        var back = await Cli.RunAsync("move", "--from", db, "--to", home.Sub("d2"), "--data", home.Sub("d1"));
        Assert.Equal(0, back.Code);
        Assert.Contains("Đã chép 1 tệp âm thanh, hình và 1 tệp khóa", back.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("verify", "--data", home.Sub("d2"), "--files")).Code);
        Assert.Equal(key.ToPem(), new KeyFolder(home.Sub("d2")).RootPem);
        Cli.Refused(await Cli.RunAsync("move", "--from", folder.Path, "--to", home.Sub("d2")), "đã có dữ liệu");
    }

    /// <summary>So small that a ledger of hundreds of acts takes many batches.</summary>
    private const int Small = 8 * 1024;

    private OpenedStore Other(OpenedStore source, string folder) =>
        Kept.Open(folder, source.Factory.Address.Engine == StoreEngine.Sqlite ? postgres.NewDatabase() : null);

    private static async Task<Moved> MoveAsync(OpenedStore from, OpenedStore to) =>
        (await new StoreMove(from.Factory, to.Factory).RunAsync(false, _ => { }, _ => { }, Cancel)).Value;

    private static async Task RefusedAsync(OpenedStore from, OpenedStore to, string says)
    {
        var moved = await new StoreMove(from.Factory, to.Factory).RunAsync(false, _ => { }, _ => { }, Cancel);
        Assert.Contains(says, moved.Problems.Single().ToString(), StringComparison.Ordinal);
    }

    private static async Task StopInLedgerAsync(OpenedStore source, OpenedStore target)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StoreMove(source.Factory, target.Factory, Small).RunAsync(
            false, p => { if (p is { Table: "ledger", Done: > 20 }) stop.Cancel(); }, _ => { }, stop.Token));
    }

    private static async Task<string> RestOfInstrumentsAsync(OpenedStore store)
    {
        await using var db = store.Factory.Open();
        string[] named = ["id", "short", "title", "issued", "effective", "recorded", "sample"];
        var rest = StoreSchema.Of(db).Single(t => t.Name == "instruments").Columns.Select(c => c.Name).Except(named).ToList();
        return rest.Count == 0 ? "" : ", " + string.Join(", ", rest);
    }
}
