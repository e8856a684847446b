using System.Text;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.Criteria.Assessments;

/// <summary>The words of verdicts and warnings, and assessments as text for people.</summary>
public static class AssessmentAnswers
{
    /// <summary>In an official's words.</summary>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Met => "đạt",
        Verdict.Near => "gần đạt",
        Verdict.NotMet => "chưa đạt",
        Verdict.NoData => "chưa có số liệu",
        Verdict.NotApplicable => "không áp dụng",
        _ => "miễn",
    };

    /// <summary>In an official's words; empty for none.</summary>
    public static string Word(this Warning warning) => warning switch
    {
        Warning.Lost => "thuộc diện thu hồi",
        Warning.Close => "sắp thuộc diện thu hồi",
        Warning.Unclear => "thiếu số liệu để biết có sắp thuộc diện thu hồi không",
        _ => "",
    };

    /// <summary>The level that was asked: "≥ 90 %".</summary>
    public static string LevelText(this IndicatorAssessment assessment) => assessment.Threshold is not { } level ? ""
        : (assessment.Indicator.Direction == Direction.AtLeast ? "≥ " : "≤ ") + VnText.Number(level.Value) + " " + assessment.Indicator.Unit + (level.Sample ? " (minh họa)" : "");

    /// <summary>The value that was judged: "85,5", "có"; empty when there is none.</summary>
    public static string ValueText(this IndicatorAssessment assessment) => string.Join(" / ", assessment.Facts.Select(f =>
        f.Number is { } number ? VnText.Number(number) : f.Value switch { "yes" => "có", "no" => "không", Indicator.NotApplicable => "không áp dụng", Indicator.Exempt => "miễn", var text => text }));

    /// <summary>A unit line by line, with every indicator.</summary>
    public static string ToText(this UnitAssessment unit, string name)
    {
        var text = new StringBuilder();
        text.AppendLine(VnText.Culture, $"{name}: {unit.Set.Name}, {unit.Version.Instrument}, ngày {VnTime.Text(unit.AsOf.Date)}, biết đến ngày {VnTime.Text(unit.AsOf.KnownOn)}");
        text.AppendLine(VnText.Culture, $"Kết quả: {unit.Title.Word()}; {unit.Counted - unit.Failing - unit.Unknown}/{unit.Counted} tiêu chí đạt, {unit.Failing} chưa đạt, {unit.Unknown} chưa có số liệu");
        if (unit.Group is { } group) text.AppendLine(VnText.Culture, $"Nhóm: {group.Name}");
        if (unit.Distance is { } distance) text.AppendLine(VnText.Culture, $"Cách mức thu hồi: {distance} tiêu chí{(unit.Warning == Warning.None ? "" : " (" + unit.Warning.Word() + ")")}");
        foreach (var criterion in unit.Criteria)
        {
            text.AppendLine(VnText.Culture, $"{criterion.Criterion.Code}. {criterion.Criterion.Name}: {criterion.Verdict.Word()}");
            foreach (var i in criterion.Indicators)
                text.AppendLine(VnText.Culture, $"   {i.Indicator.Code} {i.Indicator.Name}: {i.Verdict.Word()}{Wrap(i.ValueText())}{Wrap(i.LevelText())}{Wrap(i.Layer)}");
        }
        return text.ToString();

        static string Wrap(string words) => words.Length == 0 ? "" : "; " + words;
    }

    /// <summary>An area in JSON: who meets it, of how many, in whose day's units.</summary>
    public static AreaAnswer ToAnswer(this AreaAssessment area) => new(area.Set.Id, area.Version.Id, area.AsOf.Date, area.AsOf.KnownOn, area.Geography ?? area.AsOf.Date,
        area.Titles.Met, area.Titles.All, "đơn vị đạt " + area.Set.Name, string.Join(", ", area.Set.Kinds) + " được xét", area.Titles.Near, area.Titles.NotMet, area.Titles.NoData,
        [.. area.Units.Select(u => new UnitAnswer(u.Unit.Code, u.Unit.FullName, u.Title, u.Met, u.Failing, u.Unknown))]);

    /// <summary>An area line by line: counts with their denominator, criteria, units.</summary>
    public static string ToText(this AreaAssessment area)
    {
        var text = new StringBuilder();
        text.AppendLine(VnText.Culture, $"{area.Set.Name}, {area.Version.Instrument}, ngày {VnTime.Text(area.AsOf.Date)}, biết đến ngày {VnTime.Text(area.AsOf.KnownOn)}{(area.Geography is { } day ? ", theo đơn vị của ngày " + VnTime.Text(day) : "")}");
        text.AppendLine(VnText.Culture, $"Đạt {area.Titles.Met}/{area.Titles.All} {string.Join(", ", area.Set.Kinds)}; gần đạt {area.Titles.Near}; chưa đạt {area.Titles.NotMet}; chưa có số liệu {area.Titles.NoData}");
        foreach (var (criterion, counts) in area.Criteria)
            text.AppendLine(VnText.Culture, $"{criterion.Code}. {criterion.Name}: đạt {counts.Met}, gần đạt {counts.Near}, chưa đạt {counts.NotMet}, chưa có số liệu {counts.NoData}, không áp dụng {counts.NotApplicable}, miễn {counts.Exempt}");
        foreach (var unit in area.Units)
            text.AppendLine(VnText.Culture, $"{unit.Unit.Code} {unit.Unit.FullName}: {unit.Title.Word()}, {unit.Met} tiêu chí đạt{(unit.Warning == Warning.None ? "" : ", " + unit.Warning.Word())}");
        return text.ToString();
    }

    /// <summary>Who would hold and who would fall.</summary>
    public static string ToText(this WhatIf whatIf)
    {
        var text = new StringBuilder();
        text.AppendLine(VnText.Culture, $"Số liệu ngày {VnTime.Text(whatIf.AsOf.Date)}: đang theo {whatIf.From.Instrument}, thử theo {whatIf.To.Instrument} với mức ngày {VnTime.Text(whatIf.JudgedOn)}");
        Say("Vẫn đạt", u => u.Holds);
        Say("Không còn đạt", u => u.Falls);
        Say("Đang đạt, chưa đủ số liệu để biết", u => u.Unclear);
        Say("Sẽ đạt thêm", u => u.Rises);
        return text.ToString();

        void Say(string words, Func<WhatIfUnit, bool> which)
        {
            var units = whatIf.Units.Where(which).ToList();
            text.AppendLine(VnText.Culture, $"{words}: {units.Count}{(units.Count == 0 ? "" : " (" + string.Join(", ", units.Take(20).Select(u => u.Unit.FullName)) + (units.Count > 20 ? ", …" : "") + ")")}");
        }
    }
}

/// <summary>An area in JSON; the names are a contract.</summary>
public sealed record AreaAnswer(string Set, string Version, DateOnly AsOf, DateOnly KnownOn, DateOnly Geography, int Numerator, int Denominator, string NumeratorIs, string DenominatorIs,
    int Near, int NotMet, int NoData, IReadOnlyList<UnitAnswer> Units);

/// <summary>A unit in it: its verdict, and how many criteria are met, failing and not known.</summary>
public sealed record UnitAnswer(string Code, string Name, Verdict Verdict, int Met, int Failing, int Unknown);
