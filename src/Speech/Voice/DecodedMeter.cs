using System.Runtime.InteropServices;

namespace LangSo.Speech.Voice;

/// <summary>Measures a part of a sound as it is decoded again: loudness, and the highest point of the curve. Lead-in and lead-out only warm it up.</summary>
internal sealed class DecodedMeter(OpusPart part, int rate)
{
    private const int Room = 1 << 15;

    // Between two readings lie some samples whose curve is only known with the next one.
    private const int Carried = 32;

    private readonly long _begin = (long)part.LeadIn * OggOpus.PacketSamples;
    private readonly long _end = part.LeadOut > 0 ? (long)(part.LeadIn + part.End - part.First) * OggOpus.PacketSamples : long.MaxValue;
    private readonly float[] _samples = new float[Room + Carried];
    private readonly float[] _peaks = new float[Room + Carried];
    private long _at;
    private int _carried;

    /// <summary>What was heard so far.</summary>
    public Loudness.Meter Meter { get; } = new(rate);

    /// <summary>Linear, 1 is full scale.</summary>
    public float Peak { get; private set; }

    /// <summary>Listens to the end of a stream of 32-bit samples.</summary>
    public async Task TakeAsync(Stream stream, CancellationToken cancel)
    {
        var bytes = new byte[Room * sizeof(float)];
        int read;
        while ((read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel)) > 0) Add(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, read - (read % sizeof(float)))));
    }

    private void Add(ReadOnlySpan<float> samples)
    {
        var (begin, end) = (Inside(_begin - _at, samples.Length), Inside(_end - _at, samples.Length));
        if (begin > 0)
        {
            Meter.Add(samples[..begin]);
            Meter.Restart();
        }
        if (begin < end)
        {
            Meter.Add(samples[begin..end]);
            samples[begin..end].CopyTo(_samples.AsSpan(_carried));
            var length = _carried + end - begin;
            Limiter.Peaks(_samples.AsSpan(0, length), _peaks);
            foreach (var peak in _peaks.AsSpan(0, length)) Peak = Math.Max(Peak, peak);
            _carried = Math.Min(Carried, length);
            _samples.AsSpan(length - _carried, _carried).CopyTo(_samples);
        }
        _at += samples.Length;
    }

    private static int Inside(long place, int length) => (int)Math.Clamp(place, 0, length);
}
