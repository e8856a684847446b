using System.Globalization;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;

namespace LangSo.Criteria.Tests.Oracle;

/// <summary>One answer of the oracle.</summary>
internal sealed record OracleAnswer(string Title, int Failing, int Unknown, int? Distance, string Criteria);

/// <summary>
/// The rules once more, in SQL, by somebody who has not seen the engine: rows and joins, no columns and no bits. Everything of a world goes into
/// tables; one statement answers all questions.
/// </summary>
internal sealed class SqlOracle : IDisposable
{
    private readonly SqliteConnection _db = new("Data Source=:memory:");
    private readonly Dictionary<string, SqliteCommand> _inserts = new(StringComparer.Ordinal);

    public SqlOracle()
    {
        _db.Open();
        Run("""
            create table question(id integer primary key, world int, unit text, day text, known text);
            create table parent(world int, unit text, parent text, since text, until text);
            create table fact(world int, indicator text, unit text, since text, until text, learned text, seq integer primary key, word text, hundredths int);
            create table version(world int, id text, since text, until text, near int, with_key int, without int, otherwise text, grouped int);
            create table criterion(world int, version text, code text, place int, is_key int, choice text);
            create table asked(world int, version text, criterion text, code text, fact text, kind text, most int, may_not int, layer int);
            create table level(world int, code text, layer int, grp text, since text, until text, hundredths int);
            create table layer(world int, province text, since text, until text);
            """);
    }

