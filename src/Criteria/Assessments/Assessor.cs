using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>Holds the assessments of now: the sets of the data folder, over the facts and units of now. One question should take <see cref="Current"/> once.</summary>
public sealed class Assessor(Gazetteers gazetteers, FactBooks facts, SetSeals seals, TakenSets taken)
{
    private readonly Lock _lock = new();
    private volatile AssessmentBook _book = AssessmentBook.Empty;
    private SetShelf _shelf = SetShelf.Empty;

    /// <summary>Where sets, layers and checks are read from; null before the first opening.</summary>
    internal string? DataFolder { get; private set; }

    /// <summary>The newest; made anew when facts, units or sets were swapped whole.</summary>
    public AssessmentBook Current
    {
        get
        {
            var book = _book;
            if (book.Facts == facts.Current && book.Units == gazetteers.Current && book.Shelf == _shelf) return book;
            lock (_lock)
            {
                if (_book.Facts != facts.Current || _book.Units != gazetteers.Current || _book.Shelf != _shelf)
                    _book = new AssessmentBook(facts.Current, gazetteers.Current, _shelf);
                return _book;
            }
        }
    }

    /// <summary>
    /// Reads the sets and layers of the data folder, once facts and units are in memory: all or nothing. A version that was loaded before and was
    /// edited since is refused.
    /// </summary>
    public async Task<Outcome<bool>> OpenAsync(string dataFolder, CancellationToken cancel)
    {
        // Before the first load there is nothing that sets could be about.
        DataFolder = dataFolder;
        if (facts.Current.Indicators.Count == 0) return true;
        var shelf = SetShelf.Read(dataFolder, facts.Current.Indicators, Names(gazetteers.Current), await taken.AllAsync(cancel), await taken.LayersAsync(cancel));
        if (!shelf.Ok) return shelf.Problems.ToList();
        var broken = await seals.BrokenAsync(shelf.Value, cancel);
        if (broken.Count > 0) return broken;
        _shelf = shelf.Value;
        return true;
    }

    /// <summary>Every name that a unit ever had; of a unit with several the newest.</summary>
    internal static Dictionary<UnitId, string> Names(Gazetteer units) => units.All.GroupBy(v => v.Unit).ToDictionary(g => g.Key, g => g.Last().FullName);

    /// <summary>What a unit was last called, or its id.</summary>
    public static string NameOf(AssessmentBook book, UnitId unit) => book.Units.Life(unit, DateOnly.MaxValue) is [.., var last] ? last.FullName : unit.Value;

    /// <summary>Facts came in: swaps book and assessments together, so that every answer after it counts them.</summary>
    internal void Add(IReadOnlyCollection<Fact> added)
    {
        lock (_lock)
        {
            var before = Current;
            var next = facts.Current.With(added);
            var book = before.With(next, added);
            facts.Replace(next);
            _book = book;
        }
    }

    /// <summary>Many facts came in: facts and assessments are made anew when they are next asked for.</summary>
    internal void Add(FactBatch added)
    {
        lock (_lock) facts.Add(added);
    }
}
