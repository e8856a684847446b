using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LangSo.Recognition;

/// <summary>
/// What was worked out from a book once, kept with it: a book never changes, so fifty officers who look at the same day ask it
/// once. Bounded, and gone when newer facts make a newer book.
/// </summary>
public static class FigureMemory
{
    /// <summary>A province's day takes some ten entries; a chart is one.</summary>
    private const int Most = 400;

    private static readonly ConditionalWeakTable<FigureBook, ConcurrentDictionary<object, object>> Memories = [];

    /// <summary>
    /// What <paramref name="make"/> gives for this book and <paramref name="key"/>, made when nobody asked before. The key says everything
    /// that the answer depends on besides the book; the answer is never changed.
    /// </summary>
    public static T Remember<T>(this FigureBook book, object key, Func<T> make)
        where T : class
    {
        var memory = Memories.GetOrCreateValue(book);
        if (memory.TryGetValue((typeof(T), key), out var known)) return (T)known;
        if (memory.Count >= Most) memory.Clear();
        return (T)memory.GetOrAdd((typeof(T), key), _ => make());
    }
}
