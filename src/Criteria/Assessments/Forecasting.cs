using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.Criteria.Assessments;

/// <summary>What a value will probably be.</summary>
/// <param name="Point">The best guess.</param>
/// <param name="Low">Nine out of ten times it is not below.</param>
/// <param name="High">Nine out of ten times it is not above: between both lie eight of ten.</param>
public readonly record struct Forecast(double Point, double Low, double High)
{
    // How far the trend of the past is believed: each further year keeps so much of the year before.
    private const double Damping = 0.8;

    // Student's t, two-sided 80 %, by degrees of freedom from 1.
    private static readonly double[] T80 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372];

    /// <summary>
    /// Continues a series of yearly values by <paramref name="years"/>: from the last value along the median of the slopes between all pairs
    /// (which one wrong value does not bend), less of it every further year. Null with fewer than three values.
    /// </summary>
    public static Forecast? Of(ReadOnlySpan<double> years, ReadOnlySpan<double> values, double ahead)
    {
        var n = values.Length;
        if (n < 3) return null;
        Span<double> slopes = stackalloc double[n * (n - 1) / 2];
        var pairs = 0;
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                if (years[j] > years[i]) slopes[pairs++] = (values[j] - values[i]) / (years[j] - years[i]);
        if (pairs == 0) return null;
        slopes = slopes[..pairs];
        slopes.Sort();
        var slope = pairs % 2 == 1 ? slopes[pairs / 2] : (slopes[pairs / 2 - 1] + slopes[pairs / 2]) / 2;
        var point = values[^1] + slope * Damped(ahead);
        // The spread of what the same rule would have said one value before.
        var squares = 0.0;
        for (var i = 1; i < n; i++)
        {
            var step = Damped(years[i] - years[i - 1]);
            var miss = values[i] - values[i - 1] - slope * step;
            squares += miss * miss / Math.Max(0.25, years[i] - years[i - 1]);
        }
        var spread = Math.Sqrt(squares / Math.Max(1, n - 2)) * Math.Sqrt(Math.Max(ahead, 0.25)) * T80[Math.Min(n - 2, T80.Length) - 1];
        return new Forecast(point, point - spread, point + spread);
    }

    private static double Damped(double years) => Damping * (1 - Math.Pow(Damping, years)) / (1 - Damping);
}

/// <summary>What will probably become of one criterion of one unit.</summary>
/// <param name="Criterion">By place in the version.</param>
/// <param name="Expected">The verdict on the best guesses of its values.</param>
/// <param name="AtWorst">The verdict on the lower ends of their intervals.</param>
/// <param name="AtBest">The verdict on the upper ends.</param>
public readonly record struct CriterionForecast(int Criterion, Verdict Expected, Verdict AtWorst, Verdict AtBest);

/// <summary>Forecasts of whole sets.</summary>
public static class ForecastAssessing
{
    /// <summary>
    /// The criteria of every asked unit on a later day: numbers along their trend over the last ten years, everything else as it stands now.
    /// Thresholds and groups are those of the later day, or of the version's last.
    /// </summary>
    public static IReadOnlyDictionary<UnitId, IReadOnlyList<CriterionForecast>> Forecast(this AssessmentBook book, CriteriaSet set, SetVersion version, AsOf asOf, DateOnly later)
    {
        var (plan, asked) = (book.Plan(set, version), book.InForce(set, asOf));
        var now = book.Filled(set, version, asOf, version.On(later));
        var results = new IReadOnlyList<CriterionForecast>[asked.Places.Length];
        var day = Days.Of(asOf.Date);
        var ahead = (later.DayNumber - asOf.Date.DayNumber) / 365.25;
        Parallel.For(0, results.Length, () => new Trend(book.Facts, plan, asOf), (i, _, trend) =>
        {
            var place = asked.Places[i];
            var (block, at) = now.Of(place);
            var row = block.RowOn(at, day);
            var held = block.Values.AsSpan(row * plan.Width, plan.Width);
            results[i] = trend.Judge(now.Units.Facts[place], held, plan.Tables[block.Table(row)], ahead);
            return trend;
        }, _ => { });
        return Enumerable.Range(0, results.Length).ToDictionary(i => asked.Units[i].Unit, i => results[i]);
    }

    private static DateOnly On(this SetVersion version, DateOnly day) =>
        day < version.From ? version.From : version.To <= day ? version.To.Value.AddDays(-1) : day;

    private sealed class Trend(FactBook facts, SetPlan plan, AsOf asOf)
    {
        private const int Years = 10;

        private readonly FactColumn?[] _columns = [.. plan.Slots.Select(s => facts.Column(s.Fact))];
        private readonly int[] _point = new int[plan.Width], _low = new int[plan.Width], _high = new int[plan.Width];
        private readonly double[] _years = new double[Years], _values = new double[Years];

        public CriterionForecast[] Judge(int unit, ReadOnlySpan<int> held, LevelTable table, double ahead)
        {
            held.CopyTo(_point);
            held.CopyTo(_low);
            held.CopyTo(_high);
            for (var slot = 0; slot < plan.Slots.Length; slot++)
            {
                if (plan.Slots[slot].Indicator.Kind == ValueKind.YesNo || held[slot] <= ValueCodes.Exempt || _columns[slot] is not { } column) continue;
                var count = Yearly(unit, column, plan.Slots[slot].Negate);
                if (Assessments.Forecast.Of(_years.AsSpan(0, count), _values.AsSpan(0, count), ahead) is not { } said) continue;
                var (least, most) = plan.Slots[slot].Indicator.Kind != ValueKind.Percent ? (-ValueCodes.Most, ValueCodes.Most) : plan.Slots[slot].Negate ? (-10000, 0) : (0, 10000);
                _point[slot] = (int)Math.Clamp(said.Point, least, most);
                _low[slot] = (int)Math.Clamp(said.Low, least, most);
                _high[slot] = (int)Math.Clamp(said.High, least, most);
            }
            var (expected, worst, best) = (RowJudge.Row(plan, ref _point[0], table), RowJudge.Row(plan, ref _low[0], table), RowJudge.Row(plan, ref _high[0], table));
            var criteria = new CriterionForecast[table.Criteria.Length];
            for (var at = 0; at < criteria.Length; at++) criteria[at] = new CriterionForecast(at, expected.Criterion(at), worst.Criterion(at), best.Criterion(at));
            return criteria;
        }

        // The values that held on this day of each of the last years, only where something new was said.
        private int Yearly(int unit, FactColumn column, bool negate)
        {
            if (unit < 0) return 0;
            var when = column.WhenOf(unit);
            var values = column.ValuesOf(unit);
            var (count, last) = (0, -1);
            for (var year = Years - 1; year >= 0; year--)
            {
                var at = FactColumn.Holding(when, Days.Of(asOf.Date.AddYears(-year)), Days.Of(asOf.KnownOn));
                if (at < 0 || at == last || facts.Codes.Comparable(values[at], negate) is not (> ValueCodes.Exempt and var value)) continue;
                (_years[count], _values[count], last) = (-year, value, at);
                count++;
            }
            return count;
        }
    }
}
