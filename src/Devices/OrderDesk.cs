using System.Text.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Signs orders in their signers' names and puts them on the link.</summary>
internal sealed class OrderDesk(
    StoreFactory stores, ISignerDirectory signers, Delegations delegations, KeyRing keys, Gazetteers gazetteers, LiveOrders live, BulletinSignals signals,
    DeviceRegister register, DesiredStates desired, IDeviceLink link, DeviceLinkOptions options, TimeProvider clock) : IOrderDesk
{
    public async Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, OrderDraft draft, CancellationToken cancel)
    {
        var now = Millisecond(acts.Now);
        var found = await GrantAsync(draft.By, draft.Area, draft.Class, cancel);
        if (!found.Ok) return found.Problems.ToList();

        var soonest = now + (draft.Class == BulletinClass.Emergency ? options.EmergencyLead : options.Lead);
        var at = draft.At is { } asked && (asked > soonest || draft.Programme is not null) ? Millisecond(asked) : soonest;
        if (Millisecond(draft.Expires) <= at) return new Problem("expires", "Bản tin hết hạn trước giờ phát. Chọn hạn muộn hơn.");

        var form = draft.Programme is null && draft.GivesWay is null ? Order.Version : Order.ProgrammeVersion;
        var order = new Order(
            form, NewId(acts), draft.GivesWay is null ? Order.Play : Order.Prefer, draft.Bulletin, draft.Title, draft.Area, draft.Class, at, Millisecond(draft.Expires), now,
            await NextSerialAsync(db, cancel), draft.Media, draft.Card, draft.GivesWay) { Programme = draft.Programme };
        await StoreAsync(db, acts, order, found.Value, draft.By, draft.GivesWay is null ? "order" : "order-preferred", cancel);
        return new SentOrder(order.Id, order.At);
    }

    public async Task<Problem?> RefusalAsync(string by, UnitId area, BulletinClass @class, CancellationToken cancel) =>
        await GrantAsync(by, area, @class, cancel) is { Ok: false } refused ? refused.Problems[0] : null;

    public async Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, string bulletin, string by, CancellationToken cancel)
    {
        var now = Millisecond(acts.Now);
        var rows = await db.Set<OrderRow>().Where(o => o.Bulletin == bulletin && o.Expires > now).OrderBy(o => o.Serial).ToListAsync(cancel);
        var gone = rows.Where(o => o.Kind == Order.Withdraw).Select(o => o.Withdraws!).ToHashSet(StringComparer.Ordinal);
        var today = clock.Today();
        var grants = await signers.GrantsOfAsync(by, cancel);
        var sent = new List<SentOrder>();
        foreach (var row in rows.Where(o => o.Kind == Order.Play && !gone.Contains(o.Id)))
        {
            var grant = grants.Where(g => g.HighestClass >= row.Class && gazetteers.Current.IsWithin(row.Area, g.Area, new AsOf(today, today))).MaxBy(g => g.HighestClass);
            if (grant is null) continue;
            var order = new Order(
                Order.Version, NewId(acts), Order.Withdraw, row.Bulletin, row.Title, row.Area, row.Class, now, row.Expires, now,
                await NextSerialAsync(db, cancel), null, null, row.Id);
            await StoreAsync(db, acts, order, grant, by, "withdrawal", cancel);
            sent.Add(new SentOrder(order.Id, order.At));
        }
        return sent;
    }

    public async Task PublishAsync(SentOrder order, CancellationToken cancel)
    {
        using var trace = Telemetry.Traces.StartActivity("publish");
        await using var db = stores.Open();
        var row = await db.Set<OrderRow>().AsNoTracking().SingleAsync(o => o.Id == order.Id, cancel);
        live.Add(row);
        await link.PublishToAreaAsync(row.Area, new OrderEnvelope(row.Jws, row.DelegationJws).Write(), row.Expires, cancel);
        Telemetry.OrdersPublished.Add(1, new KeyValuePair<string, object?>("class", row.Class.ToString()));
        signals.Changed(row.Bulletin);
    }

    public async Task<IReadOnlyList<Order>> OrdersAsync(IReadOnlyCollection<UnitId> units, DateTime from, DateTime to, CancellationToken cancel)
    {
        var wanted = units.ToArray();
        await using var db = stores.Open();
        var payloads = await db.Set<OrderRow>().AsNoTracking().Where(o => EF.Parameter(wanted).Contains(o.Area) && o.Expires > from && o.At < to)
            .OrderBy(o => o.Serial).Select(o => o.Payload).ToListAsync(cancel);
        return [.. payloads.Select(payload => JsonSerializer.Deserialize<Order>(payload, LangSoJson.Compact)!)];
    }

    public async Task RenewDesiredAsync(UnitId area, CancellationToken cancel)
    {
        foreach (var device in register.All.Where(d => d.Row.TokenHash is not null && register.Hears(d, area)))
            await link.SendDesiredAsync(device.Row.Id, desired.SignedFor(device), cancel);
    }

    private async Task<Outcome<SignerGrant>> GrantAsync(string by, UnitId unit, BulletinClass @class, CancellationToken cancel)
    {
        var asOf = new AsOf(clock.Today(), clock.Today());
        var gazetteer = gazetteers.Current;
        if (gazetteer.Find(unit, asOf) is not { } area) return new Problem("area", "Địa bàn “{0}” không có trong danh mục hôm nay. Chọn lại địa bàn.", unit.Value);
        var grants = await signers.GrantsOfAsync(by, cancel);
        if (grants.Count == 0) return new Problem("approver", "Tài khoản {0} chưa được giao ký bản tin.", by);
        var covering = grants.Where(g => gazetteer.IsWithin(unit, g.Area, asOf)).ToList();
        if (covering.Count == 0) return new Problem("area", "{0} không được giao ký bản tin cho {1}.", grants[0].Name, area.FullName);
        if (covering.Where(g => g.HighestClass >= @class).MaxBy(g => g.HighestClass) is not { } grant)
            return new Problem("class", "{0} không được giao ký bản tin {1}.", covering[0].Name, WordOf(@class));
        return grant;
    }

    private async Task StoreAsync(StoreContext db, Ledger.Recorder acts, Order order, SignerGrant grant, string by, string act, CancellationToken cancel)
    {
        var delegation = await delegations.ForAsync(db, acts, by, grant, order.Expires, cancel);
        db.Add(new OrderRow
        {
            Id = order.Id, Serial = order.Serial, Kind = order.Kind, Bulletin = order.Bulletin, Title = order.Title, Area = order.Area, Class = order.Class, At = order.At,
            Expires = order.Expires, Issued = order.Issued, Withdraws = order.Withdraws, Signer = by, Payload = JsonSerializer.Serialize(order, LangSoJson.Compact),
            Jws = keys.SignAs(by, order), DelegationJws = delegation,
        });
        acts.Record(by, act, order.Bulletin, order);
    }

    /// <summary>One above the newest, this transaction's own included; the unique index settles a race.</summary>
    private static async Task<long> NextSerialAsync(StoreContext db, CancellationToken cancel)
    {
        var stored = await db.Set<OrderRow>().MaxAsync(o => (long?)o.Serial, cancel) ?? 0;
        return Math.Max(stored, db.Set<OrderRow>().Local.Select(o => o.Serial).DefaultIfEmpty(0).Max()) + 1;
    }

    private static string NewId(Ledger.Recorder acts) => Guid.CreateVersion7(acts.Now).ToString("n");

    private static DateTime Millisecond(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static string WordOf(BulletinClass @class) => @class switch
    {
        BulletinClass.Emergency => "khẩn cấp",
        BulletinClass.Priority => "ưu tiên",
        _ => "thông thường",
    };
}
