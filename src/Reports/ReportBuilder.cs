using System.Globalization;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Territory;
using LangSo.Territory.DataFiles;

namespace LangSo.Reports;

/// <summary>Makes the programme's report from the figures of now. It holds no figure of its own.</summary>
public sealed class ReportBuilder(Figures figures)
{
    private volatile ReportTemplate? _template;

    /// <summary>Reads <c>reports/chuyen-doi-so.json</c> below <paramref name="dataFolder"/>: at start.</summary>
    public Outcome<bool> Open(string dataFolder)
    {
        var template = JsonData.Read<ReportTemplate>(Path.Combine(dataFolder, "reports"), "chuyen-doi-so.json");
        if (!template.Ok) return template.Problems.ToList();
        _template = template.Value;
        return true;
    }

    /// <summary>The report of the unit that bears <paramref name="unit"/> on that day; without one, of the province.</summary>
    public Outcome<ReportDocument> Build(AsOf asOf, string? unit = null)
    {
        var template = _template ?? throw new InvalidOperationException("Open the template first.");
        var book = figures.Current;
        var area = book.Area(unit, asOf);
        if (!area.Ok) return area.Problems.ToList();
        return area.Value is { } owner
            ? Build(book, template, asOf, owner)
            : new Problem("under", "Ngày {0} có nhiều tỉnh. Chọn một tỉnh bằng mã.", VnTime.Text(asOf.Date));
    }

    private static Outcome<ReportDocument> Build(FigureBook book, ReportTemplate template, AsOf asOf, UnitVersion unit)
    {
        var measures = book.Definitions.Measures.Select(m => book.Measure(m, asOf, unit)).ToList();
        var values = ReportValues.Of(book, asOf, unit, measures);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var paragraphs = template.Paragraphs.SelectMany(p => Paragraphs(book, p, values, asOf, unit, unknown)).Where(p => p.Text.Length > 0).ToList();
        string Fill(string text) => values.Fill(text, null, unknown);
        var document = new ReportDocument(asOf, unit, template, [.. template.Agency.Select(Fill)], Fill(template.Place), Fill(template.Title),
            Fill(template.Period), [.. template.Recipients.Select(Fill)], measures, paragraphs, SampleNote(template, measures, unknown));
        return unknown.Count == 0
            ? document
            : new Problem(template.Id, "Mẫu báo cáo {0} có chỗ điền không rõ: {1}.", template.Id, string.Join(", ", unknown));
    }

    private static IEnumerable<ReportParagraph> Paragraphs(
        FigureBook book, TemplateParagraph paragraph, Fillings values, AsOf asOf, UnitVersion area, SortedSet<string> unknown)
    {
        var scopes = paragraph.Each is { } indicator
            ? ReportValues.Each(book, values, indicator, asOf, area)
            : [values];
        foreach (var scope in scopes)
        {
            var used = new List<object>();
            var text = scope.Join(paragraph.Sentences, used, unknown);
            yield return new ReportParagraph(text, [.. used.OfType<MeasureResult>().Select(m => m.Definition.Id).Distinct()], [.. used.OfType<Fact>().Distinct()]);
        }
    }

    private static string? SampleNote(ReportTemplate template, List<MeasureResult> measures, SortedSet<string> unknown)
    {
        var items = measures.Where(m => m.Sample).Select(m =>
        {
            var item = new Fillings();
            item.Add("name", m.Definition.Name.Vi.ToLower(VnText.Culture)[..1] + m.Definition.Name.Vi[1..]);
            item.Add("k", m.SampleRows.ToString(CultureInfo.InvariantCulture));
            item.Add("n", m.Evidence.Count.ToString(CultureInfo.InvariantCulture));
            return item.Fill(template.SampleItem, null, unknown);
        }).ToList();
        if (items.Count == 0) return null;
        var note = new Fillings();
        note.Add("list", string.Join("; ", items));
        return note.Fill(template.Sample, null, unknown);
    }
}
