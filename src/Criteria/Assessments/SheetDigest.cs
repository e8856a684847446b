using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;

namespace LangSo.Criteria.Assessments;

/// <summary>One fact as it was read.</summary>
public sealed record SheetFact(string Indicator, string Value, DateOnly From, DateOnly? To, DateOnly Recorded, string SourceKind, string Source, bool Sample, string Note);

/// <summary>One indicator as it was judged: the level that was asked in words, and what came of it.</summary>
public sealed record SheetLine(string Criterion, string Code, string Level, Verdict Verdict, IReadOnlyList<SheetFact> Facts);

/// <summary>One evidence file as it was there.</summary>
public sealed record SheetEvidence(string Indicator, string Sha256, string Name, string AddedBy);

/// <summary>
/// Everything that someone who decides has before their eyes: the set, every fact in force with its verdict and every evidence file. Written
/// in one way only, so that equal contents have equal bytes: lines in the set's order, facts in the line's, evidence by indicator and hash.
/// </summary>
/// <param name="Unit">Whose.</param>
/// <param name="Set">Id of the set.</param>
/// <param name="Version">Id of the version that judged.</param>
/// <param name="Rules">SHA-256 of that version as it was, hex.</param>
/// <param name="On">The day for which it holds.</param>
/// <param name="Title">Whether all that is needed is met.</param>
/// <param name="Lines">Every indicator.</param>
/// <param name="Evidence">Every file of the unit for the year that proves something this set asks.</param>
public sealed record SheetContent(
    UnitId Unit, string Set, string Version, string Rules, DateOnly On, Verdict Title, IReadOnlyList<SheetLine> Lines, IReadOnlyList<SheetEvidence> Evidence);

/// <summary>What an official act is bound to: a hash of what was seen.</summary>
public static class SheetDigest
{
    /// <summary>What a unit's assessment shows, with the evidence that stands.</summary>
    public static SheetContent Content(UnitAssessment assessment, IEnumerable<EvidenceFile> evidence)
    {
        // A picture for another set's sheet is no part of this one.
        var asked = assessment.Criteria.SelectMany(c => c.Indicators).SelectMany(i => i.Indicator.Facts.Append(i.Indicator.Code)).ToHashSet(StringComparer.Ordinal);
        return new SheetContent(
            assessment.Unit, assessment.Set.Id, assessment.Version.Id, Hash(assessment.Version), assessment.AsOf.Date, assessment.Title,
            [.. assessment.Criteria.SelectMany(c => c.Indicators.Select(i => new SheetLine(c.Criterion.Code, i.Indicator.Code, i.LevelText(), i.Verdict, [.. i.Facts.Select(Read)])))],
            [.. evidence.Where(e => asked.Contains(e.Indicator)).Select(e => new SheetEvidence(e.Indicator, e.Sha256, e.Name, e.AddedBy)).Distinct()
                .OrderBy(e => e.Indicator, StringComparer.Ordinal).ThenBy(e => e.Sha256, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.AddedBy, StringComparer.Ordinal)]);
    }

    /// <summary>Its one written form.</summary>
    public static string Write(SheetContent content) => JsonSerializer.Serialize(content, LangSoJson.Compact);

    /// <summary>SHA-256 of the written form, hex.</summary>
    public static string Of(SheetContent content) => OfText(Write(content));

    /// <summary>SHA-256 of a form that was written before, hex.</summary>
    public static string OfText(string written) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(written)));

    /// <summary>Reads a written form.</summary>
    public static SheetContent Read(string written) => JsonSerializer.Deserialize<SheetContent>(written, LangSoJson.Compact)!;

    /// <summary>What differs, a line each in an official's words; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Differences(SheetContent before, SheetContent after)
    {
        var found = new List<Problem>();
        if ((before.Set, before.Version) != (after.Set, after.Version)) found.Add(new Problem("set", "Bộ tiêu chí: {0} thành {1}.", before.Set + " " + before.Version, after.Set + " " + after.Version));
        else if (before.Rules != after.Rules) found.Add(new Problem("set", "Nội dung bộ tiêu chí {0} đã đổi.", before.Version));
        var lines = after.Lines.ToDictionary(l => l.Code, StringComparer.Ordinal);
        foreach (var was in before.Lines)
            if (!lines.Remove(was.Code, out var now)) found.Add(new Problem(was.Code, "Chỉ tiêu {0}: không còn trong bộ.", was.Code));
            else if (Words(was) != Words(now)) found.Add(new Problem(was.Code, "Chỉ tiêu {0}: {1} thành {2}.", was.Code, Words(was), Words(now)));
            else if (!was.Facts.SequenceEqual(now.Facts) || was.Level != now.Level) found.Add(new Problem(was.Code, "Chỉ tiêu {0}: nguồn hoặc mức của giá trị {1} đã đổi.", was.Code, Words(was)));
        found.AddRange(lines.Keys.Select(code => new Problem(code, "Chỉ tiêu {0}: mới thêm vào bộ.", code)));
        found.AddRange(before.Evidence.Except(after.Evidence).Select(e => new Problem(e.Indicator, "Minh chứng “{0}” đã bị lấy ra.", e.Name)));
        found.AddRange(after.Evidence.Except(before.Evidence).Select(e => new Problem(e.Indicator, "Minh chứng “{0}” mới thêm vào.", e.Name)));
        if (found.Count == 0 && Of(before) != Of(after)) found.Add(new Problem("", "Bản tự đánh giá đã đổi."));
        return found;
    }

    private static string Words(SheetLine line) => line.Facts.Count == 0 ? "chưa có" : string.Join(" / ", line.Facts.Select(f => f.Value switch
    {
        "yes" => "có",
        "no" => "không",
        Indicator.NotApplicable => "không áp dụng",
        Indicator.Exempt => "miễn",
        var text => decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? VnText.Number(number) : text,
    }));

    private static SheetFact Read(Fact f) => new(f.Indicator, f.Value, f.From, f.To, f.Recorded, f.SourceKind, f.Source, f.Sample, f.Note);

    private static string Hash<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, LangSoJson.Compact)));
}
