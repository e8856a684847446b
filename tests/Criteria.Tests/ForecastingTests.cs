using System.Globalization;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Tests.Oracle;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Testing;

namespace LangSo.Criteria.Tests;

/// <summary>A forecast is made of the values themselves; answers about an earlier day keep verdicts only, and must not be taken for them.</summary>
public sealed class ForecastingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_forecast_as_known_on_an_earlier_day_is_the_one_that_could_have_been_made_on_it()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var world = new RandomWorld(40_000 + seed);
            var book = BookOf(world, world.Facts);
            for (var n = 0; n < 6; n++)
            {
                var (_, asOf) = world.Ask();
                if (world.Set.On(asOf.Date) is not { } version) continue;
                // What the day's titles leave in memory is not what a forecast is made of.
                book.Titles(world.Set, version, asOf);
                var then = BookOf(world, world.Facts.Where(f => f.Recorded <= asOf.KnownOn));
                Same(then.Forecast(world.Set, version, asOf, asOf.Date.AddYears(1)), book.Forecast(world.Set, version, asOf, asOf.Date.AddYears(1)));
            }
        }
    }

    [Fact]
    public async Task Every_commune_of_the_country_has_the_forecast_of_its_own_values()
    {
        await using var store = await TempStore.CreateAsync(s => s.AddTerritory());
        Assert.True((await store.Get<TerritoryLoader>().LoadNationalAsync(TempStore.ShippedData, Cancel)).Ok);
        var (gazetteer, day, known) = (store.Get<Gazetteers>().Current, new DateOnly(2025, 12, 31), new DateOnly(2026, 1, 31));
        var communes = gazetteer.InForce(new AsOf(day, DateOnly.MaxValue)).Where(u => gazetteer.LevelOf(u) == "commune").ToList();
        Assert.Equal(3_321, communes.Count);
        // One in five says nothing; the others rise by one to four points a year, and what was learned last was not known yet.
        var facts = communes.SelectMany((u, i) => i % 5 == 0 ? [] : Enumerable.Range(2020, 7).Select(year => new Fact("pa", u.Unit, Value(i, year), new DateOnly(year, 1, 1), null, new DateOnly(year, 1, 20), "typed", "thử", false, "")));
        var set = new CriteriaSet("s", "Bộ", "standard", [.. communes.Select(u => u.Kind).Distinct()], null, [SmallSet.Version("1", "2020-01-01", null, [SmallSet.Percent("a", SmallSet.Level(60, from: "2020-01-01"))])]);
        var book = new AssessmentBook(new FactBook([new Indicator("pa", "A", "number", "%", "thử")], facts), gazetteer, new SetShelf(new Dictionary<string, CriteriaSet> { ["s"] = set }, []));
        var asOf = new AsOf(day, known.AddDays(-20));

        book.Titles(set, set.Versions[0], asOf);
        var forecast = book.Forecast(set, set.Versions[0], asOf, day.AddYears(1));

        Assert.Equal(communes.Count, forecast.Count);
        foreach (var (unit, i) in communes.Select((u, i) => (u.Unit, i)))
        {
            var expected = i % 5 == 0 ? Verdict.NoData : Judged(Forecast.Of([-5, -4, -3, -2, -1, 0], [.. Enumerable.Range(2020, 6).Select(y => double.Parse(Value(i, y), CultureInfo.InvariantCulture))], 365 / 365.25)!.Value.Point);
            Assert.Equal(expected, Assert.Single(forecast[unit]).Expected);
        }

        static string Value(int commune, int year) => (commune % 30 + 25 + (year - 2020) * (commune % 4 + 1)).ToString(CultureInfo.InvariantCulture);

        static Verdict Judged(double value) => value >= 60 ? Verdict.Met : value >= 48 ? Verdict.Near : Verdict.NotMet;
    }

    private static void Same(IReadOnlyDictionary<UnitId, IReadOnlyList<CriterionForecast>> expected, IReadOnlyDictionary<UnitId, IReadOnlyList<CriterionForecast>> made)
    {
        Assert.Equal(expected.Keys.OrderBy(u => u.Value), made.Keys.OrderBy(u => u.Value));
        Assert.All(expected, unit => Assert.Equal(unit.Value, made[unit.Key]));
    }

    private static AssessmentBook BookOf(RandomWorld world, IEnumerable<Fact> facts) => new(new FactBook(world.Indicators, facts), world.Gazetteer(),
        new SetShelf(new Dictionary<string, CriteriaSet> { ["s"] = world.Set }, world.Layer is { } layer ? [layer] : []));
}
