using System.Runtime.InteropServices;
using LangSo.Airtime;

namespace LangSo.Player;

/// <summary>A sound card as this program needs it; its samples are <see cref="Pcm"/>'s. One thread.</summary>
internal interface ICard : IDisposable
{
    /// <summary>Samples until the next one written would sound, the way through the card included; 0 when nothing runs.</summary>
    int Delay();

    /// <summary>How many samples it keeps at most.</summary>
    int Capacity { get; }

    /// <summary>Hands over samples; the first ones start it. Waits when it is full. Recovers by itself from having run empty.</summary>
    void Write(ReadOnlySpan<short> samples);

    /// <summary>Silence at once.</summary>
    void Drop();
}

/// <summary>The card went away, or never was there. The message is what ALSA said.</summary>
internal sealed class CardException(string message) : IOException(message);

/// <summary>
/// Puts sound on its instant to the sample: silence runs before it, the card's own measure of its delay says where the next sample
/// will sound, and just so much silence is written that the first sample of the item sounds at its start. While it plays, the card's
/// quartz is led by single samples left out or doubled, so that two poles that hear each other stay together. A card that was lost is
/// opened again; the item then goes on where it would be.
/// </summary>
internal sealed class CardSink(Func<ICard> open, PlayerClock clock) : ISink
{
    private const int Ms = Pcm.Rate / 1000;

    /// <summary>This much silence starts the card before its delay is believed.</summary>
    private const int Warm = 40 * Ms;

    /// <summary>Farther from its place than this, sound is set right at once; nearer, sample by sample.</summary>
    private const int Far = 40 * Ms;

    /// <summary>A quarter of a millisecond: nearer than any ear or neighbouring pole can tell.</summary>
    private const double Near = 0.25 * Ms;

    /// <summary>How much of a deviation is believed of one block: the delay of a cheap card is told in steps.</summary>
    private const double Believed = 0.05;

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly short[] _longer = new short[Pcm.BlockBytes];
    private ICard? _card;
    private DateTime _origin, _tried = DateTime.MinValue;
    private long _given;
    private double _off;
    private bool _sounds, _timeless, _astray;

    public TimeSpan Lead { get; } = TimeSpan.FromMilliseconds(80);

    public DateTime? FirstSound { get; private set; }

    public string? Trouble { get; private set; }

    /// <summary>How far the sound is from its place, smoothed, in milliseconds; late is positive.</summary>
    public double OffMs => _off / Ms;

    public void Prepare(Order order, DateTime start)
    {
        (_origin, _given, _off, _sounds, FirstSound, _tried) = (start, 0, 0, false, null, DateTime.MinValue);
        try
        {
            if (Opened() is not { } card) return;
            if (card.Delay() == 0) Silence(card, Warm);
            // A file or the null device swallows at once and has no time of its own.
            _timeless = card.Delay() <= 0;
            if (!_timeless) Silence(card, Math.Min(-Off(card), card.Capacity - card.Delay() - Pcm.BlockMs * Ms));
        }
        catch (CardException e)
        {
            Lost(e);
        }
    }

    public void Write(ReadOnlySpan<byte> pcm)
    {
        var samples = MemoryMarshal.Cast<byte, short>(pcm);
        try
        {
            if (Opened() is { } card) Give(card, samples);
        }
        catch (CardException e)
        {
            Lost(e);
        }
        _given += samples.Length;
    }

    public void End()
    {
        // What is written plays to its end; then the card runs empty and stops by itself.
    }

    public void Cut()
    {
        try
        {
            _card?.Drop();
        }
        catch (CardException e)
        {
            Lost(e);
        }
    }

    public void Dispose() => _card?.Dispose();

    private void Give(ICard card, ReadOnlySpan<short> samples)
    {
        if (_timeless)
        {
            FirstSound ??= clock.UtcNow;
            card.Write(samples);
            return;
        }
        var off = Off(card);
        if (!_sounds) Begin(card, off);
        // Once astray, it is led all the way back, not only to the edge of what is bearable.
        else if (_astray = Math.Abs(off) > (_astray ? Ms : Far))
        {
            if (off > 0) samples = samples[Math.Min(off, samples.Length)..];
            else Silence(card, Math.Min(-off, card.Capacity / 2));
            _off = 0;
        }
        else samples = Led(samples, off);
        card.Write(samples);
    }

    /// <summary>The last of the silence before the first sample. What begins late keeps its own time from here on.</summary>
    private void Begin(ICard card, int off)
    {
        if (off < 0) Silence(card, -off);
        else if (off > Near)
        {
            Silence(card, (int)(Lead.TotalMilliseconds * Ms) - card.Delay());
            _origin += TimeSpan.FromMilliseconds((double)Off(card) / Ms);
        }
        (_sounds, _off) = (true, 0);
        FirstSound ??= _origin + TimeSpan.FromMilliseconds((double)(_given + Off(card)) / Ms);
    }

    /// <summary>One sample less or more, when the sound has left its place.</summary>
    private ReadOnlySpan<short> Led(ReadOnlySpan<short> samples, int off)
    {
        _off += (off - _off) * Believed;
        if (Math.Abs(_off) <= Near || samples.Length < 2 || samples.Length >= _longer.Length) return samples;
        if (_off > 0)
        {
            _off--;
            return samples[..^1];
        }
        _off++;
        samples.CopyTo(_longer);
        _longer[samples.Length] = samples[^1];
        return _longer.AsSpan(0, samples.Length + 1);
    }

    /// <summary>Where the next sample written would sound, less where it belongs, in samples. Asked again when the thread was held up meanwhile.</summary>
    private int Off(ICard card)
    {
        for (var i = 0; ; i++)
        {
            var before = clock.UtcNow;
            var delay = card.Delay();
            var after = clock.UtcNow;
            if (after - before > TimeSpan.FromMilliseconds(1) && i < 3) continue;
            var belongs = _origin + TimeSpan.FromMilliseconds((double)_given / Ms);
            return (int)Math.Clamp(Math.Round(((after - belongs).TotalMilliseconds * Ms) + delay), int.MinValue / 2, int.MaxValue / 2);
        }
    }

    private static void Silence(ICard card, int samples)
    {
        Span<short> nothing = stackalloc short[Pcm.BlockMs * Ms];
        nothing.Clear();
        for (; samples > 0; samples -= nothing.Length) card.Write(nothing[..Math.Min(samples, nothing.Length)]);
    }

    private ICard? Opened()
    {
        if (_card is not null) return _card;
        if (_tried > DateTime.MinValue && clock.UtcNow - _tried < TryAgain) return null;
        _tried = clock.UtcNow;
        _card = open();
        Trouble = null;
        return _card;
    }

    private void Lost(CardException e)
    {
        _card?.Dispose();
        _card = null;
        _tried = clock.UtcNow;
        Trouble = $"Không phát được ra loa: {e.Message}.";
    }
}
