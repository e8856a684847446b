using LangSo.Criteria.Sets;

namespace LangSo.Criteria.Engine;

/// <summary>One value that a version asks of a unit.</summary>
/// <param name="Code">The indicator's code.</param>
/// <param name="Fact">The indicator of facts.</param>
/// <param name="Negate">True when less is better: values and thresholds change their sign, so that more is better everywhere.</param>
/// <param name="Criterion">Which criterion, by place.</param>
/// <param name="Layer">The layer that added it, by place from 1, or 0 for the nation's own.</param>
/// <param name="Indicator">As the set says it.</param>
internal sealed record Slot(string Code, string Fact, bool Negate, int Criterion, int Layer, SetIndicator Indicator);

/// <summary>The levels of one class of units (layer and group) in one stretch of days.</summary>
internal sealed class LevelTable
{
    public required int[] Met { get; init; }

    public required int[] Near { get; init; }

    /// <summary>Asked, but no threshold is known.</summary>
    public required Mask Unset { get; init; }

    /// <summary>Asked of this class at all.</summary>
    public required Mask Used { get; init; }

    /// <summary>The values that each criterion asks.</summary>
    public required Mask[] Criteria { get; init; }

    /// <summary>The criteria that ask something at all: bit i is criterion i.</summary>
    public required ulong Asking { get; init; }

    /// <summary>Values whose failing alone decides the title: of criteria that must be met, with a threshold that is known.</summary>
    public required Mask Decisive { get; init; }
}

/// <summary>
/// A version made ready for judging: values in slots beside each other, a table of levels for each class of units and stretch of days.
/// Pure; made once when sets change.
/// </summary>
internal sealed class SetPlan
{
    private readonly CriteriaSet _set;
    private readonly IReadOnlyList<SetLayer> _layers;
    private readonly string[] _groups;

    public SetPlan(CriteriaSet set, SetVersion version, IReadOnlyList<SetLayer> layers)
    {
        (_set, Version, _layers) = (set, version, layers);
        _groups = set.Groups is null ? [""] : ["", .. set.Groups.List.Select(g => g.Id)];
        (From, To) = (Days.Of(version.From), Days.Of(version.To));
        Slots = MakeSlots();
        Width = (Slots.Length + 7) / 8 * 8;
        MayNotApply = Where(s => s.Indicator.MayNotApply);
        CriterionOf = new byte[Width];
        for (var at = 0; at < Slots.Length; at++) CriterionOf[at] = (byte)Slots[at].Criterion;
        Required = Criteria(c => c.OneOf.Length == 0);
        Periods = MakePeriods();
        Tables = new LevelTable[(layers.Count + 1) * _groups.Length * Periods.Length];
        for (var layer = 0; layer <= layers.Count; layer++)
            for (var group = 0; group < _groups.Length; group++)
                for (var period = 0; period < Periods.Length; period++)
                    Tables[Table(Class(layer, group), period)] = MakeTable(layer, _groups[group], Days.Date(Periods[period]));
        KeyCriteria = Criteria(c => c.Key);
        Choices = [.. version.Criteria.Where(c => c.OneOf.Length > 0).Select(c => c.OneOf).Distinct(StringComparer.Ordinal).Select(word => Criteria(c => c.OneOf == word))];
        Counted = System.Numerics.BitOperations.PopCount(Required) + Choices.Length;
        Revocation = version.Revocation is { } rule ? new RevocationScale(rule, Counted) : null;
    }

    public SetVersion Version { get; }

    public ushort From { get; }

    public ushort To { get; }

    public Slot[] Slots { get; }

    /// <summary>Slots in a row, a multiple of eight.</summary>
    public int Width { get; }

    public Mask MayNotApply { get; }

    /// <summary>Of each slot its criterion, by place.</summary>
    public byte[] CriterionOf { get; }

    /// <summary>First days of the stretches between which no threshold changes; the first is the version's.</summary>
    public ushort[] Periods { get; }

    public LevelTable[] Tables { get; }

    /// <summary>Bit i is criterion i.</summary>
    public ulong KeyCriteria { get; }

    /// <summary>Criteria that must be met.</summary>
    public ulong Required { get; }

    /// <summary>Of each of these it is enough to meet one.</summary>
    public ulong[] Choices { get; }

    /// <summary>How many criteria the law counts: a choice is one.</summary>
    public int Counted { get; }

    public RevocationScale? Revocation { get; }

    /// <summary>The class of units in a layer (0: none) and a group (0: not known).</summary>
    public ushort Class(int layer, int group) => (ushort)(layer * _groups.Length + group);

    /// <summary>The place of a group's id, or 0 when there is none such.</summary>
    public int Group(string? id) => id is null ? 0 : Math.Max(0, Array.IndexOf(_groups, id));

