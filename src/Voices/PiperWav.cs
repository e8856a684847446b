using System.Buffers.Binary;

namespace LangSo.Voices;

/// <summary>Mono samples of 16 bits as a WAV file.</summary>
internal static class PiperWav
{
    private const int Header = 44;

    /// <summary>Little-endian samples, as they are; an odd last byte is let go.</summary>
    /// <param name="samples">Two bytes each.</param>
    /// <param name="rate">Samples a second.</param>
    public static byte[] Of(ReadOnlySpan<byte> samples, int rate)
    {
        var length = samples.Length & ~1;
        var file = new byte[Header + length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), length);
        samples[..length].CopyTo(file.AsSpan(Header));
        return file;
    }
}
