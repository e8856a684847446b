using LangSo.Airtime;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Programmes.Tests;

public sealed class SigningTests : IAsyncLifetime
{
    private const string Daily = "FREQ=DAILY;UNTIL=20260930T160000Z";
    private AirHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await AirHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_approved_programme_is_an_order_that_a_device_of_the_commune_accepts()
    {
        var programme = await _house.AirAsync(AirHouse.Plan(repeat: Daily));
        var (area, envelope) = Assert.Single(_house.Link.Published);
        Assert.Equal(AirHouse.Commune, area);
        var verifier = new OrderVerifier(_house.Part<KeyRing>().Root, [AirHouse.Hamlet, AirHouse.Commune, AirHouse.Province]);
        var verdict = verifier.Verify(envelope, _house.Clock.GetUtcNow().UtcDateTime, _ => null);
        Assert.Null(verdict.Refusal);
        Assert.Equal((Order.ProgrammeVersion, programme.Id.ToString(), AirHouse.At(17, 17)), (verdict.Order!.V, verdict.Order.Bulletin, verdict.Order.At));
        Assert.Equal(programme.SignedUntil, verdict.Order.Expires);
        Assert.InRange(verdict.Order.Expires - AirHouse.Now.UtcDateTime, TimeSpan.FromDays(34), TimeSpan.FromDays(35));
        Assert.Equal(["programme-submitted", "programme-approved", "delegation", "order"], await _house.ActsAsync());
        Assert.Null((await _house.Part<Ledger>().VerifyAsync(AirHouse.Cancel)).FirstBroken);
    }

    [Fact]
    public async Task Who_wrote_it_does_not_approve_it_and_nothing_is_signed()
    {
        var both = AirHouse.Writer with { Approves = [AirHouse.Commune] };
        var saved = (await _house.Desk.SaveAsync(null, 0, AirHouse.Plan(), handIn: true, both, AirHouse.Cancel)).Value;
        var refused = await _house.Desk.ApproveAsync(saved.Id, saved.Version, both, AirHouse.Cancel);
        Assert.Equal("Người soạn không tự duyệt.", Assert.Single(refused.Problems).ToString());
        var province = AirHouse.ProvinceApprover with { Approves = [AirHouse.Other] };
        Assert.Contains("chưa có quyền duyệt", Assert.Single((await _house.Desk.ApproveAsync(saved.Id, saved.Version, province, AirHouse.Cancel)).Problems).ToString(), StringComparison.Ordinal);
        Assert.Empty(_house.Link.Published);
        Assert.Equal(ProgrammeState.Submitted, (await _house.Part<ProgrammeBook>().FindAsync(saved.Id, AirHouse.Cancel))!.State);
    }

    [Fact]
    public async Task A_change_leaves_what_is_on_air_until_it_is_approved_and_then_replaces_it()
    {
        var first = await _house.AirAsync(AirHouse.Plan(repeat: Daily));
        var changed = (await _house.Desk.SaveAsync(first.Id, first.Version, first.Plan with { Start = AirHouse.At(17, 18) }, handIn: true, AirHouse.Writer, AirHouse.Cancel)).Value;
        Assert.Equal(AirHouse.At(17, 17), changed.OnAir!.Start);
        Assert.Single(_house.Link.Published);
        var approved = (await _house.Desk.ApproveAsync(changed.Id, changed.Version, AirHouse.Approver, AirHouse.Cancel)).Value;
        Assert.Equal(AirHouse.At(17, 18), approved.OnAir!.Start);
        var orders = await _house.OrdersAsync(AirHouse.Commune);
        Assert.Equal([Order.Play, Order.Withdraw, Order.Play], orders.Select(o => o.Kind));
        Assert.Equal(orders[0].Id, orders[1].Withdraws);
        Assert.True(orders[0].Serial < orders[1].Serial && orders[1].Serial < orders[2].Serial);
        var entries = Timeline.Build(orders, [AirHouse.Commune, AirHouse.Province], AirHouse.At(17, 0), AirHouse.At(19, 0)).Where(e => e.Start is not null);
        Assert.Equal([AirHouse.At(17, 18), AirHouse.At(18, 18)], entries.Select(e => e.Start!.Value));
        Assert.Equal([4, 3, 2, 1], (await _house.Part<ProgrammeBook>().VersionsAsync(first.Id, AirHouse.Cancel)).Select(v => v.Version));
    }

