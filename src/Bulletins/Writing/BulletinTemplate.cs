using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>One place of a template.</summary>
/// <param name="Label">What belongs there; the place is <c>‹label›</c> in title and text.</param>
/// <param name="Example">What one may write.</param>
/// <param name="Long">True for a sentence or more.</param>
internal sealed record TemplateField(string Label, string Example, bool Long = false);

/// <summary>A bulletin with places to fill.</summary>
/// <param name="Topic">An id of <see cref="PressWords.Topics"/>.</param>
internal sealed record BulletinTemplate(string Id, string Name, string Topic, BulletinClass Class, string Title, string Text, IReadOnlyList<TemplateField> Fields)
{
    /// <summary>Title and text with what was given; a place for which nothing was given stays marked.</summary>
    public (string Title, string Text) Filled(IReadOnlyDictionary<string, string> given)
    {
        var (title, text) = (Title, Text);
        foreach (var field in Fields)
        {
            // What is typed is no place itself: a template's marks in it would never be filled.
            var value = VnText.Clean(given.GetValueOrDefault(field.Label)).Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal);
            if (value.Length == 0) continue;
            (title, text) = (title.Replace(OpenPlaces.Of(field.Label), value.Replace('\n', ' '), StringComparison.Ordinal), text.Replace(OpenPlaces.Of(field.Label), value, StringComparison.Ordinal));
        }
        return (VnSentence.Capital(title), text);
    }
}

/// <summary>The templates that the program comes with (data/bulletins/templates.json).</summary>
internal static class BulletinTemplates
{
    /// <summary>In the order of their names.</summary>
    public static readonly IReadOnlyList<BulletinTemplate> All = [.. ShippedFile.Json<File>("templates.json").Templates.OrderBy(t => t.Name, VnText.Order)];

    /// <summary>The one of this id, or null.</summary>
    public static BulletinTemplate? Find(string id) => All.FirstOrDefault(t => t.Id == id);

    private sealed record File(IReadOnlyList<BulletinTemplate> Templates);
}
