using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;

namespace LangSo.Store.Keeping;

/// <summary>Rows between PostgreSQL's binary COPY and the portable form, which differ only in the width of numbers and in infinities.</summary>
internal static class PostgresRows
{
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The table's rows in the order of its key, after <paramref name="after"/> when that is given.</summary>
    public static IEnumerable<RowBlock> Read(NpgsqlConnection connection, CarriedTable table, byte[]? after, int blockSize, CancellationToken cancel)
    {
        var where = after is null ? "" : $" where ({table.KeyList}) > ({KeyWords(table, after)})";
        using var copy = connection.BeginRawBinaryCopy($"copy (select {table.ColumnList} from {table.Quoted}{where} order by {table.KeyList}) to stdout (format binary)");
        var input = new WireReader(copy);
        input.Skip(Signature.Length);
        var block = new BlockBuilder(blockSize);
        while (input.Short() >= 0)
        {
            Encode(input, table, block);
            if (!block.Full) continue;
            cancel.ThrowIfCancellationRequested();
            yield return block.Finish();
        }
        if (!block.Empty) yield return block.Finish();
    }

    private static void Encode(WireReader input, CarriedTable table, BlockBuilder block)
    {
        block.BeginRow();
        foreach (var column in table.Columns)
        {
            var length = input.Int();
            if (length < 0)
            {
                block.Null();
                continue;
            }
            switch (column.Kind)
            {
                case ValueKind.Whole: block.Field(length switch { 2 => input.Short(), 4 => input.Int(), _ => input.Long() }); break;
                case ValueKind.Real when length == 4: block.Field((double)BitConverter.Int32BitsToSingle(input.Int())); break;
                case ValueKind.Real: block.Field(BitConverter.Int64BitsToDouble(input.Long())); break;
                case ValueKind.Instant:
                    var instant = input.Long();
                    block.Field(instant switch { long.MinValue => PortableTime.FirstInstant, long.MaxValue => PortableTime.LastInstant, _ => instant });
                    break;
                case ValueKind.Day:
                    var day = input.Int();
                    block.Day(day switch { int.MinValue => PortableTime.FirstDay, int.MaxValue => PortableTime.LastDay, _ => day });
                    break;
                case ValueKind.Exact:
                    var digits = new byte[length];
                    input.Fill(digits);
                    block.Field(Encoding.ASCII.GetBytes(ExactText.Plain(Numeric(digits))));
                    break;
                default: input.Fill(block.Field(length)); break;
            }
        }
    }

    /// <summary>Adds blocks of rows by one COPY, in the current transaction.</summary>
    public static void Write(NpgsqlConnection connection, CarriedTable table, IEnumerable<RowBlock> blocks)
    {
        using var copy = connection.BeginRawBinaryCopy($"copy {table.Quoted} ({table.ColumnList}) from stdin (format binary)");
        try
        {
            copy.Write(Signature);
            var output = new byte[128 * 1024];
            foreach (var block in blocks) Write(copy, table, block, ref output);
            copy.Write([0xFF, 0xFF]);
        }
        catch (Exception e) when (e is not PostgresException)
        {
            copy.Cancel();
            throw;
        }
    }

    private static void Write(Stream copy, CarriedTable table, RowBlock block, ref byte[] output)
    {
        var walk = new FieldWalk(block.Bytes.Span);
        var at = 0;
        for (var r = 0; r < block.Rows; r++)
        {
            Room(ref output, ref at, copy, 2);
            BinaryPrimitives.WriteInt16BigEndian(output.AsSpan(at), (short)table.Columns.Count);
            at += 2;
            foreach (var column in table.Columns)
            {
                var there = walk.Next(out var value);
                Room(ref output, ref at, copy, 4 + value.Length + 64);
                var field = output.AsSpan(at + 4);
                var length = there ? Decode(column, value, field) : -1;
                BinaryPrimitives.WriteInt32BigEndian(output.AsSpan(at), length);
                at += 4 + Math.Max(0, length);
            }
        }
        copy.Write(output.AsSpan(0, at));
    }

    private static void Room(ref byte[] output, ref int at, Stream copy, int wanted)
    {
        if (output.Length - at >= wanted) return;
        copy.Write(output.AsSpan(0, at));
        at = 0;
        if (output.Length < wanted) output = new byte[wanted * 2];
    }

