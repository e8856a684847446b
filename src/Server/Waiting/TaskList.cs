using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;

namespace LangSo.Server.Waiting;

/// <summary>A page of all that waits for a person.</summary>
/// <param name="Tasks">The nearest deadline first.</param>
/// <param name="Next">What the next page is asked for with, or null at the end.</param>
/// <param name="Total">All that wait.</param>
internal sealed record TaskPage(IReadOnlyList<WaitingTask> Tasks, string? Next, int Total);

/// <summary>
/// All that waits for a person, of every module, as one list. Keyset paging through all sources at once: a page deep in the list costs what the first
/// does. The count stands on every page of the program, so it is remembered until an official act is written, here or by another server.
/// </summary>
internal sealed class TaskList(IEnumerable<ITaskSource> sources, Ledger ledger, TimeProvider clock) : ITaskBell, INewsReader
{
    /// <summary>Lines a page.</summary>
    public const int PageSize = 50;

    /// <summary>What is no official act, such as a household's answer, shows after this long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private const int MostRemembered = 2_000;

    private readonly ITaskSource[] _sources = [.. sources.OrderBy(s => s.Id, StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<string, Counted> _counts = new(StringComparer.Ordinal);
    private long _told;

    private sealed record Counted(long Acts, long Told, DateTimeOffset At, int Count);

    /// <summary>A page of them; an address that cannot be read is the first page.</summary>
    public async Task<TaskPage> PageAsync(ClaimsPrincipal user, string? after, CancellationToken cancel)
    {
        var from = Read(after);
        var found = new List<(ITaskSource Source, WaitingTask Task)>();
        var total = 0;
        var (acts, told) = (ledger.ActsWritten, Interlocked.Read(ref _told));
        foreach (var source in _sources)
        {
            var stretch = await source.WaitingAsync(user, PlaceIn(source, from), PageSize + 1, cancel);
            total += stretch.Total;
            found.AddRange(stretch.Tasks.Select(t => (source, t)));
        }
        Remember(user, new Counted(acts, told, clock.GetUtcNow(), total));
        // Each source is in order; the sort is stable, so that of one day the sources stay in theirs.
        var shown = found.OrderBy(f => f.Task.Order).Take(PageSize + 1).ToList();
        var more = shown.Count > PageSize;
        if (more) shown.RemoveAt(PageSize);
        return new TaskPage([.. shown.Select(f => f.Task)], more ? Write(shown[^1].Source, shown[^1].Task) : null, total);
    }

    /// <inheritdoc/>
    public async ValueTask<int> CountAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        var (acts, told, now) = (ledger.ActsWritten, Interlocked.Read(ref _told), clock.GetUtcNow());
        if (_counts.TryGetValue(KeyOf(user), out var known) && known.Acts == acts && known.Told == told && now - known.At is var age && age >= TimeSpan.Zero && age < Fresh) return known.Count;
        var total = 0;
        foreach (var source in _sources) total += (await source.WaitingAsync(user, TaskPlace.First, 0, cancel)).Total;
        Remember(user, new Counted(acts, told, now, total));
        return total;
    }

    /// <inheritdoc/>
    public bool Hears(string topic) => topic == News.Acts;

    /// <inheritdoc/>
    public Task HearAsync(News news, CancellationToken cancel)
    {
        Interlocked.Increment(ref _told);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CatchUpAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _told);
        return Task.CompletedTask;
    }

    private void Remember(ClaimsPrincipal user, Counted count)
    {
        if (_counts.Count > MostRemembered) _counts.Clear();
        _counts[KeyOf(user)] = count;
    }

    // Rights are a part of it: who got another role is counted anew.
    private static string KeyOf(ClaimsPrincipal user) =>
        user.UserName() + "\n" + string.Join('\n', user.FindAll(Caller.GrantClaim).Select(c => c.Value).Order(StringComparer.Ordinal));

    private static string Write(ITaskSource source, WaitingTask task) => string.Create(CultureInfo.InvariantCulture, $"{task.Order}-{source.Id}-{task.Rank}");

    private static (int Order, string Source, long Rank)? Read(string? after) =>
        after?.Split('-', 3) is [var order, var source, var rank] && int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && long.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) ? (day, source, at) : null;

    /// <summary>Where a source goes on: one before the last task's has nothing more of that day, one after it has all of it.</summary>
    private static TaskPlace PlaceIn(ITaskSource source, (int Order, string Source, long Rank)? after) => after is not { } last ? TaskPlace.First
        : string.CompareOrdinal(source.Id, last.Source) switch
        {
            < 0 => new TaskPlace(last.Order, long.MaxValue),
            0 => new TaskPlace(last.Order, last.Rank),
            _ => new TaskPlace(last.Order, long.MinValue),
        };
}
