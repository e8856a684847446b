using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>The identity of a dossier.</summary>
public readonly record struct DossierId(Guid Value)
{
    /// <summary>A new one, in order of time.</summary>
    public static DossierId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("n");
}

/// <summary>Where an act leads: it was reckoned when it was done, so that later calendars and units change no past deadline.</summary>
/// <param name="Template">The version of the procedure.</param>
/// <param name="Step">The step, or empty when the dossier is finished.</param>
/// <param name="Desk">The unit at whose desk it lies.</param>
/// <param name="Due">The last day in time, or null.</param>
public sealed record StepEntry(string Template, string Step, UnitId Desk, DateOnly? Due);

/// <summary>Who does something, as the record names them.</summary>
/// <param name="User">User name; <c>langso</c> for what a rule does.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Scope">The unit for which they held the right.</param>
public sealed record Doer(string User, string Name, UnitId Scope);

/// <summary>One act on a dossier. Only ever added; each is chained to the one before it.</summary>
/// <param name="Dossier">Which.</param>
/// <param name="Number">From 1; the dossier's version after it.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="On">The day on which it was done, in Viet Nam: today, or earlier for what was done on paper.</param>
/// <param name="By">Who.</param>
/// <param name="Deed">What.</param>
/// <param name="Reason">Why, or empty.</param>
/// <param name="Enters">Where it led, or null when the dossier stayed where it was.</param>
/// <param name="Previous">Hash of the act before, or 64 zeros.</param>
/// <param name="Hash">SHA-256 over all of the above, hex.</param>
public sealed record DossierAct(
    DossierId Dossier, int Number, DateTime At, DateOnly On, Doer By, Deed Deed, string Reason, StepEntry? Enters, string Previous, string Hash)
{
    /// <summary>What is written of the act itself.</summary>
    public string Body => JsonSerializer.Serialize(new ActBody(On, By, Deed, Reason, Enters), LangSoJson.Compact);

    /// <summary>The act after <paramref name="last"/>.</summary>
    internal static DossierAct Next(DossierId dossier, DossierAct? last, DateTime at, DateOnly on, Doer by, Deed deed, string reason, StepEntry? enters)
    {
        // The chain's rule is the ledger's own.
        var act = new DossierAct(dossier, (last?.Number ?? 0) + 1, new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), on, by, deed, reason, enters, last?.Hash ?? LedgerChain.Root, "");
        return act with { Hash = act.Reckon() };
    }

    /// <summary>Reads a stored act.</summary>
    internal static DossierAct Read(DossierId dossier, int number, DateTime at, string body, string previous, string hash)
    {
        var read = JsonSerializer.Deserialize<ActBody>(body, LangSoJson.Compact)!;
        return new DossierAct(dossier, number, at, read.On, read.By, read.Deed, read.Reason, read.Enters, previous, hash);
    }

    /// <summary>The number of the first act that does not follow from the one before, or null when all do.</summary>
    public static int? FirstBroken(IEnumerable<DossierAct> acts)
    {
        var (number, previous) = (0, LedgerChain.Root);
        foreach (var act in acts)
        {
            number++;
            if (act.Number != number || act.Previous != previous || act.Hash != act.Reckon()) return number;
            previous = act.Hash;
        }
        return null;
    }

    private string Reckon() => LedgerChain.HashOf(Number, At, By.User, DeedName(Deed), Dossier.ToString(), Body, Previous);

    /// <summary>The word of a deed in records: "hand-in".</summary>
    public static string DeedName(Deed deed) => Names.TryGetValue(deed.GetType(), out var name) ? name : throw new ArgumentException("An unnamed deed.", nameof(deed));

    /// <summary>Every such word.</summary>
    internal static IReadOnlyCollection<string> DeedNames => Names.Values;

    private static readonly Dictionary<Type, string> Names = typeof(Deed).GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
        .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().ToDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    private sealed record ActBody(DateOnly On, Doer By, Deed Deed, string Reason, StepEntry? Enters);
}
