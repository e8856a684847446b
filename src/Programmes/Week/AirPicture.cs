using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Programmes;

/// <summary>
/// Everything that a device of one place has, put so that any week can be asked about: programmes by their whole plan, although they are signed in stretches;
/// bulletins, withdrawals and preferences as they were signed. Pure.
/// </summary>
internal sealed class AirPicture
{
    private readonly IReadOnlyList<Order> _orders;
    private readonly IReadOnlyList<UnitId> _chain;
    private readonly Dictionary<string, (Programme Programme, bool Pending)> _programmes;
    private readonly Func<UnitId, string> _nameOf;

    private AirPicture(IReadOnlyList<UnitId> chain, DeviceSettings settings, IReadOnlyList<Order> orders, Dictionary<string, (Programme, bool)> programmes, Func<UnitId, string> nameOf) =>
        (_chain, Settings, _orders, _programmes, _nameOf) = (chain, settings, orders, programmes, nameOf);

    /// <summary>Silence and volumes of the place.</summary>
    public DeviceSettings Settings { get; }

    /// <summary>Composes it.</summary>
    /// <param name="chain">The place's units, lowest first.</param>
    /// <param name="settings">Its hours.</param>
    /// <param name="signed">What was signed for these units.</param>
    /// <param name="programmes">The programmes of these units; of a pending one the newest version stands for it.</param>
    /// <param name="nameOf">Names of units.</param>
    public static AirPicture Of(
        IReadOnlyList<UnitId> chain, DeviceSettings settings, IReadOnlyList<Order> signed, IReadOnlyList<(Programme Programme, bool Pending)> programmes, Func<UnitId, string> nameOf)
    {
        var byId = programmes.ToDictionary(p => p.Programme.Id.ToString(), StringComparer.Ordinal);
        var ofProgramme = signed.Where(o => o.Programme is not null).ToLookup(o => o.Bulletin, StringComparer.Ordinal);
        var programmeOf = signed.Where(o => o.Programme is not null).ToDictionary(o => o.Id, o => o.Bulletin, StringComparer.Ordinal);
        var newest = signed.Select(o => o.Serial).DefaultIfEmpty(0).Max();
        List<Order> orders = [];
        foreach (var (programme, pending) in programmes)
        {
            var id = programme.Id.ToString();
            var last = pending ? null : ofProgramme[id].MaxBy(o => o.Serial);
            var plan = pending ? programme.Plan : programme.OnAir!;
            orders.Add(plan.ToOrder(id, last?.Issued ?? programme.Edited, last?.Serial ?? newest + 1));
        }
        foreach (var order in signed.Where(o => o.Programme is null))
        {
            if (order.Kind == Order.Withdraw && programmeOf.ContainsKey(order.Withdraws!)) continue;
            // A choice that was made of a signed stretch holds for the programme that it carries.
            if (order.Kind == Order.Prefer && programmeOf.TryGetValue(order.Withdraws!, out var loser)) orders.Add(order with { Withdraws = loser });
            else orders.Add(order);
        }
        return new AirPicture(chain, settings, orders, byId, nameOf);
    }

    /// <summary>What is heard in [from, to), UTC, and what is not, with its reason.</summary>
    public IReadOnlyList<WeekItem> Items(DateTime from, DateTime to) =>
    [
        .. Timeline.Build(_orders, _chain, from, to, settings: Settings)
            .Where(e => e.Order.Kind == Order.Play && e.Code is not ("outside" or "no-sound") && (e.Start ?? e.Planned) < to && (e.End ?? e.Planned + e.Order.Length) > from)
            .Select(e => _programmes.TryGetValue(e.Order.Bulletin, out var known)
                ? new WeekItem(e, known.Programme, known.Pending, _nameOf(e.Order.Area))
                : new WeekItem(e, null, false, _nameOf(e.Order.Area))),
    ];
}
