using System.Globalization;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Tests.Oracle;

/// <summary>A small random world: two provinces, some communes of which one moves, a set in two versions with groups and a layer, and facts with corrections, ends and gaps.</summary>
internal sealed class RandomWorld
{
    public static readonly DateOnly Start = new(2020, 1, 1);
    public const int Span = 1500;

    private static readonly string[] Groups = ["a", "b", "c"];

    private readonly Random _random;
    private readonly List<decimal> _bars = [];

    public RandomWorld(int seed)
    {
        _random = new Random(seed);
        var (north, south) = (new UnitId("pn"), new UnitId("ps"));
        Communes = [.. Enumerable.Range(0, 4).Select(i => new UnitId("c" + i))];
        var moves = Day();
        Versions =
        [
            new UnitVersion(north, "01", "tỉnh", "Bắc", null, new(2018, 1, 1), null, new(2018, 1, 1)),
            new UnitVersion(south, "02", "tỉnh", "Nam", null, new(2018, 1, 1), null, new(2018, 1, 1)),
            .. Communes.Skip(1).Select((c, i) => new UnitVersion(c, "1" + i, "xã", "Xã " + i, i == 0 ? north : south, new(2018, 1, 1), null, new(2018, 1, 1))),
            new UnitVersion(Communes[0], "19", "xã", "Xã đổi", north, new(2018, 1, 1), moves, new(2018, 1, 1)),
            new UnitVersion(Communes[0], "19", "xã", "Xã đổi", south, moves, null, new(2018, 1, 1)),
        ];
        var grouped = _random.Next(4) > 0;
        SetGroups? groups = grouped ? new SetGroups("g", _random.Next(2) == 0 ? "a" : null, [.. Groups.Select(g => new SetGroup(g, g))]) : null;
        var middle = Day();
        var first = Version("1", Start, middle, groups);
        Set = new CriteriaSet("s", "Bộ thử", "standard", ["xã"], groups, [first, Version("2", middle, null, groups)]);
        if (_random.Next(3) > 0) Layer = MakeLayer(first, north);
        Facts = [.. MakeFacts(grouped)];
        Indicators = [new Indicator("g", "Nhóm", "text", "", "thử"), .. Set.Versions.SelectMany(v => v.Indicators).Select(i => i.Indicator).Concat(Layer?.Adds.Select(a => a.Indicator) ?? [])
            .SelectMany(i => i.Facts.Select(f => new Indicator(f, f, i.Kind == ValueKind.YesNo ? "yes-no" : "number", "", "thử"))).DistinctBy(i => i.Id)];
    }

    public UnitId[] Communes { get; }

    public IReadOnlyList<UnitVersion> Versions { get; }

    public CriteriaSet Set { get; }

    public SetLayer? Layer { get; }

    public IReadOnlyList<Indicator> Indicators { get; }

    public IReadOnlyList<Fact> Facts { get; }

