using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Bench;

/// <summary>
/// A country as large as it gets: 10,600 communes in 63 provinces and seven regions, ten years of yearly values of the 75 indicators of the shipped
/// advanced set, with levels by region and year. Complete, so that every rival counts the same. Fixed seed.
/// </summary>
internal sealed class CriteriaCountry
{
    public const int Units = 10_600, Years = 10, FirstYear = 2016, Provinces = 63, Regions = 7;

    private readonly Random _random = new(20_260_315);

    public CriteriaCountry(CriteriaSet shipped)
    {
        var version = shipped.Versions[0];
        string[] regions = [.. Enumerable.Range(0, Regions).Select(r => "r" + r)];
        var number = 0;
        var criteria = version.Criteria.Select(c => c with { Indicators = [.. c.Indicators.Select(i => Widen(i, number++, regions))] }).ToList();
        Version = version with { From = new(FirstYear, 1, 1), To = new(FirstYear + Years, 1, 1), Criteria = criteria };
        Set = new CriteriaSet("country", "Cả nước", "advanced", ["xã"], new SetGroups("region", null, [.. regions.Select(r => new SetGroup(r, r))]), [Version]);
        Indicators = [.. Version.Indicators.Select(i => i.Indicator)];
        Communes = [.. Enumerable.Range(0, Units).Select(u => new UnitId("c" + u))];
        Values = MakeValues();
    }

    public SetVersion Version { get; }

    public CriteriaSet Set { get; }

    public IReadOnlyList<SetIndicator> Indicators { get; }

    public UnitId[] Communes { get; }

    /// <summary>Hundredths; yes is 1. By indicator, then unit, then year.</summary>
    public int[] Values { get; }

    public static int RegionOf(int unit) => unit % Provinces % Regions;

    public FactBook Facts()
    {
        var builders = new Dictionary<string, FactColumn.Builder>(StringComparer.Ordinal);
        for (var i = 0; i < Indicators.Count; i++)
        {
            var builder = new FactColumn.Builder();
            builder.Reserve(Units * Years);
            for (var u = 0; u < Units; u++)
                for (var y = 0; y < Years; y++)
                {
                    var day = Days.Of(new DateOnly(FirstYear + y, 1, 1));
                    builder.Add(u, FactColumn.When(day, (ushort)(day + 20), Days.Open), Values[(i * Units + u) * Years + y], 0);
                }
            builders.Add(Indicators[i].Fact, builder);
        }
        var book = FactBook.OfColumns(Indicators.Select(i => new Indicator(i.Fact, i.Name, i.Kind == ValueKind.YesNo ? "yes-no" : "number", i.Unit, "đo")).Append(new Indicator("region", "Vùng", "text", "", "đo")),
            Communes, builders, new(FirstYear + Years - 1, 1, 21));
        return book.With([.. Enumerable.Range(0, Provinces).Select(p => new Fact("region", new UnitId("p" + p), "r" + p % Regions, new(2015, 1, 1), null, new(2015, 1, 1), "decision", "đo", false, ""))]);
    }

    public Gazetteer Gazetteer() => new(
        Enumerable.Range(0, Provinces).Select(p => new UnitVersion(new UnitId("p" + p), "P" + p, "tỉnh", "Tỉnh " + p, null, new(2015, 1, 1), null, new(2015, 1, 1)))
            .Concat(Communes.Select((c, u) => new UnitVersion(c, "C" + u, "xã", "Xã " + u, new UnitId("p" + u % Provinces), new(2015, 1, 1), null, new(2015, 1, 1)))),
        [], [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2)]);

    public AssessmentBook Book(FactBook facts, Gazetteer gazetteer) => new(facts, gazetteer, new SetShelf(new Dictionary<string, CriteriaSet> { [Set.Id] = Set }, []));

    private SetIndicator Widen(SetIndicator indicator, int number, string[] regions) => indicator with
    {
        Fact = "v" + number, BySex = false, MayNotApply = false, ProvinceSets = false,
        Thresholds = indicator.Kind == ValueKind.YesNo ? [] :
        [
            .. from region in regions
               from year in Enumerable.Range(FirstYear, Years)
               select new Threshold(region, new(year, 1, 1), new(year + 1, 1, 1), _random.Next(3000, 9000) / 100m, "đo", false),
        ],
    };

    private int[] MakeValues()
    {
        var values = new int[Indicators.Count * Units * Years];
        for (var i = 0; i < Indicators.Count; i++)
            for (var u = 0; u < Units; u++)
                for (var y = 0; y < Years; y++)
                {
                    var good = _random.Next(1000) < (u % 4 == 0 ? 999 : 960);
                    var level = Indicators[i].Kind == ValueKind.YesNo ? 0 : (int)(Indicators[i].For("r" + RegionOf(u), new DateOnly(FirstYear + y, 1, 1))!.Value * 100);
                    values[(i * Units + u) * Years + y] = Indicators[i].Kind == ValueKind.YesNo ? good ? 1 : 0
                        : good == (Indicators[i].Direction == Direction.AtLeast) ? level + _random.Next(1000) : level - 1 - _random.Next(2900);
                }
        return values;
    }
}
