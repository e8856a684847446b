using System.Buffers.Binary;

namespace LangSo.Speech.Voice;

/// <summary>An Ogg file with one Opus stream, taken apart into its packets and put together again (RFC 3533, RFC 7845).</summary>
/// <param name="Heads">The pages before the first sound: OpusHead and OpusTags.</param>
/// <param name="Packets">Each of 20 ms.</param>
/// <param name="End">The last granule position: samples at 48 kHz, those that are skipped at the beginning counted.</param>
internal sealed record OggOpus(byte[] Heads, IReadOnlyList<ReadOnlyMemory<byte>> Packets, long End)
{
    /// <summary>Samples of a packet at 48 kHz.</summary>
    internal const int PacketSamples = 960;

    private const int HeaderLength = 27;
    private const int MostPackets = 50;
    private const int MostSegments = 255;
    private const int HeadPages = 2;

    private static readonly uint[] Table = Crc();

    /// <summary>Null when this is no whole file of one such stream.</summary>
    internal static OggOpus? Read(ReadOnlyMemory<byte> file)
    {
        var packets = new List<ReadOnlyMemory<byte>>();
        var heads = 0;
        long end = -1;
        var begun = new List<byte>();
        for (var (at, page) = (0, 0); at < file.Length; page++)
        {
            var rest = file.Span[at..];
            if (rest.Length < HeaderLength || !rest.StartsWith("OggS"u8) || rest.Length < HeaderLength + rest[26]) return null;
            var sizes = rest.Slice(HeaderLength, rest[26]);
            var body = at + HeaderLength + sizes.Length;
            var next = body;
            foreach (var size in sizes) next += size;
            if (next > file.Length) return null;
            if (page < HeadPages) heads = next;
            else
            {
                end = BinaryPrimitives.ReadInt64LittleEndian(rest[6..]);
                var from = body;
                for (var (i, upTo) = (0, body); i < sizes.Length; i++)
                {
                    upTo += sizes[i];
                    // A row of full segments goes on in the next one, or on the next page.
                    if (sizes[i] == MostSegments && i < sizes.Length - 1) continue;
                    if (sizes[i] == MostSegments) begun.AddRange(file.Span[from..upTo]);
                    else if (begun.Count == 0) packets.Add(file[from..upTo]);
                    else
                    {
                        begun.AddRange(file.Span[from..upTo]);
                        packets.Add(begun.ToArray());
                        begun.Clear();
                    }
                    from = upTo;
                }
            }
            at = next;
        }
        return heads > 0 && packets.Count > 0 && end > 0 ? new OggOpus(file[..heads].ToArray(), packets, end) : null;
    }

    /// <summary>The file: a page for each second of sound, as players that seek want it.</summary>
    internal byte[] Write()
    {
        var serial = BinaryPrimitives.ReadUInt32LittleEndian(Heads.AsSpan(14));
        var file = new byte[Heads.Length + Packets.Sum(p => p.Length + (p.Length / MostSegments) + 1) + ((Packets.Count + 1) * HeaderLength)];
        Heads.CopyTo(file, 0);
        var (at, sequence) = (Heads.Length, HeadPages);
        for (var first = 0; first < Packets.Count;)
        {
            var (count, segments) = (0, 0);
            while (first + count < Packets.Count && count < MostPackets && segments + Segments(first + count) <= MostSegments) segments += Segments(first + count++);
            var last = first + count == Packets.Count;
            var page = file.AsSpan(at);
            "OggS"u8.CopyTo(page);
            page[5] = (byte)(last ? 4 : 0);
            BinaryPrimitives.WriteInt64LittleEndian(page[6..], last ? End : (long)(first + count) * PacketSamples);
            BinaryPrimitives.WriteUInt32LittleEndian(page[14..], serial);
            BinaryPrimitives.WriteInt32LittleEndian(page[18..], sequence++);
            page[26] = (byte)segments;
            var (lace, body) = (HeaderLength, HeaderLength + segments);
            for (var i = first; i < first + count; i++)
            {
                var packet = Packets[i].Span;
                for (var left = packet.Length; left >= MostSegments; left -= MostSegments) page[lace++] = MostSegments;
                page[lace++] = (byte)(packet.Length % MostSegments);
                packet.CopyTo(page[body..]);
                body += packet.Length;
            }
            BinaryPrimitives.WriteUInt32LittleEndian(page[22..], Sum(page[..body]));
            at += body;
            first += count;
        }
        return file[..at];
    }

    private int Segments(int packet) => (Packets[packet].Length / MostSegments) + 1;

    private static uint Sum(ReadOnlySpan<byte> page)
    {
        uint sum = 0;
        foreach (var b in page) sum = (sum << 8) ^ Table[(sum >> 24) ^ b];
        return sum;
    }

    private static uint[] Crc()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var sum = i << 24;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 0x80000000) != 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1;
            table[i] = sum;
        }
        return table;
    }
}
