using System.Buffers.Binary;
using System.Text;

namespace LangSo.Store.Engines;

/// <summary>
/// Many rows as the bytes of a binary COPY. A value that is the one of the row before is not encoded again: of rows in an order most columns repeat,
/// and a call for every value was what a row cost. Types that are rare in bulk have no form here; their tables go the longer way.
/// </summary>
internal sealed class PostgresBulk
{
    private const int Block = 1 << 16;

    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly HashSet<string> Forms = new(StringComparer.Ordinal)
    {
        "text", "character varying", "boolean", "integer", "bigint", "double precision", "date", "timestamp with time zone", "uuid", "bytea",
    };

    private readonly BulkTable _table;
    private readonly object?[] _last;
    private readonly byte[][] _fields;
    private readonly int[] _lengths;
    private byte[] _block = new byte[Block * 2];
    private int _filled;

    public PostgresBulk(BulkTable table)
    {
        _table = table;
        (_last, _fields, _lengths) = (new object?[table.Columns.Count], new byte[table.Columns.Count][], new int[table.Columns.Count]);
        for (var i = 0; i < _fields.Length; i++)
        {
            _fields[i] = new byte[32];
            Null(i);
        }
    }

    /// <summary>True when every column of the table has a form here.</summary>
    public static bool Takes(BulkTable table) => table.Columns.All(c => Forms.Contains(c.StoreType));

    /// <summary>Writes the rows as one COPY; whoever opened it ends it, or takes it back when this fails.</summary>
    public async Task WriteAsync<T>(Stream copy, IEnumerable<T> rows, CancellationToken cancel)
        where T : class
    {
        Append(Head);
        foreach (var row in rows)
        {
            Append(row);
            if (_filled < Block) continue;
            await copy.WriteAsync(_block.AsMemory(0, _filled), cancel);
            _filled = 0;
        }
        // A row of minus one column is the end.
        Append([0xFF, 0xFF]);
        await copy.WriteAsync(_block.AsMemory(0, _filled), cancel);
    }

    private void Append(object row)
    {
        var columns = _table.Columns;
        BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)columns.Count);
        _filled += 2;
        for (var i = 0; i < columns.Count; i++)
        {
            var value = columns[i].Read(row);
            // Nothing was said at first, and nothing is null.
            if (!ReferenceEquals(value, _last[i]) && !(value is not null && value.Equals(_last[i])))
            {
                Encode(i, value);
                _last[i] = value;
            }
            Append(_fields[i].AsSpan(0, _lengths[i]));
        }
    }

    private void Encode(int column, object? value)
    {
        switch (value)
        {
            case null: Null(column); break;
            case string text: Text(column, text); break;
            case bool truth: Field(column, 1)[0] = truth ? (byte)1 : (byte)0; break;
            case int number: BinaryPrimitives.WriteInt32BigEndian(Field(column, 4), number); break;
            case long number: BinaryPrimitives.WriteInt64BigEndian(Field(column, 8), number); break;
            case double number: BinaryPrimitives.WriteDoubleBigEndian(Field(column, 8), number); break;
            case DateOnly day: BinaryPrimitives.WriteInt32BigEndian(Field(column, 4), day.DayNumber - FirstDay.DayNumber); break;
            case DateTime instant: BinaryPrimitives.WriteInt64BigEndian(Field(column, 8), (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond - ToFirstDay); break;
            case Guid id: id.TryWriteBytes(Field(column, 16), bigEndian: true, out _); break;
            case byte[] bytes: bytes.CopyTo(Field(column, bytes.Length)); break;
            default: throw new InvalidOperationException($"{_table.Name}.{_table.Columns[column].Name}: a {value.GetType().Name} has no form in a COPY.");
        }
    }

    // PostgreSQL counts days and microseconds from here.
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    private const long ToFirstDay = 946_684_800_000_000;

    private void Text(int column, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, Field(column, length));
    }

    private void Null(int column)
    {
        BinaryPrimitives.WriteInt32BigEndian(_fields[column], -1);
        _lengths[column] = 4;
    }

    private Span<byte> Field(int column, int length)
    {
        if (_fields[column].Length < length + 4) _fields[column] = new byte[(length + 4) * 2];
        BinaryPrimitives.WriteInt32BigEndian(_fields[column], length);
        _lengths[column] = length + 4;
        return _fields[column].AsSpan(4, length);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _filled += bytes.Length;
    }

    private Span<byte> Room(int length)
    {
        if (_block.Length - _filled < length) Array.Resize(ref _block, Math.Max(_block.Length * 2, _filled + length));
        return _block.AsSpan(_filled);
    }
}
