using System.Globalization;
using System.Text;
using LangSo.Criteria.Sets;
using Npgsql;
using NpgsqlTypes;

namespace LangSo.Bench;

/// <summary>
/// The rival of the full recompute, as well as it can be written by hand: narrow rows in the order of their key, signs turned beforehand so that one
/// comparison serves all, met indicators as bits of two bigints by bit_or in one grouping, criteria as masks of those, everything else arithmetic on
/// 106,000 rows. Parallel, without JIT, all in memory.
/// </summary>
internal sealed class RecomputeQuery : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _text;

    private RecomputeQuery(NpgsqlConnection connection, string text) => (_connection, _text) = (connection, text);

    public static async Task<RecomputeQuery> MakeAsync(string address, CriteriaCountry country, CancellationToken cancel)
    {
        var uri = new Uri(address);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port, Username = uri.UserInfo, Database = uri.AbsolutePath.Trim('/'), CommandTimeout = 600 }.ToString());
        await connection.OpenAsync(cancel);
        await RunAsync(connection, """
            create schema bench; set search_path = bench;
            set jit = off; set work_mem = '512MB'; set max_parallel_workers_per_gather = 2; set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0; set parallel_tuple_cost = 0.001;
            create unlogged table value(unit int, year smallint, indicator smallint, value int);
            create table region(unit int primary key, region smallint);
            create table level(region smallint, year smallint, indicator smallint, met int, low bigint, high bigint, primary key (region, year, indicator));
            """, cancel);
        await using (var rows = await connection.BeginBinaryImportAsync("copy value from stdin (format binary)", cancel))
            for (var u = 0; u < CriteriaCountry.Units; u++)
                for (var y = 0; y < CriteriaCountry.Years; y++)
                    for (var i = 0; i < country.Indicators.Count; i++)
                    {
                        var value = country.Values[(i * CriteriaCountry.Units + u) * CriteriaCountry.Years + y];
                        await rows.StartRowAsync(cancel);
                        await rows.WriteAsync(u, NpgsqlDbType.Integer, cancel);
                        await rows.WriteAsync((short)(CriteriaCountry.FirstYear + y), NpgsqlDbType.Smallint, cancel);
                        await rows.WriteAsync((short)i, NpgsqlDbType.Smallint, cancel);
                        await rows.WriteAsync(country.Indicators[i].Direction == Direction.AtMost ? -value : value, NpgsqlDbType.Integer, cancel);
                        if ((u, y, i) == (CriteriaCountry.Units - 1, CriteriaCountry.Years - 1, country.Indicators.Count - 1)) await rows.CompleteAsync(cancel);
                    }
        await using (var rows = await connection.BeginBinaryImportAsync("copy level from stdin (format binary)", cancel))
        {
            for (var r = 0; r < CriteriaCountry.Regions; r++)
                for (var y = 0; y < CriteriaCountry.Years; y++)
                    for (var i = 0; i < country.Indicators.Count; i++)
                    {
                        var indicator = country.Indicators[i];
                        var met = indicator.Kind == ValueKind.YesNo ? 1 : (int)(indicator.For("r" + r, new DateOnly(CriteriaCountry.FirstYear + y, 1, 1))!.Value * 100);
                        await rows.StartRowAsync(cancel);
                        await rows.WriteAsync((short)r, NpgsqlDbType.Smallint, cancel);
                        await rows.WriteAsync((short)(CriteriaCountry.FirstYear + y), NpgsqlDbType.Smallint, cancel);
                        await rows.WriteAsync((short)i, NpgsqlDbType.Smallint, cancel);
                        await rows.WriteAsync(indicator.Direction == Direction.AtMost ? -met : met, NpgsqlDbType.Integer, cancel);
                        await rows.WriteAsync(i < 60 ? 1L << i : 0, NpgsqlDbType.Bigint, cancel);
                        await rows.WriteAsync(i < 60 ? 0 : 1L << (i - 60), NpgsqlDbType.Bigint, cancel);
                    }
            await rows.CompleteAsync(cancel);
        }
        await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"insert into region select u, u % {CriteriaCountry.Provinces} % {CriteriaCountry.Regions} from generate_series(0, {CriteriaCountry.Units - 1}) u;"), cancel);
        foreach (var step in (string[])["alter table value add primary key (unit, year, indicator)", "vacuum (analyze, freeze) value", "analyze"]) await RunAsync(connection, step, cancel);
        return new RecomputeQuery(connection, Text(country));
    }

    /// <summary>Unit-years that meet the title, criteria not met, unit-years that fulfil the revocation rule.</summary>
    public async Task<(long Titles, long Failing, long Lost)> AskAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(_text, _connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(_connection, "drop schema bench cascade", default);
        await _connection.DisposeAsync();
    }

    private static string Text(CriteriaCountry country)
    {
        var (failing, keys, number) = (new StringBuilder(), new StringBuilder("false"), 0);
        foreach (var criterion in country.Version.Criteria)
        {
            var (low, high) = (0L, 0L);
            foreach (var _ in criterion.Indicators)
            {
                if (number < 60) low |= 1L << number;
                else high |= 1L << (number - 60);
                number++;
            }
            var fails = string.Create(CultureInfo.InvariantCulture, $"(low & {low} <> {low} or high & {high} <> {high})");
            failing.Append(failing.Length == 0 ? "" : " + ").Append(fails).Append("::int");
            if (criterion.Key) keys.Append(" or ").Append(fails);
        }
        var rule = country.Version.Revocation!;
        return string.Create(CultureInfo.InvariantCulture, $"""
            with masks as (
                select bit_or(case when v.value >= l.met then l.low else 0 end) as low, bit_or(case when v.value >= l.met then l.high else 0 end) as high
                from bench.value v join bench.region r using (unit) join bench.level l on l.region = r.region and l.year = v.year and l.indicator = v.indicator
                group by v.unit, v.year),
            judged as (select {failing} as failing, {keys} as key from masks)
            select count(*) filter (where failing = 0), sum(failing)::bigint,
                count(*) filter (where failing * 100 >= {rule.Without * country.Version.Criteria.Count} or (key and failing * 100 >= {rule.WithKey * country.Version.Criteria.Count}))
            from judged
            """);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
