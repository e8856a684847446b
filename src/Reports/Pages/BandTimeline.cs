using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LangSo.Foundation;
using LangSo.Recognition;
using Microsoft.AspNetCore.Html;

namespace LangSo.Reports.Pages;

/// <summary>Titles through time as bands: one row a unit, a merger as rows that flow into the next, what is undecided hatched.</summary>
public static class BandTimeline
{
    private const double Width = 900, Left = 170, Right = 20, Top = 24, Row = 30;
    private static readonly string[] Fill = ["#F3F5F7", "#F2DD9B", "#93CCB0", "#2C8470", "#2B2168"];

    /// <summary>The drawing; <paramref name="shade"/> gives a holding's colour step, <paramref name="open"/> the words for a unit without a title.</summary>
    public static IHtmlContent Draw(IReadOnlyList<TitleLine> lines, DateOnly shown, DateOnly today, Func<Holding, int> shade, Func<Words, string> say, string open, string label)
    {
        var rows = lines.Where(l => l.Life.Count > 0).OrderBy(l => l.Relation switch { "before" => 0, "self" => 1, _ => 2 }).ToList();
        if (rows.Count == 0) return HtmlString.Empty;
        var first = rows.Min(r => r.Life[0].From);
        var last = today.AddMonths(6);
        double X(DateOnly day) => Left + Math.Clamp((double)(day.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber), 0, 1) * (Width - Left - Right);
        var height = Top + rows.Count * Row + 20;
        var svg = new StringBuilder(F($"<svg class=\"bands\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Encode(label)}\"><defs><pattern id=\"bt\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><path d=\"M0 0V6\" stroke=\"#C9D1D8\" stroke-width=\"1.6\"/></pattern></defs>"));
        for (var year = first.Year; year <= last.Year; year++)
        {
            var day = new DateOnly(year, 1, 1);
            if (day < first) day = first;
            svg.Append(F($"<path d=\"M{X(day):0.#} {Top}V{height - 16}\" stroke=\"#E9EDF0\"/><text x=\"{X(day):0.#}\" y=\"14\" font-size=\"12\" fill=\"#43515E\">{year}</text>"));
        }
        var places = rows.Select((row, i) => (row, Y: Top + i * Row)).ToList();
        foreach (var (row, y) in places)
        {
            var name = row.Life[^1].FullName;
            var end = row.Life[^1].To ?? last;
            svg.Append(F($"<text x=\"0\" y=\"{y + 19}\" font-size=\"13\" {(row.Relation == "self" ? "font-weight=\"700\" " : "")}fill=\"#14212E\">{Encode(char.ToUpper(name[0], VnText.Culture) + name[1..])}</text>"));
            var bands = row.Titles.Where(t => t.From < end).ToList();
            var begins = bands.Count > 0 ? bands.Min(b => b.From) : end;
            if (begins > row.Life[0].From)
                svg.Append(F($"<rect x=\"{X(row.Life[0].From):0.#}\" y=\"{y + 4}\" width=\"{Math.Max(0, X(begins) - X(row.Life[0].From)):0.#}\" height=\"22\" fill=\"url(#bt)\" stroke=\"#8A96A1\" stroke-dasharray=\"4 3\"/>"));
            if (bands.Count == 0) svg.Append(F($"<text x=\"{X(row.Life[0].From) + 6:0.#}\" y=\"{y + 19}\" font-size=\"12\" font-weight=\"600\" fill=\"#14212E\">{Encode(open)}</text>"));
            foreach (var (band, i) in bands.Select((b, i) => (b, i)))
            {
                var to = bands.Skip(i + 1).Select(b => (DateOnly?)b.From).FirstOrDefault(d => d > band.From) ?? band.To ?? end;
                var (x, w) = (X(band.From), Math.Max(1, X(to) - X(band.From)));
                var rank = shade(band.Holding);
                var words = Short(say(band.Holding.Title.Name)) + (band.Holding.Field is { } field ? ": " + say(field.Name) : "");
                svg.Append(F($"<g><title>{Encode(words)}, {Encode(band.Holding.Decision.Number)}, {VnTime.Text(band.From)}</title><rect x=\"{x:0.#}\" y=\"{y + 4}\" width=\"{w:0.#}\" height=\"22\" rx=\"2\" fill=\"{Fill[Math.Clamp(rank, 0, 4)]}\"/>"));
                if (band.Holding.Decision.Sample) svg.Append(F($"<path d=\"M{x:0.#} {y + 27.5}h{w:0.#}\" stroke=\"#43515E\" stroke-width=\"1.6\" stroke-dasharray=\"2 3\"/>"));
                if (w > words.Length * 6.6) svg.Append(F($"<text x=\"{x + 6:0.#}\" y=\"{y + 19}\" font-size=\"12\" font-weight=\"500\" fill=\"{(rank >= 3 ? "#fff" : "#14212E")}\">{Encode(words)}</text>"));
                svg.Append("</g>");
            }
        }
        foreach (var (row, y) in places.Where(p => p.row.Edge is not null))
        {
            var target = places.FirstOrDefault(p => p.row.Relation == "self");
            if (target.row is null) continue;
            var (fromY, toY) = row.Relation == "before" ? (y + 15, target.Y + 15) : (target.Y + 15, y + 15);
            var x = X(row.Edge!.On);
            svg.Append(F($"<path d=\"M{x - 3:0.#} {fromY}C{x + 12:0.#} {fromY} {x - 12:0.#} {toY} {x + 3:0.#} {toY}\" fill=\"none\" stroke=\"#14212E\" stroke-width=\"1.8\"/>"));
        }
        var edge = rows.FirstOrDefault(r => r.Edge is not null)?.Edge;
        if (edge is not null)
            svg.Append(F($"<path d=\"M{X(edge.On):0.#} {Top - 4}V{height - 16}\" stroke=\"#14212E\" stroke-width=\"1.2\"/><text x=\"{X(edge.On) - 6:0.#}\" y=\"{height - 3}\" font-size=\"12\" text-anchor=\"end\" fill=\"#14212E\">{VnTime.Text(edge.On)}: {Encode(edge.Instrument)}</text>"));
        svg.Append(F($"<path d=\"M{X(shown):0.#} {Top - 4}V{height - 16}\" stroke=\"#1257A8\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>"));
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>"nâng cao" of "đạt chuẩn nông thôn mới nâng cao"; "đạt chuẩn" of the first step.</summary>
    public static string Short(string title)
    {
        const string whole = "đạt chuẩn nông thôn mới";
        return title == whole ? "đạt chuẩn" : title.Replace(whole + " ", "", StringComparison.Ordinal);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
