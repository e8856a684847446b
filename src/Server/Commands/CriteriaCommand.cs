using System.CommandLine;
using System.Text.Json;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Checks;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Territory.Answers;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Commands;

/// <summary><c>langso criteria</c>: what communes meet of a set, what if another held, what two versions differ in, what the checks find.</summary>
internal static class CriteriaCommand
{
    private static readonly string[] Forms = ["text", "json"];

    public static Command Make()
    {
        var set = new Argument<string>("bộ") { Description = "ntm, advanced, model, smart-pilot, ntm-2026… hoặc checks: chạy các phép kiểm số liệu" };
        var (place, asOf, knownOn, under) = (new Place(), CommonOptions.AsOf(), CommonOptions.KnownOn(), CommonOptions.Under());
        var unit = new Option<string?>("--unit") { Description = "Một đơn vị, đến từng chỉ tiêu", HelpName = "MÃ" };
        var whatIf = new Option<string?>("--what-if") { Description = "Thử áp dụng bộ này cho số liệu của ngày", HelpName = "BỘ" };
        var difference = new Option<bool>("--difference") { Description = "Bản có hiệu lực khác bản trước nó ở đâu" };
        var (geography, format) = (CommonOptions.Geography(), CommonOptions.Format("text", Forms));
        var command = place.On(new Command("criteria", "Xã đạt gì của một bộ tiêu chí") { set, asOf, knownOn, under, unit, geography, whatIf, difference, format });
        command.SetAction((parsed, cancel) => CommonOptions.AnswerAsync(
            place.Read(parsed), parsed.GetValue(asOf), parsed.GetValue(knownOn), parsed.GetRequiredValue(format), Forms,
            (services, days) => CommonOptions.Day("--geography", parsed.GetValue(geography)).Then<string>(of =>
            {
                var place = days with { Date = of ?? days.Date };
                var book = services.GetRequiredService<Assessor>().Current;
                var id = parsed.GetRequiredValue(set);
                if (id == "checks") return Check(book, days);
                if (parsed.GetValue(difference)) return Difference(book, id, days.Date);
                if (parsed.GetValue(unit) is { } code)
                    return Asking.Unit(book.Units, code, place, "unit")
                        .Then<string>(u => (of is { } there ? book.Assess(id, u.Unit, days, there) : book.Assess(id, u.Unit, days)).Then<string>(a => a.ToText(u.FullName)));
                var area = parsed.GetValue(under) is { } above ? Asking.Unit(book.Units, above, place, "under").Then<UnitId?>(u => u.Unit) : (UnitId?)null;
                if (!area.Ok) return area.Problems.ToList();
                if (parsed.GetValue(whatIf) is { } other) return book.Compare(id, other, area.Value, days).Then<string>(w => w.ToText());
                return (of is { } day ? book.AssessArea(id, area.Value, days, day) : book.AssessArea(id, area.Value, days))
                    .Then<string>(a => parsed.GetValue(format) == "json" ? JsonSerializer.Serialize(a.ToAnswer(), LangSoJson.Indented) + "\n" : a.ToText());
            }),
            cancel));
        return command;
    }

    private static Outcome<string> Difference(AssessmentBook book, string id, DateOnly day) => book.Set(id).Then<string>(set =>
    {
        var version = set.Nearest(day);
        var before = set.Versions.TakeWhile(v => v.Id != version.Id).LastOrDefault();
        if (before is null) return new Problem("set", "Bộ {0} không có bản nào trước bản {1}.", set.Name, version.Id);
        var lines = SetDifference.Between(before, version).Select(c => string.Join(", ", new[] { c.Item, c.Field }.Where(w => w.Length > 0)) + ": “" + c.Before + "” → “" + c.After + "”");
        return before.Instrument + " → " + version.Instrument + "\n" + string.Concat(lines.Select(l => l + "\n"));
    });

    private static Outcome<string> Check(AssessmentBook book, AsOf days) => IntegrityCheck.Read(ShippedData.Folder, book.Facts.Indicators).Then<string>(checks =>
    {
        var findings = Checking.Run(checks, book.Facts, book.Units, days);
        return checks.Count.ToString(VnText.Culture) + " phép kiểm, " + VnText.Number(findings.Count) + " phát hiện\n"
            + string.Concat(findings.Select(f => (f.Check.Severity == "error" ? "Sai: " : "Xem lại: ") + f.Text + "\n"));
    });
}
