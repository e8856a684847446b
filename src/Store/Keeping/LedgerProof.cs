using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Store.Keeping;

/// <summary>Where a ledger ends: the number and hash of its last act; 0 and the root when it is empty.</summary>
public sealed record LedgerHead(long Number, string Hash)
{
    /// <summary>Before the first act.</summary>
    public static readonly LedgerHead Empty = new(0, LedgerChain.Root);
}

/// <summary>
/// Follows a ledger from its first act, row by row as they stream by, by the same rule as <see cref="LedgerChain"/> and without
/// making an object of each.
/// </summary>
public sealed class LedgerProof
{
    private readonly int _act, _actor, _at, _body, _hash, _number, _previous, _subject, _columns;
    private readonly byte[] _last = Encoding.ASCII.GetBytes(LedgerChain.Root);
    private byte[] _form = new byte[4096];
    private long _rows;

    /// <summary>For rows of this table's shape.</summary>
    public LedgerProof(CarriedTable table)
    {
        var names = table.Columns.Select(c => c.Name).ToList();
        int[] at = [.. ((string[])["act", "actor", "at", "body", "hash", "number", "previous", "subject"]).Select(n => names.IndexOf(n))];
        (_act, _actor, _at, _body, _hash, _number, _previous, _subject) = (at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]);
        _columns = names.Count;
    }

    /// <summary>The number of the first act that does not follow from the one before, or null so far.</summary>
    public long? FirstBroken { get; private set; }

    /// <summary>The last act that was read.</summary>
    public LedgerHead Head => new(_rows, Encoding.ASCII.GetString(_last));

    /// <summary>Rows read.</summary>
    public long Rows => _rows;

    /// <summary>Reads on.</summary>
    public void Add(RowBlock block)
    {
        var bytes = block.Bytes.Span;
        Span<Range> fields = stackalloc Range[_columns];
        var at = 0;
        for (var r = 0; r < block.Rows; r++)
        {
            for (var i = 0; i < _columns; i++)
            {
                var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
                fields[i] = (at + 4)..(at + 4 + length);
                at += 4 + length;
            }
            _rows++;
            if (FirstBroken is null && !Follows(bytes, fields)) FirstBroken = _rows;
        }
    }

    private bool Follows(ReadOnlySpan<byte> bytes, ReadOnlySpan<Range> fields)
    {
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes[fields[_number]]);
        var previous = bytes[fields[_previous]];
        var hash = bytes[fields[_hash]];
        if (number != _rows || !previous.SequenceEqual(_last)) return false;
        var wanted = bytes[fields[_body]].Length + bytes[fields[_actor]].Length + bytes[fields[_act]].Length + bytes[fields[_subject]].Length + 512;
        if (_form.Length < wanted) _form = new byte[wanted * 2];

        var length = 0;
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(number, text, out var written);
        Put(text[..written], ref length);
        PortableTime.Instant(BinaryPrimitives.ReadInt64BigEndian(bytes[fields[_at]])).TryFormat(text, out written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Put(text[..written], ref length);
        Put(bytes[fields[_actor]], ref length);
        Put(bytes[fields[_act]], ref length);
        Put(bytes[fields[_subject]], ref length);
        Put(bytes[fields[_body]], ref length);
        Put(previous, ref length);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(_form.AsSpan(0, length), digest);
        Span<byte> hex = stackalloc byte[64];
        Convert.TryToHexStringLower(digest, hex, out _);
        if (!hash.SequenceEqual(hex)) return false;
        hash.CopyTo(_last);
        return true;
    }

    private void Put(ReadOnlySpan<byte> field, ref int length)
    {
        Utf8Formatter.TryFormat(field.Length, _form.AsSpan(length), out var written);
        length += written;
        _form[length++] = (byte)':';
        field.CopyTo(_form.AsSpan(length));
        length += field.Length;
    }
}
