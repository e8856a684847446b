using LangSo.Foundation;

namespace LangSo.Criteria;

/// <summary>
/// Something that is so on a day, seen by LangSo itself: every hamlet's loudspeaker played this month, a title is held, a class was
/// attended.
/// </summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Value">As the indicator's kind says.</param>
/// <param name="Source">What it was seen by, in words: "Biên bản phát thanh của 12 cụm loa".</param>
public sealed record Observation(string Indicator, UnitId Unit, string Value, string Source);

/// <summary>
/// What a module above has seen, as facts: the one way by which LangSo's own doings become values of indicators. A module registers its own
/// implementation; it says what is so, and never writes facts itself.
/// </summary>
public interface IFactWitness
{
    /// <summary>Who it is, for the ledger: "devices".</summary>
    string Name { get; }

    /// <summary>decision, device or list: the kind of source that its facts carry.</summary>
    string SourceKind { get; }

    /// <summary>All that is so on the day. What it does not mention stays as it was.</summary>
    Task<IReadOnlyList<Observation>> ObserveAsync(DateOnly day, CancellationToken cancel);
}

/// <summary>Asks every witness, and saves what differs from what is known: asking twice changes nothing.</summary>
public sealed class Witnesses(IEnumerable<IFactWitness> witnesses, FactBooks books, FactDesk desk, TimeProvider clock)
{
    /// <summary>Asks all of them about today. How many facts are new; a witness that says something wrong stops only itself.</summary>
    public async Task<Outcome<int>> HearAsync(CancellationToken cancel)
    {
        var (saved, problems) = (0, new List<Problem>());
        foreach (var witness in witnesses)
        {
            var today = clock.Today();
            var (book, now) = (books.Current, new AsOf(today, today));
            var seen = await witness.ObserveAsync(today, cancel);
            var facts = seen.Where(o => book.Find(o.Indicator, o.Unit, now)?.Value != o.Value)
                .Select(o => new NewFact(o.Indicator, o.Unit, o.Value, today, null, witness.SourceKind, o.Source)).ToList();
            if (facts.Count == 0) continue;
            var outcome = await desk.SaveAsync(facts, witness.Name, cancel);
            if (outcome.Ok) saved += outcome.Value;
            else problems.AddRange(outcome.Problems);
        }
        return problems.Count > 0 ? problems : saved;
    }
}
