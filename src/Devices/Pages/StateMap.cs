using System.Globalization;
using System.Text;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Html;

namespace LangSo.Devices.Pages;

/// <summary>One commune of the map of devices.</summary>
/// <param name="Worst">How the device that needs a person most stands.</param>
/// <param name="Trouble">How many need a person.</param>
public sealed record StateCell(int Row, int Column, UnitId Unit, string Name, DeviceCondition Worst, int Trouble, int Total);

/// <summary>
/// The map of communes by how their devices stand: the same cells as the map of titles, in the colours of states, with the number that
/// needs a person written in the cell, so that colour never speaks alone.
/// </summary>
public static class StateMap
{
    private const double Size = 15.5, Pad = 6;

    private static readonly HexMap Map = HexMap.Read(Path.Combine(AppContext.BaseDirectory, "data")) is { Ok: true } read ? read.Value : HexMap.Empty;

    /// <summary>The communes that have devices and a cell.</summary>
    public static IReadOnlyList<StateCell> Cells(IReadOnlyDictionary<UnitId, IReadOnlyDictionary<DeviceCondition, int>> units, Func<UnitId, string> name, DateOnly today) =>
    [
        .. Map.At(today).Select(place => units.TryGetValue(place.Unit, out var counts)
            ? new StateCell(
                place.Row, place.Column, place.Unit, name(place.Unit), counts.Keys.MinBy(DeviceHealth.Severity),
                counts.Where(c => c.Key is DeviceCondition.Fault or DeviceCondition.Silent or DeviceCondition.Check).Sum(c => c.Value), counts.Values.Sum())
            : new StateCell(place.Row, place.Column, place.Unit, name(place.Unit), DeviceCondition.NotEnrolled, 0, 0)),
    ];

    /// <summary>Draws them; a press filters the list by the commune.</summary>
    public static IHtmlContent Draw(IReadOnlyList<StateCell> cells, Func<UnitId, string> link, IText text)
    {
        if (cells.Count == 0) return HtmlString.Empty;
        var width = Math.Sqrt(3) * Size;
        var (top, left) = (cells.Min(c => c.Row), cells.Min(c => c.Column));
        var svg = new StringBuilder();
        var (w, h) = (0.0, 0.0);
        foreach (var cell in cells)
        {
            var x = Pad + (width / 2) + ((cell.Column - left) * width) + ((cell.Row & 1) == 1 ? width / 2 : 0);
            var y = Pad + Size + ((cell.Row - top) * 1.5 * Size);
            (w, h) = (Math.Max(w, x + (width / 2) + Pad), Math.Max(h, y + Size + Pad));
            var (fill, ink) = cell.Total == 0 ? ("#F3F5F7", "#43515E") : cell.Worst switch
            {
                DeviceCondition.Fault or DeviceCondition.Silent => ("#8E1B2B", "#fff"),
                DeviceCondition.Check => ("#F7C65B", "#14212E"),
                _ => ("#BFE3CF", "#10422B"),
            };
            var says = cell.Total == 0 ? text["{0}: chưa có loa", cell.Name] : text["{0}: {1} loa, {2} cần người xem", cell.Name, cell.Total, cell.Trouble];
            svg.Append("<a class=\"hex\" href=\"").Append(System.Net.WebUtility.HtmlEncode(link(cell.Unit))).Append("\" aria-label=\"").Append(System.Net.WebUtility.HtmlEncode(says)).Append("\"><polygon points=\"");
            for (var k = 0; k < 6; k++)
            {
                var angle = Math.PI / 180 * ((60 * k) - 90);
                svg.Append(F($"{x + ((Size - .6) * Math.Cos(angle)):0.#},{y + ((Size - .6) * Math.Sin(angle)):0.#} "));
            }
            svg.Append(F($"\" fill=\"{fill}\" stroke=\"#B3BDC7\" stroke-width=\".8\"><title>")).Append(System.Net.WebUtility.HtmlEncode(says)).Append("</title></polygon>");
            if (cell.Trouble > 0) svg.Append(F($"<text x=\"{x:0.#}\" y=\"{y + 4.5:0.#}\" font-size=\"13\" font-weight=\"600\" text-anchor=\"middle\" fill=\"{ink}\" pointer-events=\"none\">{cell.Trouble}</text>"));
            svg.Append("</a>");
        }
        return new HtmlString(F($"<svg class=\"hexmap\" viewBox=\"0 0 {w:0.#} {h:0.#}\" role=\"group\" aria-label=\"") + System.Net.WebUtility.HtmlEncode(text["Bản đồ loa theo xã, mỗi xã một ô"]) + "\">" + svg + "</svg>");
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
