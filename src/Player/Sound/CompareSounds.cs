using System.Runtime.InteropServices;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// <c>player compare A.wav B.wav</c>: how many samples the second lags behind the first, by the peak of their cross-correlation within
/// half a second, and how alike they are there. 48 kHz, mono, 16 bit, as <c>--sink wav:</c> writes.
/// </summary>
internal static class CompareSounds
{
    private const int Widest = Pcm.Rate / 2, Stretch = Pcm.Rate;

    public static int Run(string first, string second, TextWriter output, TextWriter errors)
    {
        try
        {
            var (lag, likeness) = Lag(Read(first), Read(second));
            output.WriteLine(string.Create(VnText.Culture, $"Tệp thứ hai trễ {lag * 1000.0 / Pcm.Rate:0.###} ms so với tệp thứ nhất ({lag} mẫu), giống nhau {likeness * 100:0.0} %."));
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            errors.WriteLine("langso: " + e.Message);
            return 2;
        }
    }

    /// <summary>Samples by which <paramref name="b"/> lags, and the correlation there (1: the same).</summary>
    public static (int Lag, double Likeness) Lag(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        // One second from the first sound on tells enough and stays quick.
        var begin = 0;
        while (begin < a.Length && Math.Abs((int)a[begin]) < 100) begin++;
        begin = Math.Max(0, begin - 480);
        var length = Math.Min(Stretch, a.Length - begin);
        var (best, lag) = (0.0, 0);
        for (var at = -Widest; at <= Widest; at++)
            if (Likeness(a, b, begin, length, at) is var likeness && likeness > best) (best, lag) = (likeness, at);
        return (lag, best);
    }

    private static double Likeness(ReadOnlySpan<short> a, ReadOnlySpan<short> b, int begin, int length, int lag)
    {
        double product = 0, ofA = 1e-9, ofB = 1e-9;
        for (var i = Math.Max(begin, -lag); i < begin + length && i + lag < b.Length; i++)
        {
            product += (double)a[i] * b[i + lag];
            ofA += (double)a[i] * a[i];
            ofB += (double)b[i + lag] * b[i + lag];
        }
        return product / Math.Sqrt(ofA * ofB);
    }

    private static short[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (bytes.Length < 44 || !bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8) || BitConverter.ToInt16(bytes, 22) != 1 || BitConverter.ToInt32(bytes, 24) != Pcm.Rate || BitConverter.ToInt16(bytes, 34) != 16)
            throw new InvalidDataException($"{path} không phải WAV 48 kHz, một kênh, 16 bit.");
        return MemoryMarshal.Cast<byte, short>(bytes.AsSpan(44, (bytes.Length - 44) / 2 * 2)).ToArray();
    }
}
