using CsCheck;
using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;

namespace LangSo.Recognition.Tests.Dossiers;

/// <summary>Whatever people of any right try in any order, only lawful dossiers come of it. Judged by a small model that reads the data files itself.</summary>
public sealed class RandomDeedsTests
{
    private static readonly Asker[] People =
    [
        World.OfficerOf(0), World.OfficerOf(1), World.DistrictVerifier, World.Verifier, World.Office, World.Leader, World.Appraiser(0), World.Appraiser(1),
        new("nhieuquyen", "Nhiều quyền", [(Rights.SelfAssess, World.Commune(0)), (Rights.KeepDossiers, World.Commune(0)), (Rights.VerifyDossiers, World.Province), (Rights.VerifyDossiers, World.District),
            (Rights.AppraiseDossiers, World.Province), (Rights.DecideDossiers, World.Province), (Rights.KeepDossiers, World.Province)]),
        Asker.Rule,
    ];

    // Days, people, deeds, what the deed is about, how the world is: five small numbers a try.
    private static readonly Gen<(int Days, int Who, int What, int Which, int World)> Try = Gen.Select(Gen.Int[0, 12], Gen.Int[0, People.Length - 1], Gen.Int[0, 21], Gen.Int[0, 11], Gen.Int[0, 19]);

    [Fact]
    public void Only_lawful_dossiers_come_of_any_tries()
    {
        var (accepted, deepest, decided, moved) = (0, 0, 0, 0);
        Gen.Select(Gen.Int[0, 700], Try.Array[200]).Sample((start, tries) =>
        {
            var day = new DateOnly(2024, 1, 2).AddDays(start);
            var now = World.On(day);
            var state = ((DossierState?)null).Do(World.Opens(year: day.Year), World.OfficerOf(0), now);
            var acts = new List<DossierAct> { state.Last };
            foreach (var t in tries)
            {
                if (day.AddDays(t.Days / 4).Year <= 2027) day = day.AddDays(t.Days / 4);
                now = World.On(day, t.World == 0 ? Verdict.NotMet : Verdict.Met, t.World == 1 ? "no" : "yes", t.World == 2 ? 50 : 95, t.World == 3 ? 2 : 30);
                // Half of the tries are sensible ones, so that dossiers get far.
                var (who, deed) = t.What % 2 == 0 ? Sensible(state, now, t.Which) : (People[t.Who], DeedOf(t.What, t.Which, state, now));
                var act = Proceeding.Act(state, deed, who, t.World == 4 ? "" : "Lý do", now);
                if (!act.Ok)
                {
                    Assert.NotEmpty(act.Problems);
                    continue;
                }
                var next = DossierState.After(state, act.Value);
                Lawful(state, act.Value, next, who, now);
                acts.Add(act.Value);
                (state, accepted) = (next, accepted + 1);
                if (deed is Moving) moved++;
            }
            Assert.Null(DossierAct.FirstBroken(acts));
            Assert.Equal(state.Version, DossierState.Of(acts)!.Version);
            Assert.Equal(state.At, DossierState.Of(acts)!.At);
            deepest = Math.Max(deepest, World.Shelf.Find(state.At.Template).Place(state.At.Step));
            if (state.Decision is not null) decided++;
        }, iter: 300, threads: 1);
        Assert.True(accepted > 5_000 && decided > 10 && moved > 5, $"The tries went nowhere: {accepted} accepted, {decided} decided, {moved} moved.");
    }

    private static void Lawful(DossierState before, DossierAct act, DossierState after, Asker who, Circumstances now)
    {
        var template = World.Shelf.Find(before.At.Template);
        var step = template.Step(before.At.Step);
        Assert.Equal((before.Version + 1, who.User, before.Last.Hash), (act.Number, act.By.User, act.Previous));
        Assert.False(act.By.Scope.Value.Length == 0);
        if (who == Asker.Rule) Assert.True(act.Deed is Moving or Escalating or Drifting or Joining);
        else if (act.Deed is not (Withdrawing or DriftRead)) Assert.Contains((step!.Right, before.At.Desk), who.Grants);
        var me = who.User.ToLowerInvariant();
        if (step?.Kind is StepKind.Appraisal or StepKind.Vote or StepKind.Decision && who != Asker.Rule && act.Deed is not (Withdrawing or DriftRead))
            Assert.False(before.Assessors.Contains(me) || before.Verifiers.Contains(me));
        if (act.Deed is Returning or Pausing or Withdrawing or Refusing or DriftRead) Assert.NotEmpty(act.Reason);
        if (before.Status == DossierStatus.Paused && who != Asker.Rule) Assert.True(act.Deed is Resuming or Attaching or Withdrawing);
        if (!before.IsUnderWay) Assert.True(act.Deed is Drifting or DriftRead);
        if (after.At.Step != before.At.Step && act.Deed is not Moving)
        {
            var (from, to) = (template.Place(before.At.Step), after.At.Step.Length == 0 ? -1 : template.Place(after.At.Step));
            Assert.True(to == from + 1 || to == -1 || step!.ReturnTo.Contains(after.At.Step), $"{before.At.Step} → {after.At.Step}");
            if (to > from) Assert.All(step!.Documents, d => Assert.Contains(before.Documents, p => p.Kind == d.Id));
            if (to > from && step!.BroadcastDays > 0) Assert.True(now.Broadcast.Count >= step.BroadcastDays);
        }
        if (template.Place(after.At.Step) is var place && place > 0 && after.At.Step.Length > 0 && !World.Shelf.Find(after.At.Template).IsBeforeHandIn(after.At.Step)) Assert.NotNull(after.Bound);
        if (act.Deed is not Deciding made) return;
        Assert.Equal("decision", before.At.Step);
        Assert.True(before.Meeting is { Result.Carried: true } meeting && meeting.Ballots.Count * 3 >= meeting.Members.Count * 2 && meeting.Ballots.Values.Count(b => b == Ballot.Yes) * 10 >= meeting.Ballots.Count * 9);
        Assert.Equal(before.Bound!.Digest, now.Digest);
        Assert.True(made.Date >= before.OpenedOn && made.Date <= now.Today);
        Assert.Equal(4, made.Conditions.Count(c => c.Met == true));
    }

