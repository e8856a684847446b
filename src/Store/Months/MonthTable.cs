using System.Globalization;
using LangSo.Foundation;
using Microsoft.EntityFrameworkCore;

#pragma warning disable EF1002 // The names of tables and columns are the program's own.

namespace LangSo.Store;

/// <summary>
/// A table that grows with the days and is let go of by whole months. On PostgreSQL it is partitioned by range with a partition
/// "…_other" for what belongs to no month that was made; on SQLite it is an ordinary table.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Column">The column that says the month: a day or an instant (UTC).</param>
public sealed record MonthTable(string Name, string Column)
{
    /// <summary>
    /// Makes the partitions of <paramref name="from"/> to <paramref name="to"/> and of every month that lies in "…_other", moving its rows.
    /// Returns the names of those that were made; nothing on SQLite.
    /// </summary>
    public async Task<IReadOnlyList<string>> EnsureAsync(StoreContext db, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        if (db.Engine != StoreEngine.Postgres || !await IsPartitionedAsync(db, cancel)) return [];
        var known = (await PartitionsAsync(db, cancel)).ToHashSet();
        var wanted = new SortedSet<DateOnly>();
        for (var month = First(from); month <= to; month = month.AddMonths(1)) wanted.Add(month);
        foreach (var stray in await StraysAsync(db, cancel)) wanted.Add(stray);
        wanted.ExceptWith(known);
        var made = new List<string>();
        foreach (var month in wanted)
        {
            await MakeAsync(db, month, cancel);
            made.Add(PartitionOf(month));
        }
        return made;
    }

    /// <summary>Lets go of every month before <paramref name="first"/>; returns the months with how many rows went, oldest first.</summary>
    public async Task<IReadOnlyList<(DateOnly Month, long Rows)>> DropBeforeAsync(StoreContext db, DateOnly first, CancellationToken cancel)
    {
        first = First(first);
        var gone = new List<(DateOnly, long)>();
        if (db.Engine == StoreEngine.Postgres && await IsPartitionedAsync(db, cancel))
        {
            foreach (var month in (await PartitionsAsync(db, cancel)).Where(m => m < first).Order())
            {
                var rows = await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from {PartitionOf(month)}").SingleAsync(cancel);
                await db.Database.ExecuteSqlRawAsync($"drop table {PartitionOf(month)}", cancel);
                if (rows > 0) gone.Add((month, rows));
            }
            return gone;
        }
        var (text, limit) = MonthText(db.Engine);
        var counts = await db.Database.SqlQueryRaw<MonthCount>(
            $"select {text} as \"Month\", count(*) as \"Rows\" from {Name} where {Column} < {limit} group by 1 order by 1", Day(first)).ToListAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"delete from {Name} where {Column} < {limit}", [Day(first)], cancel);
        return [.. counts.Select(c => (DateOnly.ParseExact(c.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), c.Rows))];
    }

    /// <summary>The months that have a partition of their own.</summary>
    public async Task<IReadOnlyList<DateOnly>> PartitionsAsync(StoreContext db, CancellationToken cancel)
    {
        if (db.Engine != StoreEngine.Postgres) return [];
        var names = await db.Database.SqlQueryRaw<string>(
            "select c.relname as \"Value\" from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent where p.relname = {0} and pg_table_is_visible(p.oid)",
            Name).ToListAsync(cancel);
        return [.. names.Select(MonthOf).OfType<DateOnly>()];
    }

    private sealed record MonthCount(string Month, long Rows);

    private async Task<bool> IsPartitionedAsync(StoreContext db, CancellationToken cancel) =>
        await db.Database.SqlQueryRaw<bool>("select exists (select 1 from pg_class where relname = {0} and relkind = 'p' and pg_table_is_visible(oid)) as \"Value\"", Name).SingleAsync(cancel);

    private async Task<IReadOnlyList<DateOnly>> StraysAsync(StoreContext db, CancellationToken cancel)
    {
        var months = await db.Database.SqlQueryRaw<string>(
            $"select distinct to_char({Column}{(await IsInstantAsync(db, cancel) ? " at time zone 'UTC'" : "")}, 'YYYY-MM') as \"Value\" from {Name}_other").ToListAsync(cancel);
        return [.. months.Select(m => DateOnly.ParseExact(m + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture))];
    }

    private async Task MakeAsync(StoreContext db, DateOnly month, CancellationToken cancel)
    {
        var (from, to) = await IsInstantAsync(db, cancel)
            ? (Day(month) + " 00:00:00+00", Day(month.AddMonths(1)) + " 00:00:00+00") : (Day(month), Day(month.AddMonths(1)));
        var partition = PartitionOf(month);
        // One statement each in one transaction: whoever writes meanwhile waits, and nothing is seen twice or missed.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        await db.Database.ExecuteSqlRawAsync(
            $"""
            lock table {Name} in access exclusive mode;
            create table {partition} (like {Name} including defaults including constraints);
            with moved as (delete from {Name}_other where {Column} >= '{from}' and {Column} < '{to}' returning *) insert into {partition} select * from moved;
            alter table {Name} attach partition {partition} for values from ('{from}') to ('{to}');
            """, cancel);
        if (transaction is not null) await transaction.CommitAsync(cancel);
    }

    private async Task<bool> IsInstantAsync(StoreContext db, CancellationToken cancel) =>
        await db.Database.SqlQueryRaw<string>(
            "select format_type(atttypid, null) as \"Value\" from pg_attribute where attrelid = to_regclass({0}) and attname = {1}", Name, Column).SingleAsync(cancel) != "date";

    private (string Month, string Limit) MonthText(StoreEngine engine) =>
        engine == StoreEngine.Postgres ? ($"to_char({Column}, 'YYYY-MM')", "cast({0} as date)") : ($"substr({Column}, 1, 7)", "{0}");

    private string PartitionOf(DateOnly month) => $"{Name}_{month.ToString("yyyy_MM", CultureInfo.InvariantCulture)}";

    private DateOnly? MonthOf(string partition) =>
        partition.Length > Name.Length + 1
        && DateOnly.TryParseExact(partition[(Name.Length + 1)..] + "_01", "yyyy_MM_dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
