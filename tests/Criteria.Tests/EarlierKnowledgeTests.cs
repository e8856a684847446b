using CsCheck;
using LangSo.Criteria.Engine;
using LangSo.Foundation;

namespace LangSo.Criteria.Tests;

/// <summary>What was known on an earlier day is picked from the rows of now; filling rows from the facts is the slow truth.</summary>
public sealed class EarlierKnowledgeTests
{
    private static readonly Gen<(int At, int Day, int Until, int Learned, int Value)> Facts =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 12], Gen.Int[0, 30], Gen.Int[0, 14], Gen.Int[0, 100]);

    [Fact]
    public void Rows_picked_from_what_is_known_now_are_the_rows_filled_from_the_facts() =>
        (from facts in Facts.Array[0, 12] from day in Gen.Int[0, 12] from known in Gen.Int[0, 14] select (facts, day, known)).Sample(g =>
        {
            var set = SmallSet.Set(null, SmallSet.Version("1", "2022-01-01", "2026-01-01",
                [.. Enumerable.Range(0, 3).Select(i => SmallSet.Percent(i.ToString(VnText.Culture), SmallSet.Level(40 + i, to: "2022-01-08"), SmallSet.Level(70, from: "2022-01-08")))]));
            var book = SmallSet.Book(set, g.facts.Select(f => SmallSet.Fact("p" + f.At, f.Value.ToString(VnText.Culture)) with
            {
                From = Day(f.Day - 2), To = f.Until > 12 ? null : Day(f.Day - 1 + f.Until), Recorded = Day(f.Learned),
            }).OrderBy(f => f.Recorded));
            var (plan, asOf) = (book.Plan(set, set.Versions[0]), new AsOf(Day(g.day), Day(g.known)));
            var now = book.Rows(set, set.Versions[0]);
            var (day, known) = (Days.Of(asOf.Date), Days.Of(asOf.KnownOn));
            var picked = KnownRows.Pick(now, book.Facts, now.Units, day, known);
            var filled = SetRows.Make(plan, book.Facts, now.Units, known, day, (ushort)(day + 1));
            return picked.On(0, day).Equals(filled.On(0, day)) && picked.TitleOn(0, day) == filled.On(0, day)!.Value.Title;
        }, iter: 20_000);

    private static DateOnly Day(int day) => SmallSet.Start.AddDays(day);
}
