using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LangSo.SelfAssessment.Tests;

/// <summary>Small true files of each kind, made here.</summary>
internal static class Pictures
{
    /// <summary>A 1×1 JPEG; <paramref name="comment"/> makes it any size.</summary>
    public static byte[] Jpeg(int comment = 0)
    {
        var head = Convert.FromBase64String("/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");
        using var made = new MemoryStream();
        made.Write(head.AsSpan(0, 2));
        for (var left = comment; left > 0; left -= 60_000)
        {
            var size = Math.Min(left, 60_000);
            made.Write([0xFF, 0xFE, (byte)((size + 2) >> 8), (byte)(size + 2)]);
            made.Write(Enumerable.Range(0, size).Select(i => (byte)(i * 7 % 251)).ToArray());
        }
        made.Write(head.AsSpan(2));
        made.Write([0xFF, 0xD9]);
        return made.ToArray();
    }

    public static byte[] Png()
    {
        using var made = new MemoryStream();
        made.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write([0, 128]);
        Chunk("IDAT", packed.ToArray());
        Chunk("IEND", []);
        return made.ToArray();

        void Chunk(string kind, byte[] data)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. data];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            made.Write(number);
            made.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
            made.Write(number);
        }
    }

    public static byte[] WebP()
    {
        byte[] picture = [.. "VP8L"u8, 6, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0];
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, 4 + picture.Length);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. picture];
    }

    public static byte[] Pdf(string inside = "") => Encoding.Latin1.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + inside + ">>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n");

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
