using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>Who may say and hear what on the link, whichever broker it is. Pure.</summary>
internal static class TopicRights
{
    /// <summary>A device speaks only on its own three topics.</summary>
    public static IReadOnlyList<string> Says(string device) => [Topics.State(device), Topics.Played(device), Topics.TimeAsk(device)];

    /// <summary>A device hears its own topics and the orders of its chain; no wildcards.</summary>
    public static IReadOnlyList<string> Hears(string device, IEnumerable<UnitId> chain) =>
        [Topics.Desired(device), Topics.Acked(device), Topics.TimeTell(device), .. chain.Select(Topics.AreaOrder)];

    /// <summary>True for a topic that it speaks on.</summary>
    public static bool MayPublish(string device, string topic) => Says(device).Contains(topic);

    /// <summary>True for a topic that it hears.</summary>
    public static bool MayHear(string device, IReadOnlyList<UnitId> chain, string filter) => Hears(device, chain).Contains(filter);
}
