using System.Collections.Concurrent;
using LangSo.Foundation;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition;

/// <summary>A title that a unit holds, with the decision that gave it.</summary>
/// <param name="Title">The title as it stood on the day of the decision.</param>
/// <param name="Field">The field, or null.</param>
/// <param name="Decision">What gave it.</param>
public sealed record Holding(Title Title, TitleField? Field, Decision Decision);

/// <summary>Who holds which title on a day, as known on a day.</summary>
public sealed class Standing
{
    private readonly Dictionary<UnitId, List<Holding>> _holdings = [];

    internal Standing(IEnumerable<Decision> decisions, TitleCatalog titles)
    {
        foreach (var decision in decisions)
        {
            if (!_holdings.TryGetValue(decision.Unit, out var held)) _holdings[decision.Unit] = held = [];
            Apply(held, decision, titles);
        }
    }

    /// <summary>What a unit holds after one decision more.</summary>
    internal static void Apply(List<Holding> held, Decision decision, TitleCatalog titles)
    {
        if (titles.Find(decision.Title, decision.Date) is not { } title) return;
        if (decision.Kind == DecisionKind.Revoke)
            held.RemoveAll(h => decision.Field.Length == 0 ? h.Title.Rank >= title.Rank : h.Title.Id == title.Id && h.Decision.Field == decision.Field);
        else
            held.Add(new Holding(title, titles.Field(decision.Field), decision));
    }

    /// <summary>All that a unit holds, highest first.</summary>
    public IReadOnlyList<Holding> Of(UnitId unit) =>
        _holdings.TryGetValue(unit, out var held) ? [.. held.OrderByDescending(h => h.Title.Rank).ThenBy(h => h.Decision.Effective)] : [];

    /// <summary>The holding by which a unit counts as holding at least a rank, in that field when one is given: the lowest such, oldest first.</summary>
    public Holding? ByRank(UnitId unit, int rank, string? field) => _holdings.TryGetValue(unit, out var held) ? Lowest(held, rank, field) : null;

    /// <summary>The same among what one unit holds.</summary>
    internal static Holding? Lowest(List<Holding> held, int rank, string? field)
    {
        Holding? lowest = null;
        foreach (var holding in held)
        {
            if (holding.Title.Rank < rank || (field is not null && holding.Decision.Field != field)) continue;
            if (lowest is null || (holding.Title.Rank, holding.Decision.Effective).CompareTo((lowest.Title.Rank, lowest.Decision.Effective)) < 0) lowest = holding;
        }
        return lowest;
    }
}

/// <summary>Every decision in memory, unchanging.</summary>
public sealed class DecisionBook
{
    private const int StandingsKept = 512;

    private readonly Decision[] _inOrder;
    private readonly Turns _turns;
    private readonly ConcurrentDictionary<AsOf, Standing> _standings = new();
    private volatile UnitDecisions? _byUnit;

    private sealed record UnitDecisions(DateOnly Known, IReadOnlyList<Decision[]> Decisions);

    /// <summary>Builds it from the rows of the store.</summary>
    public DecisionBook(IEnumerable<Decision> decisions, TitleCatalog titles)
    {
        Titles = titles;
        _inOrder = [.. decisions.OrderBy(d => d.Effective).ThenBy(d => d.Date)];
        _turns = new Turns(_inOrder.Select(d => d.Effective), _inOrder.Select(d => d.Recorded));
    }

    /// <summary>A book of nothing.</summary>
    public static DecisionBook Empty { get; } = new([], TitleCatalog.Empty);

    /// <summary>The titles it was read by.</summary>
    public TitleCatalog Titles { get; }

    /// <summary>Every decision, in the order in which they count.</summary>
    public IReadOnlyList<Decision> All => _inOrder;

    /// <summary>Each unit's decisions in the order in which they count, as known on a day.</summary>
    internal IReadOnlyList<Decision[]> ByUnit(DateOnly knownOn)
    {
        var known = _turns.Before(new AsOf(default, knownOn)).KnownOn;
        if (_byUnit is { } there && there.Known == known) return there.Decisions;
        var made = new UnitDecisions(known, [.. _inOrder.Where(d => d.Recorded <= known).GroupBy(d => d.Unit).Select(g => g.ToArray())]);
        _byUnit = made;
        return made.Decisions;
    }

    /// <summary>Who holds what.</summary>
    public Standing At(AsOf anyDays)
    {
        var asOf = _turns.Before(anyDays);
        if (_standings.TryGetValue(asOf, out var standing)) return standing;
        if (_standings.Count >= StandingsKept) _standings.Clear();
        return _standings[asOf] = new Standing(_inOrder.Where(d => d.Effective <= asOf.Date && d.Recorded <= asOf.KnownOn), Titles);
    }

    /// <summary>The colour step of a unit: the highest that one of its titles reaches, or null for none.</summary>
    public Shade? ShadeOf(UnitId unit, AsOf asOf)
    {
        var held = At(asOf).Of(unit);
        return Titles.Shades.OrderByDescending(s => s.Rank)
            .FirstOrDefault(s => held.Any(h => h.Title.Id == s.Title && (s.Field is null || s.Field == h.Decision.Field)));
    }

    internal static async Task<DecisionBook> ReadAsync(StoreFactory stores, TitleCatalog titles, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return new DecisionBook(
            await db.Set<Decision>().AsNoTracking().OrderBy(d => EF.Property<long>(d, RecognitionMapping.Key)).ToListAsync(cancel), titles);
    }
}
