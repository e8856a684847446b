using System.Security.Claims;
using LangSo.Foundation;

namespace LangSo.Look;

/// <summary>Something that waits for a person: an act that only they, or those with the same right, can do.</summary>
/// <param name="Id">Its identity within its source.</param>
/// <param name="What">What is to be done, a sentence with its places: it is said in the reader's language.</param>
/// <param name="Where">The unit, by name.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Due">The last day, or null when nothing sets one.</param>
/// <param name="Link">Where it is done.</param>
/// <param name="Right">With which right.</param>
public sealed record WaitingTask(string Id, Problem What, string Where, DateOnly Since, DateOnly? Due, string Link, string Right)
{
    /// <summary>What more there is to say of it, or null.</summary>
    public Problem? More { get; init; }

    /// <summary>True for a made-up case (minh họa).</summary>
    public bool Sample { get; init; }

    /// <summary>What comes first among tasks of the same day and source: the smaller. No two of a source have the same.</summary>
    public long Rank { get; init; }

    /// <summary>The day number of the deadline, after all days when there is none: lists are in this order.</summary>
    public int Order => Due?.DayNumber ?? NoDue;

    /// <summary>After every deadline.</summary>
    public const int NoDue = 9_999_999;
}

/// <summary>From where on tasks are asked for: those of a later day, and of this day those with a higher rank.</summary>
public readonly record struct TaskPlace(int Order, long Rank)
{
    /// <summary>The beginning of a list.</summary>
    public static readonly TaskPlace First = new(int.MinValue, long.MinValue);

    /// <summary>True when the task comes after this place.</summary>
    public bool IsBefore(WaitingTask task) => task.Order > Order || task.Order == Order && task.Rank > Rank;
}

/// <summary>A stretch of one source's tasks.</summary>
/// <param name="Tasks">In the order of deadlines, then of ranks.</param>
/// <param name="Total">All that wait for the person there, shown or not.</param>
public sealed record TaskStretch(IReadOnlyList<WaitingTask> Tasks, int Total)
{
    /// <summary>Nothing waits.</summary>
    public static readonly TaskStretch None = new([], 0);

    /// <summary>The stretch of a source that has all its tasks at hand.</summary>
    public static TaskStretch Of(IReadOnlyCollection<WaitingTask> all, TaskPlace after, int most) =>
        new([.. all.Where(after.IsBefore).OrderBy(t => t.Order).ThenBy(t => t.Rank).Take(most)], all.Count);
}

/// <summary>
/// Tells what waits for a person in one module. Each module registers its own; the list of a person's tasks is all of them together, in the order of
/// deadlines. It shows only what the person may do now, and changes nothing.
/// </summary>
public interface ITaskSource
{
    /// <summary>Its name in addresses: "dossiers". Of one day the sources come in the order of these.</summary>
    string Id { get; }

    /// <summary>The tasks after a place, at most so many; none are read when <paramref name="most"/> is 0, only counted.</summary>
    Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel);
}

/// <summary>How many tasks wait for a person: what the frame shows beside "my tasks". Implemented by who keeps the list.</summary>
public interface ITaskBell
{
    /// <summary>All that wait.</summary>
    ValueTask<int> CountAsync(ClaimsPrincipal user, CancellationToken cancel);
}