    private static (Asker, Deed) Sensible(DossierState state, Circumstances now, int which)
    {
        if (InFlight.Rule(state, now) is { } move) return (Asker.Rule, move);
        if (World.Shelf.Find(state.At.Template).Step(state.At.Step) is not { } step) return (World.Office, new DriftRead());
        var who = (step.Level, step.Kind) switch
        {
            ("commune", _) => World.OfficerOf(0), ("district", _) => World.DistrictVerifier, (_, StepKind.Verification) => World.Verifier, (_, StepKind.Appraisal or StepKind.Vote) => World.Appraiser(1),
            (_, StepKind.Decision) => World.Leader, _ => World.Office,
        };
        if (state.Status == DossierStatus.Paused) return (who, new Resuming());
        if (step.Documents.FirstOrDefault(d => !state.Documents.Any(p => p.Kind == d.Id)) is { } missing) return (who, World.Paper(missing.Id, now.Today));
        if (step.Kind == StepKind.Appraisal && which < 4 && state.Bound?.Digest != now.Digest) return (who, new Rereading("", []));
        if (step.Conditions.Contains("arrears") && new[] { "arrears", "order" }.FirstOrDefault(c => !state.Attested.ContainsKey(c)) is { } condition) return (who, new Attesting(condition, true, "1/XN"));
        if (step.BroadcastDays > 0 && state.Bulletins.Count == 0) return (who, new Publishing(Guid.NewGuid()));
        if (step.Kind == StepKind.SelfAssessment) return (who, new HandingIn("", []));
        if (step.Kind == StepKind.Decision) return (who, new Deciding("1/QĐ", now.Today, now.Today, []));
        if (step.Kind != StepKind.Vote) return (who, new Passing([], [], false));
        if (state.Meeting is not { } meeting) return (who, World.Council(5, now.Today));
        for (var n = 0; n < meeting.Members.Count; n++)
            if (!meeting.Ballots.ContainsKey(n)) return (n == 0 ? World.Appraiser(0) : who, new Voting(n, which == 11 ? Ballot.No : Ballot.Yes, n >= 2));
        return (who, new Closing(new Count(0, 0, 0, false), []));
    }

    private static Deed DeedOf(int what, int which, DossierState state, Circumstances now)
    {
        var template = World.Shelf.Find(state.At.Template);
        return what switch
        {
            0 or 1 => new Passing([], [], false),
            2 => new HandingIn("", []),
            3 => new Returning(template.Steps[which % template.Steps.Count].Id, false),
            4 => new Pausing(),
            5 => new Resuming(),
            6 => World.Paper(template.Step(state.At.Step)?.Documents is [var kind, ..] ? kind.Id : "other", now.Today),
            7 => new Attesting(which % 2 == 0 ? "arrears" : "set", which > 3, "1/XN"),
            8 => new Publishing(new Guid(which, 0, 0, new byte[8])),
            9 => World.Council(which, now.Today),
            10 or 11 => new Voting(which, (Ballot)(which % 3 + 1), which > 5),
            12 => new Closing(new Count(0, 0, 0, false), []),
            13 or 14 => new Deciding("1/QĐ", now.Today.AddDays(which - 9), now.Today.AddDays(which - 9), []),
            15 => new Refusing("2/QĐ", now.Today),
            16 => which == 0 ? new Withdrawing() : new Receiving(),
            17 => InFlight.Rule(state, now) ?? new Moving(state.Unit, state.Unit, ""),
            18 => new Escalating(state.At.Due ?? now.Today),
            19 => new Drifting(now.Digest!),
            20 => new DriftRead(),
            _ => new Rereading("", []),
        };
    }
}
