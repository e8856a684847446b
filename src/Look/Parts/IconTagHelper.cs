using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LangSo.Look;

/// <summary>An outline icon of the sprite, beside a word: <c>&lt;icon name="bell" /&gt;</c>. Hidden from screen readers.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(AssetVersion version) : TagHelper
{
    /// <summary>The Tabler name; <c>build/icons.txt</c> lists those in the sprite.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        var extra = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", extra is null ? "ti" : "ti " + extra);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"{version.Of("/look/lib/icons.svg")}#{Name}\"/>");
    }
}

/// <summary>The state of a device: shape, colour and word together, so that none speaks alone.</summary>
[HtmlTargetElement("device-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeviceStateTagHelper(IText text) : TagHelper
{
    /// <summary>playing, ready, warn, silent, quiet, repair, new.</summary>
    public string State { get; set; } = "new";

    /// <summary>Another word than the state's own, already in the reader's language.</summary>
    public string? Word { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (word, shape) = State switch
        {
            "playing" => ("Đang phát", "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"#1257A8\"/><path d=\"M5.3 3.9 10.4 7 5.3 10.1z\" fill=\"#fff\"/>"),
            "ready" => ("Sẵn sàng", "<circle cx=\"7\" cy=\"7\" r=\"6\" fill=\"#1F7A4D\"/><path d=\"m4 7.2 2.1 2.1 4-4.3\" stroke=\"#fff\" stroke-width=\"1.7\" fill=\"none\"/>"),
            "warn" => ("Cần xem", "<path d=\"M7 .8 13.6 12.6H.4z\" fill=\"#B66A00\"/><path d=\"M7 5v3.6M7 10v1.4\" stroke=\"#fff\" stroke-width=\"1.6\"/>"),
            "fault" => ("Lỗi", "<path d=\"M4.3.8h5.4l3.5 3.5v5.4l-3.5 3.5H4.3L.8 9.7V4.3z\" fill=\"#8E1B2B\"/><path d=\"M7 3.6v4.2M7 9.4v1.3\" stroke=\"#fff\" stroke-width=\"1.7\"/>"),
            "silent" => ("Im lặng", "<rect x=\".7\" y=\".7\" width=\"12.6\" height=\"12.6\" rx=\"1.5\" fill=\"#8E1B2B\"/><path d=\"m4.2 4.2 5.6 5.6m0-5.6L4.2 9.8\" stroke=\"#fff\" stroke-width=\"1.7\"/>"),
            "quiet" => ("Giờ yên tĩnh", "<path d=\"M9.6 1a6 6 0 1 0 3.4 8.4A5 5 0 0 1 9.6 1z\" fill=\"#5F6C79\"/>"),
            "repair" => ("Đang sửa", "<circle cx=\"7\" cy=\"7\" r=\"5.7\" fill=\"#fff\" stroke=\"#43515E\" stroke-width=\"1.6\"/><path d=\"M4 10 10 4\" stroke=\"#43515E\" stroke-width=\"1.6\"/>"),
            _ => ("Chưa ghi danh", "<circle cx=\"7\" cy=\"7\" r=\"5.6\" fill=\"#fff\" stroke=\"#5F6C79\" stroke-width=\"1.5\" stroke-dasharray=\"2.2 2\"/>"),
        };
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "st");
        output.Content.SetHtmlContent($"<svg viewBox=\"0 0 14 14\" aria-hidden=\"true\">{shape}</svg>");
        output.Content.Append(Word ?? text[word]);
    }
}
