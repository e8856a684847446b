using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using WordText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace LangSo.Reports.Docx;

/// <summary>Paragraphs and runs. Sizes in half points, spaces in twips.</summary>
internal static class Text
{
    /// <summary>First-line indent of the body: 12.7 mm.</summary>
    private const string Indent = "720";

    public static Paragraph Paragraph(
        string text, JustificationValues alignment, bool bold = false, bool italic = false, int size = 28, int before = 0, int after = 0, bool keepNext = false)
    {
        var properties = new ParagraphProperties();
        if (keepNext) properties.Append(new KeepNext());
        properties.Append(
            new SpacingBetweenLines { Before = Twips(before), After = Twips(after) },
            new Justification { Val = alignment });
        return new Paragraph(properties, Run(text, bold, italic, size));
    }

    /// <summary>Body text: 14 point, justified, first line indented, 6 points between paragraphs.</summary>
    public static Paragraph Body(string text) => new(
        new ParagraphProperties(
            new SpacingBetweenLines { Before = "0", After = "120", Line = "276", LineRule = LineSpacingRuleValues.Auto },
            new Indentation { FirstLine = Indent },
            new Justification { Val = JustificationValues.Both }),
        Run(text, bold: false, italic: false, 28));

    public static Run Run(string text, bool bold, bool italic, int size) =>
        new(Properties(size, bold, italic), new WordText(text) { Space = SpaceProcessingModeValues.Preserve });

    public static RunProperties Properties(int size, bool bold = false, bool italic = false)
    {
        var properties = new RunProperties();
        if (bold) properties.Append(new Bold());
        if (italic) properties.Append(new Italic());
        properties.Append(new FontSize { Val = Twips(size) }, new FontSizeComplexScript { Val = Twips(size) });
        return properties;
    }

    private static string Twips(int value) => value.ToString(CultureInfo.InvariantCulture);
}
