using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Sheets;

namespace LangSo.Reports.Pages.Measuring;

/// <summary>What the pages of criteria show, as tables: the same days, the same rows, every denominator named, marks explained.</summary>
internal static class CriteriaTables
{
    private static readonly Verdict[] Verdicts = [Verdict.Met, Verdict.Near, Verdict.NotMet, Verdict.NoData, Verdict.NotApplicable, Verdict.Exempt];

    public static ShownTable Of(RankingModel page)
    {
        var text = page.Text;
        var all = page.Result!.Titles.All;
        return new ShownTable(text["Xếp hạng xã"], page.Set!.Name,
            [
                .. About(page), text["{0} {1} được xét; bảng này {2} dòng.", VnText.Number(all), string.Join(", ", page.Set.Kinds), VnText.Number(page.Found.Count)],
            ],
            [
                ["", "", "", text["Kết quả"], "", text["Tiêu chí"], "", "", "", text["Bậc trên"], text["Thu hồi"], "", ""],
                [text["Mã"], text["Đơn vị"], text["Thuộc"], text["Kết quả"], text["Minh họa"], text["Đạt"], text["Phải xét"], text["Chưa đạt"], text["Thiếu số liệu"], text["Còn thiếu (tiêu chí)"], text["Giữ danh hiệu"], text["Cách mức thu hồi (tiêu chí)"], text["Cảnh báo"]],
            ],
            [
                .. page.Found.Select(r => (IReadOnlyList<ShownCell>)
                [
                    r.Standing.Unit.Code, r.Standing.Unit.FullName, r.Standing.Unit.Parent is { } up ? page.Book.Units.Find(up, page.AsOf)?.FullName ?? "" : "",
                    Mark(page, r.Standing.Title), page.MadeUp(r.Standing.Unit.Unit) ? text["Minh họa"] : "",
                    r.Standing.Met, r.Standing.Met + r.Standing.Failing + r.Standing.Unknown, r.Standing.Failing, r.Standing.Unknown, Count(r.NextShort),
                    r.Held is null ? "" : text["có"], r.Held is null ? "" : Count(r.Standing.Distance), Text(page, CriteriaWords.Of(r.Warning)),
                ]),
            ],
            Notes(page)) { FrozenColumns = 2, Widths = [9, 26, 26, 20, 12, 9, 9, 10, 13, 12, 12, 14, 30] };
    }

    public static ShownTable Of(CommuneModel page)
    {
        var text = page.Text;
        return new ShownTable(text["Tiêu chí qua các năm"], FigurePage.Capital(page.Unit.FullName),
            [.. About(page), text["Mỗi ô: số chỉ tiêu đạt trên số chỉ tiêu phải xét."]],
            [["", "", .. page.Columns.Select((c, i) => i == 0 ? text["Tại ngày"] : "")], [text["Tiêu chí"], text["Tên"], .. page.Columns.Select(c => VnTime.Text(c.Day))]],
            [
                .. page.Rows.Select(row => (IReadOnlyList<ShownCell>)[row.Code, row.Name, .. page.Columns.Select(c => (ShownCell)(c.Of(row.Code) is { } cell ? Cell(page, cell) : ""))]),
                [.. Sum(page, text["Kết quả"], page.Columns.Select(c => c.Result is { } r ? Mark(page, r.Title) : Text(page, c.Why)))],
                [.. Sum(page, text["Minh họa"], page.Columns.Select(c => c.Result is { } r && HasSample(r) ? text["có"] : ""))],
            ],
            Notes(page)) { FrozenColumns = 2, Widths = [9, 46, .. page.Columns.Select(_ => 24.0)] };
    }

    public static ShownTable Of(CompareModel page)
    {
        var text = page.Text;
        return new ShownTable(text["So sánh xã"], text["So sánh xã"],
            [.. About(page), text["Mỗi ô: số chỉ tiêu đạt trên số chỉ tiêu phải xét."]],
            [
                ["", "", .. page.Chosen.Select((c, i) => i > 0 && page.Chosen[i - 1].Unit.Parent == c.Unit.Parent ? "" : c.Unit.Parent is { } up && page.Book.Units.Find(up, page.AsOf) is { } above ? above.FullName : "–")],
                [text["Tiêu chí"], text["Tên"], .. page.Chosen.Select(c => c.Unit.FullName + " (" + c.Unit.Code + ")")],
            ],
            [
                [.. Sum(page, text["Kết quả"], page.Chosen.Select(c => Mark(page, c.Result.Title)))],
                ["", text["Tiêu chí đạt"], .. page.Chosen.Select(c => (ShownCell)(c.Result.Counted - c.Result.Failing - c.Result.Unknown))],
                ["", text["Tiêu chí phải xét"], .. page.Chosen.Select(c => (ShownCell)c.Result.Counted)],
                [.. Sum(page, text["Minh họa"], page.Chosen.Select(c => HasSample(c.Result) ? text["có"] : ""))],
                .. page.Chosen.Count == 0 ? [] : page.Chosen[0].Result.Version.Criteria.Select(row => (IReadOnlyList<ShownCell>)
                    [row.Code, row.Name, .. page.Chosen.Select(c => (ShownCell)Cell(page, c.Result.Criteria.First(k => k.Criterion.Code == row.Code)))]),
            ],
            Notes(page)) { FrozenColumns = 2, Widths = [9, 46, .. page.Chosen.Select(_ => 26.0)] };
    }

