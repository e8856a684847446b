using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LangSo.Store.Keeping;

/// <summary>Rows between SQLite and the portable form, without an object for each value.</summary>
internal static class SqliteRows
{
    /// <summary>The table's rows in the order of its key, after <paramref name="after"/> when that is given.</summary>
    public static IEnumerable<RowBlock> Read(SqliteConnection connection, SqliteTransaction transaction, CarriedTable table, byte[]? after, int blockSize, CancellationToken cancel)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var where = after is null ? "" : $" where ({table.KeyList}) > ({string.Join(", ", table.Key.Select((_, i) => "@p" + i))})";
        command.CommandText = $"select {table.ColumnList} from {table.Quoted}{where} order by {table.KeyList}";
        if (after is not null) BindKey(command, table, after);
        using var reader = command.ExecuteReader();
        var block = new BlockBuilder(blockSize);
        while (reader.Read())
        {
            Encode(reader.Handle!, table, block);
            if (!block.Full) continue;
            cancel.ThrowIfCancellationRequested();
            yield return block.Finish();
        }
        if (!block.Empty) yield return block.Finish();
    }

    private static void BindKey(SqliteCommand command, CarriedTable table, byte[] after)
    {
        var walk = new FieldWalk(after);
        foreach (var (column, i) in table.Key.Select((k, i) => (table.Columns[k], i)))
        {
            walk.Next(out var value);
            command.Parameters.AddWithValue("@p" + i, column.Kind switch
            {
                ValueKind.Whole => BinaryPrimitives.ReadInt64BigEndian(value),
                ValueKind.Truth => (long)value[0],
                ValueKind.Real => BinaryPrimitives.ReadDoubleBigEndian(value),
                ValueKind.Bytes => value.ToArray(),
                _ => Encoding.UTF8.GetString(Words(column, value, new byte[64])),
            });
        }
    }

    private static void Encode(sqlite3_stmt row, CarriedTable table, BlockBuilder block)
    {
        block.BeginRow();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (raw.sqlite3_column_type(row, i) == raw.SQLITE_NULL)
            {
                block.Null();
                continue;
            }
            switch (table.Columns[i].Kind)
            {
                case ValueKind.Whole: block.Field(raw.sqlite3_column_int64(row, i)); break;
                case ValueKind.Truth: block.Field(raw.sqlite3_column_int64(row, i) != 0); break;
                case ValueKind.Real: block.Field(raw.sqlite3_column_double(row, i)); break;
                case ValueKind.Instant: block.Field(PortableTime.ParseInstant(raw.sqlite3_column_blob(row, i))); break;
                case ValueKind.Day: block.Day(PortableTime.ParseDay(raw.sqlite3_column_blob(row, i))); break;
                case ValueKind.Guid: Guid.Parse(raw.sqlite3_column_blob(row, i)).TryWriteBytes(block.Field(16), bigEndian: true, out _); break;
                case ValueKind.Exact: block.Field(Encoding.UTF8.GetBytes(ExactText.Plain(Encoding.UTF8.GetString(raw.sqlite3_column_blob(row, i))))); break;
                default: block.Field(raw.sqlite3_column_blob(row, i)); break;
            }
        }
    }

    /// <summary>Adds a block's rows through one prepared statement.</summary>
    public static void Write(sqlite3 db, sqlite3_stmt insert, CarriedTable table, RowBlock block)
    {
        var walk = new FieldWalk(block.Bytes.Span);
        var scratch = new byte[64];
        for (var r = 0; r < block.Rows; r++)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var column = table.Columns[i];
                var code = !walk.Next(out var value) ? raw.sqlite3_bind_null(insert, i + 1) : column.Kind switch
                {
                    ValueKind.Whole => raw.sqlite3_bind_int64(insert, i + 1, BinaryPrimitives.ReadInt64BigEndian(value)),
                    ValueKind.Truth => raw.sqlite3_bind_int64(insert, i + 1, value[0]),
                    ValueKind.Real => raw.sqlite3_bind_double(insert, i + 1, BinaryPrimitives.ReadDoubleBigEndian(value)),
                    // Nothing long is not nothing at all: a span of no bytes would be bound as null.
                    ValueKind.Bytes => value.IsEmpty ? raw.sqlite3_bind_zeroblob(insert, i + 1, 0) : raw.sqlite3_bind_blob(insert, i + 1, value),
                    ValueKind.Text when value.IsEmpty => raw.sqlite3_bind_text(insert, i + 1, ""),
                    _ => raw.sqlite3_bind_text(insert, i + 1, Words(column, value, scratch)),
                };
                if (code != raw.SQLITE_OK) throw Failure(db, code);
            }
            var step = raw.sqlite3_step(insert);
            if (step != raw.SQLITE_DONE) throw Failure(db, step);
            raw.sqlite3_reset(insert);
        }
    }

    /// <summary>The text that SQLite keeps for a value.</summary>
    private static ReadOnlySpan<byte> Words(CarriedColumn column, ReadOnlySpan<byte> value, byte[] scratch)
    {
        switch (column.Kind)
        {
            case ValueKind.Instant: return scratch.AsSpan(0, PortableTime.Write(BinaryPrimitives.ReadInt64BigEndian(value), column.WithOffset, scratch));
            case ValueKind.Day: return scratch.AsSpan(0, PortableTime.Write(BinaryPrimitives.ReadInt32BigEndian(value), scratch));
            case ValueKind.Guid: return scratch.AsSpan(0, Encoding.ASCII.GetBytes(new Guid(value, bigEndian: true).ToString("D").ToUpperInvariant(), scratch));
            case ValueKind.Exact: return Encoding.UTF8.GetBytes(decimal.Parse(Encoding.UTF8.GetString(value), CultureInfo.InvariantCulture).ToString("0.0###########################", CultureInfo.InvariantCulture));
            default: return value;
        }
    }

    public static SqliteException Failure(sqlite3 db, int code) => new(raw.sqlite3_errmsg(db).utf8_to_string(), code);
}

/// <summary>A decimal's one form: no needless zeros.</summary>
internal static class ExactText
{
    public static string Plain(string text) =>
        (decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
