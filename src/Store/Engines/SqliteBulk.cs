using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LangSo.Store.Engines;

/// <summary>
/// Many rows into one table through one statement that is prepared once. A value that is the one of the row before stays bound: of rows in an
/// order most columns repeat, and binding was what a row cost. Values are written as Microsoft.Data.Sqlite writes them.
/// </summary>
internal sealed class SqliteBulk : IDisposable
{
    private const int LookForCancel = 4096;

    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _insert;
    private readonly BulkTable _table;
    private readonly object?[] _bound;
    private byte[] _text = new byte[256];

    public SqliteBulk(SqliteConnection connection, BulkTable table)
    {
        (_db, _table, _bound) = (connection.Handle!, table, new object?[table.Columns.Count]);
        var sql = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => '"' + c.Name + '"'))}) values ({string.Join(", ", table.Columns.Select((_, i) => "?" + (i + 1)))})";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_db, sql, out _insert), _db);
    }

    /// <summary>Adds the rows, in the connection's transaction.</summary>
    public void Add<T>(IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        var columns = _table.Columns;
        var count = 0;
        foreach (var row in rows)
        {
            if (++count % LookForCancel == 0) cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
            {
                var value = columns[i].Read(row);
                // Nothing is bound at first, and nothing is null.
                if (ReferenceEquals(value, _bound[i]) || value is not null && value.Equals(_bound[i])) continue;
                Bind(i + 1, value);
                _bound[i] = value;
            }
            var done = raw.sqlite3_step(_insert);
            if (done != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(done, _db);
            raw.sqlite3_reset(_insert);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _insert.Dispose();

    private void Bind(int at, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(_insert, at),
            string text => Text(at, text),
            bool truth => raw.sqlite3_bind_int(_insert, at, truth ? 1 : 0),
            int or long or short or byte => raw.sqlite3_bind_int64(_insert, at, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            double or float => raw.sqlite3_bind_double(_insert, at, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            DateOnly day => Text(at, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateTime instant => Text(at, instant.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture)),
            decimal exact => Text(at, exact.ToString("0.0###########################", CultureInfo.InvariantCulture)),
            Guid id => Text(at, id.ToString().ToUpperInvariant()),
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_insert, at, 0),
            byte[] bytes => raw.sqlite3_bind_blob(_insert, at, bytes),
            _ => throw new InvalidOperationException($"{_table.Name}.{_table.Columns[at - 1].Name}: a {value.GetType().Name} has no form in SQLite."),
        };
        SqliteException.ThrowExceptionForRC(code, _db);
    }

    private int Text(int at, string text)
    {
        // A span of no bytes would be bound as null.
        if (text.Length == 0) return raw.sqlite3_bind_text(_insert, at, "");
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most) _text = new byte[most];
        return raw.sqlite3_bind_text(_insert, at, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }
}
