using System.Buffers.Binary;

namespace LangSo.Store.Keeping;

/// <summary>
/// Some rows of one table in the portable form, whole rows only. A row is its columns in the order of their names; a column is
/// its length (4 bytes, big-endian; −1 for nothing) and its bytes, the same whichever engine they came from.
/// </summary>
/// <param name="Bytes">The rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="LastAt">Where the last row begins.</param>
public sealed record RowBlock(ReadOnlyMemory<byte> Bytes, int Rows, int LastAt)
{
    /// <summary>The key of the last row, in the portable form: where reading goes on.</summary>
    public byte[] LastKey(CarriedTable table) => KeyAt(table, LastAt);

    private byte[] KeyAt(CarriedTable table, int at)
    {
        var fields = new Range[table.Columns.Count];
        var span = Bytes.Span;
        for (var i = 0; i < fields.Length; i++)
        {
            var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(span[at..]));
            fields[i] = at..(at + 4 + length);
            at += 4 + length;
        }
        var key = new List<byte>();
        foreach (var k in table.Key) key.AddRange(span[fields[k]]);
        return [.. key];
    }
}

/// <summary>Gathers rows into a block.</summary>
internal sealed class BlockBuilder(int size)
{
    private byte[] _bytes = new byte[size + 64 * 1024];
    private int _length, _rows, _lastAt;

    /// <summary>True when it is time to hand the block on.</summary>
    public bool Full => _length >= size;

    public bool Empty => _rows == 0;

    public void BeginRow()
    {
        _lastAt = _length;
        _rows++;
    }

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    public void Field(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    public void Field(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(8), value);

    public void Day(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value);

    /// <summary>Minus zero is zero: SQLite keeps no sign of it.</summary>
    public void Field(double value) => BinaryPrimitives.WriteDoubleBigEndian(Field(8), value == 0 ? 0 : value);

    public void Field(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>Room for a field of this length.</summary>
    public Span<byte> Field(int length)
    {
        var room = Take(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        return room[4..];
    }

    /// <summary>The block; the builder begins another.</summary>
    public RowBlock Finish()
    {
        var block = new RowBlock(_bytes.AsMemory(0, _length), _rows, _lastAt);
        _bytes = new byte[size + 64 * 1024];
        (_length, _rows, _lastAt) = (0, 0, 0);
        return block;
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        var room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }
}

/// <summary>Walks through a block's fields, one after another.</summary>
public ref struct FieldWalk(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The next field; false when it holds nothing.</summary>
    public bool Next(out ReadOnlySpan<byte> value)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        value = length < 0 ? [] : _rest.Slice(4, length);
        _rest = _rest[(4 + Math.Max(0, length))..];
        return length >= 0;
    }

    /// <summary>The day that a field holds.</summary>
    public static DateOnly Day(ReadOnlySpan<byte> value) => PortableTime.Day(BinaryPrimitives.ReadInt32BigEndian(value));
}
