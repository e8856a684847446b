using System.Buffers.Binary;

namespace LangSo.Store.Keeping;

/// <summary>Reads numbers and bytes from a stream in the order of the network, through a buffer of its own.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _at, _end;

    /// <summary>False at the end of the stream.</summary>
    public bool More()
    {
        if (_at < _end) return true;
        (_at, _end) = (0, stream.Read(_buffer));
        return _end > 0;
    }

    public short Short() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public void Skip(int count)
    {
        for (; count > 0; count--) Take(1);
    }

    public void Fill(Span<byte> room)
    {
        while (!room.IsEmpty)
        {
            if (!More()) throw new EndOfStreamException();
            var take = Math.Min(room.Length, _end - _at);
            _buffer.AsSpan(_at, take).CopyTo(room);
            _at += take;
            room = room[take..];
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_end - _at < count)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_end, _at) = (_end - _at, 0);
            while (_end < count)
            {
                var read = stream.Read(_buffer.AsSpan(_end));
                if (read == 0) throw new EndOfStreamException();
                _end += read;
            }
        }
        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }
}

/// <summary>Rows in the portable form as they lie in a file.</summary>
public static class PortableRows
{
    /// <summary>The longest single value that is believed: a damaged length must not take the machine's memory.</summary>
    private const int Longest = 256 * 1024 * 1024;

    /// <summary>The rows of <paramref name="table"/>; a damaged length or a missing end is an exception of its own kind.</summary>
    public static IEnumerable<RowBlock> Read(Stream stream, CarriedTable table, int blockSize, CancellationToken cancel)
    {
        var (input, block) = (new WireReader(stream), new BlockBuilder(blockSize));
        while (input.More())
        {
            block.BeginRow();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var length = input.Int();
                if (length is < -1 or > Longest) throw new InvalidDataException();
                if (length < 0) block.Null();
                else input.Fill(block.Field(length));
            }
            if (!block.Full) continue;
            cancel.ThrowIfCancellationRequested();
            yield return block.Finish();
        }
        if (!block.Empty) yield return block.Finish();
    }
}
