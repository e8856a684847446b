using System.Data.Common;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LangSo.Store;

/// <summary>
/// Listens to the other servers of the installation. On SQLite there are none. On PostgreSQL: one connection of its own that
/// listens; when it is cut off the pooled connections are let go too, because they were cut off with it, and once it is back
/// everything that may have been missed is read again.
/// </summary>
public sealed partial class HouseNews(StoreFactory stores, IEnumerable<INewsReader> readers, TimeProvider clock, ILogger<HouseNews> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(3);
    private readonly INewsReader[] _readers = [.. readers];
    private readonly Channel<News?> _waiting = Channel.CreateUnbounded<News?>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>True while other servers are heard; always on SQLite.</summary>
    public bool Listening { get; private set; }

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (stores.Address.Engine != StoreEngine.Postgres)
        {
            Listening = true;
            return;
        }
        await Task.WhenAll(ListenAsync(cancel), ReadAsync(cancel));
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        var address = new NpgsqlConnectionStringBuilder(stores.Address.Connection) { Pooling = false, KeepAlive = 2, ApplicationName = "langso news" }.ToString();
        for (var pause = FirstPause; !cancel.IsCancellationRequested;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(address);
                connection.Notification += (_, told) => Take(told.Payload);
                await connection.OpenAsync(cancel);
                await using (var listen = new NpgsqlCommand("listen " + PostgresStore.NewsChannel, connection)) await listen.ExecuteNonQueryAsync(cancel);
                (Listening, pause) = (true, FirstPause);
                _waiting.Writer.TryWrite(null);
                while (true) await connection.WaitAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is DbException or SocketException or IOException or TimeoutException or InvalidOperationException)
            {
                if (Listening) CutOff(log, e.Message.ReplaceLineEndings(" "));
                Listening = false;
                stores.ForgetConnections();
                await Task.Delay(pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
    }

    private void Take(string message)
    {
        if (News.Read(message) is { } told && told.From != stores.Name) _waiting.Writer.TryWrite(told.News);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(cancel))
                while (_waiting.Reader.TryRead(out var news))
                    foreach (var reader in _readers)
                        if (news is null || reader.Hears(news.Topic)) await GiveAsync(reader, news, cancel);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was not heard is read at the next start.
        }
    }

    private async Task GiveAsync(INewsReader reader, News? news, CancellationToken cancel)
    {
        try
        {
            await (news is null ? reader.CatchUpAsync(cancel) : reader.HearAsync(news, cancel));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
        {
            // The store is away: when the listening connection is back everything is read again. If only this reading failed, try it once more.
            NotRead(log, e, reader.GetType().Name, news?.Topic ?? "all");
            if (Listening && news is not null) _waiting.Writer.TryWrite(null);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cut off from the database and from the other servers: {Reason}")]
    private static partial void CutOff(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reader} did not take the news of {Topic}")]
    private static partial void NotRead(ILogger logger, Exception exception, string reader, string topic);
}
