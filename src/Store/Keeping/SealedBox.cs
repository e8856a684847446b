using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LangSo.Store.Keeping;

/// <summary>
/// Bytes that only who knows a passphrase can open: AES-256-GCM under a key derived by PBKDF2 with SHA-256. In the box: rounds
/// (4 bytes), salt (16), nonce (12), tag (16), then the sealed bytes.
/// </summary>
public static class SealedBox
{
    /// <summary>As OWASP advises for PBKDF2-HMAC-SHA256 (2023).</summary>
    private const int Rounds = 600_000;
    private const int Salt = 16, Nonce = 12, Tag = 16, Head = 4 + Salt + Nonce + Tag;

    /// <summary>Seals.</summary>
    public static byte[] Seal(string passphrase, ReadOnlySpan<byte> content)
    {
        var box = new byte[Head + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, Rounds);
        RandomNumberGenerator.Fill(box.AsSpan(4, Salt + Nonce));
        using var aes = new AesGcm(Key(passphrase, box.AsSpan(4, Salt), Rounds), Tag);
        aes.Encrypt(box.AsSpan(4 + Salt, Nonce), content, box.AsSpan(Head), box.AsSpan(4 + Salt + Nonce, Tag), box.AsSpan(0, 4 + Salt));
        return box;
    }

    /// <summary>Opens; null when the passphrase is another or the box was altered.</summary>
    public static byte[]? Open(string passphrase, ReadOnlySpan<byte> box)
    {
        if (box.Length < Head || BinaryPrimitives.ReadInt32BigEndian(box) is not (>= 1 and <= 10_000_000)) return null;
        var content = new byte[box.Length - Head];
        try
        {
            using var aes = new AesGcm(Key(passphrase, box.Slice(4, Salt), BinaryPrimitives.ReadInt32BigEndian(box)), Tag);
            aes.Decrypt(box.Slice(4 + Salt, Nonce), box[Head..], box.Slice(4 + Salt + Nonce, Tag), content, box[..(4 + Salt)]);
            return content;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Key(string passphrase, ReadOnlySpan<byte> salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, rounds, HashAlgorithmName.SHA256, 32);
}
