using System.Buffers;
using System.Text;
using CsCheck;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices.Tests;

public sealed class BrokerRulesTests
{
    [Fact]
    public void An_address_says_where_who_and_what_devices_are_told()
    {
        var plain = BrokerAddress.Parse("mqtt://langso:m%E1%BA%ADt%2F1@10.1.2.3").Value;
        Assert.Equal(("10.1.2.3", 1883, false, "langso", "mật/1", true), (plain.Host, plain.Port, plain.Tls, plain.User, plain.Password, plain.Provision));
        Assert.Equal(new MqttAddress("10.1.2.3", 1883, "/mqtt"), plain.Devices);
        Assert.Equal(new MqttAddress(null, 1884, "/mqtt"), BrokerAddress.Parse("mqtt://a:b@localhost:1884").Value.Devices);
        // The protocol knows no TLS on TCP: those devices come through our own port.
        Assert.Equal((true, 8883, new MqttAddress(null, null, "/mqtt")), (BrokerAddress.Parse("mqtts://a:b@mqtt.tinh.vn").Value is var tls ? tls.Tls : false, tls.Port, tls.Devices));
        var all = BrokerAddress.Parse("mqtts://a:b@10.1.2.3?devices=loa.tinh.vn:1999&ws=wss%3A%2F%2Fmqtt.tinh.vn%2Fws&provision=none&ca=%2Fetc%2Fca.pem").Value;
        Assert.Equal((new MqttAddress("loa.tinh.vn", 1999, "wss://mqtt.tinh.vn/ws"), false, "/etc/ca.pem"), (all.Devices, all.Provision, all.Authority));
        Assert.Equal(new MqttAddress(null, null, "/mqtt"), BrokerAddress.Parse("mqtt://a:b@10.1.2.3?devices=server").Value.Devices);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.1.2.3:1883")]
    [InlineData("http://a:b@10.1.2.3")]
    [InlineData("mqtt://10.1.2.3")]
    [InlineData("mqtt://a@10.1.2.3")]
    [InlineData("mqtt://a:b@10.1.2.3?provision=some")]
    [InlineData("mqtt://a:b@10.1.2.3?ws=/mqtt")]
    [InlineData("mqtt://a:b@10.1.2.3?unknown=1")]
    public void What_is_no_address_is_refused_with_an_example(string text) =>
        Assert.Equal(("--broker", true), (Assert.Single(BrokerAddress.Parse(text).Problems).Field, BrokerAddress.Parse(text).Problems[0].ToString().Contains("mqtt://langso:", StringComparison.Ordinal)));

    [Fact]
    public void The_gate_reads_who_comes_from_any_first_packet_however_it_is_cut() => Gen.Select(
            Gen.String[Gen.Char.AlphaNumeric, 0, 40], Gen.String[Gen.Char.AlphaNumeric, 1, 40], Gen.String[Gen.Char.AlphaNumeric, 1, 60], Gen.Byte.Array[0, 300], Gen.Bool, Gen.Bool, Gen.Int[0, 600])
        .Sample((client, user, password, will, withWill, five, cut) =>
        {
            var bytes = Connect(client, user, password, withWill ? will : null, five);
            var whole = new ReadOnlySequence<byte>(bytes);
            if (cut < bytes.Length) Assert.False(ConnectPacket.TryRead(whole.Slice(0, cut), out _, out var wrong) || wrong);
            Assert.True(ConnectPacket.TryRead(whole, out var packet, out _));
            Assert.Equal(new ConnectPacket(five ? 5 : 4, client, user, password), packet);
        });

    [Fact]
    public void Anything_else_at_the_gate_is_refused_without_an_exception() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        if (ConnectPacket.TryRead(new ReadOnlySequence<byte>(bytes), out var packet, out var wrong)) Assert.NotNull(packet);
        else Assert.True(wrong || bytes.Length < 2 || bytes[0] == 0x10);
    });

    [Fact]
    public void Rights_at_the_broker_are_those_of_the_broker_in_the_process()
    {
        UnitId[] chain = [new("h"), new("c"), new("p")];
        var rules = BrokerRights.RulesOf("d1", chain);
        string[] topics = [.. TopicRights.Says("d1"), .. TopicRights.Hears("d1", chain), .. TopicRights.Says("d2"), .. TopicRights.Hears("d2", [new UnitId("x")]), "langso/#", "#"];
        foreach (var topic in topics)
        {
            Assert.Equal(TopicRights.MayPublish("d1", topic), rules.Contains(new BrokerRule("publishClientSend", topic, 0, true)));
            Assert.Equal(TopicRights.MayHear("d1", chain, topic), rules.Contains(new BrokerRule("subscribeLiteral", topic, 0, true)));
            Assert.Equal(Topics.AreaOf(topic) is { } unit && chain.Contains(unit), rules.Contains(new BrokerRule("publishClientReceive", topic, 1, true)));
        }
        Assert.All(rules.Where(r => r.Topic.Contains('#', StringComparison.Ordinal)), r => Assert.False(r.Allow));
    }

    [Fact]
    public void Only_a_token_that_nobody_is_just_bringing_in_is_shut_out()
    {
        BrokerDevice Device(string id, bool settled) => new(id, "token new", BrokerRights.RulesOf(id, []), settled);
        Dictionary<string, BrokerClient> clients = new() { ["old"] = new("old", true, "token old", false), ["young"] = new("young", true, "token old", false), ["off"] = new("off", true, "token new", true) };
        var roles = new[] { "old", "young", "off", "none" }.ToDictionary(BrokerRights.RoleOf, id => (IReadOnlyCollection<BrokerRule>)BrokerRights.RulesOf(id, []));
        var plan = BrokerRights.Compare([Device("old", true), Device("young", false), Device("off", true), Device("none", true)], clients, roles);
        Assert.Equal(["disableClient old", "enableClient off"], plan.Commands.Select(c => $"{c["command"]} {c["username"]}"));
        Assert.Equal(["old", "young", "none"], plan.Waiting);
        Assert.Empty(plan.Moved);
    }

    private static byte[] Connect(string client, string user, string password, byte[]? will, bool five)
    {
        List<byte> body = [0, 4, .. "MQTT"u8, (byte)(five ? 5 : 0x84), (byte)(0xC2 | (will is null ? 0 : 0x2C)), 0, 15];
        if (five) body.AddRange([5, 0x11, 0, 0, 0, 30]);
        Add(Encoding.UTF8.GetBytes(client));
        if (will is not null)
        {
            if (five) body.Add(0);
            Add("langso/device/x/state"u8);
            Add(will);
        }
        Add(Encoding.UTF8.GetBytes(user));
        Add(Encoding.UTF8.GetBytes(password));
        List<byte> packet = [0x10];
        var rest = body.Count;
        do
        {
            packet.Add((byte)(rest % 128 | (rest > 127 ? 0x80 : 0)));
            rest /= 128;
        }
        while (rest > 0);
        return [.. packet, .. body];

        void Add(ReadOnlySpan<byte> field) => body.AddRange([(byte)(field.Length >> 8), (byte)field.Length, .. field]);
    }
}
