using System.Text;
using LangSo.Foundation;
using LangSo.Criteria;
using LangSo.Recognition;
using LangSo.Territory;

namespace LangSo.Reports;

/// <summary>A paragraph with what it rests on, so that a reader can walk from the sentence to the rows.</summary>
/// <param name="Text">The sentences.</param>
/// <param name="Measures">Ids of the measures in it, in order of appearance.</param>
/// <param name="Facts">The facts in it.</param>
public sealed record ReportParagraph(string Text, IReadOnlyList<string> Measures, IReadOnlyList<Fact> Facts);

/// <summary>A report of one unit for one day, as known on a day: the same content for page, text, JSON and DOCX.</summary>
/// <param name="AsOf">Which day, known on which.</param>
/// <param name="Unit">Whose report.</param>
/// <param name="Template">The words around it.</param>
/// <param name="Agency">Issuing agency, its superior first.</param>
/// <param name="Place">Place of issue.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Period">The two days, in words.</param>
/// <param name="Recipients">Nơi nhận.</param>
/// <param name="Measures">The figures with their evidence.</param>
/// <param name="Paragraphs">The sentences.</param>
/// <param name="SampleNote">Which figures rest on made-up rows; null when none does.</param>
public sealed record ReportDocument(
    AsOf AsOf, UnitVersion Unit, ReportTemplate Template, IReadOnlyList<string> Agency, string Place, string Title, string Period,
    IReadOnlyList<string> Recipients, IReadOnlyList<MeasureResult> Measures, IReadOnlyList<ReportParagraph> Paragraphs, string? SampleNote)
{
    /// <summary>The campaigns of the year; only in a report of today, for they are counted as they stand.</summary>
    public CampaignsPart? Campaigns { get; init; }

    /// <summary>The paragraphs as text, the note on sample figures last.</summary>
    public IReadOnlyList<string> Text => [.. Paragraphs.Select(p => p.Text), .. SampleNote is null ? [] : (string[])[SampleNote]];

    /// <summary>As the command line prints it.</summary>
    public ReportAnswer ToAnswer() => new(AsOf.Date, AsOf.KnownOn, Unit.Code, [.. Measures.Select(m => m.ToAnswer())], Text);

    /// <summary>For reading in a terminal.</summary>
    public string ToText()
    {
        var text = new StringBuilder().AppendLine("BÁO CÁO").AppendLine(Title).AppendLine(Period).AppendLine();
        foreach (var paragraph in Paragraphs) text.AppendLine(paragraph.Text).AppendLine();
        text.AppendLine(Template.Table.Heading);
        foreach (var measure in Measures)
        {
            text.Append("- ").Append(measure.Definition.Name.Vi).Append(": ").Append(VnText.Number(measure.Numerator));
            if (measure.Denominator is { } denominator) text.Append('/').Append(VnText.Number(denominator));
            if (measure.PercentText is { } percent) text.Append(" (").Append(percent).Append(')');
            text.AppendLine();
        }
        if (Campaigns is { } campaigns)
        {
            text.AppendLine().AppendLine(campaigns.Heading).AppendLine(campaigns.Lead);
            foreach (var item in campaigns.Items) text.Append("- ").AppendLine(item.Text);
        }
        if (SampleNote is not null) text.AppendLine().AppendLine(SampleNote);
        return text.ToString();
    }
}

/// <summary>A report in JSON; the names are a contract.</summary>
/// <param name="Unit">The unit's code on that day.</param>
public sealed record ReportAnswer(DateOnly AsOf, DateOnly KnownOn, string Unit, IReadOnlyList<MeasureAnswer> Measures, IReadOnlyList<string> Text);
