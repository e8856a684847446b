using System.Buffers.Binary;

namespace LangSo.Speech.Voice;

/// <summary>Mono sound as samples between -1 and 1.</summary>
internal sealed record Sound(float[] Samples, int Rate)
{
    public int DurationMs => (int)Math.Round(Samples.Length * 1000.0 / Rate);
}

/// <summary>Reads 16-bit PCM out of a WAV file; lengths in the header of a piped file are not to be trusted.</summary>
internal static class Wav
{
    private const int HeaderLength = 12;

    // Up to the samples, when nothing but the form stands before them.
    private const int PlainHeader = 44;

    /// <summary>Null when these bytes are no 16-bit PCM WAV file or hold no sample.</summary>
    public static Sound? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8)) return null;
        var (rate, channels) = (0, 0);
        for (var at = HeaderLength; at + 8 <= file.Length;)
        {
            var id = file.Slice(at, 4);
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var body = file[(at + 8)..];
            if (body.Length > length) body = body[..(int)length];
            if (id.SequenceEqual("fmt "u8) && body.Length >= 16)
            {
                if (BinaryPrimitives.ReadUInt16LittleEndian(body[14..]) != 16) return null;
                channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
                rate = (int)BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
            }
            else if (id.SequenceEqual("data"u8)) return rate > 0 && channels > 0 ? Mono(body, channels, rate) : null;
            at += 8 + body.Length + (body.Length & 1);
        }
        return null;
    }

    /// <summary>Piped files of one form one after another, as one file; null when their heads are not alike.</summary>
    public static byte[]? Join(IReadOnlyList<byte[]> files)
    {
        if (files.Count == 1) return files[0];
        if (files.Any(f => f.Length < PlainHeader || !f.AsSpan(HeaderLength, PlainHeader - HeaderLength).SequenceEqual(files[0].AsSpan(HeaderLength, PlainHeader - HeaderLength)))) return null;
        using var all = new MemoryStream(files.Sum(f => f.Length));
        all.Write(files[0]);
        foreach (var file in files.Skip(1)) all.Write(file.AsSpan(PlainHeader));
        return all.ToArray();
    }

    private static Sound? Mono(ReadOnlySpan<byte> body, int channels, int rate)
    {
        var samples = new float[body.Length / (2 * channels)];
        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0;
            for (var c = 0; c < channels; c++) sum += BinaryPrimitives.ReadInt16LittleEndian(body[(((i * channels) + c) * 2)..]);
            samples[i] = sum / (32768f * channels);
        }
        return samples.Length > 0 ? new Sound(samples, rate) : null;
    }
}
