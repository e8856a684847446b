using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using static LangSo.Criteria.Tests.SmallSet;

namespace LangSo.Criteria.Tests;

/// <summary>The rules R1 to R5 by example; the oracle holds the engine to them at random.</summary>
public sealed class AssessmentRulesTests
{
    // Criterion 1 is key. QĐ 18/2022: [30 %, 50 %) with a key criterion, or from 50 %.
    [Theory]
    [InlineData(19, 5, true, 1, Warning.Close)]
    [InlineData(19, 5, false, 1, Warning.Close)]
    [InlineData(19, 6, true, 0, Warning.Lost)]
    [InlineData(19, 6, false, 1, Warning.Close)]
    [InlineData(19, 9, true, 0, Warning.Lost)]
    [InlineData(19, 9, false, 1, Warning.Close)]
    [InlineData(19, 10, false, 0, Warning.Lost)]
    [InlineData(19, 0, false, 6, Warning.None)]
    [InlineData(10, 2, true, 1, Warning.Close)]
    [InlineData(10, 3, true, 0, Warning.Lost)]
    [InlineData(10, 3, false, 1, Warning.Close)]
    [InlineData(10, 5, false, 0, Warning.Lost)]
    public void A_title_is_lost_at_the_shares_of_the_law(int criteria, int failing, bool keyFails, int distance, Warning warning)
    {
        var codes = Enumerable.Range(1, criteria).Select(i => i.ToString(VnText.Culture)).ToList();
        var failed = (keyFails ? codes : codes.Skip(1)).Take(failing).ToHashSet();
        var book = Book(Set(null, Version("1", "2022-01-01", null, codes.Select(c => YesNo(c)), "1")), codes.Select(c => Fact("y" + c, failed.Contains(c) ? "no" : "yes")));

        var unit = book.Assess("s", Commune, On("2024-01-01")).Value;
        Assert.Equal((failing, (int?)distance, warning), (unit.Failing, unit.Distance, unit.Warning));
    }

    [Fact]
    public void The_same_values_under_two_versions_give_two_answers_and_both_can_be_asked()
    {
        var book = Book(Set(null, Version("1", "2022-01-01", "2024-01-01", [Percent("a", Level(50))]), Version("2", "2024-01-01", null, [Percent("a", Level(70, from: "2024-01-01"))])), [Fact("pa", "60")]);

        Assert.Equal(Verdict.Met, book.Assess("s", Commune, On("2023-12-31")).Value.Title);
        Assert.Equal(Verdict.Near, book.Assess("s", Commune, On("2024-01-01")).Value.Title);
        Assert.False(book.Assess("s", Commune, On("2021-12-31")).Ok);
    }

    [Fact]
    public void A_commune_that_changes_its_group_in_mid_year_is_judged_by_the_new_one_from_that_day()
    {
        var groups = new SetGroups("g", null, [new("1", "1"), new("2", "2")]);
        var book = Book(Set(groups, Version("1", "2022-01-01", null, [Percent("a", Level(50, "1"), Level(90, "2"))])),
            [Fact("pa", "60"), Fact("g", "1", unit: Province), Fact("g", "2", "2024-07-01")]);

        Assert.Equal(Verdict.Met, book.Assess("s", Commune, On("2024-06-30")).Value.Title);
        Assert.Equal(Verdict.NotMet, book.Assess("s", Commune, On("2024-07-01")).Value.Title);
        Assert.Equal(Verdict.NotMet, book.AssessArea("s", null, On("2024-07-01")).Value.Units.Single().Title);
        Assert.Equal("2", book.Assess("s", Commune, On("2024-07-01")).Value.Group!.Id);
    }

    [Fact]
    public void A_provinces_stricter_level_binds_its_communes_while_it_is_in_force()
    {
        var set = Set(null, Version("1", "2022-01-01", null, [Percent("a", Level(50))]));
        var layer = new SetLayer("l", "s", Province, "QĐ tỉnh", "thử", new(2023, 1, 1), new(2024, 1, 1), new Dictionary<string, IReadOnlyList<Threshold>> { ["a"] = [Level(80)] }, []);
        var book = Book(set, [Fact("pa", "60")], layer);

        Assert.Equal(Verdict.Met, book.Assess("s", Commune, On("2022-12-31")).Value.Title);
        Assert.Equal(Verdict.NotMet, book.Assess("s", Commune, On("2023-01-01")).Value.Title);
        Assert.Equal("QĐ tỉnh", book.Assess("s", Commune, On("2023-01-01")).Value.Criteria[0].Indicators[0].Layer);
        Assert.Equal(Verdict.Met, book.Assess("s", Commune, On("2024-01-01")).Value.Title);
    }

    [Theory]
    [InlineData(null, Verdict.NoData)]
    [InlineData("not-applicable", Verdict.NotApplicable)]
    [InlineData("exempt", Verdict.Exempt)]
    [InlineData("yes", Verdict.Met)]
    [InlineData("no", Verdict.NotMet)]
    public void Missing_not_applicable_and_exempt_are_three_different_things(string? value, Verdict verdict)
    {
        var set = Set(null, Version("1", "2022-01-01", null, [YesNo("a", mayNotApply: true), YesNo("b")]));
        var book = Book(set, value is null ? [Fact("yb", "yes")] : [Fact("yb", "yes"), Fact("ya", value)]);
        var unit = book.Assess("s", Commune, On("2024-01-01")).Value;

        Assert.Equal(verdict, unit.Criteria[0].Verdict);
        Assert.Equal(verdict is Verdict.NoData or Verdict.NotMet ? verdict : Verdict.Met, unit.Title);
    }

