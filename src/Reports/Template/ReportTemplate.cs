namespace LangSo.Reports;

/// <summary>One piece of a paragraph, written when all its conditions hold ("m.advanced.n > 0").</summary>
public sealed record TemplateSentence(IReadOnlyList<string> If, string Vi);

/// <summary>A paragraph; with <paramref name="Each"/>, once for every unit that has a fact of that indicator.</summary>
public sealed record TemplateParagraph(string? Each, IReadOnlyList<TemplateSentence> Sentences);

/// <summary>The words of the table of measures.</summary>
public sealed record TemplateTable(string Heading, string Number, string Name, string Numerator, string Denominator, string Percent);

/// <summary>What is said of the campaigns of the year; counted on the day on which the report is made.</summary>
public sealed record TemplateCampaigns(string Heading, string Lead, string Item, string Sample);

/// <summary>
/// A report as data (<c>reports/*.json</c>): its sentences, with places for measures, facts, titles and dates. It holds no figure.
/// </summary>
public sealed record ReportTemplate(
    string Id, IReadOnlyList<string> Agency, string Symbol, string Place, string Title, string Period, string Signer,
    IReadOnlyList<string> Recipients, TemplateTable Table, string Sample, string SampleItem, TemplateCampaigns Campaigns, IReadOnlyList<TemplateParagraph> Paragraphs);
