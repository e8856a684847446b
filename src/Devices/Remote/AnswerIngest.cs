using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using LangSo.Airtime;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>
/// Keeps what devices answered to commands, many in one transaction. A device repeats an answer in every heartbeat until the command
/// expires, so what could not be written is simply heard again.
/// </summary>
internal sealed partial class AnswerIngest(StoreFactory stores, TimeProvider clock, ILogger<AnswerIngest> log) : BackgroundService
{
    private const int MostInOne = 5_000, MostRemembered = 200_000;

    private readonly Channel<CommandAnswerRow> _waiting = Channel.CreateBounded<CommandAnswerRow>(new BoundedChannelOptions(50_000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<(string Command, string Device), byte> _known = new();

    /// <summary>Takes the answers of a heartbeat.</summary>
    public void Take(string device, DeviceState state)
    {
        foreach (var answer in (state.Commands ?? []).Take(20))
        {
            if (answer is not { Id: { Length: > 0 and <= 32 } id, Result: CommandAnswer.Done or CommandAnswer.Failed or CommandAnswer.Expired or CommandAnswer.Unknown }) continue;
            if (_known.Count > MostRemembered) _known.Clear();
            if (!_known.TryAdd((id, device), 0)) continue;
            _waiting.Writer.TryWrite(new CommandAnswerRow
            {
                Command = id, Device = device, Result = answer.Result, At = Microsecond(answer.At), Received = Microsecond(clock.GetUtcNow().UtcDateTime),
                Volume = Math.Clamp(state.Volume, 0, 100), Says = answer.Says is { } says ? says[..Math.Min(400, says.Length)].Replace("\0", "", StringComparison.Ordinal) : null,
            });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                var round = new List<CommandAnswerRow>();
                while (round.Count < MostInOne && _waiting.Reader.TryRead(out var row)) round.Add(row);
                try
                {
                    await StoreAsync(round, stoppingToken);
                }
                catch (Exception e) when (e is DbException or DbUpdateException)
                {
                    foreach (var row in round) _known.TryRemove((row.Command, row.Device), out _);
                    NotStored(log, e, round.Count);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: devices repeat their answers.
        }
    }

    /// <summary>Each (command, device) once, and only for commands that were given.</summary>
    internal async Task StoreAsync(IReadOnlyList<CommandAnswerRow> round, CancellationToken cancel)
    {
        var ids = round.Select(r => r.Command).Distinct(StringComparer.Ordinal).ToArray();
        await using var db = stores.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var given = new HashSet<string>(StringComparer.Ordinal);
        var kept = new HashSet<(string, string)>();
        foreach (var part in ids.Chunk(500))
        {
            given.UnionWith(await db.Set<CommandRow>().Where(c => EF.Parameter(part).Contains(c.Id)).Select(c => c.Id).ToListAsync(cancel));
            foreach (var row in await db.Set<CommandAnswerRow>().Where(a => EF.Parameter(part).Contains(a.Command)).Select(a => new { a.Command, a.Device }).ToListAsync(cancel))
                kept.Add((row.Command, row.Device));
        }
        await db.BulkAddAsync(round.Where(r => given.Contains(r.Command) && kept.Add((r.Command, r.Device))).ToList(), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static DateTime Microsecond(DateTime at)
    {
        var utc = at.ToUniversalTime();
        return new DateTime(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} answers of devices not stored; they will be heard again")]
    private static partial void NotStored(ILogger logger, Exception exception, int count);
}