    [Fact]
    public void Not_applicable_where_the_law_does_not_allow_it_is_no_data()
    {
        var book = Book(Set(null, Version("1", "2022-01-01", null, [YesNo("a")])), [Fact("ya", "not-applicable")]);
        Assert.Equal(Verdict.NoData, book.Assess("s", Commune, On("2024-01-01")).Value.Title);
    }

    [Theory]
    [InlineData("71.99", Verdict.NotMet)]
    [InlineData("72", Verdict.Near)]
    [InlineData("89.99", Verdict.Near)]
    [InlineData("90", Verdict.Met)]
    [InlineData("89.999", Verdict.Near)]
    public void Near_begins_at_eighty_percent_of_the_threshold_and_ends_below_it(string value, Verdict verdict)
    {
        var book = Book(Set(null, Version("1", "2022-01-01", null, [Percent("a", Level(90))])), [Fact("pa", value)]);
        Assert.Equal(verdict, book.Assess("s", Commune, On("2024-01-01")).Value.Title);
    }

    [Fact]
    public void Both_sexes_must_reach_the_level()
    {
        var set = Set(null, Version("1", "2022-01-01", null, [Percent("a", Level(70)) with { BySex = true }]));
        Assert.Equal(Verdict.Near, Book(set, [Fact("pa-male", "90"), Fact("pa-female", "60")]).Assess("s", Commune, On("2024-01-01")).Value.Title);
        Assert.Equal(Verdict.NoData, Book(set, [Fact("pa-male", "90")]).Assess("s", Commune, On("2024-01-01")).Value.Title);
        Assert.Equal(Verdict.Met, Book(set, [Fact("pa-male", "90"), Fact("pa-female", "70")]).Assess("s", Commune, On("2024-01-01")).Value.Title);
    }

    [Fact]
    public void What_if_names_who_would_hold_and_who_would_fall()
    {
        var now = Set(null, Version("1", "2022-01-01", null, [Percent("a", Level(50))]));
        var next = new CriteriaSet("t", "Bộ sau", "period-2026", ["xã"], null, [Version("2", "2026-02-15", null, [Percent("a", Level(70, from: "2026-02-15"))])]);
        var facts = Book(now, [Fact("pa", "60")]).Facts;
        var book = new AssessmentBook(facts, Units, new SetShelf(new Dictionary<string, CriteriaSet> { ["s"] = now, ["t"] = next }, []));

        var answer = book.Compare("s", "t", null, On("2025-06-30")).Value;
        Assert.Equal(new DateOnly(2026, 2, 15), answer.JudgedOn);
        Assert.True(answer.Units.Single().Falls);
    }

    [Fact]
    public void A_series_counts_each_month_with_its_denominator()
    {
        var set = Set(null, Version("1", "2022-01-01", null, [Percent("a", Level(50))]));
        var series = Book(set, [Fact("pa", "40"), Fact("pa", "60", "2024-03-15")]).Series(set, new(2024, 4, 10), 3, new(2030, 1, 1))[Province];
        Assert.Equal([new(new(2024, 2, 29), 0, 1), new(new(2024, 3, 31), 1, 1), new(new(2024, 4, 10), 1, 1)], series);
    }

    [Fact]
    public void A_forecast_follows_the_trend_and_widens_with_the_years()
    {
        double[] years = [-4, -3, -2, -1, 0], values = [50, 52.5, 53.5, 56, 58];
        var (one, four) = (Forecast.Of(years, values, 1)!.Value, Forecast.Of(years, values, 4)!.Value);
        Assert.InRange(one.Point, 58.5, 60.5);
        Assert.True(four.Point > one.Point && four.Point < 66, "a damped trend");
        Assert.True(four.High - four.Low > one.High - one.Low && one.Low <= one.Point && one.Point <= one.High);
        Assert.Null(Forecast.Of([0, 1], [1, 2], 1));
    }

    [Fact]
    public void On_held_out_years_the_forecast_beats_the_last_value_and_its_interval_holds_what_it_says()
    {
        var random = new Random(11);
        var (ours, naive, inside, n) = (0.0, 0.0, 0, 4000);
        double[] years = [-7, -6, -5, -4, -3, -2, -1, 0];
        var values = new double[8];
        for (var i = 0; i < n; i++)
        {
            var (level, slope) = (40 + 20 * random.NextDouble(), 3 * random.NextDouble());
            double At(double year) => level + slope * year + Noise();
            for (var y = 0; y < 8; y++) values[y] = At(years[y]);
            var real = At(1);
            var said = Forecast.Of(years, values, 1)!.Value;
            ours += Math.Abs(said.Point - real);
            naive += Math.Abs(values[^1] - real);
            if (said.Low <= real && real <= said.High) inside++;
        }
        Assert.True(ours / naive < 1, $"error {ours / naive:0.00} of the last value's");
        Assert.InRange(inside / (double)n, 0.75, 0.90);

        double Noise() => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.5;
    }
}
