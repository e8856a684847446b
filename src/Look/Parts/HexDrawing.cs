using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LangSo.Foundation;
using Microsoft.AspNetCore.Html;

namespace LangSo.Look;

/// <summary>One commune on the hexagon map.</summary>
/// <param name="Row">Row of the grid, from the north.</param>
/// <param name="Column">Column; odd rows stand half a cell to the east.</param>
/// <param name="Name">Full name with kind, and district when names repeat.</param>
/// <param name="Group">The district, whose edge is drawn; empty when there is none.</param>
/// <param name="Rank">0 not considered (hatched), 1 … 4 by title.</param>
/// <param name="Says">What it holds, in words.</param>
/// <param name="Link">Where a press leads.</param>
/// <param name="Chosen">The unit looked at: ring and leader line.</param>
public sealed record HexCell(int Row, int Column, string Name, string Group, int Rank, string Says, string? Link, bool Chosen = false);

/// <summary>
/// The map of communes without licence or tiles: one commune one cell, all equal, pointy top. The same drawing on page and
/// in documents. Colours are the design's title levels, whose lightness falls with rank.
/// </summary>
public static class HexDrawing
{
    private const double Pad = 10;
    private static readonly string[] Fill = ["url(#hx)", "#F2DD9B", "#93CCB0", "#2C8470", "#2B2168"];

    /// <summary>The map as SVG; <paramref name="size"/> is the radius of a cell.</summary>
    public static IHtmlContent Draw(IReadOnlyList<HexCell> cells, string label, double size = 15.5, bool names = true)
    {
        if (cells.Count == 0) return HtmlString.Empty;
        var width = Math.Sqrt(3) * size;
        var top = cells.Min(c => c.Row);
        var left = cells.Min(c => c.Column);
        var places = cells.Select(c => (Cell: c,
            X: Pad + width / 2 + (c.Column - left) * width + ((c.Row & 1) == 1 ? width / 2 : 0),
            Y: Pad + size + (c.Row - top) * 1.5 * size)).ToList();
        var at = cells.GroupBy(c => (c.Row, c.Column)).ToDictionary(g => g.Key, g => g.First());

        StringBuilder body = new(), inner = new(), outer = new(), marks = new(), ring = new(), words = new();
        foreach (var (cell, x, y) in places)
        {
            var says = HtmlEncoder.Default.Encode(cell.Name + ": " + cell.Says);
            var open = cell.Link is null ? "<g class=\"hex\">" : $"<a class=\"hex\" href=\"{HtmlEncoder.Default.Encode(cell.Link)}\" aria-label=\"{says}\">";
            body.Append(open).Append("<polygon points=\"").Append(string.Join(' ', Enumerable.Range(0, 6).Select(k => Point(x, y, k, size - .6))))
                .Append("\" fill=\"").Append(Fill[Math.Clamp(cell.Rank, 0, 4)]).Append('"').Append(cell.Rank == 0 ? " stroke=\"#B3BDC7\" stroke-width=\".8\"" : "")
                .Append("><title>").Append(says).Append("</title></polygon>").Append(cell.Link is null ? "</g>" : "</a>");
            if (cell.Rank == 4)
                marks.Append(F($"<path d=\"M{x} {y - size * .34}L{x + size * .34} {y}L{x} {y + size * .34}L{x - size * .34} {y}z\" fill=\"#fff\" pointer-events=\"none\"/>"));
            foreach (var (k, row, column) in Neighbours(cell))
            {
                var edge = "M" + Point(x, y, k, size) + "L" + Point(x, y, k + 1, size);
                if (!at.TryGetValue((row, column), out var other)) outer.Append(edge);
                else if (other.Group != cell.Group && string.CompareOrdinal(cell.Name, other.Name) < 0) inner.Append(edge);
            }
            if (cell.Chosen) ring.Append(Ring(cell, x, y, size));
        }
        if (names)
            foreach (var group in places.Where(p => p.Cell.Group.Length > 0).GroupBy(p => p.Cell.Group))
                words.Append(F($"<text x=\"{group.Average(p => p.X)}\" y=\"{group.Average(p => p.Y) + 4}\" text-anchor=\"middle\" class=\"hexname\">{HtmlEncoder.Default.Encode(group.Key)}</text>"));

        var w = places.Max(p => p.X) + width / 2 + Pad;
        var h = places.Max(p => p.Y) + size + Pad;
        return new HtmlString(F($"<svg class=\"hexmap\" viewBox=\"0 0 {w} {h}\" role=\"group\" aria-label=\"{HtmlEncoder.Default.Encode(label)}\">")
            + "<defs><pattern id=\"hx\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#F3F5F7\"/><path d=\"M0 0V5\" stroke=\"#C9D1D8\" stroke-width=\"1.6\"/></pattern></defs>"
            + body
            + $"<g fill=\"none\" stroke-linecap=\"round\" pointer-events=\"none\"><path d=\"{outer}\" stroke=\"#5F6C79\" stroke-width=\"1.4\"/><path d=\"{inner}\" stroke=\"#fff\" stroke-width=\"4.5\"/><path d=\"{inner}\" stroke=\"#14212E\" stroke-width=\"1.9\"/></g>"
            + marks + ring + words + "</svg>");
    }

    /// <summary>The cell alone, for a legend.</summary>
    public static IHtmlContent Key(int rank) => new HtmlString(
        $"<svg width=\"16\" height=\"17\" aria-hidden=\"true\"><polygon points=\"8,.6 15.2,4.4 15.2,12.6 8,16.6 .8,12.6 .8,4.4\" fill=\"{(rank == 0 ? "#F3F5F7" : Fill[rank])}\"{(rank == 0 ? " stroke=\"#B3BDC7\"" : "")}/>"
        + (rank == 4 ? "<path d=\"M8 5 11.4 8.5 8 12 4.6 8.5z\" fill=\"#fff\"/>" : "") + "</svg>");

    private static string Ring(HexCell cell, double x, double y, double size)
    {
        var points = string.Join(' ', Enumerable.Range(0, 6).Select(k => Point(x, y, k, size + 1.5)));
        return $"<g pointer-events=\"none\"><polygon points=\"{points}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"6\"/><polygon points=\"{points}\" fill=\"none\" stroke=\"#14212E\" stroke-width=\"3\"/>"
            + F($"<text x=\"{x}\" y=\"{y + size + 18}\" text-anchor=\"middle\" class=\"hexname\">{HtmlEncoder.Default.Encode(cell.Name)}</text></g>");
    }

    private static IEnumerable<(int Corner, int Row, int Column)> Neighbours(HexCell c)
    {
        var odd = c.Row & 1;
        yield return (0, c.Row - 1, c.Column + odd);
        yield return (1, c.Row, c.Column + 1);
        yield return (2, c.Row + 1, c.Column + odd);
        yield return (3, c.Row + 1, c.Column - 1 + odd);
        yield return (4, c.Row, c.Column - 1);
        yield return (5, c.Row - 1, c.Column - 1 + odd);
    }

    private static string Point(double x, double y, int corner, double radius)
    {
        var angle = Math.PI / 180 * (60 * corner - 90);
        return F($"{x + radius * Math.Cos(angle):0.#},{y + radius * Math.Sin(angle):0.#}");
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
