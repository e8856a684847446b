using System.ComponentModel;
using System.Diagnostics;

namespace LangSo.Player;

/// <summary>Live slots and relays over HTTP: Ogg, MP3, AAC, whatever ffmpeg reads.</summary>
internal sealed class StreamSource(TimeProvider time) : ISoundSource
{
    public Stream Open(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new IOException("Địa chỉ luồng phát không đúng.");
        return new StreamSound(url, time, cancel);
    }
}

/// <summary>
/// One stream as sound. A second of it is held back, so that a network that stutters is not heard; what is missing is silence, never
/// a wait, so that an emergency can always break in; a broken line is taken up again. When no sound comes for too long, or only dead
/// air, reading it says so, and the conductor turns to what lies below.
/// </summary>
internal sealed class StreamSound : Stream
{
    /// <summary>Held back before it is heard, and the most that may have gathered before some is left out.</summary>
    private const int Jitter = 1_000 * Pcm.BytesPerMs, Most = 4_000 * Pcm.BytesPerMs;

    /// <summary>About -60 dB of full scale: below it nobody hears anything from a pole.</summary>
    private const int Audible = 33;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), DeadAir = TimeSpan.FromSeconds(20);

    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly Task _feeding;
    private readonly Lock _turn = new();
    private readonly byte[] _ring = new byte[Most];
    private int _first, _count;
    private bool _flows, _missing;
    private long _lastSample, _lastSound;

    public StreamSound(Uri address, TimeProvider time, CancellationToken cancel)
    {
        (_address, _time) = (address, time);
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        (_lastSample, _lastSound) = (time.GetTimestamp(), time.GetTimestamp());
        _feeding = Task.Run(FeedAsync, CancellationToken.None);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Always fills the whole buffer at once, with silence where sound is missing.</summary>
    public override int Read(Span<byte> buffer)
    {
        lock (_turn)
        {
            if (_missing) throw new IOException("thiếu ffmpeg để nhận luồng phát.");
            if (_time.GetElapsedTime(_lastSample) > Patience) throw new IOException("không nhận được luồng phát.");
            if (_time.GetElapsedTime(_lastSound) > DeadAir) throw new IOException("luồng phát không có tiếng.");
            if (!_flows && _count >= Jitter) _flows = true;
            if (_flows && _count < buffer.Length) _flows = false;
            if (!_flows) buffer.Clear();
            else Take(buffer);
            return buffer.Length;
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_end.IsCancellationRequested)
        {
            _end.Cancel();
            _feeding.ContinueWith(static (_, end) => ((CancellationTokenSource)end!).Dispose(), _end, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        base.Dispose(disposing);
    }

    private async Task FeedAsync()
    {
        for (var failures = 0; !_end.IsCancellationRequested; failures++)
        {
            try
            {
                if (await RunOnceAsync(_end.Token)) failures = 0;
            }
            catch (Win32Exception)
            {
                lock (_turn) _missing = true;
                return;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
            {
                // The line or the program broke: the next try tells.
            }
            var pause = TimeSpan.FromMilliseconds(Math.Min(4_000, 250 << Math.Min(failures, 4)));
            await Task.Delay(pause, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One connection until it ends; true when any sound came.</summary>
    private async Task<bool> RunOnceAsync(CancellationToken cancel)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "quiet", "-nostdin", "-protocol_whitelist", "http,https,tcp,tls,crypto", "-rw_timeout", "5000000", "-fflags", "nobuffer", "-probesize", "32768",
             "-i", _address.ToString(), "-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", "-"]) { RedirectStandardOutput = true })!;
        var any = false;
        try
        {
            var block = new byte[Pcm.BlockBytes];
            while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancel) is > 0 and var read)
            {
                any = true;
                Put(block.AsSpan(0, read - read % 2));
            }
            return any;
        }
        finally
        {
            if (!ffmpeg.HasExited) ffmpeg.Kill();
            await ffmpeg.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void Put(ReadOnlySpan<byte> pcm)
    {
        var loud = false;
        foreach (var sample in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(pcm)) loud |= Math.Abs((int)sample) > Audible;
        lock (_turn)
        {
            _lastSample = _time.GetTimestamp();
            if (loud) _lastSound = _lastSample;
            if (_count + pcm.Length > Most)
            {
                // Behind the source by its burst or its faster clock: back to what is held back.
                var over = _count - Jitter;
                (_first, _count) = ((_first + over) % Most, _count - over);
            }
            foreach (var b in pcm)
            {
                _ring[(_first + _count) % Most] = b;
                _count++;
            }
        }
    }

    private void Take(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = _ring[(_first + i) % Most];
        (_first, _count) = ((_first + buffer.Length) % Most, _count - buffer.Length);
    }
}
