using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LangSo.Devices;

/// <summary>The first packet of an MQTT 3.1.1 or 5 connection, as far as it says who comes. Pure.</summary>
internal sealed record ConnectPacket(int Level, string Client, string? User, string? Password)
{
    /// <summary>The longest that is looked at, in bytes: ids, token and a will.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Reads it. False with <paramref name="wrong"/> false: more bytes are needed.</summary>
    public static bool TryRead(ReadOnlySequence<byte> input, out ConnectPacket? packet, out bool wrong)
    {
        (packet, wrong) = (null, false);
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryRead(out var kind)) return false;
        wrong = kind != 0x10;
        var length = 0;
        for (var shift = 0; !wrong; shift += 7)
        {
            if (!reader.TryRead(out var part)) return false;
            length |= (part & 0x7F) << shift;
            if (part < 0x80) break;
            wrong = shift >= 21;
        }
        wrong |= length > Longest;
        if (wrong || reader.Remaining < length) return false;
        packet = Parse(reader.UnreadSequence.Slice(0, length).ToArray());
        wrong = packet is null;
        return packet is not null;
    }

    /// <summary>The answer to one who may not come in.</summary>
    public byte[] Refusal() => Level == 5 ? [0x20, 3, 0, 0x87, 0] : [0x20, 2, 0, 5];

    private static ConnectPacket? Parse(ReadOnlySpan<byte> rest)
    {
        if (!Take(ref rest, out var protocol) || !protocol.SequenceEqual("MQTT"u8) || rest.Length < 4) return null;
        // The highest bit says "I am a bridge" to brokers that know it.
        var (level, flags) = (rest[0] & 0x7F, rest[1]);
        if (level is not (4 or 5)) return null;
        rest = rest[4..];
        if (level == 5 && !SkipProperties(ref rest)) return null;
        if (!Take(ref rest, out var client)) return null;
        if ((flags & 0x04) != 0)
        {
            if (level == 5 && !SkipProperties(ref rest)) return null;
            if (!Take(ref rest, out _) || !Take(ref rest, out _)) return null;
        }
        ReadOnlySpan<byte> user = default, password = default;
        if ((flags & 0x80) != 0 && !Take(ref rest, out user)) return null;
        if ((flags & 0x40) != 0 && !Take(ref rest, out password)) return null;
        return new ConnectPacket(
            level, Encoding.UTF8.GetString(client), (flags & 0x80) != 0 ? Encoding.UTF8.GetString(user) : null, (flags & 0x40) != 0 ? Encoding.UTF8.GetString(password) : null);
    }

    private static bool Take(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (rest.Length < 2) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < 2 + length) return false;
        field = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return true;
    }

    private static bool SkipProperties(ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        for (var (shift, at) = (0, 0); shift <= 21 && at < rest.Length; shift += 7, at++)
        {
            length |= (rest[at] & 0x7F) << shift;
            if (rest[at] >= 0x80) continue;
            if (rest.Length < at + 1 + length) return false;
            rest = rest[(at + 1 + length)..];
            return true;
        }
        return false;
    }
}