    public static ShownTable Of(WhatIfModel page)
    {
        var (text, result) = (page.Text, page.Result!);
        return new ShownTable(text["Thử bộ khác"], text["Nếu xét theo bộ khác"],
            [
                .. About(page), text["Đang theo {0}; thử theo {1} với mức của ngày {2}.", result.From.Instrument, result.To.Instrument, VnTime.Text(result.JudgedOn)],
                text["{0} đơn vị được cả hai bộ xét; bảng này {1} dòng.", VnText.Number(result.Units.Count), VnText.Number(page.Found.Count)],
            ],
            [
                ["", "", "", page.Set!.Name, "", "", page.Other!.Name, "", "", "", ""],
                [text["Mã"], text["Đơn vị"], text["Nếu đổi bộ"], text["Kết quả"], text["Đạt"], text["Phải xét"], text["Kết quả"], text["Đạt"], text["Phải xét"], text["Chưa đạt"], text["Thiếu số liệu"]],
            ],
            [
                .. page.Found.Select(u => (IReadOnlyList<ShownCell>)
                [
                    u.Unit.Code, u.Unit.FullName + (page.MadeUp(u.Unit.Unit) ? " (" + text["Minh họa"] + ")" : ""), Text(page, WhatIfModel.Words(u)),
                    Mark(page, u.Now.Title), u.Now.Met, u.Now.Met + u.Now.Failing + u.Now.Unknown,
                    Mark(page, u.Then.Title), u.Then.Met, u.Then.Met + u.Then.Failing + u.Then.Unknown, u.Then.Failing, u.Then.Unknown,
                ]),
            ],
            Notes(page)) { FrozenColumns = 2, Widths = [9, 34, 26, 20, 9, 9, 20, 9, 9, 10, 13] };
    }

    private static IEnumerable<string> About(CriteriaPage page)
    {
        yield return page.Text["Tại ngày {0}, biết đến ngày {1}", VnTime.Text(page.AsOf.Date), VnTime.Text(page.AsOf.KnownOn)];
        if (page.Set is { } set && page.Version is { } version)
            yield return set.Name + ": " + version.Instrument + ", " + page.Text["hiệu lực {0}", page.Days(version)] + (CriteriaPage.Sample(version) ? " (" + page.Text["Minh họa một phần"] + ")" : "");
    }

    private static List<string> Notes(CriteriaPage page) =>
    [
        page.Text["Ký hiệu"] + ": " + string.Join("; ", Verdicts.Select(v => Mark(page, v))) + ".",
        page.Text["Minh họa: được chấm bằng số liệu hoặc mức đặt ra, không phải số thật."],
    ];

    private static IEnumerable<ShownCell> Sum(CriteriaPage page, string name, IEnumerable<string> cells) => new[] { "", name }.Concat(cells).Select(c => (ShownCell)c);

    private static string Cell(CriteriaPage page, CriterionAssessment cell)
    {
        var counted = cell.Indicators.Count(i => i.Verdict is not (Verdict.NotApplicable or Verdict.Exempt));
        return Mark(page, cell.Verdict) + (counted == 0 ? "" : " " + cell.Indicators.Count(i => i.Verdict == Verdict.Met) + "/" + counted);
    }

    private static string Mark(CriteriaPage page, Verdict verdict) => CriteriaWords.Mark(verdict) + " " + Text(page, CriteriaWords.Of(verdict));

    private static string Text(CriteriaPage page, string words) => words.Length == 0 ? "" : page.Text[words];

    private static ShownCell Count(int? count) => count is { } number ? number : "";

    private static bool HasSample(UnitAssessment result) => result.Criteria.Any(c => c.Indicators.Any(i => i.Facts.Any(f => f.Sample) || i.Threshold is { Sample: true }));
}
