using System.Text.Json.Serialization;
using LangSo.Foundation;

namespace LangSo.Recognition.Procedure;

/// <summary>What can be done with a dossier. What the doer says stands in it, and what the engine found when it was done.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "deed")]
[JsonDerivedType(typeof(Opening), "open")]
[JsonDerivedType(typeof(Receiving), "receive")]
[JsonDerivedType(typeof(HandingIn), "hand-in")]
[JsonDerivedType(typeof(Rereading), "re-read")]
[JsonDerivedType(typeof(Passing), "pass")]
[JsonDerivedType(typeof(Returning), "return")]
[JsonDerivedType(typeof(Pausing), "pause")]
[JsonDerivedType(typeof(Resuming), "resume")]
[JsonDerivedType(typeof(Attaching), "attach")]
[JsonDerivedType(typeof(Attesting), "attest")]
[JsonDerivedType(typeof(Publishing), "publish")]
[JsonDerivedType(typeof(Posting), "publish-paper")]
[JsonDerivedType(typeof(Convening), "convene")]
[JsonDerivedType(typeof(Voting), "vote")]
[JsonDerivedType(typeof(Closing), "close-vote")]
[JsonDerivedType(typeof(Deciding), "decide")]
[JsonDerivedType(typeof(Refusing), "refuse")]
[JsonDerivedType(typeof(Withdrawing), "withdraw")]
[JsonDerivedType(typeof(Moving), "move")]
[JsonDerivedType(typeof(Entrusting), "entrust")]
[JsonDerivedType(typeof(Joining), "join")]
[JsonDerivedType(typeof(Escalating), "escalate")]
[JsonDerivedType(typeof(Drifting), "drift")]
[JsonDerivedType(typeof(DriftRead), "drift-read")]
public abstract record Deed;

/// <summary>Lập hồ sơ.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Unit">Whose title.</param>
/// <param name="Title">Id of the title.</param>
/// <param name="Field">Id of the field, or empty.</param>
/// <param name="Year">The year that is judged.</param>
/// <param name="Set">The set that judges; the desk fills it in.</param>
/// <param name="Sample">True when it is made up for demonstration.</param>
public sealed record Opening(DossierKind Kind, UnitId Unit, string Title, string Field, int Year, string Set = "", bool Sample = false) : Deed;

/// <summary>Tiếp nhận: the desk says that it has it.</summary>
public sealed record Receiving : Deed;

/// <summary>Nộp bản tự đánh giá: binds what is handed in, and names who made it.</summary>
/// <param name="Digest">From the doer: the digest of what they saw, or empty. In the record: of what was handed in.</param>
/// <param name="By">Whose evidence it is; the engine fills it in.</param>
/// <param name="Day">The day that it is judged by ever after; the engine fills it in. Null in records from before this was written down.</param>
public sealed record HandingIn(string Digest, IReadOnlyList<string> By, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Day = null) : Deed;

/// <summary>Đọc lại: the reviewer takes values that changed since for what is judged; votes on the earlier ones count no more.</summary>
public sealed record Rereading(string Digest, IReadOnlyList<string> By) : Deed;

/// <summary>Chuyển bước: with what was proved then, and whether the step was a verification.</summary>
public sealed record Passing(IReadOnlyList<ConditionProof> Conditions, IReadOnlyList<DateOnly> Broadcast, bool Verifies) : Deed;

/// <summary>Trả lại, to a step; what was handed in is open again when that lies before the handing in.</summary>
public sealed record Returning(string To, bool Reopens) : Deed;

/// <summary>Tạm dừng: the clock stands still.</summary>
public sealed record Pausing : Deed;

/// <summary>Tiếp tục.</summary>
public sealed record Resuming : Deed;

/// <summary>Thêm văn bản. A paper exists when it has a number and a date; its file stands in the act by its hash.</summary>
public sealed record Attaching(
    string Kind, string Number, DateOnly Date, string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PaperFile? File = null) : Deed
{
    /// <summary>The kind of the council's signed minutes: they come when the dossier has gone on already.</summary>
    public const string SignedMinutes = "signed-minutes";
}

/// <summary>Xác nhận một điều kiện bằng văn bản.</summary>
public sealed record Attesting(string Condition, bool Met, string Paper) : Deed;

