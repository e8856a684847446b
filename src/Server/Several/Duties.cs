using LangSo.Store;

namespace LangSo.Server.Several;

/// <summary>Hears the other servers as long as this one runs.</summary>
internal sealed class Ears(HouseNews news) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => news.RunAsync(stoppingToken);
}

/// <summary>Keeps the installation's timers while this server has the seat.</summary>
internal sealed partial class Leadership(LeaderSeat seat, IEnumerable<ILeaderTimer> timers, TimeProvider clock, ILogger<Leadership> log) : BackgroundService
{
    private readonly ILeaderTimer[] _timers = [.. timers];

    /// <summary>True while this server keeps the timers.</summary>
    public bool Leads { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => seat.SitAsync(LeadAsync, stoppingToken);

    private async Task LeadAsync(CancellationToken cancel)
    {
        Leads = true;
        Began(log, _timers.Length);
        try
        {
            await Task.WhenAll(_timers.Select(timer => KeepAsync(timer, cancel)));
        }
        finally
        {
            Leads = false;
            Ended(log);
        }
    }

    private async Task KeepAsync(ILeaderTimer timer, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await timer.RunAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One timer that fails does not stop the others, nor itself the next time.
                Failed(log, e, timer.Name);
            }
            await Task.Delay(timer.Every, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This server keeps the installation's {Count} timers")]
    private static partial void Began(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "This server no longer keeps the installation's timers")]
    private static partial void Ended(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The timer {Timer} failed; it comes again")]
    private static partial void Failed(ILogger logger, Exception exception, string timer);
}
