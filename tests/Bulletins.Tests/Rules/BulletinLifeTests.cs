using CsCheck;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Rules;

/// <summary>Whatever people do in whatever order, no bulletin reaches a state that it may not have.</summary>
public sealed class BulletinLifeTests
{
    private static readonly Officer[] People = [Village.Writer, Village.Approver, Village.Second, Village.Stranger, Village.Both];

    private static readonly HashSet<(BulletinState, BulletinState)> Allowed =
    [
        (BulletinState.Draft, BulletinState.Draft), (BulletinState.Draft, BulletinState.Submitted),
        (BulletinState.Submitted, BulletinState.Draft), (BulletinState.Submitted, BulletinState.Approved), (BulletinState.Submitted, BulletinState.Returned),
        (BulletinState.Returned, BulletinState.Returned), (BulletinState.Returned, BulletinState.Submitted),
        (BulletinState.Approved, BulletinState.Withdrawn),
    ];

    private sealed record Step(int Deed, int Who, int Minutes, int Seen, int Text);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[0, 400], Gen.Int[0, 3], Gen.Int[0, 4],
        (deed, who, minutes, seen, text) => new Step(deed, who, minutes, seen, text));

    [Fact]
    public void Random_deeds_never_reach_a_state_that_may_not_be()
    {
        Gen.Select(Gen.Int[0, 1], Steps.List[1, 30]).Sample((author, steps) =>
        {
            var writer = author == 0 ? Village.Writer : Village.Both;
            var now = Village.Now.UtcDateTime;
            var bulletin = Village.Draft(by: writer);
            foreach (var step in steps)
            {
                now = now.AddMinutes(step.Minutes);
                var who = People[step.Who];
                var outcome = Do(bulletin, step, who, now);
                if (!outcome.Ok)
                {
                    Assert.NotEmpty(outcome.Problems);
                    Assert.All(outcome.Problems, p => Assert.False(string.IsNullOrWhiteSpace(p.ToString())));
                    continue;
                }
                var next = outcome.Value;
                Assert.Contains((bulletin.State, next.State), Allowed);
                Assert.Equal(bulletin.Version + 1, next.Version);
                Assert.Equal((bulletin.Id, bulletin.Author, bulletin.Created), (next.Id, next.Author, next.Created));
                Holds(next);
                bulletin = next;
            }
        });
    }

    private static Outcome<Bulletin> Do(Bulletin was, Step step, Officer who, DateTime now)
    {
        var seen = was.Version - (step.Seen == 3 ? 1 : 0);
        var draft = Village.Vaccination with { Title = "Tin " + step.Text, PlayAt = step.Text == 4 ? now.AddHours(2) : null };
        return step.Deed switch
        {
            0 => BulletinRules.Change(was, draft, who, Village.Ground, now),
            1 => BulletinRules.Submit(was, "đọc", Village.Card, step.Text == 0 ? null : Village.Sound, who, Village.Ground, now),
            2 => BulletinRules.Recall(was, who),
            3 => BulletinRules.Approve(was, seen, who, Village.Ground, ApprovalPolicy.Shipped, now),
            4 => BulletinRules.Return(was, seen, step.Text == 1 ? "" : "sửa lại", who, Village.Ground, now),
            _ => BulletinRules.Withdraw(was, who, Village.Ground, now),
        };
    }

    private static void Holds(Bulletin b)
    {
        if (b.State is BulletinState.Approved or BulletinState.Withdrawn)
        {
            Assert.NotEqual(b.Author, b.DecidedBy);
            Assert.Contains(b.DecidedBy, new[] { Village.Approver.Person.User, Village.Second.Person.User, Village.Both.Person.User });
            Assert.Equal(ApprovedContent.Of(b).Hash(), b.ApprovedHash);
            Assert.True(b.StartsAt < b.Expires);
        }
        if (b.State is BulletinState.Submitted) Assert.NotNull(b.Card);
        if (b.State is BulletinState.Draft or BulletinState.Submitted) Assert.Null(b.ReturnReason);
        if (b.State is BulletinState.Returned) Assert.False(string.IsNullOrEmpty(b.ReturnReason));
        Assert.Equal(b.State == BulletinState.Withdrawn, b.WithdrawnBy is not null);
    }
}
