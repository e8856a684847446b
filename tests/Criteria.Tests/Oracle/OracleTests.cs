using System.Globalization;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.Criteria.Tests.Oracle;

public sealed class OracleTests(ITestOutputHelper output)
{
    private const int Worlds = 250, Questions = 40;

    [Fact]
    public void The_engine_and_an_oracle_in_sql_agree_on_ten_thousand_random_scenarios()
    {
        using var oracle = new SqlOracle();
        var asked = new List<(int World, UnitId Unit, AsOf AsOf)>();
        var books = new List<AssessmentBook>();
        for (var world = 0; world < Worlds; world++)
        {
            var random = new RandomWorld(7_000 + world);
            oracle.Add(world, random);
            books.Add(BookOf(random));
            for (var n = 0; n < Questions; n++)
            {
                var (unit, asOf) = random.Ask();
                oracle.Ask(asked.Count, world, unit, asOf);
                asked.Add((world, unit, asOf));
            }
        }
        var answers = oracle.Answers();
        var differences = new List<string>();
        var titles = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < asked.Count; id++)
        {
            var (world, unit, asOf) = asked[id];
            var one = books[world].Assess("s", unit, asOf).Value;
            var said = new OracleAnswer(one.Title.ToString(), one.Failing, one.Unknown, one.Distance, string.Join(' ', one.Criteria.Select(c => c.Verdict)));
            if (said != answers[id]) differences.Add($"{id}: {said} / {answers[id]}");
            // The same question asked of the area, whose answer comes from the rows of all days.
            var area = books[world].AssessArea("s", null, asOf).Value;
            var listed = area.Units.Single(u => u.Unit.Unit == unit);
            if ((listed.Title, listed.Failing, listed.Unknown, listed.Distance) != (one.Title, one.Failing, one.Unknown, one.Distance)) differences.Add($"{id}: area {listed} / {said}");
            if (area.Titles != Sum(books[world].Titles(area.Set, area.Version, asOf).Values)) differences.Add($"{id}: titles");
            titles[said.Title] = titles.GetValueOrDefault(said.Title) + 1;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked.Count} scenarios, {differences.Count} differences"));
        output.WriteLine(string.Join(", ", titles.Select(t => t.Key + " " + t.Value)));

        Assert.Equal(10_000, asked.Count);
        Assert.Empty(differences.Take(5));
        Assert.True(titles.Count >= 4, "the scenarios are too much alike");
    }

    [Fact]
    public void Facts_that_come_in_one_by_one_give_the_book_that_they_give_together()
    {
        for (var world = 0; world < 40; world++)
        {
            var random = new RandomWorld(90_000 + world);
            var whole = BookOf(random);
            var half = random.Facts.Count / 2;
            var facts = new FactBook(random.Indicators, random.Facts.Take(half));
            var book = new AssessmentBook(facts, random.Gazetteer(), whole.Shelf);
            foreach (var version in random.Set.Versions) book.AssessArea("s", null, new AsOf(version.From, RandomWorld.Start.AddDays(RandomWorld.Span)));
            foreach (var fact in random.Facts.Skip(half))
            {
                facts = facts.With([fact]);
                book = book.With(facts, [fact]);
            }
            for (var n = 0; n < 40; n++)
            {
                var (_, asOf) = random.Ask();
                var (a, b) = (whole.AssessArea("s", null, asOf).Value, book.AssessArea("s", null, asOf).Value);
                Assert.Equal(a.Titles, b.Titles);
                Assert.Equal(a.Units, b.Units);
            }
        }
    }

    private static VerdictCounts Sum(IEnumerable<VerdictCounts> provinces) => provinces.Aggregate((a, b) =>
        new VerdictCounts(a.NotMet + b.NotMet, a.Near + b.Near, a.NoData + b.NoData, a.Met + b.Met, a.NotApplicable + b.NotApplicable, a.Exempt + b.Exempt));

    private static AssessmentBook BookOf(RandomWorld random) => new(new FactBook(random.Indicators, random.Facts), random.Gazetteer(),
        new SetShelf(new Dictionary<string, CriteriaSet> { ["s"] = random.Set }, random.Layer is { } layer ? [layer] : []));
}
