using System.Data.Common;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LangSo.Bench;

/// <summary>A figure over its denominator.</summary>
internal readonly record struct Headline(int Count, int Of);

/// <summary>
/// The rival of the report: what somebody who knows SQL writes on the same tables for its three headline figures, standing as of
/// a day as known on a day. One prepared statement on one open connection.
/// </summary>
internal sealed class HeadlineQuery : IDisposable
{
    private const string Text =
        """
        with known as (
            select unit, kind, "from", "to", row_number() over (partition by unit, "from" order by recorded desc, id desc) as newest
            from unit_versions where recorded <= @known and kind in ('xã', 'thị trấn')),
        in_force as materialized (
            select unit, kind from known where newest = 1 and "from" <= @day and ("to" is null or "to" > @day)),
        acts as materialized (
            select unit, title, field, kind, case title when 'model' then 3 when 'advanced' then 2 else 1 end as rank,
                   row_number() over (order by effective, date, id) as turn
            from decisions where effective <= @day and recorded <= @known),
        revoked as materialized (select * from acts where kind = 'Revoke'),
        held as (
            select unit, max(rank) as best, max(case when rank >= 3 then 1 else 0 end) as model, max(case when rank >= 3 and field = 'digital' then 1 else 0 end) as digital
            from acts a
            where kind = 'Recognise' and not exists (
                select 1 from revoked r
                where r.unit = a.unit and r.turn > a.turn
                  and ((r.field = '' and a.rank >= r.rank) or (r.field <> '' and r.title = a.title and r.field = a.field)))
            group by unit)
        select count(*), count(*) filter (where best >= 2),
               count(*) filter (where kind = 'xã'), count(*) filter (where kind = 'xã' and model = 1), count(*) filter (where kind = 'xã' and digital = 1)
        from in_force left join held using (unit)
        """;

    private readonly DbConnection _connection;
    private readonly DbCommand _command;

    public HeadlineQuery(StoreAddress address)
    {
        _connection = address.Engine == StoreEngine.Postgres ? new NpgsqlConnection(address.Connection) : new SqliteConnection(address.Connection);
        _connection.Open();
        _command = _connection.CreateCommand();
        _command.CommandText = Text;
        foreach (var name in (string[])["@day", "@known"])
        {
            var parameter = _command.CreateParameter();
            (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, System.Data.DbType.Date, new DateOnly(2024, 3, 31));
            _command.Parameters.Add(parameter);
        }
        _command.Prepare();
    }

    /// <summary>Advanced, model, model in digital transformation.</summary>
    public Headline[] Ask(AsOf asOf)
    {
        _command.Parameters[0].Value = asOf.Date;
        _command.Parameters[1].Value = asOf.KnownOn;
        using var row = _command.ExecuteReader();
        row.Read();
        return
        [
            new Headline(row.GetInt32(1), row.GetInt32(0)),
            new Headline(row.GetInt32(3), row.GetInt32(2)),
            new Headline(row.GetInt32(4), row.GetInt32(3)),
        ];
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
