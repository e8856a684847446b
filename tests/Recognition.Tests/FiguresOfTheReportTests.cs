using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Recognition.Tests;

public sealed class FiguresOfTheReportTests(DemoProvince province)
{
    [Theory]
    [InlineData("2024-03-31", "advanced", 197, 204, "96,6 %")]
    [InlineData("2024-03-31", "model", 32, 188, "17 %")]
    [InlineData("2024-03-31", "model-digital", 8, 32, "25 %")]
    [InlineData("2024-03-31", "digital-smart-hamlet", 8, 8, "100 %")]
    [InlineData("2024-03-31", "digital-trained", 8, 8, "100 %")]
    [InlineData("2024-03-31", "digital-radio", 8, 8, "100 %")]
    [InlineData("2024-03-31", "digital-board", 8, 8, "100 %")]
    [InlineData("2024-08-31", "advanced", 199, 204, "97,5 %")]
    [InlineData("2024-08-31", "model", 39, 188, "20,7 %")]
    [InlineData("2024-09-01", "advanced", 156, 161, "96,9 %")]
    [InlineData("2025-07-01", "advanced", 0, 49, "0 %")]
    [InlineData("2025-07-01", "model", 0, 49, "0 %")]
    [InlineData("2019-12-31", "advanced", 0, 204, "0 %")]
    [InlineData("2020-12-31", "advanced", 30, 204, "14,7 %")]
    public void A_rate_of_a_day_comes_out_of_its_rows(string day, string measure, int numerator, int denominator, string percent)
    {
        var answer = province.Book.Measure(measure, DemoProvince.On(day)).Value.ToAnswer();

        Assert.Equal((numerator, denominator, percent), ((int)answer.Numerator, answer.Denominator, answer.PercentText));
        Assert.Equal(numerator, answer.Units.Count);
    }

    [Theory]
    [InlineData("2024-03-31", 14236, 70)]
    [InlineData("2023-01-01", 0, 0)]
    public void A_bare_count_has_no_denominator(string day, int people, int communes)
    {
        var trained = province.Book.Measure("trained-people", DemoProvince.On(day)).Value;
        var where = province.Book.Measure("trained-communes", DemoProvince.On(day)).Value;

        Assert.Equal((people, communes), ((int)trained.Numerator, (int)where.Numerator));
        Assert.Null(trained.Denominator);
        Assert.Null(trained.Percent);
        Assert.Null(trained.PercentText);
    }

    [Fact]
    public void People_once_trained_stay_counted_through_both_changes_of_units()
    {
        var before = province.Book.Measure("trained-people", DemoProvince.On("2024-08-31")).Value;
        var communes = province.Book.Measure("trained-people", DemoProvince.On("2024-09-01")).Value;
        var ninhBinh = province.Book.Measure("trained-people", DemoProvince.On("2025-07-01"), "37").Value;

        Assert.True(before.Numerator > 14236);
        Assert.Equal(before.Numerator, communes.Numerator);
        Assert.Equal(before.Numerator, ninhBinh.Numerator);
    }

    [Fact]
    public void A_decision_recorded_late_does_not_count_in_what_was_known_that_day()
    {
        var known = province.Book.Measure("advanced", DemoProvince.On("2024-03-31", "2024-03-31")).Value;
        var knownLater = province.Book.Measure("advanced", DemoProvince.On("2024-03-31", "2024-04-04")).Value;

        Assert.Equal((196m, 197m), (known.Numerator, knownLater.Numerator));
    }

    [Fact]
    public void On_the_first_of_september_2024_the_denominators_are_161_and_146()
    {
        Assert.Equal(161, province.Book.Measure("advanced", DemoProvince.On("2024-09-01")).Value.Denominator);
        Assert.Equal(146, province.Book.Measure("model", DemoProvince.On("2024-09-01")).Value.Denominator);
    }
}
