using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LangSo.Foundation;
using LangSo.Recognition;
using Microsoft.AspNetCore.Html;

namespace LangSo.Reports.Pages;

/// <summary>A rate through time, as steps at month ends; hollow where it rests on made-up rows.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Short">A word for it at the end of its line.</param>
/// <param name="Points">Day, percent (null over nothing), whether it rests on a made-up row, and the fraction.</param>
public sealed record TrendLine(string Name, string Short, IReadOnlyList<(DateOnly Day, decimal? Percent, bool Sample, string Fraction)> Points)
{
    private const int Years = 5;

    internal static TrendLine Of(FigurePage page, string measure, string word)
    {
        var definition = page.Book.Definitions.Measures.FirstOrDefault(m => m.Id == measure);
        if (definition is null) return new TrendLine("", "", []);
        return new TrendLine(FigurePage.Say(definition.Name), word, page.Book.Remember(("trend", measure, page.AsOf), () => PointsOf(page, definition)));
    }

    private static List<(DateOnly, decimal?, bool, string)> PointsOf(FigurePage page, MeasureDefinition definition)
    {
        var points = new List<(DateOnly, decimal?, bool, string)>();
        var first = page.Book.Units.FirstDay ?? page.AsOf.Date;
        for (var back = Years * 12; back >= 0; back--)
        {
            var day = back == 0 ? page.AsOf.Date : new DateOnly(page.AsOf.Date.Year, page.AsOf.Date.Month, 1).AddMonths(-back + 1).AddDays(-1);
            if (day < first || back > 0 && day >= page.AsOf.Date) continue;
            var asOf = page.AsOf with { Date = day };
            var result = page.Book.Measure(definition, asOf, page.Book.Units.Roots(asOf).FirstOrDefault());
            points.Add((day, result.Percent, result.Sample, VnText.Number(result.Numerator) + "/" + VnText.Number(result.Denominator ?? 0)));
        }
        return points;
    }

    /// <summary>Both rates in one drawing; a line breaks where the map of units changes, because the denominator does.</summary>
    public static IHtmlContent Draw(IReadOnlyList<TrendLine> lines, IReadOnlyList<DateOnly> changes, string label)
    {
        const double w = 770, h = 232, left = 44, right = 150, top = 14, bottom = 30;
        var days = lines.SelectMany(l => l.Points).Select(p => p.Day.DayNumber).ToList();
        if (days.Count < 2) return HtmlString.Empty;
        var (first, last) = (days.Min(), Math.Max(days.Max(), days.Min() + 1));
        double X(int day) => left + (double)(day - first) / (last - first) * (w - left - right);
        double Y(decimal percent) => top + (100 - (double)percent) / 100 * (h - top - bottom);
        var svg = new StringBuilder(F($"<svg viewBox=\"0 0 {w} {h}\" class=\"trend\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(label)}\">"));
        foreach (var v in (int[])[0, 25, 50, 75, 100])
            svg.Append(F($"<path d=\"M{left} {Y(v)}H{w - right}\" stroke=\"{(v == 0 ? "#8A96A1" : "#E9EDF0")}\"/><text x=\"{left - 8}\" y=\"{Y(v) + 4}\" font-size=\"12\" text-anchor=\"end\" fill=\"#43515E\">{v} %</text>"));
        for (var year = DateOnly.FromDayNumber(first).Year + 1; year <= DateOnly.FromDayNumber(last).Year; year++)
            svg.Append(F($"<text x=\"{X(new DateOnly(year, 1, 1).DayNumber)}\" y=\"{h - 9}\" font-size=\"12\" text-anchor=\"middle\" fill=\"#43515E\">{year}</text>"));
        foreach (var change in changes.Where(c => c.DayNumber > first && c.DayNumber <= last))
            svg.Append(F($"<path d=\"M{X(change.DayNumber)} {top - 6}V{h - bottom}\" stroke=\"#14212E\" stroke-width=\"1.5\"/><text x=\"{X(change.DayNumber) - 4}\" y=\"{h - bottom - 8}\" font-size=\"12\" text-anchor=\"end\" fill=\"#14212E\">{VnTime.Text(change)}</text>"));
        var labels = new List<double>();
        foreach (var (line, i) in lines.Select((l, i) => (l, i)).OrderByDescending(p => p.l.Points is [.., var newest] ? newest.Percent : null))
        {
            var colour = i == 0 ? "#3E9B78" : "#14513F";
            var path = new StringBuilder();
            (DateOnly Day, decimal? Percent, bool Sample, string Fraction)? before = null;
            foreach (var point in line.Points)
            {
                if (point.Percent is not { } percent) { before = null; continue; }
                var broken = before is null || changes.Any(c => before.Value.Day < c && c <= point.Day);
                path.Append(broken ? F($"M{X(point.Day.DayNumber):0.#} {Y(percent):0.#}") : F($"H{X(point.Day.DayNumber):0.#}V{Y(percent):0.#}"));
                before = point;
            }
            svg.Append(F($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.4\"{(i == 0 ? "" : " stroke-dasharray=\"7 3\"")}/>"));
            var end = line.Points.LastOrDefault(p => p.Percent is not null);
            if (end.Percent is not { } shown) continue;
            svg.Append(F($"<circle cx=\"{X(end.Day.DayNumber)}\" cy=\"{Y(shown)}\" r=\"4.6\" fill=\"{(end.Sample ? "#fff" : colour)}\" stroke=\"{colour}\" stroke-width=\"1.8\"/>"));
            var y = Y(shown);
            while (labels.Any(l => Math.Abs(l - y) < 34)) y += y > h / 2 ? -6 : 6;
            labels.Add(y);
            svg.Append(F($"<text x=\"{w - right + 12}\" y=\"{y + 1}\" font-size=\"13\" font-weight=\"600\" fill=\"#14212E\">{HtmlEncoder.Default.Encode(line.Short)} {VnText.Percent(shown)}</text><text x=\"{w - right + 12}\" y=\"{y + 18}\" font-size=\"12\" fill=\"#43515E\">{end.Fraction}</text>"));
        }
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