/// <summary>Gắn bản tin công khai.</summary>
public sealed record Publishing(Guid Bulletin) : Deed;

/// <summary>Xác nhận công khai bằng văn bản: where no loudspeaker of the unit reports, a paper says on which days and where it was made public.</summary>
/// <param name="Number">Of the paper.</param>
/// <param name="Date">Of the paper; not before the last day that it confirms.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Where">"đài truyền thanh xã, trụ sở UBND xã".</param>
public sealed record Posting(string Number, DateOnly Date, DateOnly From, DateOnly To, string Where) : Deed
{
    /// <summary>The days.</summary>
    [JsonIgnore]
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Math.Max(0, To.DayNumber - From.DayNumber + 1)).Select(From.AddDays);
}

/// <summary>Mở phiên họp hội đồng.</summary>
public sealed record Convening(DateOnly Date, IReadOnlyList<Member> Members) : Deed;

/// <summary>Bỏ phiếu. On paper the secretary enters it for a member.</summary>
public sealed record Voting(int Member, Ballot Ballot, bool OnPaper) : Deed;

/// <summary>Kiểm phiếu: with the count.</summary>
public sealed record Closing(Count Count, IReadOnlyList<ConditionProof> Conditions) : Deed;

/// <summary>Quyết định.</summary>
public sealed record Deciding(string Number, DateOnly Date, DateOnly Effective, IReadOnlyList<ConditionProof> Conditions) : Deed;

/// <summary>Không công nhận, hoặc không thu hồi.</summary>
public sealed record Refusing(string Number, DateOnly Date) : Deed;

/// <summary>Rút hồ sơ.</summary>
public sealed record Withdrawing : Deed;

/// <summary>Chuyển sang trình tự mới, by the rule; to the heir of a unit that ended.</summary>
public sealed record Moving(UnitId Unit, UnitId Before, string Rule) : Deed;

/// <summary>Giao cho đơn vị kế thừa: a person says which of the units that a divided one became goes on with its dossier.</summary>
public sealed record Entrusting(UnitId Unit, UnitId Before) : Deed;

/// <summary>Nhập vào hồ sơ khác: another dossier of the same unit goes on.</summary>
public sealed record Joining(DossierId Into) : Deed;

/// <summary>Báo quá hạn lên cấp trên.</summary>
public sealed record Escalating(DateOnly Due) : Deed;

/// <summary>Số liệu đổi sau quyết định.</summary>
public sealed record Drifting(string Digest) : Deed;

/// <summary>Đã xem cảnh báo số liệu đổi: what was done about it is the reason.</summary>
public sealed record DriftRead : Deed;

/// <summary>One condition when it was asked.</summary>
/// <param name="Condition">Its id.</param>
/// <param name="Met">True, false, or null when nobody knows.</param>
/// <param name="Evidence">What shows it, in words.</param>
public sealed record ConditionProof(string Condition, bool? Met, string Evidence);

/// <summary>What somebody voted.</summary>
public enum Ballot
{
    /// <summary>Đồng ý.</summary>
    Yes = 1,

    /// <summary>Không đồng ý.</summary>
    No,

    /// <summary>Ý kiến khác.</summary>
    Abstain,
}

/// <summary>A member of the council.</summary>
/// <param name="User">Their account, or empty when they have none and vote on paper.</param>
/// <param name="Name">As the minutes say it.</param>
/// <param name="Role">chair, secretary or member.</param>
public sealed record Member(string User, string Name, CouncilRole Role);

/// <summary>What a member is in the council.</summary>
public enum CouncilRole
{
    /// <summary>Ủy viên.</summary>
    Member = 1,

    /// <summary>Chủ tịch hội đồng.</summary>
    Chair,

    /// <summary>Thư ký.</summary>
    Secretary,
}

/// <summary>How a vote ended.</summary>
/// <param name="Members">All members.</param>
/// <param name="Cast">Votes cast, abstentions included.</param>
/// <param name="Yes">Votes for.</param>
/// <param name="Carried">True when both shares of the rule were reached.</param>
public sealed record Count(int Members, int Cast, int Yes, bool Carried);
