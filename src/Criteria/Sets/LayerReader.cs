using LangSo.Foundation;

namespace LangSo.Criteria.Sets;

/// <summary>Reads a provincial layer and holds it to the rule: only stricter than the nation, or what the nation left to it.</summary>
internal sealed class LayerReader(string file, IReadOnlyDictionary<string, Indicator> facts)
{
    private readonly SetReader _reader = new(file, facts);

    public IReadOnlyList<Problem> Problems => _reader.Problems;

    public SetLayer? Read(LayerFile words, IReadOnlyDictionary<string, CriteriaSet> sets, IReadOnlyDictionary<UnitId, string>? units)
    {
        var item = "lớp " + words.Id;
        if (!sets.TryGetValue(words.LayerOf, out var set))
        {
            _reader.Fault(item, "layerOf", "không có bộ “" + words.LayerOf + "”");
            return null;
        }
        var province = new UnitId(words.Province);
        if (units is not null && (!units.TryGetValue(province, out var name) || name != words.ProvinceIs))
            _reader.Fault(item, "province", "đơn vị " + words.Province + " không phải “" + words.ProvinceIs + "”");
        var (from, to) = (_reader.Day(item, "from", words.From), words.To is null ? (DateOnly?)null : _reader.Day(item, "to", words.To));
        if (to <= from) _reader.Fault(item, "to", "phải sau ngày đầu (from)");
        var reaches = set.Versions.Where(v => (to is null || v.From < to) && (v.To is null || from < v.To)).ToList();
        if (reaches.Count == 0) _reader.Fault(item, "from", "bộ " + set.Id + " không có bản nào trong thời gian này");
        var thresholds = new Dictionary<string, IReadOnlyList<Threshold>>(StringComparer.Ordinal);
        foreach (var levels in words.Thresholds ?? [])
        {
            if (reaches.Select(v => v.Find(levels.Indicator)).FirstOrDefault(i => i is not null) is not { } national)
            {
                _reader.Fault(item, "thresholds", "bộ " + set.Id + " không có chỉ tiêu “" + levels.Indicator + "”");
                continue;
            }
            if (national.Kind == ValueKind.YesNo) _reader.Fault("chỉ tiêu " + national.Code, "thresholds", "chỉ tiêu yes-no không có mức");
            var read = levels.Levels.Select(t => _reader.Threshold("chỉ tiêu " + levels.Indicator, t, national.Kind, set.Groups, from, to)).ToList();
            foreach (var version in reaches)
                if (version.Find(levels.Indicator) is { } asked) CheckStricter(version, asked, read, set.Groups);
            for (var i = 0; i < read.Count; i++)
                if (read.Take(i).Any(t => t.Group == read[i].Group && t.Meets(read[i]))) _reader.Fault("chỉ tiêu " + levels.Indicator, "thresholds", "hai mức của nhóm “" + read[i].Group + "” chồng ngày nhau");
            if (!thresholds.TryAdd(levels.Indicator, read)) _reader.Fault(item, "thresholds", "chỉ tiêu “" + levels.Indicator + "” ghi hai lần");
        }
        var adds = new List<(string, SetIndicator)>();
        foreach (var add in words.Adds ?? [])
        {
            if (reaches.Any(v => v.Find(add.Indicator.Code) is not null)) _reader.Fault("chỉ tiêu " + add.Indicator.Code, "adds", "bộ " + set.Id + " đã có mã này: mức chặt hơn thì ghi ở thresholds");
            if (reaches.Any(v => v.Criteria.All(c => c.Code != add.Criterion))) _reader.Fault("chỉ tiêu " + add.Indicator.Code, "criterion", "bộ " + set.Id + " không có tiêu chí “" + add.Criterion + "”");
            adds.Add((add.Criterion, _reader.Indicator(add.Indicator, set.Groups, from, to)));
        }
        return new SetLayer(words.Id, set.Id, province, words.Instrument, words.Source, from, to, thresholds, adds);
    }

    /// <summary>Compares on every day on which both hold and for every group that either of them means.</summary>
    private void CheckStricter(SetVersion version, SetIndicator national, List<Threshold> levels, SetGroups? groups)
    {
        foreach (var level in levels)
        {
            var meant = level.Group != Threshold.Everywhere ? [level.Group] : groups?.List.Select(g => g.Id).ToArray() ?? [Threshold.Everywhere];
            foreach (var group in meant)
            {
                var days = national.Thresholds.Select(t => t.From).Append(level.From).Append(version.From).Where(level.Holds).Where(d => d >= version.From && (version.To is null || d < version.To));
                foreach (var day in days.Distinct().Order())
                {
                    if (national.For(group, day) is not { } bound) continue;
                    if (national.Direction == Direction.AtLeast ? level.Value >= bound.Value : level.Value <= bound.Value) continue;
                    _reader.Fault("chỉ tiêu " + national.Code, "thresholds", "mức " + VnText.Number(level.Value) + " của tỉnh lỏng hơn mức " + VnText.Number(bound.Value)
                        + " của Trung ương (bản " + version.Id + (group == Threshold.Everywhere ? "" : ", nhóm “" + group + "”") + ", từ ngày " + VnTime.Text(day) + ")");
                    return;
                }
            }
        }
    }
}
