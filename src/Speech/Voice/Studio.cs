using LangSo.Foundation;

namespace LangSo.Speech.Voice;

/// <summary>Somebody's own sound, as it lies in a file.</summary>
/// <param name="File">A file of this machine.</param>
/// <param name="From">Seconds cut off at the beginning.</param>
/// <param name="To">The second where it ends; null is its end.</param>
/// <param name="Chimes">With the sign before and after.</param>
public sealed record StudioOrder(string File, double From = 0, double? To = null, bool Chimes = true);

/// <summary>A recording that is ready to be played.</summary>
/// <param name="Announcement">In the form of the house.</param>
/// <param name="Findings">What was heard in it before its level was evened.</param>
/// <param name="Form">What the file was.</param>
public sealed record StudioSound(Announcement Announcement, IReadOnlyList<SoundFinding> Findings, SoundForm Form);

/// <summary>Somebody's own recording into the form of the house.</summary>
public interface IStudio
{
    /// <summary>Null when it can work; else what is missing.</summary>
    Problem? Missing { get; }

    /// <summary>Cuts, checks, evens the level (−16 LUFS, peak at most −1.5 dBTP) and encodes; or says in one line why not.</summary>
    Task<Outcome<StudioSound>> FinishAsync(StudioOrder order, CancellationToken cancel);
}

/// <summary>The limits of what is taken.</summary>
public static class StudioLimits
{
    /// <summary>The longest recording.</summary>
    public const int MostMinutes = 30;

    /// <summary>The largest file: half an hour of CD sound and a little.</summary>
    public const long MostBytes = 350L * 1024 * 1024;
}

/// <summary>ffprobe, ffmpeg, the checks, the leveller, Opus.</summary>
internal sealed class Studio(SoundProbe probe, OpusEncoder encoder) : IStudio, IDisposable
{
    private const int MostSeconds = StudioLimits.MostMinutes * 60;
    private const double FadeSeconds = 0.01;

    // Half an hour takes some four hundred megabytes while it is worked on: one at a time.
    private readonly SemaphoreSlim _desk = new(1);

    /// <inheritdoc/>
    public Problem? Missing => probe.Missing ?? encoder.Missing;

    /// <inheritdoc/>
    public async Task<Outcome<StudioSound>> FinishAsync(StudioOrder order, CancellationToken cancel)
    {
        if (Missing is { } missing) return missing;
        var head = new byte[SoundForms.HeadLength];
        int read;
        await using (var file = System.IO.File.OpenRead(order.File)) read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (SoundForms.Of(head.AsSpan(0, read)) is not { } form) return new Problem("file", "Tệp này không phải tiếng MP3, M4A, WAV hoặc OGG.");
        await _desk.WaitAsync(cancel);
        try
        {
            return await FinishAsync(order, form, cancel);
        }
        finally
        {
            _desk.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _desk.Dispose();

    private async Task<Outcome<StudioSound>> FinishAsync(StudioOrder order, SoundForm form, CancellationToken cancel)
    {
        var length = await probe.LengthAsync(order.File, form, cancel);
        if (!length.Ok) return length.Problems.ToList();
        if (length.Value is { } seconds && seconds > MostSeconds + 1) return TooLong(seconds);
        var from = Math.Max(0, order.From);
        var most = order.To is { } to ? Math.Min(to - from, MostSeconds + 2) : MostSeconds + 2;
        if (!double.IsFinite(from) || !(most > 0.2)) return new Problem("file", "Đoạn giữ lại quá ngắn. Kéo hai đầu ra rồi gửi lại.");
        var decoded = await probe.DecodeAsync(order.File, form, from, most, cancel);
        if (!decoded.Ok) return decoded.Problems.ToList();
        var sound = decoded.Value;
        // A head may lie about the length, and what a browser records has none.
        if (sound.Samples.Length > (MostSeconds + 1) * sound.Rate) return TooLong(null);
        var findings = SoundChecks.Of(sound);
        if (findings.Any(f => f.Fault == SoundFault.AllSilent)) return new Problem("file", "Tệp này không có tiếng nào nghe được. Thu hoặc xuất lại rồi gửi.");
        Soften(sound);
        if (order.Chimes) sound = Programme.Join(sound);
        var opus = await encoder.FinishAsync(sound, cancel);
        return opus.Ok ? new StudioSound(new Announcement(opus.Value, sound.DurationMs), findings, form) : opus.Problems.ToList();
    }

    /// <summary>A cut in the middle of a sound would click.</summary>
    private static void Soften(Sound sound)
    {
        var fade = Math.Min((int)(sound.Rate * FadeSeconds), sound.Samples.Length / 2);
        for (var i = 0; i < fade; i++)
        {
            sound.Samples[i] *= i / (float)fade;
            sound.Samples[^(i + 1)] *= i / (float)fade;
        }
    }

    private static Problem TooLong(double? seconds) => seconds is { } known
        ? new Problem("file", "Tệp dài {0} phút, nhiều nhất {1} phút. Cắt ngắn hoặc chia thành nhiều bản tin.", VnText.Number((long)Math.Ceiling((known - 1) / 60)), StudioLimits.MostMinutes)
        : new Problem("file", "Tệp dài hơn {0} phút. Cắt ngắn hoặc chia thành nhiều bản tin.", StudioLimits.MostMinutes);
}
