using System.Globalization;
using System.Text;
using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Html;

namespace LangSo.Devices.Pages;

/// <summary>What a device measured over some hours, as one small drawing: heartbeats, power, and lines with their largest value in words.</summary>
public static class ReadingChart
{
    private const double Left = 104, Width = 620, Row = 44;

    /// <summary>Draws the rows for which there is anything.</summary>
    public static IHtmlContent Draw(IReadOnlyList<ReadingView> readings, DateTime from, DateTime to, IText text)
    {
        var body = new StringBuilder();
        var y = 8.0;
        Heartbeats(body, readings, from, to, text, ref y);
        Power(body, readings, from, to, text, ref y);
        Line(body, readings, r => r.PowerPercent, 0, 100, text["Pin, %"], from, to, ref y);
        Line(body, readings, r => r.SignalPercent, 0, 100, text["Sóng, %"], from, to, ref y);
        Line(body, readings, r => r.TemperatureC, 0, Math.Max(90, readings.Max(r => r.TemperatureC) ?? 0), text["Nhiệt độ, °C"], from, to, ref y);
        Line(body, readings, r => r.ClockErrorMs is { } e ? Math.Abs(e) : null, 0, Math.Max(50, readings.Max(r => r.ClockErrorMs is { } e ? Math.Abs(e) : 0)), text["Sai giờ, ms"], from, to, ref y);
        for (var tick = 0; tick <= 4; tick++)
        {
            var at = from + (to - from) * (tick / 4.0);
            var x = X(at, from, to);
            body.Append(F($"<path d=\"M{x:0.#} 4V{y:0.#}\" stroke=\"#E9EDF0\"/><text x=\"{x:0.#}\" y=\"{y + 16:0.#}\" font-size=\"12\" fill=\"#43515E\" text-anchor=\"{(tick == 0 ? "start" : tick == 4 ? "end" : "middle")}\">"))
                .Append((to - from).TotalHours > 25 ? VnTime.DayOf(at).ToString("d/M", VnText.Culture) : VnTime.Clock(at)).Append("</text>");
        }
        return new HtmlString(F($"<svg class=\"trend\" viewBox=\"0 0 {Left + Width + 12} {y + 22}\" role=\"img\" aria-label=\"") + System.Net.WebUtility.HtmlEncode(text["Số đo của thiết bị"]) + "\">" + body + "</svg>");
    }

    private static void Heartbeats(StringBuilder body, IReadOnlyList<ReadingView> readings, DateTime from, DateTime to, IText text, ref double y)
    {
        Name(body, text["Nhịp báo về"], y);
        body.Append(F($"<path d=\"M{Left} {y + 11}H{Left + Width}\" stroke=\"#8E1B2B\" stroke-width=\"2\" stroke-dasharray=\"3 3\"/>"));
        foreach (var (begin, end) in Runs(readings, r => r.Online))
            body.Append(F($"<rect x=\"{X(begin, from, to):0.#}\" y=\"{y + 3:0.#}\" width=\"{Math.Max(2, X(end, from, to) - X(begin, from, to)):0.#}\" height=\"16\" fill=\"#2C8470\"/>"));
        y += 30;
    }

    private static void Power(StringBuilder body, IReadOnlyList<ReadingView> readings, DateTime from, DateTime to, IText text, ref double y)
    {
        if (readings.All(r => r.Power is null)) return;
        Name(body, text["Nguồn điện"], y);
        foreach (var (kind, fill, words) in new[] { ("mains", "#BFE3CF", text["Điện lưới"]), ("battery", "#F7C65B", text["Pin"]), ("solar", "#F2DD9B", text["Mặt trời"]) })
            foreach (var (begin, end) in Runs(readings, r => r.Power == kind))
            {
                var (x, w) = (X(begin, from, to), Math.Max(2, X(end, from, to) - X(begin, from, to)));
                body.Append(F($"<rect x=\"{x:0.#}\" y=\"{y + 3:0.#}\" width=\"{w:0.#}\" height=\"16\" fill=\"{fill}\"/>"));
                if (w > 60) body.Append(F($"<text x=\"{x + 6:0.#}\" y=\"{y + 15.5:0.#}\" font-size=\"12\" fill=\"#14212E\">")).Append(System.Net.WebUtility.HtmlEncode(words)).Append("</text>");
            }
        y += 30;
    }

    private static void Line(StringBuilder body, IReadOnlyList<ReadingView> readings, Func<ReadingView, double?> read, double low, double high, string name, DateTime from, DateTime to, ref double y)
    {
        var points = readings.Select(r => (r.At, Value: read(r))).Where(p => p.Value is not null).ToList();
        if (points.Count == 0) return;
        Name(body, name, y + 6);
        var top = y;
        var path = new StringBuilder();
        DateTime? before = null;
        foreach (var (at, value) in points)
        {
            path.Append(before is null || at - before > TimeSpan.FromMinutes(20) ? 'M' : 'L')
                .Append(F($"{X(at, from, to):0.#} {top + Row - 14 - ((Math.Clamp(value!.Value, low, high) - low) / (high - low) * (Row - 18)):0.#}"));
            before = at;
        }
        body.Append(F($"<path d=\"M{Left} {top + Row - 14}H{Left + Width}\" stroke=\"#D9DFE4\"/><path d=\"{path}\" fill=\"none\" stroke=\"#1257A8\" stroke-width=\"1.8\" stroke-linejoin=\"round\"/>"))
            .Append(F($"<text x=\"{Left + Width}\" y=\"{top + 8:0.#}\" font-size=\"12\" fill=\"#14212E\" text-anchor=\"end\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">"))
            .Append(points[^1].Value!.Value.ToString("0.#", VnText.Culture)).Append("</text>");
        y += Row;
    }

    /// <summary>Stretches in which it holds; readings come every five minutes, so a longer gap ends one.</summary>
    private static IEnumerable<(DateTime Begin, DateTime End)> Runs(IReadOnlyList<ReadingView> readings, Func<ReadingView, bool> holds)
    {
        (DateTime Begin, DateTime End)? run = null;
        foreach (var reading in readings)
        {
            if (run is { } open && reading.At - open.End > TimeSpan.FromMinutes(12))
            {
                yield return open;
                run = null;
            }
            if (holds(reading)) run = (run?.Begin ?? reading.At, reading.At);
            else if (run is { } ended)
            {
                yield return (ended.Begin, reading.At);
                run = null;
            }
        }
        if (run is { } last) yield return last;
    }

    private static void Name(StringBuilder body, string name, double y) =>
        body.Append(F($"<text x=\"0\" y=\"{y + 16:0.#}\" font-size=\"13\" fill=\"#14212E\">")).Append(System.Net.WebUtility.HtmlEncode(name)).Append("</text>");

    private static double X(DateTime at, DateTime from, DateTime to) => Left + Math.Clamp((at - from) / (to - from), 0, 1) * Width;

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
