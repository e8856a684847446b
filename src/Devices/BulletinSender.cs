using System.Text.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Turns approved bulletins into signed orders and puts them on the link.</summary>
internal sealed class BulletinSender(
    StoreFactory stores, ISignerDirectory signers, Delegations delegations, KeyRing keys, Gazetteers gazetteers, LiveOrders live, BulletinSignals signals,
    IDeviceLink link, DeviceLinkOptions options, TimeProvider clock) : IBulletinSender
{
    public async Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, Dispatch dispatch, CancellationToken cancel)
    {
        var now = Millisecond(acts.Now);
        var today = clock.Today();
        var gazetteer = gazetteers.Current;
        var asOf = new AsOf(today, today);
        if (gazetteer.Find(dispatch.Area, asOf) is not { } area)
            return new Problem("area", "Địa bàn “{0}” không có trong danh mục hôm nay. Chọn lại địa bàn.", dispatch.Area.Value);

        var grants = await signers.GrantsOfAsync(dispatch.ApprovedBy, cancel);
        if (grants.Count == 0) return new Problem("approver", "Tài khoản {0} chưa được giao ký bản tin.", dispatch.ApprovedBy);
        var covering = grants.Where(g => gazetteer.IsWithin(dispatch.Area, g.Area, asOf)).ToList();
        if (covering.Count == 0) return new Problem("area", "{0} không được giao ký bản tin cho {1}.", grants[0].Name, area.FullName);
        if (covering.Where(g => g.HighestClass >= dispatch.Class).MaxBy(g => g.HighestClass) is not { } grant)
            return new Problem("class", "{0} không được giao ký bản tin {1}.", covering[0].Name, WordOf(dispatch.Class));

        var soonest = now + (dispatch.Class == BulletinClass.Emergency ? options.EmergencyLead : options.Lead);
        var at = dispatch.PlayAt is { } asked && asked > soonest ? Millisecond(asked) : soonest;
        if (Millisecond(dispatch.Expires) <= at) return new Problem("expires", "Bản tin hết hạn trước giờ phát. Chọn hạn muộn hơn.");

        var order = new Order(
            Order.Version, Guid.CreateVersion7(acts.Now).ToString("n"), Order.Play, dispatch.Bulletin.ToString(), dispatch.Title, dispatch.Area, dispatch.Class, at,
            Millisecond(dispatch.Expires), now, await NextSerialAsync(db, cancel),
            dispatch.Sound is { } sound ? new OrderMedia(sound.Sha256, sound.Bytes, sound.DurationMs, "audio/ogg; codecs=opus") : null,
            new OrderCard(dispatch.Card.Headline, dispatch.Card.Facts, dispatch.Card.Source), null);
        await StoreAsync(db, acts, order, grant, dispatch.ApprovedBy, "order", cancel);
        return new SentOrder(order.Id, order.At);
    }

    public async Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, BulletinId bulletin, string by, CancellationToken cancel)
    {
        var now = Millisecond(acts.Now);
        var id = bulletin.ToString();
        var rows = await db.Set<OrderRow>().Where(o => o.Bulletin == id && o.Expires > now).OrderBy(o => o.Serial).ToListAsync(cancel);
        var gone = rows.Where(o => o.Withdraws is not null).Select(o => o.Withdraws!).ToHashSet(StringComparer.Ordinal);
        var today = clock.Today();
        var grants = await signers.GrantsOfAsync(by, cancel);
        var sent = new List<SentOrder>();
        foreach (var row in rows.Where(o => o.Kind == Order.Play && !gone.Contains(o.Id)))
        {
            var grant = grants.Where(g => g.HighestClass >= row.Class && gazetteers.Current.IsWithin(row.Area, g.Area, new AsOf(today, today))).MaxBy(g => g.HighestClass);
            if (grant is null) continue;
            var order = new Order(
                Order.Version, Guid.CreateVersion7(acts.Now).ToString("n"), Order.Withdraw, row.Bulletin, row.Title, row.Area, row.Class, now, row.Expires, now,
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

    private static DateTime Millisecond(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static string WordOf(BulletinClass @class) => @class switch
    {
        BulletinClass.Emergency => "khẩn cấp",
        BulletinClass.Priority => "ưu tiên",
        _ => "thông thường",
    };
}
