using LangSo.Airtime;

namespace LangSo.Player;

/// <summary>What plays next.</summary>
/// <param name="Entry">The occurrence, by the newest plan.</param>
/// <param name="Piece">The stretch of it; its start is past when it is late.</param>
/// <param name="Due">When that stretch should start by the timeline, UTC.</param>
internal sealed record NextItem(TimelineEntry Entry, AirPiece Piece, DateTime Due)
{
    public Order Order => Entry.Order;

    /// <summary>When to start it, UTC; in the past when it is late.</summary>
    public DateTime Start => Piece.Start;

    /// <summary>What a record names: of a programme its own plan, of a bulletin its place in the timeline.</summary>
    public DateTime Planned => Order.Programme is null ? Due : Entry.Planned;

    /// <summary>Why not at its own instant, or null.</summary>
    public string? Reason => Entry.Outcome is TimelineOutcome.AsPlanned or TimelineOutcome.Cut ? null : Entry.Reason;
}

/// <summary>How far one occurrence has come.</summary>
internal sealed class Airing
{
    /// <summary>When its first sound went out.</summary>
    public DateTime? Began { get; set; }

    /// <summary>When it was broken off, while it waits to go on.</summary>
    public DateTime? Paused { get; set; }

    /// <summary>Its record so far: what the first sound was, how late it came.</summary>
    public PlayRecord? Record { get; set; }

    /// <summary>It will not sound again.</summary>
    public bool Done { get; set; }

    /// <summary>It is done and needs its time no longer: a stream that ended early, or one that never began.</summary>
    public bool LeftItsPlace { get; set; }
}

/// <summary>An order that is held.</summary>
internal sealed class Held(Order order, string fingerprint)
{
    private readonly HashSet<string> _there = new(StringComparer.Ordinal);

    public Order Order { get; } = order;

    public string Fingerprint { get; } = fingerprint;

    /// <summary>Why a sound is not here yet.</summary>
    public string? Trouble { get; set; }

    /// <summary>Its occurrences that something came of, by their planned instants; of a bulletin, one.</summary>
    public Dictionary<DateTime, Airing> Airings { get; init; } = [];

    public bool IsProgramme => Order.Programme is not null;

    /// <summary>Every sound of it is here, or it needs none.</summary>
    public bool Whole => Order is { Kind: Order.Play } && (Order.Programme is { IsStream: true } || (Order.Sounds.Count > 0 && Order.Sounds.All(s => _there.Contains(s.Sha256))));

    public void Has(string sha256) => _there.Add(sha256);

    /// <summary>What came of one occurrence, or null.</summary>
    public Airing? Of(DateTime planned) => Airings.GetValueOrDefault(planned);

    /// <summary>The same, made when there is none.</summary>
    public Airing At(DateTime planned) => Airings.TryGetValue(planned, out var airing) ? airing : Airings[planned] = new Airing();

    /// <summary>True when nothing of it is to come.</summary>
    public bool IsOver(DateTime now) => IsProgramme ? Order.Expires <= now && Airings.Values.All(a => a.Done || a.Began is null) : Of(Order.At) is { Done: true };
}
