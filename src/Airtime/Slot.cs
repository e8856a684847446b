using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>One occurrence that wants a place.</summary>
internal sealed class Slot(Order order, DateTime planned, DateTime? began)
{
    public Order Order { get; } = order;

    public DateTime Planned { get; } = planned;

    /// <summary>When it really began, at a device.</summary>
    public DateTime? Began { get; } = began;

    public TimeSpan Length { get; } = order.Length;

    /// <summary>Its unit's place in the device's chain; of one that gives way by the commune's choice, the chosen one's.</summary>
    public int Height { get; private set; }

    /// <summary>The order that the commune chose before this one.</summary>
    public Order? YieldsTo { get; private set; }

    public bool IsEmergency => Order.Class == BulletinClass.Emergency;

    public bool IsFill => Order.Programme?.Source == ProgrammeSource.Fill;

    /// <summary>A single bulletin that has begun is not displaced by what comes later; a programme says itself what becomes of it.</summary>
    private bool KeepsItsPlace => Began is not null && (Order.Programme is null || IsEmergency);

    /// <summary>Who goes before whom. Emergencies first, because they cut what has begun.</summary>
    public static readonly Comparer<Slot> Precedence = Comparer<Slot>.Create(static (a, b) =>
    {
        var by = b.IsEmergency.CompareTo(a.IsEmergency);
        if (by == 0) by = b.KeepsItsPlace.CompareTo(a.KeepsItsPlace);
        if (by == 0) by = a.IsFill.CompareTo(b.IsFill);
        if (by == 0) by = b.Order.Class.CompareTo(a.Order.Class);
        if (by == 0) by = b.Height.CompareTo(a.Height);
        if (by == 0) by = (a.YieldsTo is not null).CompareTo(b.YieldsTo is not null);
        if (by == 0) by = a.Planned.CompareTo(b.Planned);
        if (by == 0) by = a.Order.Issued.CompareTo(b.Order.Issued);
        if (by == 0) by = a.Order.Serial.CompareTo(b.Order.Serial);
        return by != 0 ? by : string.CompareOrdinal(a.Order.Id, b.Order.Id);
    });

    /// <summary>Gives each its height, and lets those give way whose place the commune gave to an item of its own.</summary>
    public static void Rank(List<Slot> slots, IReadOnlyList<UnitId> chain, List<Order> preferences)
    {
        var height = new Dictionary<UnitId, int>(chain.Count);
        for (var i = 0; i < chain.Count; i++) height.TryAdd(chain[i], i);
        foreach (var slot in slots) slot.Height = height.GetValueOrDefault(slot.Order.Area, -1);
        foreach (var preference in preferences)
        {
            if (!height.TryGetValue(preference.Area, out var commune)) continue;
            var own = slots.FindAll(s => s.Order.Class == BulletinClass.Priority && s.Order.Area == preference.Area && s.Order.Bulletin == preference.Bulletin);
            foreach (var slot in slots.Where(s => s.Order.Id == preference.Withdraws && s.Order.Class == BulletinClass.Priority && height.GetValueOrDefault(s.Order.Area, -1) > commune))
                if (own.Find(o => o.Planned < slot.Planned + slot.Length && o.Planned + o.Length > slot.Planned) is { } chosen) (slot.Height, slot.YieldsTo) = (commune, chosen.Order);
        }
    }
}
