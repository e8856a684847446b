using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Keeps the sounds that orders need: fetched by their hash, checked, and decoded ahead of time, so that nothing is left to do when
/// they play. A sound is here when its decoded file is; files appear by rename only, so that the old stays until the new is whole.
/// </summary>
internal sealed class SoundShelf : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Dictionary<string, (Task Work, int Failures, DateTimeOffset NotBefore)> _work = new(StringComparer.Ordinal);
    private readonly (PlayerSettings Settings, OrderBook Book, PlayerClock Clock, TimeProvider Time, string Device) _with;
    private readonly string _folder;
    private readonly Func<long?> _freeBytes;

    public SoundShelf(
        string folder, Uri server, OrderBook book, PlayerStore store, PlayerClock clock, PlayerSettings settings, string device, TimeProvider time, Func<long?>? freeBytes = null)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "media")).FullName;
        _with = (settings, book, clock, time, device);
        _freeBytes = freeBytes ?? FreeOnDisk;
        Meter = new DataMeter(store, settings, clock);
        Downloads = new Downloads(server, Meter, _freeBytes, settings.KeepFreeMb * 1_000_000L);
    }

    /// <summary>True while the decoder is missing.</summary>
    public bool DecoderMissing { get; private set; }

    /// <summary>True while there is no room for a sound that an order needs.</summary>
    public bool DiskFull { get; private set; }

    /// <summary>True while the SIM's budget keeps a sound away.</summary>
    public bool OverBudget { get; private set; }

    /// <summary>What the SIM carries.</summary>
    public DataMeter Meter { get; }

    /// <summary>The way to files by their hash.</summary>
    public Downloads Downloads { get; }

    /// <summary>The decoded sound.</summary>
    public string PcmOf(string sha256) => Path.Combine(_folder, sha256 + ".pcm");

    /// <summary>True when it can be played at once.</summary>
    public bool IsThere(OrderMedia media) => new FileInfo(PcmOf(media.Sha256)) is { Exists: true, Length: > 0 };

    /// <summary>Free space, in MB.</summary>
    public long? FreeMb() => _freeBytes() / 1_000_000;

    /// <summary>There may be something to do.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Works until cancelled: two sounds at a time, an emergency's at once beside them.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var needed = _with.Book.NeedSound().SelectMany(o => o.Sounds.Select(m => (Order: o, Media: m))).Where(n => !IsThere(n.Media)).DistinctBy(n => n.Media.Sha256).ToList();
            foreach (var gone in _work.Keys.Except(needed.Select(n => n.Media.Sha256)).Where(k => _work[k].Work.IsCompleted).ToList()) _work.Remove(gone);
            Tidy();
            if (needed.Count == 0) (DiskFull, OverBudget) = (false, false);
            foreach (var (order, media) in needed)
            {
                var known = _work.GetValueOrDefault(media.Sha256, (Work: Task.CompletedTask, Failures: 0, NotBefore: Turn(order, media)));
                if (!known.Work.IsCompleted || known.NotBefore > _with.Time.GetUtcNow()) continue;
                if (order.Class < BulletinClass.Emergency && _work.Values.Count(w => !w.Work.IsCompleted) >= 2) continue;
                var wait = TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(known.Failures, 5)));
                _work[media.Sha256] = (GetAsync(media, order.Class, cancel), known.Failures + 1, _with.Time.GetUtcNow() + wait);
            }
            await _wake.WaitAsync(TimeSpan.FromSeconds(needed.Count == 0 ? 60 : 1), cancel);
        }
    }

    public void Dispose()
    {
        Downloads.Dispose();
        _wake.Dispose();
    }

    /// <summary>By the clock of this class; the turn is reckoned by the server's.</summary>
    private DateTimeOffset Turn(Order order, OrderMedia media)
    {
        var turn = DataBudget.Turn(_with.Device, media.Sha256, order.Class, order.Issued, order.At, TimeSpan.FromMinutes(_with.Settings.FetchSpreadMinutes));
        return turn <= _with.Clock.UtcNow ? DateTimeOffset.MinValue : _with.Time.GetUtcNow() + (turn - _with.Clock.UtcNow);
    }

    private async Task GetAsync(OrderMedia media, BulletinClass @class, CancellationToken cancel)
    {
        try
        {
            var whole = Path.Combine(_folder, media.Sha256);
            if (!File.Exists(whole)) await Downloads.FetchAsync(media.Sha256, media.Bytes, whole, @class, cancel);
            if (Downloads.TooFull(media.DurationMs * (long)Pcm.BytesPerMs)) throw new DiskFullException("đĩa đầy.");
            await DecodeAsync(whole, PcmOf(media.Sha256), cancel);
            (DiskFull, OverBudget) = (false, false);
            _with.Book.SoundIsThere(media.Sha256);
        }
        catch (Win32Exception)
        {
            DecoderMissing = true;
            _with.Book.SoundTrouble(media.Sha256, "thiếu ffmpeg để giải mã.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            DiskFull |= e is IOException io && Downloads.SaysFull(io);
            OverBudget |= e is BudgetException;
            _with.Book.SoundTrouble(media.Sha256, e is InvalidDataException or DiskFullException or BudgetException ? e.Message : "không tải được từ máy chủ.");
        }
        catch (OperationCanceledException)
        {
            // Stopping; what has been fetched stays and is gone on with.
        }
        finally
        {
            Wake();
        }
    }

    private static async Task DecodeAsync(string whole, string pcm, CancellationToken cancel)
    {
        var fresh = pcm + ".tmp";
        try
        {
            var result = await Cli.Wrap("ffmpeg")
                .WithArguments(["-v", "error", "-nostdin", "-y", "-i", whole, "-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", fresh])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancel);
            if (result.StandardError.Contains("No space left", StringComparison.Ordinal)) throw new DiskFullException("đĩa đầy.");
            if (result.ExitCode != 0) throw new InvalidDataException("không giải mã được âm thanh.");
            // On the disk before it has its name: a loss of power must not leave an empty sound.
            await using (var file = new FileStream(fresh, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(fresh, pcm, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>Removes sounds that no order needs any more.</summary>
    private void Tidy()
    {
        var used = _with.Book.SoundsInUse();
        foreach (var file in Directory.EnumerateFiles(_folder).Where(f => !used.Contains(Path.GetFileName(f).Split('.')[0])))
        {
            try
            {
                File.Delete(file);
            }
            catch (IOException)
            {
                // Still open; the next round takes it.
            }
        }
    }

    private long? FreeOnDisk()
    {
        try
        {
            return new DriveInfo(_folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
