using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Lets a test tone onto the loudspeaker between items. The conductor always comes first: at its <see cref="Prepare"/> a tone ends.
/// While an item is on, small corrections of the clock wait.
/// </summary>
internal sealed class SharedSink(ISink inner, PlayerClock clock, TimeProvider time) : ISink
{
    private readonly Lock _turn = new();
    private volatile bool _item;
    private bool _tone;

    public TimeSpan Lead => inner.Lead;

    public DateTime? FirstSound => inner.FirstSound;

    public string? Trouble => inner.Trouble;

    /// <summary>Something sounds, or is about to.</summary>
    public bool Busy => _item || _tone;

    public void Prepare(Order order, DateTime start)
    {
        _item = true;
        clock.Playing(true);
        lock (_turn)
        {
            if (_tone) inner.Cut();
            _tone = false;
            inner.Prepare(order, start);
        }
    }

    public void Write(ReadOnlySpan<byte> pcm) => inner.Write(pcm);

    public void End() => Ended(inner.End);

    public void Cut() => Ended(inner.Cut);

    public void Dispose() => inner.Dispose();

    /// <summary>Sounds a tone. Null when it was heard to its end, else why not.</summary>
    public async Task<string?> ToneAsync(string name, byte[] pcm, int volume, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        lock (_turn)
        {
            if (Busy) return "Đang phát, chưa thử được.";
            var order = new Order(Order.Version, name, Order.Play, "", "Thử loa", new UnitId(""), BulletinClass.Normal, now, now, now, 0, null, null, null);
            inner.Prepare(order, now);
            _tone = true;
        }
        var start = time.GetTimestamp();
        for (var at = 0; at < pcm.Length; at += Pcm.BlockBytes)
        {
            var block = pcm.AsSpan(at, Math.Min(Pcm.BlockBytes, pcm.Length - at)).ToArray();
            Pcm.Scale(block, volume);
            lock (_turn)
            {
                if (!_tone) return "Bị bản tin đến giờ cắt ngang.";
                inner.Write(block);
            }
            var due = TimeSpan.FromMilliseconds((double)(at + block.Length) / Pcm.BytesPerMs) - time.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due, time, cancel);
        }
        lock (_turn)
        {
            if (_tone) inner.End();
            _tone = false;
            return inner.Trouble;
        }
    }

    private void Ended(Action how)
    {
        how();
        _item = false;
        clock.Playing(false);
    }
}

/// <summary>Sounds made here.</summary>
internal static class Tones
{
    /// <summary>A plain tone of 440 Hz at a third of full scale, faded in and out over 10 ms.</summary>
    public static byte[] Plain(int milliseconds) => Make(milliseconds, _ => 440);

    /// <summary>Up from 500 to 2,500 Hz: no village makes such a sound by chance, so the microphone can tell it.</summary>
    public static byte[] Chirp(int milliseconds) => Make(milliseconds, share => 500 + 2_000 * share);

    /// <summary>
    /// How like the played the heard is, at the best moment: the peak of their correlation between 0 (not at all) and 1, and by how many
    /// dB it stands above everything else that was heard.
    /// </summary>
    public static (double Likeness, double LevelDb) Find(ReadOnlySpan<short> heard, ReadOnlySpan<short> played)
    {
        // Every fourth sample is enough below 2.5 kHz and sixteen times quicker.
        const int Step = 4;
        var (best, level) = (0.0, 0.0);
        double energy = 0;
        for (var i = 0; i < played.Length; i += Step) energy += (double)played[i] * played[i];
        for (var at = 0; at + played.Length <= heard.Length; at += Step)
        {
            double product = 0, there = 1;
            for (var i = 0; i < played.Length; i += Step)
            {
                product += (double)played[i] * heard[at + i];
                there += (double)heard[at + i] * heard[at + i];
            }
            var likeness = Math.Abs(product) / Math.Sqrt(energy * there);
            if (likeness > best) (best, level) = (likeness, Math.Sqrt(there * Step / played.Length));
        }
        return (best, 20 * Math.Log10(Math.Max(level, 1) / 32768));
    }

    private static byte[] Make(int milliseconds, Func<double, double> hertz)
    {
        const int Fade = Pcm.Rate / 100;
        var samples = new short[Pcm.Rate / 1000 * milliseconds];
        var phase = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += 2 * Math.PI * hertz((double)i / samples.Length) / Pcm.Rate;
            samples[i] = (short)(11_000 * Math.Min(1, Math.Min(i, samples.Length - 1 - i) / (double)Fade) * Math.Sin(phase));
        }
        return System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
    }
}
