using CsCheck;
using LangSo.Foundation;

namespace LangSo.Criteria.Tests;

public sealed class FactBookTests
{
    private static readonly UnitId Phong = new("u1");
    private static readonly Indicator People = new("people", "Số người", "number", "người", "minh họa");

    private static DateOnly Day(int n) => new DateOnly(2024, 1, 1).AddDays(n);

    private static Fact Of(int value, int from, int recorded, int? to = null) => new(
        "people", Phong, value.ToString(VnText.Culture), Day(from), to is { } end ? Day(end) : null, Day(recorded), "typed", "sổ", false, "");

    [Fact]
    public void A_correction_counts_from_the_day_it_was_learned()
    {
        var book = new FactBook([People], [Of(100, 0, 0), Of(120, 0, 10)]);

        Assert.Equal(100, book.Find("people", Phong, new AsOf(Day(5), Day(9)))!.Number);
        Assert.Equal(120, book.Find("people", Phong, new AsOf(Day(5), Day(10)))!.Number);
    }

    [Fact]
    public void A_later_stretch_stands_beside_a_late_correction_of_the_earlier_one()
    {
        var book = new FactBook([People], [Of(100, 0, 0), Of(200, 20, 20), Of(110, 0, 30)]);

        Assert.Equal(110, book.Find("people", Phong, new AsOf(Day(10), Day(40)))!.Number);
        Assert.Equal(200, book.Find("people", Phong, new AsOf(Day(25), Day(40)))!.Number);
    }

    [Fact]
    public void A_fact_that_ended_is_not_found_after_its_end()
    {
        var book = new FactBook([People], [Of(100, 0, 0, to: 10)]);

        Assert.NotNull(book.Find("people", Phong, new AsOf(Day(9), Day(99))));
        Assert.Null(book.Find("people", Phong, new AsOf(Day(10), Day(99))));
        Assert.Null(book.Find("people", new UnitId("u2"), new AsOf(Day(5), Day(99))));
        Assert.Null(book.Find("other", Phong, new AsOf(Day(5), Day(99))));
    }

    [Fact]
    public void What_is_found_never_depends_on_facts_recorded_later()
    {
        var facts = (from value in Gen.Int[0, 999] from start in Gen.Int[0, 60] from recorded in Gen.Int[0, 60] select Of(value, start, recorded)).List[0, 12];
        (from all in facts from day in Gen.Int[0, 60] from known in Gen.Int[0, 60] select (all, AsOf: new AsOf(Day(day), Day(known)))).Sample(t =>
        {
            var whole = new FactBook([People], t.all).Find("people", Phong, t.AsOf);
            var cut = new FactBook([People], t.all.Where(f => f.Recorded <= t.AsOf.KnownOn)).Find("people", Phong, t.AsOf);
            return whole == cut && (whole is null || (whole.From <= t.AsOf.Date && whole.Recorded <= t.AsOf.KnownOn));
        });
    }
}
