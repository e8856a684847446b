using CsCheck;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Territory;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Access;

/// <summary>
/// Role × unit × day × action, generated over the real units of the demonstration province (changes of 1/9/2024 and 1/7/2025), against an
/// oracle that knows only rows and walks them by itself.
/// </summary>
public sealed class AccessMatrixTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private const int Cases = 40_000;

    private static readonly DateOnly KnownOn = new(2026, 11, 1);

    private Gazetteer Units => demo.Server.Services.GetRequiredService<Gazetteers>().Current;

    [Fact]
    public void Every_decision_is_that_of_the_oracle()
    {
        var (units, oracle) = (Units, new Oracle(Units));
        var ids = units.All.Where(v => units.LevelOf(v) is not "hamlet" || v.Code.EndsWith('1')).Select(v => v.Unit).Distinct().ToArray();
        var turns = new[] { new DateOnly(2024, 8, 31), new DateOnly(2024, 9, 1), new DateOnly(2025, 6, 30), new DateOnly(2025, 7, 1) };
        var day = Gen.OneOf(Gen.Int[0, turns.Length - 1].Select(n => turns[n]), Gen.Int[0, 2500].Select(n => new DateOnly(2020, 1, 1).AddDays(n)));
        // Half of the questions are about units that have to do with the grant, else nearly all answers were no.
        var grant = Gen.Select(Pick(Roles.All), Pick(ids), day, Gen.Int[-1, 1500], Gen.Bool,
            (role, unit, from, days, deputy) => new RoleGrant { Role = role, Unit = unit, From = from, To = days < 0 ? null : from.AddDays(days), For = deputy ? "another" : null });
        var question = Gen.Select(grant.Array[1, 3], Pick([.. Roles.AllRights]), Pick(ids), day, Gen.Int[0, 9]);
        var (asked, yes, past, pastYes, followed) = (0, 0, 0, 0, 0);
        question.Sample(drawn =>
        {
            var (grants, right, unit, on, near) = drawn;
            if (near < 5) unit = oracle.Relative(grants[0].Unit, on, near) ?? unit;
            if (near % 2 == 0) right = Roles.Carries(grants[0].Role)[near % Roles.Carries(grants[0].Role).Count];
            var asOf = new AsOf(on, KnownOn);
            var said = AccessRule.May(grants, right, unit, asOf, units);
            Interlocked.Increment(ref asked);
            if (said) Interlocked.Increment(ref yes);
            if (!oracle.Exists(unit, on)) Interlocked.Increment(ref past);
            if (said && !oracle.Exists(unit, on)) Interlocked.Increment(ref pastYes);
            if (said && grants.All(g => !oracle.Exists(g.Unit, on))) Interlocked.Increment(ref followed);
            return said == oracle.May(grants, right, unit, on);
        }, iter: Cases);
        Assert.True(asked >= 10_000, $"only {asked} cases");
        Assert.True(yes > asked / 50 && pastYes > 20 && followed > 20, $"of {asked}: {yes} allowed, {past} about past units and {pastYes} of them allowed, {followed} by a right that followed its unit");
    }

    [Fact]
    public void An_officer_of_a_merged_commune_serves_the_new_one_and_only_reads_the_old_one()
    {
        var units = Units;
        var (eve, day) = (new AsOf(new DateOnly(2025, 6, 30), KnownOn), new AsOf(new DateOnly(2025, 7, 1), KnownOn));
        var old = units.ByCode("14212", eve)!;
        var now = units.ByCode("14212", day)!;
        Assert.NotEqual(old.Unit, now.Unit);
        RoleGrant[] grants = [new() { Role = Roles.CommuneOfficer, Unit = old.Unit, From = new DateOnly(2022, 1, 1) }];
        Assert.True(AccessRule.May(grants, Rights.SelfAssess, old.Unit, eve, units));
        Assert.True(AccessRule.May(grants, Rights.SelfAssess, now.Unit, day, units));
        Assert.True(AccessRule.May(grants, Rights.SeeDossiers, old.Unit, day, units));
        Assert.False(AccessRule.May(grants, Rights.SelfAssess, old.Unit, day, units));
        Assert.False(AccessRule.May(grants, Rights.SelfAssess, now.Unit, eve, units));
        // The new commune's officer reads all that it was made of.
        RoleGrant[] anew = [new() { Role = Roles.CommuneOfficer, Unit = now.Unit, From = new DateOnly(2025, 7, 1) }];
        foreach (var source in units.MadeFrom(now.Unit))
        {
            Assert.True(AccessRule.May(anew, Rights.SeeFigures, source.From, day, units));
            Assert.False(AccessRule.May(anew, Rights.KeepDossiers, source.From, day, units));
        }
    }

    [Fact]
    public void Of_a_divided_unit_nothing_is_left_until_it_is_given_anew()
    {
        var units = Units;
        var day = new AsOf(new DateOnly(2025, 7, 1), KnownOn);
        var divided = units.Edges.Where(e => e.On == day.Date).GroupBy(e => e.From).Where(g => units.Find(g.Key, day) is null && g.Select(e => e.To).Distinct().Count() > 1).Select(g => g.Key).ToList();
        var districts = units.InForce(new AsOf(day.Date.AddDays(-1), KnownOn)).Where(v => units.LevelOf(v) == "district").Select(v => v.Unit).ToList();
        Assert.NotEmpty(districts);
        foreach (var unit in divided.Concat(districts))
            foreach (var role in Roles.All)
                Assert.Empty(Roles.AllRights.SelectMany(right => AccessRule.AreasOf([new RoleGrant { Role = role, Unit = unit, From = new DateOnly(2020, 1, 1) }], right, day, units)));
    }

    [Fact]
    public void Roles_that_decide_wait_for_the_second_step_and_others_do_not()
    {
        RoleGrant[] grants = [.. Roles.All.Select(r => new RoleGrant { Role = r })];
        Assert.Equal(grants, AccessRule.Counted(grants, twoStepsAsked: true, hasTwoSteps: true));
        Assert.Equal(grants, AccessRule.Counted(grants, twoStepsAsked: false, hasTwoSteps: false));
        Assert.Equal([Roles.Leader, Roles.Approver, Roles.Appraiser], grants.Except(AccessRule.Counted(grants, twoStepsAsked: true, hasTwoSteps: false)).Select(g => g.Role));
    }

    [Fact]
    public void A_right_is_used_in_anothers_place_only_when_it_is_not_ones_own()
    {
        var day = new DateOnly(2026, 3, 16);
        RoleGrant deputy = new() { Role = Roles.Approver, For = "phochutich", From = day, To = day.AddDays(7) }, own = new() { Role = Roles.Approver, From = day.AddDays(3) };
        Assert.Equal("phochutich", AccessRule.InPlaceOf([deputy, own], Rights.ApproveBulletins, day));
        Assert.Null(AccessRule.InPlaceOf([deputy, own], Rights.ApproveBulletins, day.AddDays(3)));
        Assert.Null(AccessRule.InPlaceOf([deputy], Rights.ApproveBulletins, day.AddDays(7)));
        Assert.Null(AccessRule.InPlaceOf([deputy], Rights.ChangeUnits, day));
    }

    private static Gen<T> Pick<T>(IReadOnlyList<T> from) => Gen.Int[0, from.Count - 1].Select(n => from[n]);

    /// <summary>Decides by walking rows: no view, no chain, no heir of the program's.</summary>
    private sealed class Oracle(Gazetteer units)
    {
        private readonly Dictionary<UnitId, UnitVersion[]> _rows = units.All.Where(v => v.Recorded <= KnownOn)
            .GroupBy(v => v.Unit).ToDictionary(g => g.Key, g => g.GroupBy(v => v.From).Select(same => same.OrderBy(v => v.Recorded).Last()).ToArray());

        private readonly Dictionary<UnitId, LineageEdge[]> _out = units.Edges.Where(e => e.From != e.To && e.Recorded <= KnownOn && (e.Withdrawn is null || e.Withdrawn > KnownOn))
            .GroupBy(e => e.From).ToDictionary(g => g.Key, g => g.ToArray());

        public bool May(IEnumerable<RoleGrant> grants, string right, UnitId unit, DateOnly on)
        {
            var reads = right is "access.audit" || right.Split('.')[1] == "see";
            foreach (var grant in grants)
            {
                if (on < grant.From || grant.To is { } to && on >= to || !Table(grant.Role).Contains(right)) continue;
                if (Heir(grant.Unit, on) is not { } area) continue;
                if (Exists(unit, on) ? Below(unit, area, on) : reads && Ends(unit, on).Any(end => Below(end, area, on))) return true;
            }
            return false;
        }

        public bool Exists(UnitId unit, DateOnly on) => Row(unit, on) is not null;

        /// <summary>Something near a unit: itself, what is above it or below, what it became, what it was.</summary>
        public UnitId? Relative(UnitId unit, DateOnly on, int which) => which switch
        {
            0 => unit,
            1 => Row(unit, on)?.Parent,
            2 => Ends(unit, on).Select(e => (UnitId?)e).FirstOrDefault(),
            3 => _out.Values.SelectMany(e => e).Where(e => e.To == unit).Select(e => (UnitId?)e.From).LastOrDefault(),
            _ => _rows.Values.Select(rows => rows.FirstOrDefault(v => v.Parent == unit)).FirstOrDefault(v => v is not null)?.Unit,
        };

        private UnitVersion? Row(UnitId unit, DateOnly on) => _rows.GetValueOrDefault(unit)?.FirstOrDefault(v => v.From <= on && (v.To is null || on < v.To));

        private bool Below(UnitId unit, UnitId area, DateOnly on)
        {
            for (UnitId? at = unit; at is { } id; at = Row(id, on)?.Parent)
            {
                if (Row(id, on) is null) return false;
                if (id == area) return true;
            }
            return false;
        }

        private UnitId? Heir(UnitId unit, DateOnly on)
        {
            if (Exists(unit, on)) return unit;
            var ways = _out.GetValueOrDefault(unit, []).Where(e => e.On <= on).ToList();
            return ways.Count == 1 && ways[0].Whole ? Heir(ways[0].To, on) : null;
        }

        private IEnumerable<UnitId> Ends(UnitId unit, DateOnly on) =>
            Exists(unit, on) ? [unit] : _out.GetValueOrDefault(unit, []).Where(e => e.On <= on).SelectMany(e => Ends(e.To, on));

        /// <summary>What each role may do, written down a second time.</summary>
        private static string[] Table(string role) => role switch
        {
            "programme-officer" => ["figures.see", "units.change", "criteria.change", "facts.import", "bulletins.see", "devices.see", "ledger.see", "dossiers.see", "dossiers.keep", "surveys.see", "bulletins.see"],
            "leader" => ["figures.see", "bulletins.see", "devices.see", "ledger.see", "dossiers.see", "dossiers.decide", "surveys.see", "access.audit"],
            "broadcaster" => ["figures.see", "bulletins.see", "bulletins.write", "devices.see"],
            "approver" => ["figures.see", "bulletins.see", "bulletins.approve", "devices.see"],
            "technician" => ["figures.see", "devices.see", "devices.keep"],
            "commune-officer" => ["figures.see", "assess.write", "dossiers.see", "dossiers.keep", "surveys.see"],
            "verifier" => ["figures.see", "dossiers.see", "dossiers.verify", "surveys.see"],
            "appraiser" => ["figures.see", "dossiers.see", "dossiers.appraise", "surveys.see"],
            "front-officer" => ["figures.see", "dossiers.see", "surveys.see", "surveys.run", "surveys.enter"],
            "hamlet-head" => ["figures.see", "bulletins.see", "surveys.see", "surveys.enter"],
            "administrator" => ["figures.see", "access.grant", "access.audit"],
            _ => [],
        };
    }
}
