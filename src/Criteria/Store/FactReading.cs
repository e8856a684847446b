using System.Buffers.Binary;
using System.Text;
using LangSo.Foundation;
using LangSo.Store.Keeping;

namespace LangSo.Criteria.Store;

/// <summary>
/// Rows of the store into columns without an object for each: what a row has in common with the one before is not made again, and a short value
/// or a unit is looked up by its bytes.
/// </summary>
/// <param name="book">What they come on top of; nobody has seen it yet.</param>
internal sealed class FactReading(FactBook book)
{
    private static readonly string[] Columns = ["id", "indicator", "unit", "value", "source_kind", "source", "note", "sample", "from", "recorded", "to"];

    private sealed class Part(string indicator, bool yesNo, FactColumn.Builder builder)
    {
        public byte[] Name { get; } = Encoding.UTF8.GetBytes(indicator);

        public bool YesNo => yesNo;

        public FactColumn.Builder Builder => builder;
    }

    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong Bytes, bool YesNo), int> _codes = [];
    private readonly Dictionary<string, int> _units = new(StringComparer.Ordinal);
    private readonly byte[][] _lastOrigin = [[], [], []];
    private Part? _part;
    private bool _lastSample;
    private int _origin = -1;
    private int _recorded;

    /// <summary>How many rows were taken.</summary>
    public long Rows { get; private set; }

    /// <summary>Where reading goes on behind a row of this number.</summary>
    public static byte[] Key(long after)
    {
        var key = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(key, 8);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(4), after);
        return key;
    }

    /// <summary>Takes the rows of a block up to the one numbered <paramref name="last"/>; false when that was passed.</summary>
    public bool Add(CarriedTable table, RowBlock block, long last)
    {
        var places = table.Columns.Select(c => Array.IndexOf(Columns, c.Name)).ToArray();
        var walk = new FieldWalk(block.Bytes.Span);
        for (var row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<byte> indicator = default, unit = default, value = default, kind = default, source = default, note = default;
            var (from, to, recorded, sample) = (0, Days.Open, 0, false);
            foreach (var place in places)
            {
                var there = walk.Next(out var field);
                switch (place)
                {
                    case 0 when BinaryPrimitives.ReadInt64BigEndian(field) > last: return false;
                    case 1: indicator = field; break;
                    case 2: unit = field; break;
                    case 3: value = field; break;
                    case 4: kind = field; break;
                    case 5: source = field; break;
                    case 6: note = field; break;
                    case 7: sample = field[0] != 0; break;
                    case 8: from = FieldWalk.Day(field).DayNumber; break;
                    case 9: recorded = FieldWalk.Day(field).DayNumber; break;
                    case 10 when there: to = Days.Of(FieldWalk.Day(field)); break;
                    default: break;
                }
            }
            if (_part is null || !indicator.SequenceEqual(_part.Name)) _part = PartOf(Encoding.UTF8.GetString(indicator));
            _part.Builder.Add(Unit(unit), FactColumn.When(Days.Of(DateOnly.FromDayNumber(from)), Days.Of(DateOnly.FromDayNumber(recorded)), to), Code(value, _part.YesNo), Origin(kind, source, sample, note));
            _recorded = Math.Max(_recorded, recorded);
            Rows++;
        }
        return true;
    }

    /// <summary>The book with all of them.</summary>
    public FactBook Done()
    {
        if (Rows == 0) return book;
        var builders = _parts.ToDictionary(p => p.Key, p => p.Value.Builder, StringComparer.Ordinal);
        // What is built is let go of at once.
        _parts.Clear();
        _part = null;
        book.Take(builders, DateOnly.FromDayNumber(_recorded));
        return book;
    }

    private Part PartOf(string indicator)
    {
        if (!_parts.TryGetValue(indicator, out var part))
            _parts.Add(indicator, part = new Part(indicator, book.IsYesNo(indicator), new FactColumn.Builder(book.Column(indicator) ?? FactColumn.Empty)));
        return part;
    }

    private int Unit(ReadOnlySpan<byte> id)
    {
        Span<char> letters = stackalloc char[id.Length];
        letters = letters[..Encoding.UTF8.GetChars(id, letters)];
        var units = _units.GetAlternateLookup<ReadOnlySpan<char>>();
        if (units.TryGetValue(letters, out var number)) return number;
        var text = letters.ToString();
        return _units[text] = book.Units.Number(new UnitId(text));
    }

    private int Code(ReadOnlySpan<byte> value, bool yesNo)
    {
        if (value.Length > 8) return book.Codes.Code(yesNo, Encoding.UTF8.GetString(value));
        var bytes = 0UL;
        foreach (var b in value) bytes = bytes << 8 | b;
        if (!_codes.TryGetValue((bytes, yesNo), out var code)) _codes.Add((bytes, yesNo), code = book.Codes.Code(yesNo, Encoding.UTF8.GetString(value)));
        return code;
    }

    private int Origin(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> source, bool sample, ReadOnlySpan<byte> note)
    {
        if (_origin >= 0 && sample == _lastSample && source.SequenceEqual(_lastOrigin[1]) && kind.SequenceEqual(_lastOrigin[0]) && note.SequenceEqual(_lastOrigin[2])) return _origin;
        (_lastOrigin[0], _lastOrigin[1], _lastOrigin[2], _lastSample) = (kind.ToArray(), source.ToArray(), note.ToArray(), sample);
        return _origin = book.OriginOf(Encoding.UTF8.GetString(kind), Encoding.UTF8.GetString(source), sample, Encoding.UTF8.GetString(note));
    }
}
