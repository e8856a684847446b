using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Territory;
using System.Text;

namespace LangSo.Sheets;

/// <summary>What is to be given out.</summary>
/// <param name="AsOf">The day in question, as known when.</param>
/// <param name="Area">Only the communes of it; null for all.</param>
/// <param name="Indicators">Their ids, in this order; null for all of which anything is known.</param>
public sealed record ExportAsk(AsOf AsOf, UnitId? Area, IReadOnlyList<string>? Indicators = null);

/// <summary>
/// Gives facts out as one table, a row a commune and a column an indicator, in the form in which they can be taken in again: names, legal
/// basis and ids above the values.
/// </summary>
public sealed class FactExport(Gazetteers gazetteers, FactBooks books)
{
    private const int FixedColumns = 3;

    /// <summary>Writes a workbook; how many communes are in it.</summary>
    public Outcome<int> WriteXlsx(ExportAsk ask, Stream to, CancellationToken cancel)
    {
        var (rows, columns) = Frame(ask);
        if (rows.Count == 0) return NoRows(ask);
        using var sheet = new XlsxWriter(to, "Số liệu", [10, 28, 28, .. columns.Select(_ => 16.0)], frozenRows: 4, frozenColumns: 2);
        sheet.Row();
        sheet.Text(Title(ask), CellLook.Title);
        foreach (var (look, line) in ((CellLook, Func<Indicator, string>)[])[(CellLook.Header, Heading), (CellLook.Note, i => i.Source), (CellLook.Note, i => i.Id)])
        {
            sheet.Row();
            foreach (var name in Names) sheet.Text(name, CellLook.Header);
            foreach (var (indicator, _) in columns) sheet.Text(line(indicator), look);
        }
        for (var i = 0; i < FixedColumns; i++) sheet.Merge(new Merge(2, 4, i, i));
        foreach (var unit in rows)
        {
            cancel.ThrowIfCancellationRequested();
            sheet.Row();
            sheet.Text(unit.Code);
            sheet.Text(unit.FullName);
            sheet.Text(Above(unit, ask.AsOf));
            foreach (var (indicator, values) in columns)
            {
                if (!values.TryGetValue(unit.Unit, out var value)) sheet.Skip();
                else if (indicator.Kind is "number" or "money" && value.Number is { } number) sheet.Number(number, number == decimal.Truncate(number) ? CellLook.Number : CellLook.Decimal);
                else sheet.Text(Shown(value.Text));
            }
        }
        return rows.Count;
    }

    /// <summary>Writes CSV with semicolons and decimal commas, as Vietnamese Excel opens it; how many communes are in it.</summary>
    public Outcome<int> WriteCsv(ExportAsk ask, Stream to, CancellationToken cancel)
    {
        var (rows, columns) = Frame(ask);
        if (rows.Count == 0) return NoRows(ask);
        using var text = new StreamWriter(to, new UTF8Encoding(true), 64 * 1024, leaveOpen: true);
        var lines = new CsvLines(text);
        foreach (var name in Names) lines.Cell(name);
        foreach (var (indicator, _) in columns) lines.Cell(Heading(indicator));
        lines.End();
        foreach (var _ in Names) lines.Cell("");
        foreach (var (indicator, _) in columns) lines.Cell(indicator.Id);
        lines.End();
        foreach (var unit in rows)
        {
            cancel.ThrowIfCancellationRequested();
            lines.Cell(unit.Code);
            lines.Cell(unit.FullName);
            lines.Cell(Above(unit, ask.AsOf));
            foreach (var (indicator, values) in columns)
            {
                if (!values.TryGetValue(unit.Unit, out var value)) lines.Cell("");
                else if (indicator.Kind is "number" or "money" && value.Number is { } number) lines.Cell(number);
                else lines.Cell(Shown(value.Text));
            }
            lines.End();
        }
        return rows.Count;
    }

    private static string[] Names => ["Mã", "Tên đơn vị", "Thuộc"];

    private readonly record struct Value(string Text, decimal? Number);

    private (IReadOnlyList<UnitVersion> Rows, List<(Indicator Indicator, Dictionary<UnitId, Value> Values)> Columns) Frame(ExportAsk ask)
    {
        var (gazetteer, book) = (gazetteers.Current, books.Current);
        var rows = (ask.Area is { } area ? gazetteer.Under(area, ask.AsOf) : gazetteer.InForce(ask.AsOf)).Where(v => gazetteer.LevelOf(v) == "commune").ToList();
        if (rows.Count == 0 && ask.Area is { } self && gazetteer.Find(self, ask.AsOf) is { } one && gazetteer.LevelOf(one) == "commune") rows.Add(one);
        var inRows = rows.Select(r => r.Unit).ToHashSet();
        var columns = (ask.Indicators is null ? book.Indicators.Values : ask.Indicators.Select(i => book.Indicators[i]))
            .Select(i => (Indicator: i, Values: book.Holding(i.Id, ask.AsOf).Where(f => inRows.Contains(f.Unit)).ToDictionary(f => f.Unit, f => new Value(f.Value, f.Number))))
            .Where(c => ask.Indicators is not null || c.Values.Count > 0).ToList();
        return (rows, columns);
    }

    private string Above(UnitVersion unit, AsOf asOf) => unit.Parent is { } parent ? gazetteers.Current.Find(parent, asOf)?.FullName ?? "" : "";

    private string Title(ExportAsk ask) => "Số liệu các xã, phường" + (ask.Area is { } area && gazetteers.Current.Find(area, ask.AsOf) is { } unit ? " của " + unit.FullName : "")
        + " tại ngày " + VnTime.Text(ask.AsOf.Date) + ", biết đến ngày " + VnTime.Text(ask.AsOf.KnownOn);

    private static Problem NoRows(ExportAsk ask) => new("under", "Ngày {0} không có xã, phường nào ở đây.", VnTime.Text(ask.AsOf.Date));

    private static string Heading(Indicator indicator) => indicator.Name + (indicator.Unit.Length > 0 ? " (" + indicator.Unit + ")" : "");

    private static string Shown(string value) => value switch
    {
        "yes" => "Có",
        "no" => "Không",
        Indicator.NotApplicable => "Không áp dụng",
        Indicator.Exempt => "Miễn",
        _ => value,
    };
}
