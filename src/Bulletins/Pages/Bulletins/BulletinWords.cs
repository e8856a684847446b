using LangSo.Foundation;
using LangSo.Speech;

namespace LangSo.Bulletins.Pages;

/// <summary>What officials call things; each is a key for other languages.</summary>
internal static class BulletinWords
{
    public static string Of(BulletinClass kind) => kind switch
    {
        BulletinClass.Emergency => "Khẩn cấp",
        BulletinClass.Priority => "Ưu tiên",
        _ => "Thông thường",
    };

    /// <summary>The chip of a class: p1, p2, p3.</summary>
    public static string Chip(BulletinClass kind) => "p" + (int)kind;

    public static string Of(Bulletin bulletin, DateTime now) => bulletin.State switch
    {
        BulletinState.Draft => "Nháp",
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
        ("missed", true) => ("Không hiện", "warn"),
        ("missed", false) => ("Không phát", "warn"),
        _ => ("Chưa nhận", "new"),
    };

    /// <summary>The text as it is read out, in pieces; those that differ from what is written carry it.</summary>
    public static IEnumerable<(string Said, string? Written)> Pieces(SpokenForm spoken)
    {
        var last = 0;
        foreach (var piece in spoken.Pieces)
        {
            if (piece.Start > last) yield return (spoken.Input[last..piece.Start], null);
            yield return (piece.Spoken, piece.Written);
            last = piece.Start + piece.Length;
        }
        if (last < spoken.Input.Length) yield return (spoken.Input[last..], null);
    }
}
