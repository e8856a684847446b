namespace LangSo.Criteria;

/// <summary>Gives equal things one small number. Only grows, so that older and newer books share it; safe for many threads.</summary>
internal sealed class Interned<T> where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly Lock _lock = new();
    private T[] _things = new T[16];

    public int Count { get; private set; }

    public T this[int number] => Volatile.Read(ref _things)[number];

    /// <summary>Its number, or -1.</summary>
    public int Find(T thing)
    {
        lock (_lock) return _numbers.GetValueOrDefault(thing, -1);
    }

    /// <summary>Its number, a new one when it has none.</summary>
    public int Number(T thing)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(thing, out var known)) return known;
            if (Count == _things.Length)
            {
                var grown = new T[Count * 2];
                _things.CopyTo(grown, 0);
                Volatile.Write(ref _things, grown);
            }
            _things[Count] = thing;
            return _numbers[thing] = Count++;
        }
    }
}
