using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Server.Host;

/// <summary>
/// What was counted since the server started, as Prometheus reads it (text format 0.0.4). Listens to LangSo's own meters and to a few of
/// the framework's; only tags on a short list become labels, so that neither persons nor codes can get in.
/// </summary>
internal sealed class MetricsBoard : IDisposable
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
    private static readonly string[] Labels = ["class", "job", "http.request.method", "http.response.status_code", "http.route"];
    private static readonly string[] Framework =
        ["http.server.request.duration", "http.server.active_requests", "kestrel.active_connections", "dotnet.process.memory.working_set", "dotnet.process.cpu.time"];

    /// <summary>No more than this: a scraper's memory is not ours to fill.</summary>
    private const int MostSeries = 2_000;

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    /// <param name="meters">This server's meters; those of another server in the same process are none of ours.</param>
    public MetricsBoard(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope is not null && !ReferenceEquals(instrument.Meter.Scope, meters)) return;
            if (instrument.Meter.Name == Telemetry.Name || Framework.Contains(instrument.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The whole page.</summary>
    public string Write()
    {
        foreach (var observed in _series.Where(s => s.Key.Instrument.IsObservable)) observed.Value.Clear();
        _listener.RecordObservableInstruments();
        var page = new StringBuilder();
        foreach (var instrument in _series.GroupBy(s => s.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var (name, kind) = (NameOf(instrument.Key), KindOf(instrument.Key));
            page.Append("# HELP ").Append(name).Append(' ').Append(instrument.Key.Description?.ReplaceLineEndings(" ")).Append('\n');
            page.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
            foreach (var (key, series) in instrument.OrderBy(s => s.Key.Labels, StringComparer.Ordinal)) series.Write(page, name, key.Labels, kind);
        }
        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, LabelsOf(tags));
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MostSeries) return;
            series = _series.GetOrAdd(key, _ => new Series());
        }
        series.Take(value, KindOf(instrument) == "histogram", instrument.IsObservable && KindOf(instrument) == "counter");
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            if (!Labels.Contains(name)) continue;
            labels.Append(labels.Length > 0 ? "," : "").Append(name.Replace('.', '_')).Append("=\"")
                .Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n"))
                .Append('"');
        }
        return labels.ToString();
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name is var type && type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
        : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter" : "gauge";

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return KindOf(instrument) == "counter" ? name + "_total" : name;
    }

    /// <summary>One line, or one histogram.</summary>
    private sealed class Series
    {
        private readonly Lock _gate = new();
        private long[]? _buckets;
        private long _count;
        private double _sum;

        public void Take(double value, bool histogram, bool absolute)
        {
            lock (_gate)
            {
                _sum = absolute ? value : _sum + value;
                _count++;
                if (!histogram) return;
                _buckets ??= new long[Bounds.Length];
                for (var i = 0; i < Bounds.Length; i++)
                    if (value <= Bounds[i]) _buckets[i]++;
            }
        }

        public void Clear()
        {
            lock (_gate) (_count, _sum) = (0, 0);
        }

        public void Write(StringBuilder page, string name, string labels, string kind)
        {
            lock (_gate)
            {
                if (_count == 0) return;
                var own = labels.Length > 0 ? "{" + labels + "}" : "";
                if (kind != "histogram")
                {
                    Line(page, name, own, _sum);
                    return;
                }
                var more = labels.Length > 0 ? labels + "," : "";
                for (var i = 0; i < Bounds.Length; i++) Line(page, name + "_bucket", $"{{{more}le=\"{Bounds[i].ToString(CultureInfo.InvariantCulture)}\"}}", _buckets![i]);
                Line(page, name + "_bucket", $"{{{more}le=\"+Inf\"}}", _count);
                Line(page, name + "_sum", own, _sum);
                Line(page, name + "_count", own, _count);
            }
        }

        private static void Line(StringBuilder page, string name, string labels, double value) =>
            page.Append(name).Append(labels).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