    private static int Decode(CarriedColumn column, ReadOnlySpan<byte> value, Span<byte> field)
    {
        switch (column.Kind)
        {
            case ValueKind.Whole when column.Width == 4:
                BinaryPrimitives.WriteInt32BigEndian(field, checked((int)BinaryPrimitives.ReadInt64BigEndian(value)));
                return 4;
            case ValueKind.Whole when column.Width == 2:
                BinaryPrimitives.WriteInt16BigEndian(field, checked((short)BinaryPrimitives.ReadInt64BigEndian(value)));
                return 2;
            case ValueKind.Real when column.Width == 4:
                BinaryPrimitives.WriteSingleBigEndian(field, (float)BinaryPrimitives.ReadDoubleBigEndian(value));
                return 4;
            case ValueKind.Instant:
                var instant = BinaryPrimitives.ReadInt64BigEndian(value);
                BinaryPrimitives.WriteInt64BigEndian(field, instant == PortableTime.FirstInstant ? long.MinValue : instant == PortableTime.LastInstant ? long.MaxValue : instant);
                return 8;
            case ValueKind.Day:
                var day = BinaryPrimitives.ReadInt32BigEndian(value);
                BinaryPrimitives.WriteInt32BigEndian(field, day == PortableTime.FirstDay ? int.MinValue : day == PortableTime.LastDay ? int.MaxValue : day);
                return 4;
            case ValueKind.Exact:
                return WriteNumeric(decimal.Parse(value, CultureInfo.InvariantCulture), field);
            default:
                value.CopyTo(field);
                return value.Length;
        }
    }

    private static string KeyWords(CarriedTable table, byte[] after)
    {
        var walk = new FieldWalk(after);
        var words = new List<string>();
        foreach (var column in table.Key.Select(k => table.Columns[k]))
        {
            walk.Next(out var value);
            words.Add(column.Kind switch
            {
                ValueKind.Whole => BinaryPrimitives.ReadInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
                ValueKind.Truth => value[0] != 0 ? "true" : "false",
                ValueKind.Guid => $"'{new Guid(value, bigEndian: true)}'::uuid",
                ValueKind.Day => BinaryPrimitives.ReadInt32BigEndian(value) == PortableTime.FirstDay ? "'-infinity'::date" : $"'{PortableTime.Day(BinaryPrimitives.ReadInt32BigEndian(value)):yyyy-MM-dd}'::date",
                ValueKind.Instant => $"'{PortableTime.Instant(BinaryPrimitives.ReadInt64BigEndian(value)):yyyy-MM-dd HH:mm:ss.ffffff}Z'::timestamptz",
                ValueKind.Text => $"'{Encoding.UTF8.GetString(value).Replace("'", "''", StringComparison.Ordinal)}' collate \"C\"",
                _ => throw new InvalidOperationException($"{table.Name}.{column.Name}: a {column.Kind} cannot be part of a key."),
            });
        }
        return string.Join(", ", words);
    }

    /// <summary>PostgreSQL's numeric: groups of four digits.</summary>
    private static string Numeric(ReadOnlySpan<byte> bytes)
    {
        var (count, weight, sign, scale) = (Short(bytes, 0), Short(bytes, 2), Short(bytes, 4), Short(bytes, 6));
        var text = new StringBuilder(sign == 0x4000 ? "-" : "");
        for (var group = Math.Max((int)weight, 0); group >= 0; group--) text.Append(Group(bytes, weight - group, count).ToString("0000", CultureInfo.InvariantCulture));
        if (scale > 0) text.Append('.');
        for (var group = -1; group * -4 < scale + 4 && scale > 0; group--) text.Append(Group(bytes, weight - group, count).ToString("0000", CultureInfo.InvariantCulture));
        return text.ToString();

        static short Group(ReadOnlySpan<byte> all, int index, int groups) => index >= 0 && index < groups ? Short(all, 8 + 2 * index) : (short)0;
        static short Short(ReadOnlySpan<byte> all, int at) => BinaryPrimitives.ReadInt16BigEndian(all[at..]);
    }

    private static int WriteNumeric(decimal value, Span<byte> field)
    {
        var parts = Math.Abs(value).ToString(CultureInfo.InvariantCulture).Split('.');
        var (whole, fraction) = (parts[0], parts.Length > 1 ? parts[1] : "");
        var digits = whole.PadLeft((whole.Length + 3) / 4 * 4, '0') + fraction.PadRight((fraction.Length + 3) / 4 * 4, '0');
        short[] head = [(short)(digits.Length / 4), (short)((whole.Length + 3) / 4 - 1), (short)(value < 0 ? 0x4000 : 0), (short)fraction.Length];
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteInt16BigEndian(field[(2 * i)..], head[i]);
        for (var i = 0; i < digits.Length / 4; i++) BinaryPrimitives.WriteInt16BigEndian(field[(8 + 2 * i)..], short.Parse(digits.AsSpan(4 * i, 4), CultureInfo.InvariantCulture));
        return 8 + digits.Length / 2;
    }
}
