using CsCheck;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Recognition.Tests;

public sealed class GeographyTests(DemoProvince province)
{
    private static readonly DateOnly Known = new(2026, 3, 16);

    private static DateOnly Day(string day) => DateOnly.Parse(day, VnText.Culture);

    [Theory]
    [InlineData("2018-01-01", 204)]
    [InlineData("2024-09-01", 161)]
    [InlineData("2025-07-01", 49)]
    public void Nam_Dinh_has_the_denominator_of_each_geography(string geography, int denominator)
    {
        var result = province.Book.Measure("advanced", DemoProvince.On("2024-03-31"), Day(geography)).Value;

        Assert.Equal(denominator, result.Denominator);
        Assert.Equal(denominator, result.Counted.Count + result.NotCounted.Count + result.NotKnown.Count);
    }

    [Fact]
    public void In_its_own_days_units_a_figure_is_what_it_is_without_asking() =>
        (from day in Gen.Int[0, 3000] from n in Gen.Int[0, province.Book.Definitions.Measures.Count - 1] select (Day: new DateOnly(2018, 1, 1).AddDays(day), n)).Sample(t =>
        {
            var (id, asOf) = (province.Book.Definitions.Measures[t.n].Id, new AsOf(t.Day, Known));
            var (plain, same) = (province.Book.Measure(id, asOf).Value, province.Book.Measure(id, asOf, t.Day).Value);
            return (plain.Numerator, plain.Denominator, 0) == (same.Numerator, same.Denominator, same.NotKnown.Count);
        }, iter: 100);

    [Fact]
    public void A_merged_unit_is_not_known_until_a_decision_and_the_suggestion_stays_one()
    {
        var eve = province.Book.Measure("advanced", DemoProvince.On("2025-06-30"), Day("2025-07-01")).Value;

        Assert.Null(eve.Percent);
        Assert.NotEmpty(eve.NotKnown);
        Assert.NotEmpty(eve.Suggested);
        Assert.All(eve.Suggested, s => Assert.Contains(s, eve.NotKnown));
        Assert.DoesNotContain(eve.Counted, c => eve.Suggested.Contains(c));
    }

    [Fact]
    public void A_sum_of_the_province_is_the_same_in_every_geography()
    {
        foreach (var geography in (string[])["2018-01-01", "2024-09-01", "2025-07-01"])
            Assert.Equal(province.Book.Measure("trained-people", DemoProvince.On("2024-03-31")).Value.Numerator,
                province.Book.Measure("trained-people", DemoProvince.On("2024-03-31"), Day(geography)).Value.Numerator);
    }

    [Fact]
    public void Counting_through_time_is_asking_day_by_day() =>
        (from start in Gen.Int[0, 2500] from step in Gen.Int[1, 200] from known in Gen.Int[1500, 3000] from n in Gen.Int[0, province.Book.Definitions.Measures.Count - 1]
         select (start, step, Known: new DateOnly(2018, 1, 1).AddDays(known), Measure: province.Book.Definitions.Measures[n])).Sample(t =>
        {
            var days = Enumerable.Range(0, 6).Select(i => new DateOnly(2018, 1, 1).AddDays(t.start + i * t.step)).ToArray();
            if (province.Book.ByProvince(t.Measure, days, t.Known) is not { } table) return;
            for (var i = 0; i < days.Length; i++)
            {
                var asOf = new AsOf(days[i], t.Known);
                foreach (var root in province.Book.Units.Roots(asOf))
                {
                    var (result, at) = (province.Book.Measure(t.Measure, asOf, root), table.Tops.ToList().IndexOf(root.Unit));
                    Assert.Equal((result.Numerator, result.Denominator, result.Sample), (table.Numerators[at][i], table.Denominators?[at][i], table.SampleRows[at][i] > 0));
                }
            }
        }, iter: 150);

    [Fact]
    public void Recognised_units_never_become_fewer_but_by_a_revocation_or_a_change_of_units()
    {
        var months = province.Book.Months("advanced", Day("2018-01-01"), Day("2025-12-31"), Known).Value;

        Assert.Equal(96, months.Points.Count);
        foreach (var (before, after) in months.Points.Zip(months.Points.Skip(1)))
        {
            if (after.Numerator >= before.Numerator) continue;
            var revoked = province.Book.Decisions.All.Any(d => d.Kind == DecisionKind.Revoke && d.Effective > before.Day && d.Effective <= after.Day);
            Assert.True(revoked || before.Denominator != after.Denominator, VnTime.Text(after.Day));
        }
    }

    [Fact]
    public void A_line_in_constant_units_has_one_denominator()
    {
        var months = province.Book.Months("advanced", Day("2023-01-01"), Day("2025-06-30"), Known, Day("2018-01-01")).Value;

        Assert.Equal([204], months.Points.Select(p => p.Denominator).Distinct());
        Assert.Contains(months.Points, p => p.NotKnown > 0);
        Assert.All(months.Points, p => Assert.Equal(p.NotKnown > 0, p.Percent is null));
        Assert.Equal(31, months.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("2024-01-01", "2023-01-01", "Ngày cuối phải sau ngày đầu.")]
    [InlineData("1900-01-01", "2023-01-01", "Chỉ tính được nhiều nhất 600 tháng.")]
    [InlineData("2017-01-01", "2023-01-01", "Dữ liệu bắt đầu từ ngày 1/1/2018")]
    public void A_row_of_months_that_cannot_be_is_refused(string from, string to, string words) =>
        Assert.StartsWith(words, province.Book.Months("advanced", Day(from), Day(to), Known).Problems[0].ToString(), StringComparison.Ordinal);
}
