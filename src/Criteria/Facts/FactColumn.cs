using System.Runtime.CompilerServices;

namespace LangSo.Criteria;

/// <summary>
/// All facts of one indicator, six to eight bytes each as a rule: by unit, in a unit by first day, among equal first days by the day of learning. Unchanging;
/// a further fact makes a further column.
/// </summary>
internal sealed class FactColumn
{
    private readonly int[] _starts;
    private readonly WhenColumn _when;
    private readonly int[] _values;
    private readonly OriginColumn _origins;

    private FactColumn(int[] starts, WhenColumn when, int[] values, OriginColumn origins) => (_starts, _when, _values, _origins) = (starts, when, values, origins);

    public static FactColumn Empty { get; } = new([0], WhenColumn.Of([]), [], OriginColumn.Of([]));

    public int Count => _values.Length;

    /// <summary>What it is made of, for a snapshot.</summary>
    public (int[] Starts, WhenColumn When, int[] Values, OriginColumn Origins) Raw => (_starts, _when, _values, _origins);

    /// <summary>A column of what a snapshot kept.</summary>
    public static FactColumn Of(int[] starts, WhenColumn when, int[] values, OriginColumn origins) => new(starts, when, values, origins);

    /// <summary>How many units have a place, with or without facts.</summary>
    public int Units => _starts.Length - 1;

    /// <summary>First day, day of learning, first day after, in one number that sorts by the first two.</summary>
    public static ulong When(ushort from, ushort recorded, ushort to) => (ulong)from << 32 | (ulong)recorded << 16 | to;

    public static ushort From(ulong when) => (ushort)(when >> 32);

    public static ushort Recorded(ulong when) => (ushort)(when >> 16);

    public static ushort To(ulong when) => (ushort)when;

    /// <summary>The days and values of a unit's facts.</summary>
    public Whens WhenOf(int unit) => unit < Units ? _when.Slice(_starts[unit], _starts[unit + 1] - _starts[unit]) : default;

    public ReadOnlySpan<int> ValuesOf(int unit) => unit < Units ? _values.AsSpan(_starts[unit], _starts[unit + 1] - _starts[unit]) : [];

    public int OriginOf(int unit, int at) => _origins[_starts[unit] + at];

    /// <summary>
    /// Which of a unit's facts holds, or -1: of those that hold the one with the latest first day. Among facts with one first day
    /// only the one learned last counts, whether it still holds or not: it took the others' place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Holding(Whens when, ushort day, ushort known)
    {
        var replaced = -1;
        for (var i = when.Length - 1; i >= 0; i--)
        {
            var at = when[i];
            if (From(at) > day || Recorded(at) > known || From(at) == replaced) continue;
            if (To(at) > day) return i;
            replaced = From(at);
        }
        return -1;
    }

    /// <summary>The days on which what holds of a unit may change, ascending and each once.</summary>
    public static void Turns(Whens when, ushort known, List<ushort> turns)
    {
        turns.Clear();
        var sorted = true;
        foreach (var at in when)
        {
            if (Recorded(at) > known) continue;
            if (turns.Count == 0 || turns[^1] != From(at)) turns.Add(From(at));
            if (To(at) == Days.Open) continue;
            turns.Add(To(at));
            sorted = false;
        }
        if (sorted) return;
        turns.Sort();
        var kept = 1;
        for (var i = 1; i < turns.Count; i++)
            if (turns[i] != turns[kept - 1]) turns[kept++] = turns[i];
        turns.RemoveRange(kept, turns.Count - kept);
    }

    /// <summary>A column with one fact more.</summary>
    public FactColumn With(int unit, ulong when, int value, int origin)
    {
        var starts = new int[Math.Max(_starts.Length, unit + 2)];
        _starts.CopyTo(starts, 0);
        for (var i = _starts.Length; i < starts.Length; i++) starts[i] = Count;
        var place = starts[unit + 1];
        while (place > starts[unit] && _when[place - 1] >> 16 > when >> 16) place--;
        for (var i = unit + 1; i < starts.Length; i++) starts[i]++;
        return new FactColumn(starts, _when.With(place, when), Insert(_values, place, value), _origins.With(place, origin, Count));
    }

    internal static T[] Insert<T>(T[] old, int place, T item)
    {
        var grown = new T[old.Length + 1];
        Array.Copy(old, grown, place);
        grown[place] = item;
        Array.Copy(old, place, grown, place + 1, old.Length - place);
        return grown;
    }

    /// <summary>
    /// Collects facts in the order of writing and sorts them in a time that grows with their number only. What a column has already stays in it until
    /// the new one is built: a country that is read to its end holds little more than itself.
    /// </summary>
    public sealed class Builder
    {
        private readonly FactColumn _before;
        private readonly List<int> _units = [], _values = [], _origins = [];
        private readonly List<ulong> _when = [];

        public Builder() => _before = Empty;

        /// <summary>Begins with what a column has.</summary>
        public Builder(FactColumn column, int more = 0)
        {
            _before = column;
            Reserve(more);
        }

        public void Reserve(int facts)
        {
            _units.EnsureCapacity(facts);
            _values.EnsureCapacity(facts);
            _origins.EnsureCapacity(facts);
            _when.EnsureCapacity(facts);
        }

        public void Add(int unit, ulong when, int value, int origin)
        {
            _units.Add(unit);
            _when.Add(when);
            _values.Add(value);
            _origins.Add(origin);
        }

        public FactColumn Build(int units)
        {
            var (starts, had) = (new int[units + 1], _before._starts);
            for (var unit = 0; unit < _before.Units; unit++) starts[unit + 1] = had[unit + 1] - had[unit];
            foreach (var unit in _units) starts[unit + 1]++;
            for (var i = 0; i < units; i++) starts[i + 1] += starts[i];
            var (ends, all) = (starts[..units], _before.Count + _units.Count);
            var (when, values, origins) = (new ulong[all], new int[all], new int[all]);
            for (var unit = 0; unit < _before.Units; unit++)
                for (var i = had[unit]; i < had[unit + 1]; i++, ends[unit]++)
                    (when[ends[unit]], values[ends[unit]], origins[ends[unit]]) = (_before._when[i], _before._values[i], _before._origins[i]);
            for (var i = 0; i < _units.Count; i++)
            {
                // A unit's facts mostly come in their order, so the inner loop seldom turns.
                var unit = _units[i];
                var place = ends[unit]++;
                for (; place > starts[unit] && when[place - 1] >> 16 > _when[i] >> 16; place--)
                    (when[place], values[place], origins[place]) = (when[place - 1], values[place - 1], origins[place - 1]);
                (when[place], values[place], origins[place]) = (_when[i], _values[i], _origins[i]);
            }
            return new FactColumn(starts, WhenColumn.Of(when), values, OriginColumn.Of(origins));
        }
    }
}
