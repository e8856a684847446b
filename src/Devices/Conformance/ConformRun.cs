using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices.Conformance;

/// <summary>Whether a device keeps one rule of docs/device-protocol.md.</summary>
/// <param name="Section">Of the protocol.</param>
/// <param name="Rule">In words.</param>
/// <param name="Passed">It does.</param>
/// <param name="Why">What was seen instead; empty when it passed.</param>
public sealed record ConformResult(string Section, string Rule, bool Passed, string Why);

/// <summary>The state of one run: the server, the keys, and what has been seen so far.</summary>
internal sealed class ConformRun(ConformServer server, TimeSpan patience, Action<ConformResult> tell, CancellationToken cancel) : IDisposable
{
    private long _version, _serial;

    public ConformServer Server => server;

    public TimeSpan Patience => patience;

    public CancellationToken Cancel => cancel;

    public SigningKey Signer { get; } = SigningKey.Create();

    public List<ConformResult> Results { get; } = [];

    public IEnumerable<DeviceState> States => Of<DeviceState>(Topics.State(ConformServer.Device));

    public IEnumerable<PlayRecord> Records => Of<PlayBatch>(Topics.Played(ConformServer.Device)).Where(b => b.Records is not null).SelectMany(b => b.Records);

    public void Dispose() => Signer.Dispose();

    /// <summary>Records a rule; <paramref name="why"/> null or empty means that it is kept.</summary>
    public bool Rule(string section, string rule, string? why)
    {
        var result = new ConformResult(section, rule, string.IsNullOrEmpty(why), why ?? "");
        Results.Add(result);
        tell(result);
        return result.Passed;
    }

    /// <summary>Waits until it holds; false when it did not within the patience (or <paramref name="within"/>).</summary>
    public async Task<bool> UntilAsync(Func<bool> holds, TimeSpan? within = null)
    {
        var end = server.Now + (within ?? patience);
        while (!holds())
        {
            if (server.Now >= end) return false;
            await Task.Delay(50, cancel);
        }
        return true;
    }

    public Task RestAsync(TimeSpan time) => Task.Delay(time, cancel);

    /// <summary>A desired state signed by the root, newer than all before.</summary>
    public string Desired(int volume, IReadOnlyList<OrderEnvelope>? orders = null, IReadOnlyList<DeviceCommand>? commands = null, SigningKey? root = null, string? device = null, long? version = null) =>
        (root ?? server.Root).Sign(
            new Desired(device ?? ConformServer.Device, version ?? NextVersion(), server.Root.Public, server.Chain, orders ?? [], new DeviceSettings(volume)) { Commands = commands },
            LangSo.Airtime.Desired.Type);

    public long LastVersion => _version;

    /// <summary>An order of the tone that every run plays.</summary>
    public Order Play(TimeSpan from, BulletinClass @class = BulletinClass.Normal, OrderMedia? media = null, UnitId? area = null, TimeSpan? life = null)
    {
        var at = Millisecond(server.Now + from);
        return new Order(
            Order.Version, Guid.NewGuid().ToString("n"), Order.Play, Guid.NewGuid().ToString("n"), "Bản thử", area ?? ConformServer.Commune, @class, at, at + (life ?? TimeSpan.FromMinutes(10)),
            Millisecond(server.Now), ++_serial, media ?? ConformSound.Media, null, null);
    }

    /// <summary>The order under a delegation for the commune, up to khẩn cấp, unless said otherwise.</summary>
    public OrderEnvelope Envelope(Order order, SigningKey? root = null, UnitId? area = null, BulletinClass highest = BulletinClass.Emergency, DateTime? until = null, SigningKey? signer = null)
    {
        var delegation = new Delegation(
            Signer.Public, "Người ký thử", area ?? ConformServer.Commune, highest, Millisecond(server.Now.AddDays(-2)), until ?? Millisecond(server.Now.AddDays(1)));
        return new OrderEnvelope((signer ?? Signer).Sign(order, Order.Type), (root ?? server.Root).Sign(delegation, Delegation.Type));
    }

    /// <summary>Sends it to its area's topic.</summary>
    public Task SendAsync(Order order, OrderEnvelope? envelope = null) => server.OrderAsync(server.Chain.Any(a => a.Unit == order.Area) ? order.Area : ConformServer.Commune, (envelope ?? Envelope(order)).Write());

    /// <summary>The record of an order, once there is one.</summary>
    public PlayRecord? RecordOf(string order) => Records.FirstOrDefault(r => r.Order == order);

    private long NextVersion() => _version = Math.Max(_version + 1, new DateTimeOffset(server.Now).ToUnixTimeMilliseconds());

    private IEnumerable<T> Of<T>(string topic) where T : class
    {
        foreach (var message in server.Said)
        {
            if (message.Topic != topic) continue;
            T? read = null;
            try
            {
                read = JsonSerializer.Deserialize<T>(message.Payload, LangSoJson.Compact);
            }
            catch (JsonException)
            {
                // Counted by the rule of its section.
            }
            if (read is not null) yield return read;
        }
    }

    private static DateTime Millisecond(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}

/// <summary>The tone that every run plays.</summary>
internal static class ConformSound
{
    public static readonly byte[] Bytes = DrillDesk.Tone();

    public static readonly OrderMedia Media = new(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes)), Bytes.Length, DrillDesk.ToneMs, "audio/ogg; codecs=opus");
}
