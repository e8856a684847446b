using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Criteria.Sets;

/// <summary>
/// Makes a set of a file's words, and names everything that is wrong: file, item, field, rule. Amending versions carry over what they do
/// not change.
/// </summary>
internal sealed class SetReader(string file, IReadOnlyDictionary<string, Indicator> facts)
{
    private const int MostSlots = 128, MostCriteria = 64;

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public CriteriaSet Read(SetFile words)
    {
        if (!SetFile.Levels.Contains(words.Level)) Fault("bộ " + words.Id, "level", "“" + words.Level + "” phải là một trong: " + string.Join(", ", SetFile.Levels));
        if (words.Kinds.Count == 0) Fault("bộ " + words.Id, "kinds", "phải có ít nhất một loại đơn vị");
        if (words.Versions.Count == 0) Fault("bộ " + words.Id, "versions", "phải có ít nhất một bản");
        var groups = words.Groups is { } g ? new SetGroups(g.Fact, g.Otherwise, g.List) : null;
        if (groups is not null)
        {
            if (!facts.TryGetValue(groups.Fact, out var fact) || fact.Kind != "text") Fault("bộ " + words.Id, "groups.fact", "“" + groups.Fact + "” phải là một chỉ tiêu loại text của indicators.csv");
            foreach (var twice in groups.List.GroupBy(i => i.Id).Where(i => i.Count() > 1)) Fault("bộ " + words.Id, "groups.list", "nhóm “" + twice.Key + "” ghi hai lần");
            if (groups.Otherwise is { } other && groups.List.All(i => i.Id != other)) Fault("bộ " + words.Id, "groups.otherwise", "không có nhóm “" + other + "”");
        }
        var versions = new List<SetVersion>();
        foreach (var version in words.Versions) versions.Add(Version(version, versions, groups));
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions.Take(i).Any(v => v.Id == versions[i].Id)) Fault("bản " + versions[i].Id, "id", "ghi hai lần");
            if (i > 0 && (versions[i - 1].To is not { } end || end > versions[i].From)) Fault("bản " + versions[i].Id, "from", "chồng lên thời gian của bản " + versions[i - 1].Id);
        }
        return new CriteriaSet(words.Id, words.Name, words.Level, words.Kinds, groups, versions);
    }

    /// <summary>A level without days holds from the first day given, and until the second one or for ever: an amending version carries it on.</summary>
    public SetIndicator Indicator(IndicatorItem words, SetGroups? groups, DateOnly from, DateOnly? to)
    {
        var item = "chỉ tiêu " + words.Code;
        if (!IndicatorItem.Kinds.Contains(words.Kind)) Fault(item, "kind", "“" + words.Kind + "” phải là một trong: " + string.Join(", ", IndicatorItem.Kinds));
        if (words.Direction is not ("at-least" or "at-most")) Fault(item, "direction", "“" + words.Direction + "” phải là at-least hoặc at-most");
        var kind = words.Kind switch { "yes-no" => ValueKind.YesNo, "percent" => ValueKind.Percent, _ => ValueKind.Number };
        if (kind == ValueKind.Percent && words.Unit is not ("" or "%")) Fault(item, "unit", "chỉ tiêu percent có đơn vị là %");
        if (kind == ValueKind.Number && words.Unit.Length == 0) Fault(item, "unit", "chỉ tiêu number phải có đơn vị");
        if (words.Name.Length == 0) Fault(item, "name", "không được để trống");
        if (!words.Sample && words.Source.Length == 0) Fault(item, "source", "phải có nguồn, hoặc ghi sample");
        var levels = (words.Thresholds ?? []).Select(t => Threshold(item, t, kind, groups, from, to)).ToList();
        var read = new SetIndicator(words.Code, words.Name, kind, words.Direction == "at-most" ? Direction.AtMost : Direction.AtLeast,
            kind == ValueKind.Percent ? "%" : words.Unit, words.Fact, words.ProvinceSets, words.BySex, words.MayNotApply, levels,
            words.Basis, words.Guidance, words.Evidence, words.Source, words.Sample);
        foreach (var fact in read.Facts) CheckFact(item, fact, kind);
        if (kind == ValueKind.YesNo && levels.Count > 0) Fault(item, "thresholds", "chỉ tiêu yes-no không có mức");
        if (kind == ValueKind.YesNo && read.Direction == Direction.AtMost) Fault(item, "direction", "chỉ tiêu yes-no không có chiều at-most");
        for (var i = 0; i < levels.Count; i++)
            if (levels.Take(i).FirstOrDefault(t => t.Group == levels[i].Group && t.Meets(levels[i])) is { } other)
                Fault(item, "thresholds", "hai mức của nhóm “" + other.Group + "” chồng ngày nhau (" + Day(other.From) + " và " + Day(levels[i].From) + ")");
        return read;
    }

    /// <summary>Every group has a threshold on every day of the version, unless the province sets it.</summary>
    private void CheckCovered(SetIndicator indicator, SetGroups? groups, DateOnly from, DateOnly? to)
    {
        if (indicator.Kind == ValueKind.YesNo || indicator.ProvinceSets) return;
        var days = indicator.Thresholds.SelectMany(t => t.To is { } end ? [t.From, end] : (DateOnly[])[t.From]).Append(from).Where(d => d >= from && (to is null || d < to)).Distinct().Order();
        foreach (var day in days)
            foreach (var group in groups?.List.Select(g => g.Id) ?? [Sets.Threshold.Everywhere])
                if (indicator.For(group, day) is null)
                {
                    Fault("chỉ tiêu " + indicator.Code, "thresholds", "từ ngày " + Day(day) + (groups is null ? " không có mức" : " nhóm “" + group + "” không có mức"));
                    return;
                }
    }

    private SetVersion Version(VersionItem words, List<SetVersion> earlier, SetGroups? groups)
    {
        var item = "bản " + words.Id;
        var (from, to) = (Day(item, "from", words.From), words.To is null ? (DateOnly?)null : Day(item, "to", words.To));
        if (to <= from) Fault(item, "to", "phải sau ngày đầu (from)");
        if (words.Near is < 1 or > 99) Fault(item, "near", "phải từ 1 đến 99");
        if (words.Revocation is { } rule && !(0 < rule.WithKey && rule.WithKey <= rule.Without && rule.Without <= 100))
            Fault(item, "revocation", "phải là 0 < withKey ≤ without ≤ 100");
        var criteria = words.Amends is null ? Criteria(words, item, groups, from) : Amended(words, item, earlier, groups, from);
        var version = new SetVersion(words.Id, from, to, words.Instrument, words.Source, words.Near,
            words.Revocation is { } r ? new RevocationRule(r.WithKey, r.Without, r.WarnWithin, r.Basis, r.Sample) : null, criteria,
            [.. (words.Goals ?? []).Select(g => new Goal(g.Code, g.Name, g.Part, g.Criteria, g.Sample))], words.Sample, words.Note);
        if (words.Amends is not null && earlier.Find(v => v.Id == words.Amends) is { } basis)
            version = version with { Revocation = version.Revocation ?? basis.Revocation, Goals = words.Goals is null ? basis.Goals : version.Goals };
        foreach (var twice in version.Indicators.GroupBy(i => i.Indicator.Code).Where(i => i.Count() > 1)) Fault(item, "criteria", "chỉ tiêu “" + twice.Key + "” ghi hai lần");
        foreach (var twice in criteria.GroupBy(c => c.Code).Where(c => c.Count() > 1)) Fault(item, "criteria", "tiêu chí “" + twice.Key + "” ghi hai lần");
        foreach (var empty in criteria.Where(c => c.Indicators.Count == 0)) Fault("tiêu chí " + empty.Code, "indicators", "phải có ít nhất một chỉ tiêu");
        foreach (var goal in version.Goals)
            if (goal.Criteria.FirstOrDefault(c => criteria.All(k => k.Code != c)) is { } unknown) Fault("mục tiêu " + goal.Code, "criteria", "không có tiêu chí “" + unknown + "”");
        foreach (var (_, indicator) in version.Indicators) CheckCovered(indicator, groups, from, to);
        if (version.Indicators.Sum(i => i.Indicator.Facts.Count) > MostSlots || criteria.Count > MostCriteria)
            Fault(item, "criteria", "nhiều nhất " + MostCriteria + " tiêu chí và " + MostSlots + " giá trị");
        return version;
    }

    private List<Criterion> Criteria(VersionItem words, string item, SetGroups? groups, DateOnly from)
    {
        if (words.Criteria is not { Count: > 0 }) Fault(item, "criteria", "phải có ít nhất một tiêu chí, hoặc amends");
        if (words.Changes is not null || words.Removes is not null) Fault(item, "changes", "chỉ bản có amends mới có changes và removes");
        return [.. (words.Criteria ?? []).Select(c => new Criterion(c.Code, c.Name, c.Part, c.Key, c.OneOf, [.. c.Indicators.Select(i => Indicator(i, groups, from, null))], c.Sample))];
    }

    private List<Criterion> Amended(VersionItem words, string item, List<SetVersion> earlier, SetGroups? groups, DateOnly from)
    {
        if (words.Criteria is not null) Fault(item, "criteria", "bản sửa đổi (amends) chỉ ghi changes và removes");
        if (earlier.Find(v => v.Id == words.Amends) is not { } basis)
        {
            Fault(item, "amends", "không có bản “" + words.Amends + "” trước nó");
            return [];
        }
        var removes = (words.Removes ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in removes.Where(r => basis.Find(r) is null)) Fault(item, "removes", "bản " + basis.Id + " không có chỉ tiêu “" + unknown + "”");
        var changes = words.Changes ?? [];
        foreach (var unknown in changes.Where(c => basis.Criteria.All(k => k.Code != c.Criterion))) Fault(item, "changes", "bản " + basis.Id + " không có tiêu chí “" + unknown.Criterion + "”");
        var read = changes.Select(c => (c.Criterion, Indicator: Indicator(c.Indicator, groups, from, null))).ToList();
        return
        [
            .. basis.Criteria.Select(c => c with
            {
                Indicators =
                [
                    .. c.Indicators.Where(i => !removes.Contains(i.Code)).Select(i => read.Find(n => n.Criterion == c.Code && n.Indicator.Code == i.Code).Indicator ?? i),
                    .. read.Where(n => n.Criterion == c.Code && c.Indicators.All(i => i.Code != n.Indicator.Code)).Select(n => n.Indicator),
                ],
            }),
        ];
    }

    public Threshold Threshold(string item, ThresholdItem words, ValueKind kind, SetGroups? groups, DateOnly from, DateOnly? to)
    {
        if (words.Group.Length == 0) Fault(item, "thresholds", "mức " + words.Value.ToString(VnText.Culture) + " không ghi nhóm (group); mọi nhóm thì ghi *");
        else if (words.Group != Sets.Threshold.Everywhere && (groups is null || groups.List.All(g => g.Id != words.Group))) Fault(item, "thresholds", "không có nhóm “" + words.Group + "”");
        if (kind == ValueKind.Percent && words.Value is < 0 or > 100) Fault(item, "thresholds", "mức " + words.Value.ToString(VnText.Culture) + " phải từ 0 đến 100");
        if (decimal.Round(words.Value, 2) != words.Value || Math.Abs(words.Value) > 10_000_000) Fault(item, "thresholds", "mức " + words.Value.ToString(VnText.Culture) + " có nhiều nhất hai số lẻ và không quá mười triệu");
        if (!words.Sample && words.Source.Length == 0) Fault(item, "thresholds", "mức " + words.Value.ToString(VnText.Culture) + " phải có nguồn, hoặc ghi sample");
        if (words.Year is not null && (words.From ?? words.To) is not null) Fault(item, "thresholds", "ghi year thì không ghi from, to");
        if (words.Year is { } year)
        {
            if (year is < 1951 or > 2128) Fault(item, "thresholds", "không có năm " + year);
            return new Threshold(words.Group, new DateOnly(Math.Clamp(year, 1951, 2128), 1, 1), new DateOnly(Math.Clamp(year, 1951, 2128) + 1, 1, 1), words.Value, words.Source, words.Sample);
        }
        var first = words.From is null ? from : Day(item, "thresholds.from", words.From);
        var after = words.To is null ? to : Day(item, "thresholds.to", words.To);
        if (after <= first) Fault(item, "thresholds.to", "phải sau ngày đầu (from)");
        return new Threshold(words.Group, first, after, words.Value, words.Source, words.Sample);
    }

    private void CheckFact(string item, string fact, ValueKind kind)
    {
        if (!facts.TryGetValue(fact, out var known)) Fault(item, "fact", "indicators.csv không có “" + fact + "”");
        else if (known.Kind != (kind == ValueKind.YesNo ? "yes-no" : "number") || (kind == ValueKind.Percent) != (known.Unit == "%"))
            Fault(item, "fact", "“" + fact + "” của indicators.csv khác loại (" + known.Kind + (known.Unit.Length > 0 ? ", " + known.Unit : "") + ")");
    }

    public DateOnly Day(string item, string field, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Days.First && day <= Days.Last) return day;
        Fault(item, field, "“" + text + "” không phải ngày dạng 2024-03-31");
        return Days.First;
    }

    public void Fault(string item, string field, string rule) => _problems.Add(new Problem(file, "{0}, {1}, {2}: {3}.", file, item, field, rule));

    private static string Day(DateOnly day) => VnTime.Text(day);
}
