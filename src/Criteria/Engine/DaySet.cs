using System.Runtime.CompilerServices;

namespace LangSo.Criteria.Engine;

/// <summary>The days on which something of one unit changes, ascending and each once, inside a window whose first day is always among them.</summary>
internal struct DaySet
{
    private readonly ushort _from, _to;
    private ushort[] _days;

    public DaySet(ushort from, ushort to)
    {
        (_from, _to) = (from, to);
        _days = new ushort[16];
        _days[0] = from;
        Count = 1;
    }

    public int Count { get; private set; }

    public void Add(ushort day)
    {
        if (day > _from && day < _to) Insert(Find(0, day), day);
    }

    public void AddAll(ReadOnlySpan<ushort> days)
    {
        foreach (var day in days) Add(day);
    }

    /// <summary>First and last days of facts, which come by first day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddAll(Whens when, ushort known)
    {
        var place = 0;
        foreach (var at in when)
        {
            if (FactColumn.Recorded(at) > known) continue;
            var day = FactColumn.From(at);
            if (day >= _to) break;
            if (day > _from) Insert(place = Find(place, day), day);
            if (FactColumn.To(at) != Days.Open) Add(FactColumn.To(at));
        }
    }

    public readonly void CopyTo(Span<ushort> target) => _days.AsSpan(0, Count).CopyTo(target);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Find(int place, ushort day)
    {
        while (place < Count && _days[place] < day) place++;
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Insert(int place, ushort day)
    {
        if (place < Count && _days[place] == day) return;
        if (Count == _days.Length) Array.Resize(ref _days, Count * 2);
        Array.Copy(_days, place, _days, place + 1, Count - place);
        _days[place] = day;
        Count++;
    }
}
