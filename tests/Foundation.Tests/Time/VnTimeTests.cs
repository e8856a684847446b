using CsCheck;

namespace LangSo.Foundation.Tests.Time;

public sealed class VnTimeTests
{
    [Theory]
    [InlineData("2024-03-31")]
    [InlineData("31/3/2024")]
    [InlineData(" 31/03/2024 ")]
    public void A_day_is_read_in_both_forms(string text) => Assert.Equal(new DateOnly(2024, 3, 31), VnTime.ParseDay(text));

    [Theory]
    [InlineData("32/13/2024")]
    [InlineData("29/2/2023")]
    [InlineData("hôm qua")]
    [InlineData("")]
    [InlineData(null)]
    public void A_day_that_does_not_exist_is_none(string? text) => Assert.Null(VnTime.ParseDay(text));

    [Fact]
    public void The_words_for_a_wrong_day_name_it() =>
        Assert.Equal("Ngày 32/13/2024 không có. Viết ngày/tháng/năm, ví dụ 18/3/2024.", VnTime.NoSuchDay("f", "32/13/2024").ToString());

    [Fact]
    public void Civil_day_turns_at_seventeen_utc()
    {
        Assert.Equal(new DateOnly(2024, 3, 31), VnTime.DayOf(DateTimeOffset.Parse("2024-03-31T16:59:59Z", VnText.Culture)));
        Assert.Equal(new DateOnly(2024, 4, 1), VnTime.DayOf(DateTimeOffset.Parse("2024-03-31T17:00:00Z", VnText.Culture)));
    }

    [Fact]
    public void A_day_and_time_come_back_from_their_instant() =>
        Gen.Select(Gen.DateOnly[new DateOnly(1950, 1, 1), new DateOnly(2100, 1, 1)], Gen.TimeOnly).Sample((day, time) =>
            VnTime.DayOf(VnTime.At(day, time)) == day && TimeOnly.FromDateTime(VnTime.ToLocal(VnTime.At(day, time)).DateTime) == time);

    [Fact]
    public void A_row_counts_from_its_first_day_to_the_day_before_its_end_once_known()
    {
        var (from, to, recorded) = (new DateOnly(2024, 1, 1), new DateOnly(2024, 9, 1), new DateOnly(2024, 1, 5));
        Assert.True(new AsOf(new(2024, 1, 1), new(2024, 1, 5)).Sees(from, to, recorded));
        Assert.False(new AsOf(new(2024, 1, 1), new(2024, 1, 4)).Sees(from, to, recorded));
        Assert.False(new AsOf(new(2024, 9, 1), new(2025, 1, 1)).Sees(from, to, recorded));
        Assert.True(new AsOf(new(2024, 8, 31), new(2025, 1, 1)).Sees(from, to, recorded));
    }
}
