using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>What devices did with a bulletin: records first, then what they say they hold, then how they stand.</summary>
internal sealed class BulletinEvidence(StoreFactory stores, DeviceRegister register, BulletinSignals signals, TimeProvider clock) : IBulletinEvidence
{
    public async Task<IReadOnlyList<DeviceEvidence>> OfAsync(BulletinId bulletin, CancellationToken cancel)
    {
        var id = bulletin.ToString();
        await using var db = stores.Open();
        var orders = await db.Set<OrderRow>().AsNoTracking().Where(o => o.Bulletin == id).OrderBy(o => o.Serial).ToListAsync(cancel);
        var plays = (await db.Set<PlayRow>().AsNoTracking().Where(p => p.Bulletin == id).ToListAsync(cancel)).ToLookup(p => p.Device, StringComparer.Ordinal);
        var now = clock.GetUtcNow().UtcDateTime;
        var withdrawals = orders.Where(o => o.Kind == Order.Withdraw).ToLookup(o => o.Withdraws!, StringComparer.Ordinal);
        var evidence = new List<DeviceEvidence>();
        foreach (var device in register.All.OrderBy(d => d.Row.Name, VnText.Order))
        {
            var order = orders.LastOrDefault(o => o.Kind == Order.Play && register.Hears(device, o.Area));
            if (order is null && !plays[device.Row.Id].Any()) continue;
            var (step, at, error, note) = StepOf(device, order, [.. plays[device.Row.Id]], order is null ? null : withdrawals[order.Id].LastOrDefault(), now);
            evidence.Add(new DeviceEvidence(
                device.Row.Id, device.Row.Name, register.PlaceOf(device.Row.Unit), device.Row.Kind == DeviceKind.Board, step, at, error, note));
        }
        return evidence;
    }

    public (int Loudspeakers, int Boards) Reach(UnitId area)
    {
        var (loudspeakers, boards) = (0, 0);
        foreach (var device in register.All.Where(d => d.Row.TokenHash is not null && register.Hears(d, area)))
            if (device.Row.Kind == DeviceKind.Board) boards++;
            else loudspeakers++;
        return (loudspeakers, boards);
    }

    public IAsyncEnumerable<bool> ChangesAsync(BulletinId bulletin, CancellationToken cancel) => signals.WatchAsync(bulletin.ToString(), cancel);

    private (string Step, DateTime? At, double? StartErrorMs, string? Note) StepOf(
        LiveDevice device, OrderRow? order, IReadOnlyList<PlayRow> plays, OrderRow? withdrawal, DateTime now)
    {
        var own = plays.Where(p => p.OrderId == order?.Id).OrderBy(p => p.N).ToList();
        var done = own.LastOrDefault(p => p.Result is "played" or "shown" or "cut") ?? own.LastOrDefault(p => p.Result is "skipped");
        var refused = plays.LastOrDefault(p => p.Result == "refused");
        // A board that has shown the card takes it down when the withdrawal reaches it, and says that it holds it.
        if (withdrawal is not null && device.Row.Kind == DeviceKind.Board && withdrawal.Expires > now)
            return device.State?.Orders.Contains(withdrawal.Id) == true ? ("withdrawn", device.LastSeen, null, null) : ("holding", device.LastSeen, null, "Chưa báo đã gỡ thẻ.");
        var forged = refused is null ? null : $"Đã từ chối một lệnh không hợp lệ lúc {VnTime.ClockSeconds(refused.Received)}: {Sentence(refused.Reason)}";
        switch (done)
        {
            case { Result: "skipped" }:
                return ("missed", done.Ended ?? done.Planned, null, Sentence(done.Reason));
            case not null:
                return ("played", done.Started, done.StartErrorMs, done.Result == "cut" ? Sentence(done.Reason) : forged ?? Sentence(done.Reason));
        }
        if (refused is not null && (order is null || refused.OrderId == order.Id)) return ("refused", refused.Received, null, Sentence(refused.Reason));
        if (order is null) return ("waiting", null, null, forged);
        var silent = register.ConditionOf(device) is { Condition: DeviceCondition.Silent or DeviceCondition.NotEnrolled or DeviceCondition.Check, Notes: [var first, ..] } ? first : null;
        if (withdrawal is not null) return ("holding", device.LastSeen, null, silent ?? "Chưa báo đã nhận lệnh thu hồi.");
        if (device.State?.Playing == order.Id) return ("playing", device.LastSeen, null, forged);
        if (order.Expires <= now) return ("missed", order.Expires, null, silent ?? "Chưa báo về.");
        return device.State?.Orders.Contains(order.Id) == true ? ("received", device.LastSeen, null, silent ?? forged) : ("waiting", null, null, silent ?? forged);
    }

    /// <summary>The sentence of "code: sentence".</summary>
    private static string? Sentence(string? reason) =>
        reason is null ? null : reason.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? reason[(colon + 2)..] : reason;
}
