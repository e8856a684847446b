using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Criteria.Checks;

/// <summary>One check of <c>criteria/checks.json</c>: a rule from the list of <see cref="Rules"/> with what it is about and a sentence.</summary>
/// <param name="Id">"poor-not-above-households".</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Severity">error: one of the values must be wrong; warning: somebody should look.</param>
/// <param name="Text">The sentence: {0} unit, {1} indicator, {2} value, {3} the other value, {4} the limit.</param>
/// <param name="Indicators">What it is about; empty for all.</param>
/// <param name="Other">The other indicators, for rules between several.</param>
/// <param name="Limit">Points, percent, months or times, as the rule says.</param>
/// <param name="Least">Lower bound of a range.</param>
public sealed record IntegrityCheck(
    string Id, string Rule, string Severity, string Text, IReadOnlyList<string>? Indicators = null, IReadOnlyList<string>? Other = null, decimal? Limit = null, decimal? Least = null)
{
    /// <summary>The rules that there are.</summary>
    public static IReadOnlyList<string> Rules => [.. CheckRules.All.Keys];

    /// <summary>Reads the checks of a data folder; a check of an unknown rule, severity or indicator is named.</summary>
    public static Outcome<IReadOnlyList<IntegrityCheck>> Read(string dataFolder, IReadOnlyDictionary<string, Indicator> indicators)
    {
        const string File = "checks.json";
        var read = JsonData.Read<IReadOnlyList<IntegrityCheck>>(Path.Combine(dataFolder, "criteria"), File);
        if (!read.Ok) return read;
        var problems = new List<Problem>();
        foreach (var check in read.Value)
        {
            if (!CheckRules.All.ContainsKey(check.Rule)) Fault(check, "rule", "“" + check.Rule + "” phải là một trong: " + string.Join(", ", Rules));
            if (check.Severity is not ("error" or "warning")) Fault(check, "severity", "phải là error hoặc warning");
            foreach (var unknown in (check.Indicators ?? []).Concat(check.Other ?? []).Where(i => !indicators.ContainsKey(i))) Fault(check, "indicators", "indicators.csv không có “" + unknown + "”");
            if (read.Value.Count(c => c.Id == check.Id) > 1) Fault(check, "id", "ghi hai lần");
            try
            {
                _ = string.Format(VnText.Culture, check.Text, "", "", "", "", "");
            }
            catch (FormatException)
            {
                Fault(check, "text", "chỉ có chỗ trống {0} đến {4}");
            }
        }
        return problems.Count > 0 ? problems : read;

        void Fault(IntegrityCheck check, string field, string rule) => problems.Add(new Problem(File, "{0}, {1}, {2}: {3}.", File, "phép kiểm " + check.Id, field, rule));
    }
}

/// <summary>Something that a check found.</summary>
/// <param name="Check">Which check.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="Fact">The fact that it is about.</param>
/// <param name="Text">The sentence, filled.</param>
public sealed record Finding(IntegrityCheck Check, UnitId Unit, Fact Fact, string Text);
