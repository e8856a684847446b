using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace LangSo.Store;

/// <summary>Something that one server of an installation does now and then. It may be done twice without harm: whoever leads next does it anew.</summary>
public interface ILeaderTimer
{
    /// <summary>What logs call it.</summary>
    string Name { get; }

    /// <summary>From the end of one run to the next; the first comes when the server begins to lead.</summary>
    TimeSpan Every { get; }

    /// <summary>Does it, if it is due; stops at once when cancelled, because then another server leads.</summary>
    Task RunAsync(CancellationToken cancel);
}

/// <summary>
/// The one seat of an installation: whoever sits in it keeps the timers. On SQLite the only server has it. On PostgreSQL it is a
/// session's advisory lock, so it falls free when its server dies; a server that cannot reach the database leaves it first.
/// </summary>
public sealed class LeaderSeat(StoreFactory stores, TimeProvider clock)
{
    private const long Seat = 0x4C_61_6E_67_53_6F_02;

    /// <summary>How often others ask for the seat, and who has it makes sure of it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs <paramref name="lead"/> whenever this server has the seat, its token cancelled when the seat is lost.</summary>
    public async Task SitAsync(Func<CancellationToken, Task> lead, CancellationToken cancel)
    {
        if (stores.Address.Engine != StoreEngine.Postgres)
        {
            await lead(cancel);
            return;
        }
        var address = new NpgsqlConnectionStringBuilder(stores.Address.Connection) { Pooling = false, Timeout = 3, CommandTimeout = 2, ApplicationName = "langso leader" }.ToString();
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(address);
                await connection.OpenAsync(cancel);
                // The database notices within four seconds that this machine is gone, not only this process.
                await AskAsync(connection, "set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 2; select true", cancel);
                while (!await AskAsync(connection, $"select pg_try_advisory_lock({Seat})", cancel)) await Task.Delay(Look, clock, cancel);
                await LeadAsync(connection, lead, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is DbException or SocketException or IOException or TimeoutException or InvalidOperationException)
            {
                await Task.Delay(Look, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LeadAsync(NpgsqlConnection connection, Func<CancellationToken, Task> lead, CancellationToken cancel)
    {
        using var seated = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var leading = lead(seated.Token);
        try
        {
            while (!leading.IsCompleted)
            {
                await Task.WhenAny(leading, Task.Delay(Look, clock, cancel));
                await AskAsync(connection, "select true", cancel);
            }
        }
        finally
        {
            await seated.CancelAsync();
            await leading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
