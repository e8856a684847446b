using CsCheck;

namespace LangSo.Foundation.Tests.Time;

public sealed class TurnsTests
{
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 400].Select(d => new DateOnly(2024, 1, 1).AddDays(d));

    private static readonly Gen<(DateOnly From, DateOnly? To, DateOnly Recorded)> Span =
        Gen.Select(Day, Gen.Int[0, 90], Day, (from, days, recorded) => (from, days == 0 ? (DateOnly?)null : from.AddDays(days), recorded));

    [Fact]
    public void A_day_sees_what_the_turn_before_it_sees() =>
        Gen.Select(Span.Array[0, 12], Day, Day).Sample((spans, date, known) =>
        {
            var asked = new AsOf(date, known);
            var turn = new Turns(spans.Select(s => s.From).Concat(spans.Select(s => s.To).OfType<DateOnly>()), spans.Select(s => s.Recorded)).Before(asked);
            Assert.All(spans, s => Assert.Equal(asked.Sees(s.From, s.To, s.Recorded), turn.Sees(s.From, s.To, s.Recorded)));
        });

    [Fact]
    public void Days_between_two_turns_are_one()
    {
        var turns = new Turns([new DateOnly(2024, 9, 1), new DateOnly(2025, 7, 1)], [new DateOnly(2024, 7, 28)]);
        var known = new DateOnly(2026, 3, 16);
        Assert.Equal(new AsOf(new DateOnly(2024, 9, 1), new DateOnly(2024, 7, 28)), turns.Before(new AsOf(new DateOnly(2025, 6, 30), known)));
        Assert.Equal(new DateOnly(2025, 7, 1), turns.Before(new AsOf(new DateOnly(2025, 7, 1), known)).Date);
        Assert.Equal(DateOnly.MinValue, turns.Before(new AsOf(new DateOnly(2024, 8, 31), known)).Date);
    }
}
