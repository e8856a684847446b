namespace LangSo.Bench;

/// <summary>Measured values in order of size. A percentile is a value that was measured (nearest rank), never one in between.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Median => At(50);

    public double P95 => At(95);

    public double P99 => At(99);

    public double Most => _sorted[^1];

    /// <summary>The value of a figure by its name in expected.json.</summary>
    public double Figure(string name) => name switch
    {
        "median" => Median,
        "p95" => P95,
        "p99" => P99,
        "most" => Most,
        _ => throw new InvalidDataException($"expected.json: there is no figure \"{name}\"."),
    };

    private double At(int percent) => _sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * Count) - 1)];
}
