using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace LangSo.Server.Tests.Access;

/// <summary>A phone's authenticator (RFC 6238, SHA-1, 30 seconds, six digits).</summary>
internal static class Totp
{
    public static string CodeAt(byte[] secret, DateTimeOffset at)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 says SHA-1
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    public static byte[] FromBase32(string text)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var c in text.Where(char.IsLetterOrDigit))
        {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if ((count += 5) < 8) continue;
            bytes.Add((byte)(bits >> (count -= 8)));
            bits &= (1 << count) - 1;
        }
        return [.. bytes];
    }
}
