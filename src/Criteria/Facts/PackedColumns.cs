namespace LangSo.Criteria;

/// <summary>The days of one unit's facts, read like a span of <see cref="FactColumn.When"/> numbers.</summary>
internal readonly ref struct Whens
{
    private readonly ReadOnlySpan<ushort> _places;
    private readonly ReadOnlySpan<ulong> _days;

    /// <summary>Every fact's own number.</summary>
    public Whens(ReadOnlySpan<ulong> days)
    {
        _days = days;
        Length = days.Length;
    }

    /// <summary>Every fact's place in a list of numbers.</summary>
    public Whens(ReadOnlySpan<ushort> places, ReadOnlySpan<ulong> days)
    {
        _places = places;
        _days = days;
        Length = places.Length;
    }

    public int Length { get; }

    public ulong this[int at] => _days[_places.IsEmpty ? at : _places[at]];

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator(Whens whens)
    {
        private readonly Whens _whens = whens;
        private int _at = -1;

        public readonly ulong Current => _whens[_at];

        public bool MoveNext() => ++_at < _whens.Length;
    }
}

/// <summary>
/// The days of a column's facts. Offices report for the same days, so that a fact keeps the place of its days in a short list: two bytes instead
/// of eight. A column of more different days than two bytes can tell apart keeps them whole.
/// </summary>
/// <param name="Places">Of each fact the place among the days; empty when <paramref name="Days"/> has one number a fact.</param>
/// <param name="Days">Each once, or one a fact.</param>
internal sealed record WhenColumn(ushort[] Places, ulong[] Days)
{
    public ulong this[int at] => Days[Places.Length == 0 ? at : Places[at]];

    public static WhenColumn Of(ulong[] days)
    {
        var (places, each, known, last, lastPlace) = (new ushort[days.Length], new List<ulong>(), new Dictionary<ulong, ushort>(), ulong.MaxValue, (ushort)0);
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] != last)
            {
                last = days[i];
                if (!known.TryGetValue(last, out lastPlace))
                {
                    if (each.Count > ushort.MaxValue) return new WhenColumn([], days);
                    known.Add(last, lastPlace = (ushort)each.Count);
                    each.Add(last);
                }
            }
            places[i] = lastPlace;
        }
        return new WhenColumn(places, [.. each]);
    }

    public Whens Slice(int first, int count) => count == 0 ? default
        : Places.Length == 0 ? new Whens(Days.AsSpan(first, count)) : new Whens(Places.AsSpan(first, count), Days);

    /// <summary>With one fact more.</summary>
    public WhenColumn With(int at, ulong when)
    {
        if (Places.Length == 0 && Days.Length > 0) return new WhenColumn([], FactColumn.Insert(Days, at, when));
        var place = Array.IndexOf(Days, when);
        if (place < 0 && Days.Length > ushort.MaxValue)
        {
            var whole = Array.ConvertAll(Places, p => Days[p]);
            return new WhenColumn([], FactColumn.Insert(whole, at, when));
        }
        return new WhenColumn(FactColumn.Insert(Places, at, (ushort)(place < 0 ? Days.Length : place)), place < 0 ? [.. Days, when] : Days);
    }
}

/// <summary>Where a column's facts come from, by the numbers that a book gives its sources: nothing for each while all come from one, two bytes while there are few.</summary>
/// <param name="One">The source of all; only without numbers.</param>
/// <param name="Few">Of each fact its source.</param>
/// <param name="Many">The same where two bytes do not hold them.</param>
internal sealed record OriginColumn(int One, ushort[] Few, int[] Many)
{
    public int this[int at] => Few.Length > 0 ? Few[at] : Many.Length > 0 ? Many[at] : One;

    public static OriginColumn Of(int[] origins)
    {
        if (origins.Length == 0) return new OriginColumn(-1, [], []);
        if (!origins.AsSpan().ContainsAnyExcept(origins[0])) return new OriginColumn(origins[0], [], []);
        return origins.Max() > ushort.MaxValue ? new OriginColumn(0, [], origins) : new OriginColumn(0, Array.ConvertAll(origins, o => (ushort)o), []);
    }

    /// <summary>With one fact more, of <paramref name="count"/> before it.</summary>
    public OriginColumn With(int at, int origin, int count)
    {
        if (Few.Length == 0 && Many.Length == 0)
        {
            if (count == 0 || origin == One) return this with { One = origin };
            var all = new int[count + 1];
            Array.Fill(all, One);
            all[at] = origin;
            return Of(all);
        }
        if (Many.Length > 0) return this with { Many = FactColumn.Insert(Many, at, origin) };
        return origin <= ushort.MaxValue ? this with { Few = FactColumn.Insert(Few, at, (ushort)origin) } : new OriginColumn(0, [], FactColumn.Insert(Array.ConvertAll(Few, f => (int)f), at, origin));
    }
}
