using System.Text.Json.Nodes;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>One rule of a role: who may do what on which topic.</summary>
internal readonly record struct BrokerRule(string Type, string Topic, int Priority, bool Allow);

/// <summary>A device as it should stand at the broker.</summary>
/// <param name="Device">Its id, user name and client id.</param>
/// <param name="Mark">Which token it has, without telling it.</param>
/// <param name="Rules">What it may say and hear.</param>
/// <param name="Settled">False for a token of the last minute: its server is just bringing it in.</param>
internal sealed record BrokerDevice(string Device, string Mark, IReadOnlyList<BrokerRule> Rules, bool Settled);

/// <summary>A client as the broker has it.</summary>
internal sealed record BrokerClient(string Name, bool Ours, string? Mark, bool Disabled);

/// <summary>What to change at the broker.</summary>
/// <param name="Commands">In this order.</param>
/// <param name="Moved">Devices whose rights change: they need a new desired state.</param>
/// <param name="Removed">Devices that are gone.</param>
/// <param name="Waiting">Devices that the broker does not know, or not with their token: they come in at their first contact with our own server.</param>
internal sealed record BrokerPlan(IReadOnlyList<JsonObject> Commands, IReadOnlyList<string> Moved, IReadOnlyList<string> Removed, IReadOnlyList<string> Waiting);

/// <summary>The rights of <see cref="TopicRights"/> in the words of mosquitto's dynamic security. Pure.</summary>
internal static class BrokerRights
{
    /// <summary>The role of LangSo's own account.</summary>
    public const string OwnRole = "langso-server";

    /// <summary>The name that marks clients as LangSo's; all others are never touched.</summary>
    public const string Ours = "langso";

    /// <summary>The role of one device.</summary>
    public static string RoleOf(string device) => DeviceRole + device;

    private const string DeviceRole = "langso-device-";

    /// <summary>Sixteen hex digits of the token's hash: tells a changed token, and nothing about the token.</summary>
    public static string MarkOf(string tokenHash) => "token " + tokenHash[..16];

    /// <summary>
    /// A device says and hears what <see cref="TopicRights"/> says. Hearing is ruled twice: a subscription of a former unit may live on in the
    /// broker's session, so what is not the device's any more is not delivered either.
    /// </summary>
    public static IReadOnlyList<BrokerRule> RulesOf(string device, IReadOnlyList<UnitId> chain) =>
    [
        .. TopicRights.Says(device).Select(topic => new BrokerRule("publishClientSend", topic, 0, true)),
        .. TopicRights.Hears(device, chain).SelectMany(topic => new[] { new BrokerRule("subscribeLiteral", topic, 0, true), new BrokerRule("publishClientReceive", topic, 1, true) }),
        new BrokerRule("publishClientReceive", "#", 0, false),
    ];

    /// <summary>Lets a device in with a token, whatever was there before; who was connected as it is put off.</summary>
    public static IReadOnlyList<JsonObject> Admit(string device, string token, string mark, IReadOnlyList<BrokerRule> rules) =>
    [
        Command("deleteClient", ("username", device)),
        Command("deleteRole", ("rolename", RoleOf(device))),
        Role("createRole", device, rules),
        Command("createClient", ("username", device), ("clientid", device), ("password", token), ("textname", Ours), ("textdescription", mark),
            ("roles", new JsonArray(new JsonObject { ["rolename"] = RoleOf(device), ["priority"] = 0 }))),
    ];

    /// <summary>The device's token no longer serves.</summary>
    public static JsonObject ShutOut(string device) => Command("disableClient", ("username", device));

    /// <summary>LangSo's account speaks for LangSo.</summary>
    public static IReadOnlyList<JsonObject> OwnRights(string user) =>
    [
        Command("createRole", ("rolename", OwnRole)),
        Command("modifyRole", ("rolename", OwnRole), ("acls", Rules(
            [
                new BrokerRule("publishClientSend", "langso/#", 0, true), new BrokerRule("publishClientReceive", "langso/#", 0, true),
                new BrokerRule("subscribePattern", "langso/#", 0, true), new BrokerRule("subscribePattern", "$share/langso/langso/#", 0, true),
            ]))),
        Command("addClientRole", ("username", user), ("rolename", OwnRole), ("priority", 0)),
    ];

    /// <summary>Compares what should be with what is.</summary>
    public static BrokerPlan Compare(
        IReadOnlyCollection<BrokerDevice> devices, IReadOnlyDictionary<string, BrokerClient> clients, IReadOnlyDictionary<string, IReadOnlyCollection<BrokerRule>> roles)
    {
        List<JsonObject> commands = [];
        List<string> moved = [], waiting = [], removed = [];
        foreach (var device in devices)
        {
            var role = RoleOf(device.Device);
            if (!roles.TryGetValue(role, out var rules))
            {
                if (!clients.TryGetValue(device.Device, out var orphan) || !orphan.Ours)
                {
                    waiting.Add(device.Device);
                    continue;
                }
                commands.Add(Role("createRole", device.Device, device.Rules));
                commands.Add(Command("addClientRole", ("username", device.Device), ("rolename", role), ("priority", 0)));
                moved.Add(device.Device);
            }
            else if (!rules.ToHashSet().SetEquals(device.Rules))
            {
                commands.Add(Role("modifyRole", device.Device, device.Rules));
                moved.Add(device.Device);
            }
            if (!clients.TryGetValue(device.Device, out var client) || !client.Ours) waiting.Add(device.Device);
            else if (client.Mark != device.Mark)
            {
                waiting.Add(device.Device);
                if (device.Settled && !client.Disabled) commands.Add(ShutOut(device.Device));
            }
            else if (client.Disabled) commands.Add(Command("enableClient", ("username", device.Device)));
        }
        var known = devices.Select(d => d.Device).ToHashSet(StringComparer.Ordinal);
        foreach (var client in clients.Values.Where(c => c.Ours && !known.Contains(c.Name)))
        {
            commands.Add(Command("deleteClient", ("username", client.Name)));
            removed.Add(client.Name);
        }
        foreach (var role in roles.Keys.Where(r => r.StartsWith(DeviceRole, StringComparison.Ordinal) && !known.Contains(r[DeviceRole.Length..])))
            commands.Add(Command("deleteRole", ("rolename", role)));
        return new BrokerPlan(commands, moved, removed, waiting);
    }

    /// <summary>One command.</summary>
    public static JsonObject Command(string name, params ReadOnlySpan<(string Key, JsonNode Value)> fields)
    {
        var command = new JsonObject { ["command"] = name };
        foreach (var (key, value) in fields) command[key] = value;
        return command;
    }

    private static JsonObject Role(string command, string device, IReadOnlyList<BrokerRule> rules) => Command(command, ("rolename", RoleOf(device)), ("acls", Rules(rules)));

    private static JsonArray Rules(IReadOnlyList<BrokerRule> rules) =>
        new([.. rules.Select(r => new JsonObject { ["acltype"] = r.Type, ["topic"] = r.Topic, ["priority"] = r.Priority, ["allow"] = r.Allow })]);
}