    public void Add(int world, RandomWorld random)
    {
        foreach (var v in random.Versions.Where(v => v.Parent is not null)) Insert("parent", world, v.Unit.Value, v.Parent!.Value.Value, v.From, v.To);
        foreach (var f in random.Facts)
        {
            var number = decimal.TryParse(f.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? (long?)(n * 100) : null;
            Insert("fact", world, f.Indicator, f.Unit.Value, f.From, f.To, f.Recorded, null, number is null ? f.Value : null, number);
        }
        foreach (var v in random.Set.Versions)
        {
            Insert("version", world, v.Id, v.From, v.To, v.Near, v.Revocation?.WithKey, v.Revocation?.Without, random.Set.Groups?.Otherwise, random.Set.Groups is null ? 0 : 1);
            foreach (var (c, place) in v.Criteria.Select((c, i) => (c, i)))
            {
                Insert("criterion", world, v.Id, c.Code, place, c.Key ? 1 : 0, c.OneOf.Length == 0 ? null : c.OneOf);
                foreach (var i in c.Indicators) Ask(world, v.Id, c.Code, i, 0);
                foreach (var (_, i) in random.Layer?.Adds.Where(a => a.Criterion == c.Code) ?? []) Ask(world, v.Id, c.Code, i, 1);
            }
        }
        if (random.Layer is not { } layer) return;
        Insert("layer", world, layer.Province.Value, layer.From, layer.To);
        foreach (var (code, levels) in layer.Thresholds)
            foreach (var t in levels) Insert("level", world, code, 1, t.Group, t.From, t.To, (long)(t.Value * 100));
    }

    public void Ask(int id, int world, UnitId unit, AsOf asOf) => Insert("question", id, world, unit.Value, asOf.Date, asOf.KnownOn);

    /// <summary>Every answer by the number of its question.</summary>
    public Dictionary<int, OracleAnswer> Answers()
    {
        Run("create index f on fact(world, indicator, unit); create index l on level(world, code); create index p on parent(world, unit); create index a on asked(world, version); create index c on criterion(world, version);");
        Run(Rules);
        using var command = _db.CreateCommand();
        command.CommandText = Sums;
        using var rows = command.ExecuteReader();
        var answers = new Dictionary<int, OracleAnswer>();
        while (rows.Read())
            answers[rows.GetInt32(0)] = new OracleAnswer(rows.GetString(1), rows.GetInt32(2), rows.GetInt32(3), rows.IsDBNull(4) ? null : rows.GetInt32(4), rows.GetString(5));
        return answers;
    }

    public void Dispose()
    {
        foreach (var command in _inserts.Values) command.Dispose();
        _db.Dispose();
    }

    private void Ask(int world, string version, string criterion, SetIndicator i, int layer)
    {
        foreach (var fact in i.BySex ? [i.Fact + "-male", i.Fact + "-female"] : (string[])[i.Fact])
            Insert("asked", world, version, criterion, i.Code, fact, i.Kind == ValueKind.YesNo ? "yes-no" : "number", i.Direction == Direction.AtMost ? 1 : 0, i.MayNotApply ? 1 : 0, layer);
        foreach (var t in i.Thresholds) Insert("level", world, i.Code, 0, t.Group, t.From, t.To, (long)(t.Value * 100));
    }

    private void Insert(string table, params object?[] values)
    {
        if (!_inserts.TryGetValue(table, out var command))
        {
            _inserts[table] = command = _db.CreateCommand();
            command.CommandText = $"insert into {table} values ({string.Join(',', values.Select((_, i) => "$" + i))})";
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter("$" + i, null));
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] switch { null => DBNull.Value, DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), var v => v };
        command.ExecuteNonQuery();
    }

    private void Run(string text)
    {
        using var command = _db.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private const string Rules = """
        create temp table place as select q.*, p.parent from question q join parent p on p.world = q.world and p.unit = q.unit and p.since <= q.day and (p.until is null or p.until > q.day);
        create temp table holding as with visible as (
            select q.id, f.*, q.day, row_number() over (partition by q.id, f.indicator, f.unit, f.since order by f.learned desc, f.seq desc) as turn
            from place q join fact f on f.world = q.world and f.unit in (q.unit, q.parent) where f.since <= q.day and f.learned <= q.known)
            select * from (select *, row_number() over (partition by id, indicator, unit order by since desc) as latest from visible where turn = 1 and (until is null or until > day))
            where latest = 1;
        create index h on holding(id, indicator, unit);
        create temp table subject as
            select q.id, q.world, q.unit, q.day, v.id as version, v.near, v.with_key, v.without, v.grouped,
                coalesce((select word from holding h where h.id = q.id and h.indicator = 'g' and h.unit = q.unit),
                         (select word from holding h where h.id = q.id and h.indicator = 'g' and h.unit = q.parent), v.otherwise) as grp,
                exists (select 1 from layer l where l.world = q.world and l.province = q.parent and l.since <= q.day and (l.until is null or l.until > q.day)) as layered
            from place q join version v on v.world = q.world and v.since <= q.day and (v.until is null or v.until > q.day);
        create temp table per_criterion as with levelled as (
            select s.id, s.near, a.criterion, a.kind, a.most, a.may_not, h.word, h.hundredths,
                coalesce(
                    (select t.hundredths from level t where s.layered and t.world = s.world and t.code = a.code and t.layer = 1 and t.grp = s.grp and t.since <= s.day and (t.until is null or t.until > s.day)),
                    (select t.hundredths from level t where s.layered and t.world = s.world and t.code = a.code and t.layer = 1 and t.grp = '*' and t.since <= s.day and (t.until is null or t.until > s.day)),
                    (select t.hundredths from level t where t.world = s.world and t.code = a.code and t.layer = 0 and t.grp = s.grp and t.since <= s.day and (t.until is null or t.until > s.day)),
                    (select t.hundredths from level t where t.world = s.world and t.code = a.code and t.layer = 0 and t.grp = '*' and t.since <= s.day and (t.until is null or t.until > s.day))) as bar
            from subject s join asked a indexed by a on a.world = s.world and a.version = s.version and (a.layer = 0 or s.layered)
            left join holding h on h.id = s.id and h.indicator = a.fact and h.unit = s.unit),
        judged as materialized (
            select id, criterion, case
                when word = 'exempt' then 'Exempt'
                when word = 'not-applicable' then case when may_not then 'NotApplicable' else 'NoData' end
                when kind = 'yes-no' then case word when 'yes' then 'Met' when 'no' then 'NotMet' else 'NoData' end
                when hundredths is null or bar is null then 'NoData'
                when not most and hundredths >= bar or most and hundredths <= bar then 'Met'
                when not most and hundredths * 100 >= bar * near or most and hundredths * near <= bar * 100 then 'Near'
                else 'NotMet' end as verdict
            from levelled)
            select s.id, c.code, c.place, c.is_key, c.choice, case
                when sum(j.verdict = 'NotMet') > 0 then 'NotMet' when sum(j.verdict = 'Near') > 0 then 'Near' when sum(j.verdict = 'NoData') > 0 then 'NoData'
                when sum(j.verdict = 'Met') > 0 then 'Met' when sum(j.verdict = 'NotApplicable') > 0 then 'NotApplicable' else 'Exempt' end as verdict
            from subject s join criterion c on c.world = s.world and c.version = s.version
            join judged j on j.id = s.id and j.criterion = c.code group by s.id, c.code;
        create index pc on per_criterion(id, place);
        """;

    private const string Sums = """
        with recursive
        needed as (
            select id, verdict from per_criterion where choice is null
            union all
            select id, case
                when sum(verdict = 'Met') > 0 then 'Met' when sum(verdict = 'Near') > 0 then 'Near' when sum(verdict = 'NoData') > 0 then 'NoData'
                when sum(verdict = 'NotMet') > 0 then 'NotMet' when sum(verdict = 'NotApplicable') > 0 then 'NotApplicable' else 'Exempt' end
            from per_criterion where choice is not null group by id, choice),
        summed as (
            select id, count(*) as n, sum(verdict in ('NotMet', 'Near')) as failing, sum(verdict = 'NoData') as unknown, case
                when sum(verdict = 'NotMet') > 0 then 'NotMet' when sum(verdict = 'Near') > 0 then 'Near' when sum(verdict = 'NoData') > 0 then 'NoData'
                when sum(verdict = 'Met') > 0 then 'Met' when sum(verdict = 'NotApplicable') > 0 then 'NotApplicable' else 'Exempt' end as title
            from needed group by id),
        keys as (select id, max(is_key and verdict in ('NotMet', 'Near')) as fails, max(is_key and verdict not in ('NotMet', 'Near')) as remains from per_criterion group by id),
        further(k) as (select 0 union all select k + 1 from further where k < 70)
        select s.id, u.title, u.failing, u.unknown,
            (select min(k) from further where s.without is not null and (
                (u.failing + k) * 100 >= s.without * u.n or ((u.failing + k) * 100 >= s.with_key * u.n and (y.fails or (k > 0 and y.remains))))),
            (select group_concat(verdict, ' ') from (select verdict from per_criterion p where p.id = s.id order by place))
        from subject s join summed u on u.id = s.id join keys y on y.id = s.id
        """;
}