    public int Table(int unitClass, int period) => unitClass * Periods.Length + period;

    public int Period(ushort day)
    {
        var found = Array.BinarySearch(Periods, day);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    private Slot[] MakeSlots()
    {
        var slots = new List<Slot>();
        for (var at = 0; at < Version.Criteria.Count; at++)
        {
            var criterion = Version.Criteria[at];
            Add(criterion.Indicators, 0);
            for (var layer = 0; layer < _layers.Count; layer++) Add(_layers[layer].Adds.Where(a => a.Criterion == criterion.Code).Select(a => a.Indicator), layer + 1);

            void Add(IEnumerable<SetIndicator> indicators, int layer) => slots.AddRange(
                from indicator in indicators from fact in indicator.Facts select new Slot(indicator.Code, fact, indicator.Direction == Direction.AtMost, at, layer, indicator));
        }
        return [.. slots];
    }

    private ushort[] MakePeriods()
    {
        var days = Version.Indicators.SelectMany(i => i.Indicator.Thresholds)
            .Concat(_layers.SelectMany(l => l.Thresholds.Values.Concat(l.Adds.Select(a => a.Indicator.Thresholds)).SelectMany(t => t)))
            .SelectMany(t => new[] { Days.Of(t.From), Days.Of(t.To) })
            .Concat(_layers.SelectMany(l => new[] { Days.Of(l.From), Days.Of(l.To) }));
        return [.. days.Where(d => d > From && d < To).Append(From).Distinct().Order()];
    }

    private LevelTable MakeTable(int layer, string group, DateOnly day)
    {
        var (met, near) = (new int[Width], new int[Width]);
        var (unset, used) = (default(Mask), default(Mask));
        var criteria = new Mask[Version.Criteria.Count];
        var own = layer > 0 && _layers[layer - 1] is var l && l.From <= day && (l.To is null || day < l.To) ? l : null;
        Array.Fill(met, int.MinValue);
        Array.Fill(near, int.MinValue);
        for (var at = 0; at < Slots.Length; at++)
        {
            var slot = Slots[at];
            if (slot.Layer != 0 && (own is null || slot.Layer != layer)) continue;
            used |= Mask.Bit(at);
            criteria[slot.Criterion] |= Mask.Bit(at);
            if (slot.Indicator.Kind == ValueKind.YesNo)
            {
                (met[at], near[at]) = (1, 1);
                continue;
            }
            if (Level(slot, own, group, day) is { } level) (met[at], near[at]) = Bounds(level, slot.Negate, Version.Near);
            else
            {
                (met[at], near[at]) = (int.MaxValue, int.MaxValue);
                unset |= Mask.Bit(at);
            }
        }
        var (asking, decisive) = (0UL, default(Mask));
        for (var at = 0; at < criteria.Length; at++)
        {
            if (criteria[at].Any) asking |= 1UL << at;
            if ((Required >> at & 1) != 0) decisive |= criteria[at];
        }
        return new LevelTable { Met = met, Near = near, Unset = unset, Used = used, Criteria = criteria, Asking = asking, Decisive = decisive & ~unset };
    }

    private static decimal? Level(Slot slot, SetLayer? own, string group, DateOnly day)
    {
        var ours = own is not null && own.Thresholds.TryGetValue(slot.Code, out var levels)
            ? levels.FirstOrDefault(t => t.Group == group && t.Holds(day)) ?? levels.FirstOrDefault(t => t.Group == Threshold.Everywhere && t.Holds(day)) : null;
        return (ours ?? slot.Indicator.For(group, day))?.Value;
    }

    /// <summary>Met from, near from, in hundredths and with the sign that makes more better.</summary>
    private static (int Met, int Near) Bounds(decimal level, bool negate, int nearPercent)
    {
        var scaled = (long)(level * 100m);
        if (scaled <= 0) return negate ? ((int)-scaled, (int)-scaled) : ((int)scaled, (int)scaled);
        return negate ? ((int)-scaled, (int)-(scaled * 100 / nearPercent)) : ((int)scaled, (int)((scaled * nearPercent + 99) / 100));
    }

    private Mask Where(Func<Slot, bool> which)
    {
        var mask = default(Mask);
        for (var at = 0; at < Slots.Length; at++)
            if (which(Slots[at])) mask |= Mask.Bit(at);
        return mask;
    }

    private ulong Criteria(Func<Criterion, bool> which)
    {
        var mask = 0UL;
        for (var at = 0; at < Version.Criteria.Count; at++)
            if (which(Version.Criteria[at])) mask |= 1UL << at;
        return mask;
    }
}
