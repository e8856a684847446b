using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using LangSo.Foundation;
using LangSo.Recognition;

namespace LangSo.Reports.Docx;

/// <summary>The measures in a table: each with its numerator, its denominator and what they count.</summary>
internal static class MeasureTable
{
    private static readonly int[] Widths = [737, DecreeDocument.TextWidth - 737 - 3 * 1134, 1134, 1134, 1134];

    public static Table Of(ReportDocument report)
    {
        var words = report.Template.Table;
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Twips(DecreeDocument.TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableBorders(Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(),
                    Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(Widths.Select(w => new GridColumn { Width = Twips(w) })));
        table.Append(Row(header: true, words.Number, words.Name, words.Numerator, words.Denominator, words.Percent));
        foreach (var (index, measure) in report.Measures.Index())
            table.Append(Row(header: false, VnText.Number(index + 1L), NameOf(measure), VnText.Number(measure.Numerator),
                measure.Denominator is { } denominator ? VnText.Number((long)denominator) : "–", measure.PercentText ?? "–"));
        return table;
    }

    // The name alone does not say over what: the denominator is named with it.
    private static string NameOf(MeasureResult measure) => measure.Definition.DenominatorIs is { } over
        ? measure.Definition.Name.Vi + " (trên " + over.Vi + ")"
        : measure.Definition.Name.Vi;

    private static TableRow Row(bool header, params string[] texts)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (header) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        foreach (var (index, text) in texts.Index())
        {
            row.Append(new TableCell(
                new TableCellProperties(
                    new TableCellWidth { Width = Twips(Widths[index]), Type = TableWidthUnitValues.Dxa },
                    new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                Text.Paragraph(text, header || index == 0 ? JustificationValues.Center : index == 1 ? JustificationValues.Left : JustificationValues.Right,
                    bold: header, size: 24, before: 20, after: 20)));
        }
        return row;
    }

    /// <summary>A thin line.</summary>
    internal static T Border<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = "000000" };

    private static string Twips(int value) => value.ToString(CultureInfo.InvariantCulture);
}
