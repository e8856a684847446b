using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Rules;

public sealed class ApprovedContentTests
{
    public static TheoryData<string> Changes => new(Edits.Keys);

    private static readonly Dictionary<string, Func<Bulletin, Bulletin>> Edits = new()
    {
        ["title"] = b => b with { Title = b.Title + "." },
        ["text"] = b => b with { Text = b.Text.Replace("25.000", "26.000", StringComparison.Ordinal) },
        ["spoken"] = b => b with { Spoken = "khác" },
        ["area"] = b => b with { Area = Village.LamPhu },
        ["class"] = b => b with { Class = BulletinClass.Emergency },
        ["time"] = b => b with { PlayAt = Village.Now.UtcDateTime.AddHours(1) },
        ["headline"] = b => b with { Card = b.Card! with { Headline = "khác" } },
        ["facts"] = b => b with { Card = b.Card! with { Facts = ["khác"] } },
        ["source"] = b => b with { Card = b.Card! with { Source = "khác" } },
        ["sound"] = b => b with { Sound = b.Sound! with { Sha256 = new string('b', 64) } },
        ["no sound"] = b => b with { Sound = null },
        ["bulletin"] = b => b with { Id = new BulletinId(Guid.NewGuid()) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_to_anything_approved_changes_the_hash(string what)
    {
        var bulletin = Village.Submitted();
        Assert.NotEqual(ApprovedContent.Of(bulletin).Hash(), ApprovedContent.Of(Edits[what](bulletin)).Hash());
    }

    [Fact]
    public void The_approval_itself_does_not_change_the_hash()
    {
        var bulletin = Village.Submitted();
        var approved = BulletinRules.Approve(bulletin, bulletin.Version, Village.Approver, Village.Ground, ApprovalPolicy.Shipped, Village.Now.UtcDateTime).Value;
        Assert.Equal(ApprovedContent.Of(bulletin).Hash(), approved.ApprovedHash);
    }
}
