using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Brings the program to an offered version: fetched after the sounds, checked, put in place when nothing plays or is about to, and
/// kept only when it reaches the server. A version that failed is not tried again.
/// </summary>
internal sealed class Updater(
    ProgramFolder? program, PlayerStore store, Downloads downloads, OrderBook book, PlayerClock clock, PublicKey root, string running, TimeProvider time, Action restart, Action changed)
{
    private const string ProgressName = "update", FailedName = "update-failed";

    /// <summary>A new program that has not reached the server by then is given up.</summary>
    public static readonly TimeSpan Healthy = TimeSpan.FromMinutes(5);

    /// <summary>Nothing is to play for so long before the program is changed.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    private volatile string? _offer;
    private readonly long _started = time.GetTimestamp();
    private string? _judged;
    private volatile bool _connected;

    /// <summary>How far it is, for the heartbeat.</summary>
    public UpdateProgress? Progress { get; private set; } = Kept(store);

    /// <summary>What the desired state offers, or null.</summary>
    public void Take(UpdateOffer? offer)
    {
        if (_offer == offer?.Manifest) return;
        _offer = offer?.Manifest;
    }

    /// <summary>The server was reached: a program on trial is good.</summary>
    public void Connected() => _connected = true;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var trial = Begin();
        while (!cancel.IsCancellationRequested)
        {
            if (trial is not null && _connected)
            {
                program!.Confirm();
                Report(new UpdateProgress(running, UpdateProgress.Installed));
                trial = null;
            }
            else if (trial is not null && time.GetElapsedTime(_started) > Healthy)
            {
                program!.GiveUp();
                restart();
                return;
            }
            if (trial is null) await StepAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(2), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What the last start left behind. Returns this version when it is on trial.</summary>
    private string? Begin()
    {
        if (program is null) return null;
        if (program.TakeRolledBack() is { } failed)
        {
            store[FailedName] = failed;
            Report(new UpdateProgress(failed, UpdateProgress.Failed) { Reason = "failed: Bản mới không khởi động được hoặc không nối được máy chủ, đã quay về bản cũ." });
        }
        var trial = program.OnTrial();
        if (trial is null || trial == running) return trial;
        // The power went before the new program had its name.
        program.Confirm();
        return null;
    }

    private async Task StepAsync(CancellationToken cancel)
    {
        if (_offer is not { } offer)
        {
            if (_judged is null) return;
            _judged = null;
            program?.Forget();
            Report(null);
            return;
        }
        if (_judged == offer) return;
        var verdict = UpdateRules.Judge(offer, root, clock.UtcNow, running, UpdateRules.Platform);
        if (verdict.Refusal is not null || verdict.File is null || program is null || verdict.Version == store[FailedName])
        {
            _judged = offer;
            var reason = verdict.Refusal ?? (verdict.File is not null && program is null ? "no-platform: Loa này không chạy bằng bộ khởi động langso-player-run nên không tự cập nhật được." : null);
            if (reason is not null) Report(new UpdateProgress(verdict.Version, UpdateProgress.Refused) { Reason = reason });
            return;
        }
        await BringAsync(offer, verdict.Version, verdict.File, cancel);
    }

    private async Task BringAsync(string offer, string version, UpdateFile file, CancellationToken cancel)
    {
        if (Progress?.Version != version) Report(new UpdateProgress(version, UpdateProgress.Fetching));
        try
        {
            var next = program!.Next(file.Sha256);
            if (!File.Exists(next))
            {
                if (book.NeedSound().Count > 0) return;
                await downloads.FetchAsync(file.Sha256, file.Bytes, next, BulletinClass.Normal, cancel);
            }
            if (Progress?.Phase != UpdateProgress.Ready) Report(new UpdateProgress(version, UpdateProgress.Ready));
            if (_offer != offer || book.Playing is not null || book.Next()?.Start - clock.UtcNow < Calm) return;
            program.Swap(version, file.Sha256);
            _judged = offer;
            restart();
        }
        catch (InvalidDataException)
        {
            program!.Forget();
            _judged = offer;
            Report(new UpdateProgress(version, UpdateProgress.Refused) { Reason = "bad-file: Tệp tải về không đúng độ dài hoặc mã băm." });
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // No network, no room, no budget: later. What was fetched stays.
        }
    }

    private void Report(UpdateProgress? progress)
    {
        Progress = progress;
        store[ProgressName] = progress is null ? "" : JsonSerializer.Serialize(progress, LangSoJson.Compact);
        changed();
    }

    private static UpdateProgress? Kept(PlayerStore store) =>
        store[ProgressName] is { Length: > 0 } json ? JsonSerializer.Deserialize<UpdateProgress>(json, LangSoJson.Compact) : null;
}
