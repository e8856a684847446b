using LangSo.Foundation;

namespace LangSo.Territory;

/// <summary>The rows of all units, numbered in the order of writing, with what every view shares: order, units, codes, replacements.</summary>
internal sealed class RowTable
{
    private readonly Dictionary<UnitId, int> _units;
    private readonly Dictionary<string, int[]> _byCode;
    private readonly int[] _unitOf;
    private readonly int[][] _rowsOf;

    // Of the rows of one unit with one first day, the one learned last stands; of two learned on one day, the later written.
    // So each row stands from the day it was recorded until the day the next of them was.
    private readonly DateOnly[] _replaced;

    public RowTable(UnitVersion[] rows, Func<UnitVersion, int> rank)
    {
        Rows = rows;
        _units = new Dictionary<UnitId, int>();
        _unitOf = new int[rows.Length];
        _replaced = new DateOnly[rows.Length];
        Array.Fill(_replaced, DateOnly.MaxValue);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!_units.TryGetValue(rows[i].Unit, out var unit)) _units[rows[i].Unit] = unit = _units.Count;
            _unitOf[i] = unit;
        }
        var numbers = Enumerable.Range(0, rows.Length).ToArray();
        _rowsOf = new int[_units.Count][];
        foreach (var group in numbers.GroupBy(i => _unitOf[i])) _rowsOf[group.Key] = [.. group];
        foreach (var unit in _rowsOf)
        {
            if (unit.Length == 1) continue;
            foreach (var same in unit.GroupBy(i => rows[i].From))
            {
                var ordered = same.OrderBy(i => rows[i].Recorded).ToList();
                for (var i = 1; i < ordered.Count; i++) _replaced[ordered[i - 1]] = rows[ordered[i]].Recorded;
            }
        }
        _byCode = numbers.GroupBy(i => rows[i].Code, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Order = [.. numbers.OrderBy(i => rank(rows[i])).ThenBy(i => rows[i].Code, StringComparer.Ordinal)];
    }

    public UnitVersion[] Rows { get; }

    /// <summary>The rows in the order in which lists show them.</summary>
    public int[] Order { get; }

    public int UnitCount => _rowsOf.Length;

    public int UnitOf(int row) => _unitOf[row];

    public int IndexOf(UnitId unit) => _units.GetValueOrDefault(unit, -1);

    public ReadOnlySpan<int> WithCode(string code) => _byCode.GetValueOrDefault(code);

    public IEnumerable<UnitVersion> OfCode(string code) => (_byCode.GetValueOrDefault(code) ?? []).Select(i => Rows[i]);

    public bool InForce(int row, AsOf asOf)
    {
        var version = Rows[row];
        return asOf.Sees(version.From, version.To, version.Recorded) && Stands(row, asOf.KnownOn);
    }

    /// <summary>The rows of a unit that stand; a row that ends on its first day was taken back and stands for nothing.</summary>
    public IEnumerable<UnitVersion> Standing(UnitId unit, DateOnly knownOn) =>
        _units.TryGetValue(unit, out var index) ? Standing(_rowsOf[index], knownOn) : [];

    public IEnumerable<UnitVersion> Standing(DateOnly knownOn) => Standing(Enumerable.Range(0, Rows.Length), knownOn);

    private IEnumerable<UnitVersion> Standing(IEnumerable<int> rows, DateOnly knownOn) =>
        rows.Where(i => Rows[i].Recorded <= knownOn && Stands(i, knownOn) && Rows[i].To != Rows[i].From).Select(i => Rows[i]);

    private bool Stands(int row, DateOnly knownOn) => knownOn < _replaced[row] || _replaced[row] == DateOnly.MaxValue;
}

/// <summary>The units in force between two changes, as numbers of rows.</summary>
internal sealed class UnitView
{
    private readonly RowTable _table;
    private readonly int[] _inForce;
    private readonly int[] _rowOf;
    private readonly Lazy<Children> _children;
    private readonly Lazy<UnitsByTop> _byTop;

    public UnitView(RowTable table, AsOf asOf)
    {
        _table = table;
        _inForce = Array.FindAll(table.Order, row => table.InForce(row, asOf));
        _rowOf = new int[table.UnitCount];
        Array.Fill(_rowOf, -1);
        foreach (var row in _inForce)
        {
            ref var first = ref _rowOf[table.UnitOf(row)];
            if (first < 0) first = row;
        }
        _children = new Lazy<Children>(() => new Children(table, _inForce));
        _byTop = new Lazy<UnitsByTop>(Sort);
    }

    public UnitsByTop ByTop => _byTop.Value;

    public IEnumerable<UnitVersion> InForce => _inForce.Select(row => _table.Rows[row]);

    public UnitVersion? Find(UnitId unit) => _table.IndexOf(unit) is >= 0 and var index && _rowOf[index] is >= 0 and var row ? _table.Rows[row] : null;

    public UnitVersion? ByCode(string code)
    {
        foreach (var row in _table.WithCode(code))
            if (_rowOf[_table.UnitOf(row)] == row) return _table.Rows[row];
        return null;
    }

    public IEnumerable<UnitVersion> Below(UnitId unit) => _table.IndexOf(unit) is >= 0 and var index
        ? _children.Value.Of(index).ToArray().Select(place => _table.Rows[_inForce[place]]) : [];

    private UnitsByTop Sort()
    {
        var (tops, topOf) = (new List<UnitVersion>(), new int[_inForce.Length]);
        var numbers = new Dictionary<int, int>();
        for (var place = 0; place < _inForce.Length; place++)
        {
            var row = _inForce[place];
            for (var steps = 0; steps < 8 && _table.Rows[row].Parent is { } up && _table.IndexOf(up) is >= 0 and var above && _rowOf[above] is >= 0 and var next; steps++) row = next;
            if (!numbers.TryGetValue(row, out topOf[place]))
            {
                topOf[place] = numbers[row] = tops.Count;
                tops.Add(_table.Rows[row]);
            }
        }
        return new UnitsByTop([.. InForce], topOf, [.. tops]);
    }

    public IEnumerable<UnitVersion> Under(UnitId area)
    {
        var start = _table.IndexOf(area);
        if (start < 0) yield break;
        var (children, found, seen) = (_children.Value, new List<int>(), new HashSet<int> { start });
        var next = new Queue<int>([start]);
        while (next.TryDequeue(out var unit))
        {
            foreach (var place in children.Of(unit))
            {
                var child = _table.UnitOf(_inForce[place]);
                if (!seen.Add(child)) continue;
                found.Add(place);
                next.Enqueue(child);
            }
        }
        found.Sort();
        foreach (var place in found) yield return _table.Rows[_inForce[place]];
    }

    // Places in the list of units in force, gathered by the unit above: the places of unit u are _places[_start[u].._start[u + 1]].
    private sealed class Children
    {
        private readonly int[] _start, _places;

        public Children(RowTable table, int[] inForce)
        {
            var parents = Array.ConvertAll(inForce, row => table.Rows[row].Parent is { } up ? table.IndexOf(up) : -1);
            _start = new int[table.UnitCount + 1];
            foreach (var parent in parents)
                if (parent >= 0) _start[parent + 1]++;
            for (var i = 1; i < _start.Length; i++) _start[i] += _start[i - 1];
            _places = new int[_start[^1]];
            var free = (int[])_start.Clone();
            for (var place = 0; place < parents.Length; place++)
                if (parents[place] >= 0) _places[free[parents[place]]++] = place;
        }

        public ReadOnlySpan<int> Of(int unit) => _places.AsSpan(_start[unit].._start[unit + 1]);
    }
}
