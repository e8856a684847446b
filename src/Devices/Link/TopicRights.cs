using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>Who may say and hear what on the link. Pure.</summary>
internal static class TopicRights
{
    /// <summary>A device speaks only on its own three topics.</summary>
    public static bool MayPublish(string device, string topic) =>
        topic == Topics.State(device) || topic == Topics.Played(device) || topic == Topics.TimeAsk(device);

    /// <summary>A device hears its own topics and the orders of its chain; no wildcards.</summary>
    public static bool MayHear(string device, IReadOnlyList<UnitId> chain, string filter) =>
        filter == Topics.Desired(device) || filter == Topics.Acked(device) || filter == Topics.TimeTell(device)
        || (Topics.AreaOf(filter) is { } area && chain.Contains(area));
}
