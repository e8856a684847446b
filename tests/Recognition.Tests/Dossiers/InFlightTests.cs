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
}
