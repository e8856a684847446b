using LangSo.Foundation;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>What a person types to do something with a dossier.</summary>
public sealed record ActForm(
    string? Deed = null, int Seen = 0, string? Reason = null, string? To = null, string? Kind = null, string? Number = null, string? Date = null, string? Name = null,
    string? Condition = null, bool Met = true, string? Paper = null, Guid Bulletin = default, string? Effective = null, int Member = -1, Ballot Ballot = Ballot.Yes, bool OnPaper = false, string? Digest = null, string? First = null, string? Until = null, string? Where = null, string? Unit = null)
{
    /// <summary>The deed, or what is wrong with what was typed.</summary>
    public Outcome<Deed> Read(DateOnly today)
    {
        Deed? plain = Deed switch
        {
            "receive" => new Receiving(),
            "hand-in" when Digest is { Length: > 0 } seen => new HandingIn(seen, []),
            "re-read" => new Rereading("", []),
            "pass" => new Passing([], [], false),
            "return" => new Returning(To ?? "", false),
            "pause" => new Pausing(),
            "resume" => new Resuming(),
            "entrust" => new Entrusting(new UnitId(Unit ?? ""), default),
            "attest" => new Attesting(Condition ?? "", Met, Paper ?? ""),
            "publish" => new Publishing(Bulletin),
            "vote" => new Voting(Member, Ballot, OnPaper),
            "close-vote" => new Closing(new Count(0, 0, 0, false), []),
            "withdraw" => new Withdrawing(),
            "drift-read" => new DriftRead(),
            _ => null,
        };
        if (plain is not null) return plain;
        if (Deed == "hand-in") return new Problem("digest", "Mở lại trang hồ sơ để xem bản tự đánh giá rồi nộp.");
        if (Deed is not ("attach" or "decide" or "refuse" or "publish-paper")) return new Problem("deed", "Không có việc này.");
        if (VnTime.ParseDay(string.IsNullOrWhiteSpace(Date) ? VnTime.Text(today) : Date) is not { } day) return VnTime.NoSuchDay("date", Date);
        if (Deed == "attach") return new Attaching(Kind ?? "", Number ?? "", day, Name ?? "");
        if (Deed == "publish-paper")
        {
            if (VnTime.ParseDay(First) is not { } first) return VnTime.NoSuchDay("from", First);
            return VnTime.ParseDay(Until) is { } until ? new Posting(Number ?? "", day, first, until, Where ?? "") : VnTime.NoSuchDay("to", Until);
        }
        if (Deed == "refuse") return new Refusing(Number ?? "", day);
        if (VnTime.ParseDay(string.IsNullOrWhiteSpace(Effective) ? VnTime.Text(day) : Effective) is not { } effective) return VnTime.NoSuchDay("effective", Effective);
        return new Deciding(Number ?? "", day, effective, []);
    }
}
