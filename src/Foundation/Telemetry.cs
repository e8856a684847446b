using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LangSo.Foundation;

/// <summary>
/// What LangSo counts and traces about itself, under the one name that collectors ask for. Costs next to nothing while nobody listens.
/// Tags are kinds and outcomes, never persons, texts, codes or tokens.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "LangSo";

    private static readonly Meter Meter = new(Name);

    /// <summary>Traces: <c>ledger</c>, <c>publish</c> and jobs.</summary>
    public static readonly ActivitySource Traces = new(Name);

    /// <summary>Playback records that were new.</summary>
    public static readonly Counter<long> PlaysIngested = Meter.CreateCounter<long>("langso.plays.ingested", "{play}", "Playback records stored");

    /// <summary>Orders put on the link; tag <c>class</c>.</summary>
    public static readonly Counter<long> OrdersPublished = Meter.CreateCounter<long>("langso.orders.published", "{order}", "Signed orders put on the device link");

    /// <summary>Committed acts of the ledger.</summary>
    public static readonly Counter<long> LedgerActs = Meter.CreateCounter<long>("langso.ledger.acts", "{act}", "Acts committed to the ledger");

    /// <summary>Bytes of sounds sent to devices.</summary>
    public static readonly Counter<long> MediaBytes = Meter.CreateCounter<long>("langso.media.sent", "By", "Bytes of sounds sent");

    private static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>("langso.job.duration", "s", "Duration of background jobs");

    /// <summary>Measures a background job until it is disposed.</summary>
    /// <param name="name">Which one, of a handful: "media-sweep".</param>
    public static IDisposable Job(string name) => new Measured(name);

    private sealed class Measured(string name) : IDisposable
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private readonly Activity? _trace = Traces.StartActivity(name);

        public void Dispose()
        {
            _trace?.Dispose();
            Jobs.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new KeyValuePair<string, object?>("job", name));
        }
    }
}
