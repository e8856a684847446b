using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages.Sounds;

/// <summary>The library of jingles and recordings.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class IndexModel(SoundLibrary library) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? P { get; set; }

    public RecordingPage List { get; private set; } = new([], 0, 1, 1);
    public bool MayWrite { get; private set; }

    /// <summary>The tabs: what stands in the address, and the word.</summary>
    public static IReadOnlyList<(string? Kind, string Word)> Tabs { get; } =
        [(null, "Tất cả"), ("recorded", "Thu tại chỗ"), ("uploaded", "Tệp tải lên"), ("jingle", "Nhạc hiệu"), ("withdrawn", "Đã thu hồi")];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var me = Officer.Of(User);
        MayWrite = me.Writes.Count > 0;
        var kind = Kind switch { "recorded" => RecordingKind.Recorded, "uploaded" => RecordingKind.Uploaded, "jingle" => RecordingKind.Jingle, _ => (RecordingKind?)null };
        List = await library.PageAsync(new RecordingFilter(kind, Kind == "withdrawn", Q, int.TryParse(P, out var page) && page > 0 ? page : 1), me, cancel);
    }

    /// <summary>The address of a tab or a page, with the search kept.</summary>
    public string Link(string? kind, int page = 1)
    {
        var query = new List<string>();
        if (kind is not null) query.Add("kind=" + kind);
        if (!string.IsNullOrWhiteSpace(Q)) query.Add("q=" + Uri.EscapeDataString(Q));
        if (page > 1) query.Add("p=" + page.ToString(LangSo.Foundation.VnText.Culture));
        return "/bulletins/sounds" + (query.Count == 0 ? "" : "?" + string.Join('&', query));
    }
}
