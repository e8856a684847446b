using LangSo.Server.Commands;
using LangSo.Server.Keeping;
using LangSo.Server.Tests.Commands;
using LangSo.Store;
using LangSo.Store.Keeping;
using LangSo.Testing;

namespace LangSo.Server.Tests.Keeping;

/// <summary>What the tests of keeping share.</summary>
internal static class Kept
{
    /// <summary>The demonstration with rows that are hard to carry: empty, quoted, Vietnamese, the first day there is, a locked account.</summary>
    public static async Task<TempFolder> FolderAsync()
    {
        var folder = await RunningServer.DemoFolderAsync();
        await Sql.RunAsync(folder.Path, """
            insert into facts (indicator, unit, value, "from", "to", recorded, source_kind, source, sample, note)
              select id, 'hard-1', '', '2024-01-31', null, '0001-01-01', 'typed', 'O''Brien \ "x" ' || 'đường Ỷ Lan 🛖', false, '' from indicators limit 1;
            insert into plays (device, n, month, order_id, bulletin, media, planned, started, ended, result, reason, start_error_ms, received)
              values ('d''1', 9007199254740993, '0001-01-01', '', 'b', null, null, '2026-01-02 03:04:05.000001', '2026-01-02 03:04:05', 'played', '', -0.5, '1999-12-31 23:59:59.999999'),
                     ('d2', 1, '2026-01-01', 'o', 'b', null, null, null, null, 'skipped', null, null, '2026-01-02 00:00:00.5');
            update accounts set lockout_end = '2030-01-01 00:00:00+00:00' where user_name = 'vanhoa';
            """);
        return folder;
    }

    public static OpenedStore Open(string folder, string? db) => new(Place.Of(folder, db).Value);

    /// <summary>The installation of a folder that <see cref="FolderAsync"/> gave, on the engine of the run.</summary>
    public static OpenedStore Open(TempFolder folder) => Open(folder.Path, TestDatabase.Of(folder.Path));

    /// <summary>Every table's content.</summary>
    public static async Task<IReadOnlyList<TableContent>> ContentAsync(StoreFactory stores)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var picture = await StoreSnapshot.TakeAsync(stores, cancel);
        var contents = new List<TableContent>();
        foreach (var table in picture.Tables) contents.Add(await Carrier.ContentAsync(table, picture.Read(table, null, cancel), null, cancel));
        return contents;
    }
}
