using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;

namespace LangSo.Player;

/// <summary>An order on disk.</summary>
internal sealed record StoredOrder(Order Order, string Fingerprint, DateTime? Began, string? Outcome);

/// <summary>An occurrence of a programme on disk.</summary>
internal sealed record StoredAiring(Occurrence Occurrence, DateTime? Began, string? Outcome);

/// <summary>
/// What a loudspeaker must not forget: accepted orders and records that are not yet acknowledged. Every write is on the disk when
/// the call returns (synchronous = full), so that a cut of power at any moment loses nothing.
/// </summary>
internal sealed class PlayerStore : IDisposable
{
    /// <summary>SQLITE_FULL and SQLITE_IOERR: no room, or a disk that does not write.</summary>
    private const int Full = 13, DoesNotWrite = 10;

    private readonly SqliteConnection _db;
    private readonly Ballast _ballast;
    private readonly Queue<(Func<long, PlayRecord> Make, Action<PlayRecord> Also)> _waiting = new();
    private readonly Lock _turn = new();

    public PlayerStore(string folder, long firstRecord)
    {
        _ballast = new Ballast(folder);
        _db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "player.db"), Pooling = false }.ToString());
        _db.Open();
        Run("pragma journal_mode = wal");
        Run("pragma synchronous = full");
        Run("create table if not exists meta (name text primary key, value text not null)");
        Run("create table if not exists orders (id text primary key, payload text not null, fingerprint text not null, expires text not null, began text, outcome text)");
        Run("create table if not exists records (n integer primary key, json text not null)");
        Run("create table if not exists airings (id text not null, planned integer not null, began text, outcome text, primary key (id, planned))");
        Run("create table if not exists refused (fingerprint text primary key, at text not null)");
        Run("create table if not exists commands (id text primary key, expires text not null, json text not null)");
        Run("insert or ignore into meta values ('next', $next)", ("$next", Text(firstRecord)));
    }

    /// <summary>True while a record waits in memory because the disk takes nothing.</summary>
    public bool DiskFull
    {
        get
        {
            lock (_turn) return _waiting.Count > 0;
        }
    }

    /// <summary>Everything that has not been forgotten.</summary>
    public List<StoredOrder> Orders() => Read(
        "select payload, fingerprint, began, outcome from orders",
        row => new StoredOrder(
            JsonSerializer.Deserialize<Order>(row.GetString(0), LangSoJson.Compact)!, row.GetString(1),
            row.IsDBNull(2) ? null : JsonSerializer.Deserialize<DateTime>(row.GetString(2)), row.IsDBNull(3) ? null : row.GetString(3)));

    /// <summary>What came of the occurrences of programmes.</summary>
    public List<StoredAiring> Airings() => Read(
        "select id, planned, began, outcome from airings",
        row => new StoredAiring(
            new Occurrence(row.GetString(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc)), row.IsDBNull(2) ? null : JsonSerializer.Deserialize<DateTime>(row.GetString(2)),
            row.IsDBNull(3) ? null : row.GetString(3)));

    /// <summary>Keeps an accepted order; a newer one of the same id takes its place.</summary>
    public void Keep(Order order, string fingerprint) => Run(
        """
        insert into orders (id, payload, fingerprint, expires) values ($id, $payload, $fingerprint, $expires)
        on conflict (id) do update set payload = excluded.payload, fingerprint = excluded.fingerprint, expires = excluded.expires
        """,
        ("$id", order.Id), ("$payload", JsonSerializer.Serialize(order, LangSoJson.Compact)), ("$fingerprint", fingerprint), ("$expires", Text(order.Expires)));

    /// <summary>Playing has begun; if the power goes now, the next start knows.</summary>
    public void Begin(string order, DateTime at) =>
        Run("update orders set began = $at where id = $id and outcome is null", ("$id", order), ("$at", JsonSerializer.Serialize(at)));

    /// <summary>The same of a programme's occurrence, which may begin again after it was broken off.</summary>
    public void Begin(Occurrence airing, DateTime at) => Run(
        "insert into airings values ($id, $planned, $at, null) on conflict (id, planned) do update set began = excluded.began, outcome = null",
        ("$id", airing.Order), ("$planned", airing.Planned.Ticks), ("$at", JsonSerializer.Serialize(at)));

    /// <summary>Ends an order, or one occurrence of a programme, and numbers its record, both or neither.</summary>
    public PlayRecord Finish(Func<long, PlayRecord> make, Occurrence? airing = null) => Numbered(
        make, record => _ = airing is { } one
            ? Run(
                "insert into airings values ($id, $planned, null, $outcome) on conflict (id, planned) do update set outcome = excluded.outcome",
                ("$id", one.Order), ("$planned", one.Planned.Ticks), ("$outcome", Text(record.Result)))
            : Run("update orders set outcome = $outcome where id = $id", ("$id", record.Order), ("$outcome", Text(record.Result))));

    /// <summary>Numbers the record of a refusal. Null when the same bytes were reported before.</summary>
    public PlayRecord? Refuse(string fingerprint, DateTime at, Func<long, PlayRecord> make)
    {
        lock (_turn)
        {
            if (Read("select 1 from refused where fingerprint = $f", _ => 1, ("$f", fingerprint)).Count > 0) return null;
            return Numbered(make, _ => Run("insert into refused values ($f, $at)", ("$f", fingerprint), ("$at", Text(at))));
        }
    }

    /// <summary>The oldest records that wait.</summary>
    public List<PlayRecord> Unsent(int most) => Read(
        "select json from records order by n limit $most", row => JsonSerializer.Deserialize<PlayRecord>(row.GetString(0), LangSoJson.Compact)!, ("$most", most));

    /// <summary>How many wait.</summary>
    public int UnsentCount() => (int)Read("select count(*) from records", row => row.GetInt64(0))[0];

    /// <summary>The server has them. False when that was known.</summary>
    public bool Acknowledge(long upTo) => Run("delete from records where n <= $n", ("$n", upTo)) > 0;

    /// <summary>Forgets orders and refusals that expired long before.</summary>
    public void Forget(DateTime before)
    {
        Run("delete from orders where expires < $before and outcome is not null", ("$before", Text(before)));
        Run("delete from orders where expires < $before and (json_extract(payload, '$.kind') <> 'play' or json_extract(payload, '$.programme') is not null)", ("$before", Text(before)));
        // One that has begun without an end is first told of.
        Run("delete from airings where planned < $ticks and outcome is not null", ("$ticks", before.AddDays(-2).Ticks));
        Run("delete from refused where at < $before", ("$before", Text(before)));
    }

    /// <summary>A named value.</summary>
    public string? this[string name]
    {
        get => Read("select value from meta where name = $name", row => row.GetString(0), ("$name", name)).FirstOrDefault();
        set => Run("insert into meta values ($name, $value) on conflict (name) do update set value = excluded.value", ("$name", name), ("$value", value ?? ""));
    }

    public void Dispose() => _db.Dispose();

    /// <summary>Writes what waited for room, and makes the ballast whole again. Called now and then.</summary>
    public void CatchUp()
    {
        if (Catch()) _ballast.Restore();
    }

    private bool Catch()
    {
        lock (_turn)
        {
            while (_waiting.TryPeek(out var next))
            {
                if (TryNumber(next.Make, next.Also) is null) return false;
                _waiting.Dequeue();
            }
            return true;
        }
    }

    /// <summary>Writes down an answer to a command; <paramref name="first"/> only when there is none. False when there was.</summary>
    public bool Answer(CommandAnswer answer, DateTime expires, bool first) => Run(
        first
            ? "insert or ignore into commands values ($id, $expires, $json)"
            : "insert or replace into commands values ($id, $expires, $json)",
        ("$id", answer.Id), ("$expires", Text(expires)), ("$json", JsonSerializer.Serialize(answer, LangSoJson.Compact))) > 0;

    /// <summary>Answers to commands that have not expired.</summary>
    public List<CommandAnswer> Answers(DateTime now) => Read(
        "select json from commands where expires > $now order by rowid", row => JsonSerializer.Deserialize<CommandAnswer>(row.GetString(0), LangSoJson.Compact)!, ("$now", Text(now)));

    /// <summary>Forgets commands that expired before.</summary>
    public void ForgetAnswers(DateTime before) => Run("delete from commands where expires < $before", ("$before", Text(before)));

    /// <summary>
    /// Writes a record under the next number, with what belongs to it, or neither. A disk that is full does not stop the sound: the
    /// ballast makes room, and if even that is gone the record waits in memory, in its order; its number is then still to come.
    /// </summary>
    private PlayRecord Numbered(Func<long, PlayRecord> make, Action<PlayRecord> also)
    {
        lock (_turn)
        {
            if (Catch() && TryNumber(make, also) is { } record) return record;
            _waiting.Enqueue((make, also));
            return make(0);
        }
    }

    private PlayRecord? TryNumber(Func<long, PlayRecord> make, Action<PlayRecord> also)
    {
        for (var again = false; ; again = true)
        {
            try
            {
                using var transaction = _db.BeginTransaction();
                var n = long.Parse(this["next"]!, System.Globalization.CultureInfo.InvariantCulture);
                var record = make(n);
                Run("insert into records values ($n, $json)", ("$n", n), ("$json", JsonSerializer.Serialize(record, LangSoJson.Compact)));
                this["next"] = Text(n + 1);
                also(record);
                transaction.Commit();
                return record;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is Full or DoesNotWrite)
            {
                if (again || !_ballast.Drop()) return null;
            }
        }
    }

    private int Run(string sql, params (string Name, object Value)[] values)
    {
        lock (_turn)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> map, params (string Name, object Value)[] values)
    {
        lock (_turn)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(map(reader));
            return rows;
        }
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = _db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(PlayResult result) => JsonNamingPolicy.KebabCaseLower.ConvertName(result.ToString());
}
