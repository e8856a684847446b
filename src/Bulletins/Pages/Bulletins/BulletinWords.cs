using LangSo.Foundation;
using LangSo.Look;
using LangSo.Speech;
using Microsoft.AspNetCore.Html;

namespace LangSo.Bulletins.Pages;

/// <summary>What officials call things; each is a key for other languages.</summary>
internal static class BulletinWords
{
    public static string Of(BulletinClass kind) => ClassText.Of(kind);

    /// <summary>The chip of a class: p1, p2, p3.</summary>
    public static string Chip(BulletinClass kind) => "p" + (int)kind;

    public static string Of(Bulletin bulletin, DateTime now) => bulletin.State switch
    {
        BulletinState.Draft => "Nháp",
        BulletinState.Submitted when bulletin.FirstApproval is not null => "Chờ người thứ hai",
        BulletinState.Submitted => "Chờ duyệt",
        BulletinState.Returned => "Trả lại để sửa",
        BulletinState.Withdrawn => "Đã thu hồi",
        _ => bulletin.IsDone(now) ? "Đã xong" : "Đã duyệt",
    };

    public static string Chip(Bulletin bulletin, DateTime now) => bulletin.State switch
    {
        BulletinState.Submitted => "near",
        BulletinState.Returned or BulletinState.Withdrawn => "bad",
        BulletinState.Approved => bulletin.IsDone(now) ? "" : "ok",
        _ => "",
    };

    public static string Of(BulletinTab tab) => tab switch
    {
        BulletinTab.Drafts => "Nháp",
        BulletinTab.Waiting => "Chờ duyệt",
        BulletinTab.Approved => "Đã duyệt",
        BulletinTab.All => "Tất cả",
        _ => "Đã xong",
    };

    /// <summary>The word and the device state whose shape stands beside it.</summary>
    public static (string Word, string Shape) Of(DeviceEvidence evidence) => (evidence.Step, evidence.IsBoard) switch
    {
        ("received", _) => ("Đã nhận", "ready"),
        ("playing", true) => ("Đang hiện", "playing"),
        ("playing", false) => ("Đang phát", "playing"),
        ("played", true) => ("Đã hiện", "ready"),
        ("played", false) => ("Đã phát", "ready"),
        ("refused", _) => ("Từ chối", "silent"),
        ("withdrawn", _) => ("Đã gỡ", "ready"),
        ("holding", _) => ("Chưa thu hồi", "warn"),
        ("missed", true) => ("Không hiện", "warn"),
        ("missed", false) => ("Không phát", "warn"),
        _ => ("Chưa nhận", "new"),
    };

    /// <summary>"chậm 0,012 giây": how far from the planned instant a device started.</summary>
    public static string Late(double startErrorMs, IText words)
    {
        var seconds = (Math.Abs(startErrorMs) / 1000).ToString("0.000", VnText.Culture);
        return startErrorMs < 0 ? words["sớm {0} giây", seconds] : words["chậm {0} giây", seconds];
    }

    /// <summary>The text as it is read out; what differs from what is written is marked and carries it. No blank is added around marks.</summary>
    public static IHtmlContent Marked(SpokenForm spoken, IText words, bool editable)
    {
        var html = new HtmlContentBuilder();
        var last = 0;
        foreach (var piece in spoken.Pieces)
        {
            html.Append(spoken.Input[last..piece.Start]);
            if (editable) AppendButton(html, piece, Before(spoken.Input, piece), words);
            else html.AppendHtml("<mark title=\"").Append(words["Viết: {0}", piece.Written]).AppendHtml("\">").Append(piece.Spoken).AppendHtml("</mark>");
            last = piece.Start + piece.Length;
        }
        return html.Append(spoken.Input[last..]);
    }

    /// <summary>A changed piece that can be pressed; which of several equal ones it is goes along, so that it can be found in what is typed.</summary>
    private static void AppendButton(HtmlContentBuilder html, SpokenPiece piece, int before, IText words)
    {
        var meanings = Meanings.Of(piece.Written);
        html.AppendHtml(meanings.Count > 1 ? "<button type=\"button\" class=\"mk two\"" : "<button type=\"button\" class=\"mk\"")
            .AppendHtml(" data-written=\"").Append(piece.Written).AppendHtml("\" data-spoken=\"").Append(piece.Spoken)
            .AppendHtml("\" data-nth=\"").Append(before.ToString(VnText.Culture)).AppendHtml("\" data-meanings=\"").Append(string.Join('|', meanings))
            .AppendHtml("\" title=\"").Append(words["Viết: {0}", piece.Written]).AppendHtml("\">")
            .Append(piece.Spoken.Length > 0 ? piece.Spoken : words["(bỏ qua {0})", piece.Written]).AppendHtml("</button>");
    }

    private static int Before(string text, SpokenPiece piece)
    {
        var count = 0;
        for (var at = text.IndexOf(piece.Written, StringComparison.Ordinal); at >= 0 && at < piece.Start; at = text.IndexOf(piece.Written, at + piece.Written.Length, StringComparison.Ordinal)) count++;
        return count;
    }
}
