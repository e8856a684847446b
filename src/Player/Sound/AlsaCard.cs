using System.Runtime.InteropServices;

namespace LangSo.Player;

/// <summary>A sound card through libasound, or whatever an ALSA configuration makes of the name.</summary>
internal sealed class AlsaCard : ICard
{
    /// <summary>Half a second lies ready at most; silence before an item needs most of it.</summary>
    private const uint BufferUs = 500_000, PeriodUs = 10_000;

    /// <summary>Nothing goes through the card for so long: it is given up and opened again.</summary>
    private const int PatienceMs = 2_000;

    private nint _pcm;

    private AlsaCard(nint pcm, int capacity) => (_pcm, Capacity) = (pcm, capacity);

    public int Capacity { get; }

    /// <summary>How often it ran empty.</summary>
    public int Underruns { get; private set; }

    /// <summary>True when the library is on this machine.</summary>
    public static bool IsThere() => NativeLibrary.TryLoad(Alsa.Library, typeof(AlsaCard).Assembly, null, out _);

    /// <summary>Opens a device by its ALSA name: <c>default</c>, <c>plughw:CARD=sndrpihifiberry</c>.</summary>
    public static ICard Open(string device)
    {
        Alsa.Hush();
        Check(Alsa.Open(out var pcm, device, Alsa.Playback, Alsa.NonBlocking), device);
        try
        {
            Check(Alsa.SetBlocking(pcm, 0), device);
            Check(Alsa.SetHardware(pcm, BufferUs, PeriodUs), device);
            Check(Alsa.GetParams(pcm, out var buffer, out _), device);
            Check(Alsa.SetSoftware(pcm, buffer), device);
            Check(Alsa.Prepare(pcm), device);
            return new AlsaCard(pcm, (int)buffer);
        }
        catch
        {
            _ = Alsa.Close(pcm);
            throw;
        }
    }

    public int Delay()
    {
        switch (Alsa.StateOf(_pcm))
        {
            case Alsa.Running:
                var error = Alsa.DelayOf(_pcm, out var frames);
                if (error == 0) return (int)Math.Max(0, frames);
                Recover(error);
                return 0;
            case Alsa.Empty or Alsa.Suspended:
                Recover(Alsa.BrokenPipe);
                return 0;
            case Alsa.Disconnected:
                throw new CardException("thiết bị âm thanh đã bị rút");
            default:
                return 0;
        }
    }

    public void Write(ReadOnlySpan<short> samples)
    {
        while (samples.Length > 0)
        {
            var ready = Alsa.StateOf(_pcm) == Alsa.Running ? Alsa.Wait(_pcm, PatienceMs) : 1;
            if (ready == 0) throw new CardException("thiết bị âm thanh đứng yên");
            var written = ready < 0 ? ready : Alsa.WriteI(_pcm, ref MemoryMarshal.GetReference(samples), (nuint)samples.Length);
            if (written < 0) Recover((int)written);
            else samples = samples[(int)written..];
        }
    }

    public void Drop()
    {
        Check(Alsa.Drop(_pcm), "");
        Check(Alsa.Prepare(_pcm), "");
    }

    public void Dispose()
    {
        if (_pcm == 0) return;
        _ = Alsa.Close(_pcm);
        _pcm = 0;
    }

    private void Recover(int error)
    {
        if (error == Alsa.BrokenPipe) Underruns++;
        Check(Alsa.Recover(_pcm, error, silent: 1), "");
    }

    private static void Check(int result, string device)
    {
        if (result < 0) throw new CardException(Alsa.Says(result, device));
    }
}

/// <summary>A microphone through libasound: one short stretch at a time.</summary>
internal static class AlsaMicrophone
{
    /// <summary>Opens it and listens for so long; the samples, or why not.</summary>
    public static short[] Listen(string device, int milliseconds)
    {
        Alsa.Hush();
        var result = Alsa.Open(out var pcm, device, Alsa.Capture, Alsa.NonBlocking);
        if (result < 0) throw new CardException(Alsa.Says(result, device));
        try
        {
            result = Alsa.SetBlocking(pcm, 0);
            if (result >= 0) result = Alsa.SetHardware(pcm, 200_000, 10_000);
            if (result >= 0) result = Alsa.Start(pcm);
            if (result < 0) throw new CardException(Alsa.Says(result, device));
            var heard = new short[Pcm.Rate / 1000 * milliseconds];
            for (var filled = 0; filled < heard.Length;)
            {
                var read = Alsa.Wait(pcm, 1_000) == 0 ? throw new CardException("micrô không cho tiếng nào") : (int)Alsa.ReadI(pcm, ref heard[filled], (nuint)(heard.Length - filled));
                if (read >= 0) filled += read;
                else if ((result = Alsa.Recover(pcm, read, silent: 1)) < 0) throw new CardException(Alsa.Says(result, device));
            }
            return heard;
        }
        finally
        {
            _ = Alsa.Close(pcm);
        }
    }
}