    [Fact]
    public async Task Two_who_change_the_same_version_do_not_both_win()
    {
        var first = (await _house.Desk.SaveAsync(null, 0, AirHouse.Plan(), handIn: false, AirHouse.Writer, AirHouse.Cancel)).Value;
        Assert.True((await _house.Desk.SaveAsync(first.Id, first.Version, AirHouse.Plan("Một"), handIn: false, AirHouse.Writer, AirHouse.Cancel)).Ok);
        var second = await _house.Desk.SaveAsync(first.Id, first.Version, AirHouse.Plan("Hai"), handIn: false, AirHouse.Writer, AirHouse.Cancel);
        Assert.Contains("vừa được sửa", Assert.Single(second.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_on_is_signed_again_before_it_ends_and_no_occurrence_is_lost_or_doubled()
    {
        await _house.AirAsync(AirHouse.Plan(repeat: Daily));
        for (var week = 0; week < 30; week++)
        {
            _house.Clock.Advance(TimeSpan.FromDays(7));
            await _house.Desk.RenewAsync(AirHouse.Cancel);
        }
        var orders = await _house.OrdersAsync(AirHouse.Commune);
        Assert.True(orders.Count > 5);
        var (from, to) = (AirHouse.At(17, 0), new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc));
        var played = Timeline.Build(orders, [AirHouse.Commune, AirHouse.Province], from, to).Where(e => e.Start is not null).Select(e => e.Planned).ToList();
        Assert.Equal(AirHouse.Plan(repeat: Daily).Between(from, to), played);
        Assert.All(orders, o => Assert.True(o.Expires - o.Issued <= TimeSpan.FromDays(36)));
        Assert.Equal(0, await _house.Desk.RenewAsync(AirHouse.Cancel));
    }

    [Fact]
    public async Task When_the_signer_may_sign_no_more_it_is_said_and_nothing_is_signed()
    {
        var programme = await _house.AirAsync(AirHouse.Plan(repeat: Daily));
        _house.Signers.Gone.Add("phochutich");
        _house.Clock.Advance(TimeSpan.FromDays(25));
        Assert.Equal(1, await _house.Desk.RenewAsync(AirHouse.Cancel));
        Assert.Equal(0, await _house.Desk.RenewAsync(AirHouse.Cancel));
        Assert.Single(await _house.OrdersAsync(AirHouse.Commune));
        Assert.Contains("chưa được giao ký", (await _house.Part<ProgrammeBook>().FindAsync(programme.Id, AirHouse.Cancel))!.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_programme_of_the_summer_is_approved_now_and_signed_when_it_comes_near()
    {
        var programme = await _house.AirAsync(AirHouse.Plan(start: AirHouse.At(17, 17).AddDays(100)));
        Assert.Null(programme.SignedUntil);
        Assert.Empty(_house.Link.Published);
        _house.Clock.Advance(TimeSpan.FromDays(80));
        Assert.Equal(1, await _house.Desk.RenewAsync(AirHouse.Cancel));
        Assert.Equal(AirHouse.At(17, 17).AddDays(100), Assert.Single(await _house.OrdersAsync(AirHouse.Commune)).At);
    }

    [Fact]
    public async Task Stopping_withdraws_breaking_off_leaves_the_next_occurrences()
    {
        var programme = await _house.AirAsync(AirHouse.Plan(start: AirHouse.At(16, 8, 45), repeat: Daily));
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await _house.Desk.BreakOffAsync(programme.Id, "Mất tiếng", AirHouse.Approver, AirHouse.Cancel)).Ok);
        var entries = Timeline.Build(await _house.OrdersAsync(AirHouse.Commune), [AirHouse.Commune, AirHouse.Province], AirHouse.At(16, 0), AirHouse.At(18, 0)).Where(e => e.Start is not null).ToList();
        Assert.Equal([TimelineOutcome.Cut, TimelineOutcome.AsPlanned], entries.Select(e => e.Outcome));
        Assert.Equal(_house.Clock.GetUtcNow().UtcDateTime, entries[0].End!.Value, TimeSpan.FromMilliseconds(1));
        var stopped = (await _house.Desk.StopAsync(programme.Id, "Hết mùa", AirHouse.Approver, AirHouse.Cancel)).Value;
        Assert.Equal(ProgrammeState.Withdrawn, stopped.State);
        Assert.DoesNotContain(Timeline.Build(await _house.OrdersAsync(AirHouse.Commune), [AirHouse.Commune], AirHouse.At(17, 0), AirHouse.At(30, 0)), e => e.Start is not null);
    }
}
