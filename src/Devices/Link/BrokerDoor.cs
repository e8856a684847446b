using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>
/// Keeps who may connect to the outside broker, and say and hear what, in step with the store. A token is known only while a
/// device enrols or shows it at our own gate (the store has its hash), so these are the two moments at which a device is let in.
/// </summary>
internal sealed partial class BrokerDoor(
    BrokerAddress broker, DynamicSecurity security, StoreFactory stores, DeviceRegister register, TimeProvider clock, ILogger<BrokerDoor> log)
{
    private const int Page = 200;

    private readonly ConcurrentDictionary<string, string> _marks = new(StringComparer.Ordinal);

    /// <summary>Lets a device in with this token and puts off whoever came with an older one. Not reached, the gate makes up for it.</summary>
    public async Task AdmitAsync(string device, string token, CancellationToken cancel)
    {
        if (!broker.Provision || register.Find(device) is not { } live) return;
        var mark = BrokerRights.MarkOf(DeviceRegister.HashOf(token));
        var rules = BrokerRights.RulesOf(device, [.. register.ChainOf(live.Row.Unit).Select(v => v.Unit)]);
        var answers = await security.AskAsync(BrokerRights.Admit(device, token, mark, rules), cancel);
        if (answers?[^1]?["error"] is null && answers is not null) _marks[device] = mark;
        else NotAdmitted(log, device, answers?[^1]?["error"]?.GetValue<string>() ?? "no answer");
    }

    /// <summary>At the gate, with a token that the store confirms: the broker must know it too.</summary>
    public async Task KnowsAsync(string device, string token, CancellationToken cancel)
    {
        if (!broker.Provision) return;
        var mark = BrokerRights.MarkOf(DeviceRegister.HashOf(token));
        if (_marks.GetValueOrDefault(device) == mark) return;
        var answer = await security.AskAsync([BrokerRights.Command("getClient", ("username", device))], cancel);
        if (answer?[0]?["data"]?["client"] is JsonObject client && Read(client) is { Ours: true, Disabled: false } known && known.Mark == mark) _marks[device] = mark;
        else await AdmitAsync(device, token, cancel);
    }

    /// <summary>The broker refused what it was thought to know.</summary>
    public void Forget(string device) => _marks.TryRemove(device, out _);

    /// <summary>Its token no longer serves.</summary>
    public async Task ShutOutAsync(string device, CancellationToken cancel)
    {
        Forget(device);
        if (broker.Provision) await security.AskAsync([BrokerRights.ShutOut(device)], cancel);
    }

    /// <summary>Makes sure that LangSo's own account may speak; null when it may, else why not, empty when it may from the next connection on.</summary>
    public async Task<string?> OpenAsync(CancellationToken cancel)
    {
        if (!broker.Provision) return null;
        var answer = await security.AskAsync([BrokerRights.Command("getClient", ("username", broker.User))], cancel);
        if (answer?[0]?["data"]?["client"] is not JsonObject own)
            return $"Máy chủ MQTT {broker.Shown} không có dynamic security hoặc tài khoản {broker.User} không quản trị được nó. Xem deploy/mosquitto/README.md, hoặc thêm ?provision=none.";
        if (own["roles"] is JsonArray roles && roles.Any(r => r?["rolename"]?.GetValue<string>() == BrokerRights.OwnRole)) return null;
        // The broker ends our connection when our own rights change.
        await security.AskAsync(BrokerRights.OwnRights(broker.User), cancel);
        return "";
    }

    /// <summary>Compares the broker with the store and mends the broker; null when it did not answer.</summary>
    public async Task<BrokerPlan?> ReconcileAsync(CancellationToken cancel)
    {
        if (!broker.Provision) return null;
        // The broker first: what it has been given after this, the store has had before.
        if (await ListAsync("listClients", "clients", cancel) is not { } clients || await ListAsync("listRoles", "roles", cancel) is not { } roles) return null;
        var plan = BrokerRights.Compare(
            await DevicesAsync(cancel), clients.Select(Read).ToDictionary(c => c.Name, StringComparer.Ordinal),
            roles.ToDictionary(r => Text(r, "rolename") ?? "", r => (IReadOnlyCollection<BrokerRule>)[.. ((r["acls"] as JsonArray) ?? []).OfType<JsonObject>().Select(ReadRule)], StringComparer.Ordinal));
        foreach (var some in plan.Commands.Chunk(Page))
            if (await security.AskAsync(some, cancel) is null) return null;
        if (plan.Commands.Count > 0 || plan.Waiting.Count > 0) Mended(log, plan.Commands.Count, plan.Removed.Count, plan.Waiting.Count);
        return plan;
    }

    private async Task<List<BrokerDevice>> DevicesAsync(CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = await db.Set<DeviceRow>().AsNoTracking().Where(d => d.TokenHash != null).Select(d => new { d.Id, d.Unit, d.TokenHash, d.EnrolledAt }).ToListAsync(cancel);
        var settled = clock.GetUtcNow().UtcDateTime.AddMinutes(-1);
        return
        [
            .. rows.Select(d => new BrokerDevice(
                d.Id, BrokerRights.MarkOf(d.TokenHash!), BrokerRights.RulesOf(d.Id, [.. register.ChainOf(d.Unit).Select(v => v.Unit)]), d.EnrolledAt is null || d.EnrolledAt < settled)),
        ];
    }

    private async Task<List<JsonObject>?> ListAsync(string command, string field, CancellationToken cancel)
    {
        var all = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += Page)
        {
            var question = BrokerRights.Command(command, ("verbose", true), ("count", Page), ("offset", offset));
            if ((await security.AskAsync([question], cancel))?[0]?["data"] is not JsonObject data || data[field] is not JsonArray some) return null;
            foreach (var one in some.OfType<JsonObject>()) all[Text(one, "username") ?? Text(one, "rolename") ?? ""] = one;
            if (some.Count < Page) return [.. all.Values];
        }
    }

    private static BrokerClient Read(JsonObject client) =>
        new(Text(client, "username") ?? "", Text(client, "textname") == BrokerRights.Ours, Text(client, "textdescription"), client["disabled"]?.GetValue<bool>() == true);

    private static BrokerRule ReadRule(JsonObject rule) =>
        new(Text(rule, "acltype") ?? "", Text(rule, "topic") ?? "", rule["priority"]?.GetValue<int>() ?? 0, rule["allow"]?.GetValue<bool>() == true);

    private static string? Text(JsonObject item, string field) => item[field]?.GetValue<string>();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} not let in at the broker ({Why}); it will be at its first contact with this server")]
    private static partial void NotAdmitted(ILogger logger, string device, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rights at the broker mended: {Commands} changes, {Removed} devices removed, {Waiting} wait for their first contact with this server")]
    private static partial void Mended(ILogger logger, int commands, int removed, int waiting);
}
