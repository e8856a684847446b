using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>The topic names of the device link (docs/device-protocol.md). They are contracts.</summary>
public static class Topics
{
    /// <summary>Orders for every device in a unit: one publish reaches them all. Retained, QoS 1.</summary>
    public static string AreaOrder(UnitId area) => $"langso/area/{area}/order";

    /// <summary>What a device should hold. Retained.</summary>
    public static string Desired(string device) => $"langso/device/{device}/desired";

    /// <summary>A device's heartbeat. Retained, and the will.</summary>
    public static string State(string device) => $"langso/device/{device}/state";

    /// <summary>Playback records. QoS 1.</summary>
    public static string Played(string device) => $"langso/device/{device}/played";

    /// <summary>How far the records have been stored. QoS 1.</summary>
    public static string Acked(string device) => $"langso/device/{device}/acked";

    /// <summary>A device asks the time.</summary>
    public static string TimeAsk(string device) => $"langso/time/{device}/ask";

    /// <summary>The server tells it.</summary>
    public static string TimeTell(string device) => $"langso/time/{device}/tell";

    /// <summary>The unit of an order topic, or null when it is another kind of topic.</summary>
    public static UnitId? AreaOf(string topic) =>
        topic.Split('/') is ["langso", "area", { Length: > 0 } unit, "order"] ? new UnitId(unit) : null;
}
