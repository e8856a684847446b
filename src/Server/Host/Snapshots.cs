using LangSo.Criteria.Assessments;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Reports;
using LangSo.Store;

namespace LangSo.Server.Host;

/// <summary>The facts that travel with the program.</summary>
internal static class ShippedData
{
    /// <summary>Where they lie beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");
}

/// <summary>
/// Brings the store up to date and fills what is answered from memory; and fills it again when another server has written what
/// figures are made of.
/// </summary>
internal sealed partial class Snapshots(StoreFactory stores, Ledger ledger, Figures figures, Assessor assessor, ReportBuilder report, TimeProvider clock, ILogger<Snapshots> log) : INewsReader, IDisposable
{
    /// <summary>Acts that change no figure; any other act makes the figures be read again.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "bulletin-submitted", "bulletin-recalled", "approval", "return", "withdrawal", "order", "delegation", Checkpoint.Act,
        "approval-first", "approval-alone", "approval-confirmed", "pronunciation", "press-recorded", "press-taken-back", "campaign-issued", "campaign-received", "campaign-ended",
        "order-preferred", "week-template", "clash-chosen", "stop-all",
    };

    private static readonly string[] Prefixes = ["device-", "access-", "survey-", "dossier-", "programme-", "air-hours-", "relay-"];

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _seen;
    private int _waiting;

    /// <summary>When memory was last filled; null before.</summary>
    public DateTimeOffset? LoadedAt { get; private set; }

    /// <summary>Ready to answer, or the one reason why not.</summary>
    public async Task<Outcome<bool>> ReadyAsync(CancellationToken cancel)
    {
        var prepared = await stores.PrepareAsync(cancel);
        if (!prepared.Ok) return prepared;
        // What is written from here on is read again.
        _seen = (await ledger.HeadAsync(cancel))?.Number ?? 0;
        var opened = await figures.OpenAsync(ShippedData.Folder, cancel);
        if (opened.Ok) opened = await assessor.OpenAsync(ShippedData.Folder, cancel);
        var ready = opened.Ok ? report.Open(ShippedData.Folder) : opened;
        if (ready.Ok) LoadedAt = clock.GetUtcNow();
        return ready;
    }

    public bool Hears(string topic) => topic == News.Acts;

    public Task HearAsync(News news, CancellationToken cancel)
    {
        if (news.ActLines().Any(line => !Others.Contains(line.Act) && !Prefixes.Any(p => line.Act.StartsWith(p, StringComparison.Ordinal)))) Begin(cancel);
        return Task.CompletedTask;
    }

    public Task CatchUpAsync(CancellationToken cancel)
    {
        Begin(cancel);
        return Task.CompletedTask;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Beside the news, because a country takes seconds to read and an emergency does not wait for it.</summary>
    private void Begin(CancellationToken cancel) => _ = ReloadAsync(cancel);

    private async Task ReloadAsync(CancellationToken cancel)
    {
        // One that waits sees all that came before it began.
        if (Interlocked.Exchange(ref _waiting, 1) == 1) return;
        try
        {
            await _turn.WaitAsync(cancel);
            try
            {
                Volatile.Write(ref _waiting, 0);
                var head = (await ledger.HeadAsync(cancel))?.Number ?? 0;
                if (head == _seen) return;
                var opened = await figures.OpenAsync(ShippedData.Folder, cancel);
                if (opened.Ok) opened = await assessor.OpenAsync(ShippedData.Folder, cancel);
                if (opened.Ok) (_seen, LoadedAt) = (head, clock.GetUtcNow());
                Reloaded(log, head);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
        {
            Volatile.Write(ref _waiting, 0);
            NotReloaded(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Figures read again, up to act {Head}")]
    private static partial void Reloaded(ILogger logger, long head);

    [LoggerMessage(Level = LogLevel.Error, Message = "Figures not read again; they are when the database is back")]
    private static partial void NotReloaded(ILogger logger, Exception exception);
}
