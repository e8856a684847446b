using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.SelfAssessment.Api;

/// <summary>A queue, or a part of it.</summary>
internal sealed record SyncRequest(string User, string Device, IReadOnlyList<SyncOp> Ops);

/// <summary>The answers, with the server's clock.</summary>
internal sealed record SyncAnswer(DateTimeOffset Now, IReadOnlyList<SyncLine> Results);

/// <summary>One answer, in words.</summary>
internal sealed record SyncLine(string Id, string Outcome, long Version, string? Reason, string? ReasonField, FieldNow? Theirs)
{
    public static SyncLine Of(SyncResult result, IText text) => new(
        result.Id, result.Outcome.ToString().ToLowerInvariant(), result.Version, result.Reason is { } why ? text.Say(why) : null, result.Reason?.Field, result.Theirs);
}

/// <summary>One field of a sheet now.</summary>
internal sealed record FieldLine(string Indicator, string? Value, long Version, string Verdict);

/// <summary>One file of a sheet now.</summary>
internal sealed record FileLine(string Indicator, string Sha256, string Name, long Bytes, bool Here, string By);

/// <summary>A sheet now, for a client that keeps it.</summary>
internal sealed record SheetState(
    string User, string Csrf, long Seen, string Form, string? Closed, string? HandedIn, int Filled, int All, int Met, int Criteria, IReadOnlyList<FieldLine> Fields, IReadOnlyList<FileLine> Files)
{
    public static SheetState Of(SheetView view, string user, string csrf, IText text) => new(
        user, csrf, view.Seen, view.Version.Id, view.Closed is { } why ? text.Say(why) : null, view.HandedIn is { } handed ? VnTime.Moment(new DateTimeOffset(handed.At, TimeSpan.Zero)) : null,
        view.Filled, view.Rows.Count(), view.Met, view.Criteria.Count,
        [.. view.Rows.SelectMany(r => r.Fields.Select(f => new FieldLine(f.Indicator, f.Now?.Value, f.Version, Word(r.Asked.Verdict))))],
        [.. view.Rows.SelectMany(r => r.Evidence.Select(e => new FileLine(e.Row.Indicator, e.Row.Sha256, e.Row.Name, e.Row.Bytes, e.MediaType is not null, e.Row.Actor)))]);

    /// <summary>The verdict as the page's marks are called.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Met => "ok", Verdict.Near => "near", Verdict.NotMet => "no", Verdict.NoData => "none", Verdict.NotApplicable => "na", _ => "free",
    };
}
