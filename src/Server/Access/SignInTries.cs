using System.Collections.Concurrent;

namespace LangSo.Server.Access;

/// <summary>
/// Counts wrong passwords by the name that was typed, whether or not such an account exists, so that the answer never tells
/// a stranger which names are real.
/// </summary>
internal sealed class SignInTries(TimeProvider clock)
{
    /// <summary>Wrong tries before a name has to wait.</summary>
    public const int Most = 5;

    /// <summary>How long it waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _tries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many tries are left; 0 means wait.</summary>
    public int Left(string name) =>
        _tries.TryGetValue(name, out var tries) && tries.Until > clock.GetUtcNow() ? Math.Max(0, Most - tries.Count) : Most;

    /// <summary>One more wrong try; returns how many are left.</summary>
    public int Wrong(string name)
    {
        var until = clock.GetUtcNow() + Wait;
        if (_tries.Count > 10_000)
            foreach (var old in _tries.Where(t => t.Value.Until <= clock.GetUtcNow())) _tries.TryRemove(old.Key, out _);
        var now = _tries.AddOrUpdate(name, (1, until), (_, old) => old.Until > clock.GetUtcNow() ? (old.Count + 1, until) : (1, until));
        return Math.Max(0, Most - now.Count);
    }

    /// <summary>Forgets a name that got in.</summary>
    public void Right(string name) => _tries.TryRemove(name, out _);
}
