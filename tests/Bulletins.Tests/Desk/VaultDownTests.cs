using LangSo.Foundation;

namespace LangSo.Bulletins.Tests;

/// <summary>The store of sounds does not answer: it is said, and nothing is lost.</summary>
public sealed class VaultDownTests
{
    private static readonly Problem Down = new("media", "Kho âm thanh chưa dùng được.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handing_in_waits_instead_of_losing_the_sound_and_writes_nothing()
    {
        await using var house = await House.OpenAsync();
        house.Shelf.Trouble = Down;
        var refused = await house.Desk.SubmitAsync(null, 0, Village.Vaccination, Village.Writer, Cancel);
        Assert.Equal([Down], refused.Problems);
        Assert.Empty(await house.ActsAsync());
        house.Shelf.Trouble = null;
        Assert.NotNull((await house.SubmitAsync()).Sound);
    }

    [Fact]
    public async Task Approval_waits_and_the_bulletin_is_as_it_was()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync();
        house.Shelf.Trouble = Down;
        var refused = await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel);
        Assert.Equal([Down], refused.Problems);
        Assert.Equal(BulletinState.Submitted, (await house.StoredAsync(waiting.Id)).State);
        Assert.DoesNotContain(await house.ActsAsync(), a => a.Act == "approval");
        Assert.Empty(house.Sender.Signed);
        house.Shelf.Trouble = null;
        Assert.True((await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel)).Ok);
    }

    [Fact]
    public async Task An_emergency_is_not_held_back()
    {
        await using var house = await House.OpenAsync();
        var waiting = await house.SubmitAsync(Village.Vaccination with { Class = BulletinClass.Emergency });
        house.Shelf.Trouble = Down;
        var approved = await house.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, Cancel);
        Assert.True(approved.Ok, string.Join(" ", approved.Problems));
        Assert.Single(house.Sender.Published);
    }
}
