using CsCheck;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Recognition.Tests;

public sealed class StandingTests(DemoProvince province)
{
    private static readonly UnitId Phong = new("u1");

    private static readonly string[] Ladder = ["standard", "advanced", "model"];

    private static DateOnly Day(int n) => new DateOnly(2024, 1, 1).AddDays(n);

    private static Decision Of(string title, int day, DecisionKind kind = DecisionKind.Recognise, string field = "", int? recorded = null) =>
        new(Phong, title, field, "1", Day(day), Day(day), Day(recorded ?? day), kind, "", false, "");

    private int Rank(int day, params Decision[] decisions) =>
        new DecisionBook(decisions, province.Book.Titles).At(new AsOf(Day(day), Day(999))).Of(Phong) is [var best, ..] ? best.Title.Rank : 0;

    [Fact]
    public void A_model_commune_counts_as_advanced()
    {
        var standing = new DecisionBook([Of("model", 0, field: "culture")], province.Book.Titles).At(new AsOf(Day(0), Day(0)));

        Assert.NotNull(standing.ByRank(Phong, 2, null));
        Assert.NotNull(standing.ByRank(Phong, 3, "culture"));
        Assert.Null(standing.ByRank(Phong, 3, "digital"));
    }

    [Fact]
    public void Revoking_a_title_takes_those_above_it_and_leaves_those_below()
    {
        Decision[] decisions = [Of("standard", 0), Of("advanced", 10), Of("model", 20, field: "culture"), Of("advanced", 30, DecisionKind.Revoke)];

        Assert.Equal((2, 3, 1), (Rank(15, decisions), Rank(29, decisions), Rank(30, decisions)));
    }

    [Fact]
    public void Revoking_one_field_leaves_the_others()
    {
        Decision[] decisions = [Of("model", 0, field: "culture"), Of("model", 1, field: "digital"), Of("model", 2, DecisionKind.Revoke, "digital")];
        var held = new DecisionBook(decisions, province.Book.Titles).At(new AsOf(Day(3), Day(3))).Of(Phong);

        Assert.Equal("culture", Assert.Single(held).Field!.Id);
    }

    [Fact]
    public void Standing_never_depends_on_decisions_recorded_later_and_only_grows_while_nothing_is_revoked()
    {
        var decisions = (from rank in Gen.Int[0, 2] let title = Ladder[rank] from day in Gen.Int[0, 40] from late in Gen.Int[0, 20]
                         select Of(title, day, field: title == "model" ? "digital" : "", recorded: day + late)).List[0, 8];
        (from all in decisions from day in Gen.Int[0, 60] from known in Gen.Int[0, 60] select (all, day, known)).Sample(t =>
        {
            int At(IEnumerable<Decision> rows, int day, int known) =>
                new DecisionBook(rows, province.Book.Titles).At(new AsOf(Day(day), Day(known))).Of(Phong) is [var best, ..] ? best.Title.Rank : 0;
            var now = At(t.all, t.day, t.known);
            return now == At(t.all.Where(d => d.Recorded <= Day(t.known)), t.day, t.known)
                && now <= At(t.all, t.day, t.known + 1)
                && now <= At(t.all, t.day + 1, t.known);
        });
    }

    [Fact]
    public void Colours_follow_the_rank_of_the_best_title()
    {
        var asOf = DemoProvince.On("2024-03-31");
        int Shade(string name) => province.Book.Decisions.ShadeOf(province.Book.Units.InForce(asOf).Single(u => u.FullName == name).Unit, asOf)?.Rank ?? 0;

        Assert.Equal((3, 4, 0), (Shade("xã Giao Phong"), Shade("xã Nghĩa Sơn"), Shade("phường Hạ Long")));
        Assert.Equal(2, Shade("xã Bình Hòa"));
    }

    [Fact]
    public void Titles_through_time_show_the_parts_and_the_merged_commune()
    {
        var ninh = province.Book.Units.ByCode("14212", DemoProvince.On("2025-07-01"))!;
        var lines = province.Book.TitlesThroughTime(ninh.Unit, new DateOnly(2026, 3, 16));

        Assert.Equal(["before", "before", "before", "self"], lines.Select(l => l.Relation));
        Assert.Empty(lines[3].Titles);
        var phong = lines.Single(l => l.Life[^1].Name == "Giao Phong");
        Assert.Equal(["standard", "advanced", "model"], phong.Titles.Select(t => t.Holding.Title.Id));
        Assert.Equal((2020, 2022, new DateOnly(2025, 7, 1)), (phong.Titles[1].From.Year, phong.Titles[2].From.Year, phong.Titles[2].To!.Value));
    }
}
