using System.Buffers.Binary;

namespace LangSo.Journeys.Tests;

/// <summary>A 16-bit PCM WAV, measured.</summary>
internal sealed record WavFile(double Seconds, double RmsDb, double LoudShare)
{
    /// <summary>Reads a file; levels in dB below full scale; the share of 50 ms stretches above −40 dB.</summary>
    public static WavFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var (at, rate, channels) = (12, 0, 1);
        while (at + 8 <= bytes.Length)
        {
            var id = System.Text.Encoding.ASCII.GetString(bytes, at, 4);
            var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            if (id == "fmt ") (channels, rate) = (BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at + 10)), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 12)));
            if (id == "data")
            {
                var samples = new double[Math.Min(size, bytes.Length - at - 8) / 2];
                for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at + 8 + 2 * i)) / 32768.0;
                var stretch = Math.Max(1, rate * channels / 20);
                var loud = samples.Chunk(stretch).Select(c => Db(Math.Sqrt(c.Average(s => s * s)))).ToList();
                return new WavFile(samples.Length / (double)(rate * channels), Db(Math.Sqrt(samples.Average(s => s * s))), loud.Count(l => l > -40) / (double)loud.Count);
            }
            at += 8 + size + (size & 1);
        }
        throw new InvalidDataException(path + " has no sound.");
    }

    private static double Db(double level) => 20 * Math.Log10(Math.Max(level, 1e-9));
}