    public Gazetteer Gazetteer() => new(Versions, [], [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2)]);

    /// <summary>A question; half of them about what is known in the end.</summary>
    public (UnitId Unit, AsOf AsOf) Ask() => (Communes[_random.Next(4)], new AsOf(Day(), _random.Next(2) == 0 ? Start.AddDays(Span) : Day()));

    private DateOnly Day() => Start.AddDays(_random.Next(1, Span));

    private SetVersion Version(string id, DateOnly from, DateOnly? to, SetGroups? groups)
    {
        var criteria = new List<Criterion>();
        for (var c = _random.Next(2, 12); c > 0; c--)
        {
            var code = id + "." + c;
            criteria.Add(new Criterion(code, code, "", _random.Next(3) == 0, _random.Next(5) == 0 ? "choice" + _random.Next(2) : "",
                [.. Enumerable.Range(0, _random.Next(1, 5)).Select(i => Indicator(code + "." + i, groups, from, to))], false));
        }
        var with = _random.Next(1, 60);
        return new SetVersion(id, from, to, "QĐ thử", "thử", _random.Next(50, 99),
            _random.Next(5) == 0 ? null : new RevocationRule(with, _random.Next(with, 100), 2, "thử", false), criteria, [], false, "");
    }

    private SetIndicator Indicator(string code, SetGroups? groups, DateOnly from, DateOnly? to)
    {
        var kind = (ValueKind)_random.Next(3);
        var levels = new List<Threshold>();
        var province = kind != ValueKind.YesNo && _random.Next(6) == 0;
        if (kind != ValueKind.YesNo && !province)
            foreach (var group in groups is not null && _random.Next(2) == 0 ? Groups : [Threshold.Everywhere])
            {
                var turn = Day();
                levels.Add(new Threshold(group, from, turn <= from ? null : turn, Level(), "thử", false));
                if (turn > from) levels.Add(new Threshold(group, turn, null, Level(), "thử", false));
            }
        // Few names of facts, so that indicators share them as real sets do.
        // The first of the numbers are better when small.
        var number = _random.Next(12);
        foreach (var level in levels) _bars.Add(level.Value);
        return new SetIndicator(code, code, kind, kind != ValueKind.YesNo && number < 4 ? Direction.AtMost : Direction.AtLeast, "", kind == ValueKind.YesNo ? "y" + number % 8 : "n" + number,
            province, _random.Next(6) == 0, _random.Next(3) == 0, levels, "", "", "", "thử", false);
    }

    /// <summary>A value far on the good side, or on and beside the bars and their near shares, where mistakes are.</summary>
    private string Number(bool good, bool small)
    {
        if (good) return small ? "0" : "100";
        var bar = _bars.Count == 0 ? 50m : _bars[_random.Next(_bars.Count)];
        var value = _random.Next(4) switch
        {
            0 => bar,
            1 => decimal.Round(bar * Set.Versions[0].Near / 100m, 2),
            2 => decimal.Round(bar * 100m / Set.Versions[0].Near, 2),
            _ => _random.Next(-500, 10000) / 100m,
        };
        return (value + _random.Next(-1, 2) / 100m).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private decimal Level() => _random.Next(10) == 0 ? 0 : _random.Next(1, 10000) / 100m;

    private SetLayer MakeLayer(SetVersion version, UnitId province)
    {
        var thresholds = version.Indicators.Where(i => i.Indicator.Kind != ValueKind.YesNo && _random.Next(2) == 0).DistinctBy(i => i.Indicator.Code)
            .ToDictionary(i => i.Indicator.Code, _ => (IReadOnlyList<Threshold>)[new Threshold(_random.Next(3) == 0 ? "b" : Threshold.Everywhere, Day(), null, Level(), "thử", false)]);
        var from = Day();
        return new SetLayer("l", "s", province, "QĐ tỉnh", "thử", from, _random.Next(2) == 0 ? from.AddDays(400) : null, thresholds,
            [.. version.Criteria.Where(_ => _random.Next(4) == 0).Select(c => (c.Code, Indicator(c.Code + ".x", null, Start, null)))]);
    }

    private IEnumerable<Fact> MakeFacts(bool grouped)
    {
        var names = Set.Versions.SelectMany(v => v.Indicators).Select(i => i.Indicator).Concat(Layer?.Adds.Select(a => a.Indicator) ?? [])
            .SelectMany(i => i.Facts.Select(f => (Fact: f, YesNo: i.Kind == ValueKind.YesNo))).Distinct().ToList();
        var (good, missing) = (_random.Next(2) == 0 ? 100 : _random.Next(30, 100), _random.Next(2) == 0 ? 0 : _random.Next(15));
        foreach (var unit in Communes)
            foreach (var (name, yesNo) in names)
                for (var n = _random.Next(100) < missing ? 0 : _random.Next(1, 4); n > 0; n--)
                {
                    var from = _random.Next(2) == 0 ? Start : Day();
                    var value = _random.Next(30) switch
                    {
                        0 => Criteria.Indicator.NotApplicable,
                        1 or 2 => Criteria.Indicator.Exempt,
                        _ => yesNo ? _random.Next(100) < good ? "yes" : "no" : Number(_random.Next(100) < good, name.StartsWith('n') && name[1..].Split('-')[0] is "0" or "1" or "2" or "3"),
                    };
                    yield return new Fact(name, unit, value, from, _random.Next(8) == 0 ? from.AddDays(_random.Next(1, 500)) : null, _random.Next(2) == 0 ? from : Day(), "typed", "thử", false, "");
                    // A correction of the same first day, which may also end it.
                    if (_random.Next(4) == 0)
                        yield return new Fact(name, unit, yesNo ? "yes" : Number(true, false), from, _random.Next(2) == 0 ? from.AddDays(_random.Next(1, 300)) : null, Day(), "typed", "thử", false, "");
                }
        if (!grouped) yield break;
        foreach (var unit in Communes.Append(new UnitId("pn")).Append(new UnitId("ps")))
            for (var n = _random.Next(3); n > 0; n--)
            {
                var from = _random.Next(2) == 0 ? Start : Day();
                yield return new Fact("g", unit, Groups[_random.Next(3)], from, _random.Next(4) == 0 ? from.AddDays(300) : null, Start.AddDays(-1), "typed", "thử", false, "");
            }
    }
}
