using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Territory;

namespace LangSo.Recognition.Tests.Dossiers;

public sealed class InFlightTests
{
    private static readonly DateOnly Before = new(2025, 6, 16), After = new(2025, 7, 1);

    [Fact]
    public void Forty_dossiers_at_the_district_go_on_at_the_province_with_new_deadlines_and_nothing_is_lost()
    {
        var waiting = Enumerable.Range(0, 40).Select(n => World.At(n % 2 == 0 ? "district-verification" : "district-opinions", World.On(Before), n)).ToList();
        var now = World.On(After);

        var moved = waiting.ConvertAll(state => (Before: state, After: state.Do(InFlight.Rule(state, now)!, Asker.Rule, now)));

        Assert.Equal(40, moved.Count);
        Assert.All(moved, m =>
        {
            Assert.Equal(("commune-2025", "verification", World.Province), (m.After.At.Template, m.After.At.Step, m.After.At.Desk));
            Assert.Equal(new DateOnly(2025, 7, 22), m.After.At.Due);
            Assert.Equal((m.Before.Unit, m.Before.Bound, m.Before.Documents.Count, m.Before.Assessors.Count, m.Before.Version + 1), (m.After.Unit, m.After.Bound, m.After.Documents.Count, m.After.Assessors.Count, m.After.Version));
            Assert.Equal("1/7/2025", VnTime.Text(m.After.EnteredOn));
            Assert.Contains("cấp huyện kết thúc", ((Moving)m.After.Last.Deed).Rule);
        });
    }

    [Fact]
    public void Until_it_is_moved_nobody_acts_on_it()
    {
        var state = World.At("district-verification", World.On(Before));

        Assert.Contains("hết hiệu lực", state.Refused(new Pausing(), World.DistrictVerifier, World.On(After)));
        Assert.Null(InFlight.Rule(state, World.On(Before)));
        Assert.Contains("không áp dụng", state.Refused(new Moving(state.Unit, state.Unit, ""), Asker.Rule, World.On(Before)));
    }

    [Fact]
    public void A_paused_dossier_is_moved_too_and_goes_on()
    {
        var state = World.At("district-verification", World.On(Before)).Do(new Pausing(), World.DistrictVerifier, World.On(Before));

        Assert.Equal(DossierStatus.Open, state.Do(InFlight.Rule(state, World.On(After))!, Asker.Rule, World.On(After)).Status);
    }

    [Fact]
    public void The_heir_of_a_commune_that_ended_assesses_anew_and_the_history_stays()
    {
        var heir = new UnitId("moi");
        var units = new Gazetteer(
            [.. World.Units.All.Where(v => v.Unit != World.Commune(0) || v.To is not null), new UnitVersion(heir, "99", "xã", "Mới", World.Province, After, null, World.Start)],
            [new LineageEdge(World.Commune(0), heir, After, true, "NQ", World.Start)], World.Units.Kinds);
        var state = World.At("district-verification", World.On(Before));
        var now = World.On(After) with { Units = units };

        var moved = state.Do(InFlight.Rule(state, now)!, Asker.Rule, now);

        Assert.Equal((heir, "self-assessment", heir, null), (moved.Unit, moved.At.Step, moved.At.Desk, moved.Bound));
        Assert.Equal(state.Documents.Count, moved.Documents.Count);
    }

    [Fact]
    public void Every_step_of_an_earlier_version_has_its_place_in_the_next()
    {
        var lost = World.Shelf.Templates.ToList();
        var at = lost.FindIndex(t => t.Id == "commune-2025");
        lost[at] = lost[at] with { TakesOver = lost[at].TakesOver! with { Steps = [.. lost[at].TakesOver!.Steps.Skip(1)] } };

        Assert.Contains("registration", Assert.Single(ProcedureShelf.Faults(lost)).ToString());
        Assert.Empty(ProcedureShelf.Faults(World.Shelf.Templates));
    }

    [Fact]
    public void Of_a_divided_commune_no_rule_says_who_goes_on_and_the_provinces_office_does()
    {
        var state = World.At("district-verification", World.On(Before));
        var now = World.On(After) with { Units = Divided };
        var (first, second) = (new UnitId("moia"), new UnitId("moib"));

        Assert.Null(InFlight.Rule(state, now));
        Assert.True(InFlight.IsStuck(state, now));
        Assert.Equal([first, second], InFlight.Successors(state.Unit, now).Select(v => v.Unit));
        Assert.Contains("Văn phòng Điều phối", state.Refused(new Entrusting(first, default), World.OfficerOf(0), now));
        Assert.Contains("được chia ra", state.Refused(new Entrusting(World.Commune(3), default), World.Office, now));
        Assert.Contains("vì sao", state.Refused(new Entrusting(first, default), World.Office, now, reason: ""));
        Assert.Contains("hết hiệu lực", state.Refused(new Pausing(), World.DistrictVerifier, now));

        var given = state.Do(new Entrusting(first, default), World.Office, now, "Phần lớn dân số ở xã này.");
        Assert.Equal((first, "commune-2025", "self-assessment", first), (given.Unit, given.At.Template, given.At.Step, given.At.Desk));
        Assert.Null(given.Bound);
        Assert.Equal(state.Documents, given.Documents);
        Assert.Equal(World.Commune(0), ((Entrusting)given.Last.Deed).Before);
        Assert.False(InFlight.IsStuck(given, now));
        Assert.Contains("không chờ", given.Refused(new Entrusting(second, default), World.Office, now));

        Assert.Contains("lý do", state.Refused(new Withdrawing(), World.Office, now, reason: ""));
        Assert.Equal(DossierStatus.Withdrawn, state.Do(new Withdrawing(), World.Office, now, "Xã đã chia, xét lại từ đầu.").Status);
    }

    [Fact]
    public void A_commune_that_is_merged_while_its_procedure_holds_hands_its_dossier_to_its_heir()
    {
        var (before, day) = (new DateOnly(2026, 3, 16), new DateOnly(2026, 9, 1));
        var state = World.At("opinions", World.On(before));
        var now = World.On(day) with { Units = Merged(day) };

        var moved = state.Do(InFlight.Rule(state, now)!, Asker.Rule, now);

        Assert.Equal((new UnitId("moi"), state.At.Template, "self-assessment"), (moved.Unit, moved.At.Template, moved.At.Step));
        Assert.Null(InFlight.Rule(moved, now));
        Assert.Contains("kết thúc", ((Moving)moved.Last.Deed).Rule);
    }

    /// <summary>Commune 0 was divided into two on the day districts ended.</summary>
    private static Gazetteer Divided { get; } = new(
        [
            .. World.Units.All.Where(v => v.Unit != World.Commune(0) || v.From < After),
            new UnitVersion(new UnitId("moia"), "91", "xã", "Mới A", World.Province, After, null, World.Start), new UnitVersion(new UnitId("moib"), "92", "xã", "Mới B", World.Province, After, null, World.Start),
        ],
        [Edge("moia", After, whole: false), Edge("moib", After, whole: false)], World.Units.Kinds);

    private static Gazetteer Merged(DateOnly day) => new(
        [
            .. World.Units.All.Select(v => v.Unit == World.Commune(0) && v.To is null ? v with { To = day } : v),
            new UnitVersion(new UnitId("moi"), "93", "xã", "Mới", World.Province, day, null, World.Start),
        ],
        [Edge("moi", day, whole: true)], World.Units.Kinds);

    private static LineageEdge Edge(string to, DateOnly day, bool whole) => new(World.Commune(0), new UnitId(to), day, whole, "NQ 1", World.Start);
}
