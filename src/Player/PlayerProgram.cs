using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>
/// Player owns the loudspeaker program: it takes orders from the link, keeps them on disk and plays them on time, with or without
/// a network. It may know Foundation and Airtime and speaks to a server only by docs/device-protocol.md. Nothing is registered.
/// </summary>
public static class PlayerProgram
{
    /// <summary>The version as numbers with dots.</summary>
    public static string Number { get; } = typeof(PlayerProgram).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The version that a player reports.</summary>
    public static string Version { get; } = "langso-player " + Number;

    /// <summary>
    /// Runs a loudspeaker until cancelled. Status lines go to stdout, an error is one line on stderr.
    /// Returns 0 when asked to stop, 2 for bad input, 1 for failure.
    /// </summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancel) =>
        RunAsync(args, Console.Out, Console.Error, TimeProvider.System, PlayerRules.Default, cancel);

    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter errors, TimeProvider time, PlayerRules rules, CancellationToken cancel)
    {
        if (args is ["compare", var first, var second]) return CompareSounds.Run(first, second, output, errors);
        var status = new StatusLines(output);
        var parsed = PlayerOptions.Parse(args);
        if (!parsed.Ok) return Fail(parsed.Problems, 2);
        var options = parsed.Value;
        var settings = PlayerSettings.Read(options.Settings);
        if (!settings.Ok) return Fail(settings.Problems, 2);
        if (settings.Value.HeartbeatSeconds != 15)
        {
            // Who spares heartbeats spares questions for the time too.
            rules = rules with { Heartbeat = TimeSpan.FromSeconds(settings.Value.HeartbeatSeconds), ClockAgain = rules.ClockAgain * Math.Max(1, settings.Value.HeartbeatSeconds / 20) };
        }
        try
        {
            using var lease = StateFolder.Take(options.State);
            if (lease is null) return Fail([new Problem("--state", "Thư mục “{0}” đang do một loa khác dùng.", options.State)], 2);
            using var service = ServiceManager.OfThisProcess();
            while (true)
            {
                var identity = Identity.Read(options.State);
                using var store = identity is null ? null : new PlayerStore(options.State, identity.NextRecord);
                var clock = store is null ? new PlayerClock(time) : new PlayerClock(time, new LinuxClock(), new StoredClock(store));
                var sink = Sinks.Open(options.Sink, clock);
                if (!sink.Ok) return Fail(sink.Problems, 2);
                using var speaker = sink.Value;
                if (identity is null || store is null)
                {
                    var enrolled = await Enrolling.EnrolAsync(options, time, cancel);
                    if (!enrolled.Ok) return Fail(enrolled.Problems, enrolled.Problems[0].Field == "--enrol" ? 2 : 1);
                    enrolled.Value.Write(options.State);
                    status.Say($"Đã ghi danh: {enrolled.Value.Name} ({enrolled.Value.Device}).");
                    continue;
                }
                status.Say($"{identity.Name} ({identity.Device}) khởi động.");
                var parts = new LoudspeakerParts(speaker, clock, store, status, time, rules, settings.Value, ProgramFolder.OfThisProcess());
                await using var loudspeaker = Loudspeaker.Build(options, identity, parts);
                service.Ready();
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var watching = service.WatchAsync(clock, time, ended.Token);
                await loudspeaker.RunAsync(cancel);
                await ended.CancelAsync();
                await watching;
                if (loudspeaker.StartAgain && !cancel.IsCancellationRequested && !service.Restarts && parts.Program is null) continue;
                service.Stopping();
                status.Say("Đã dừng.");
                return 0;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            return Fail([new Problem("--state", "Không ghi được vào “{0}”: {1}", options.State, e.Message)], 1);
        }

        int Fail(IReadOnlyList<Problem> problems, int code)
        {
            errors.WriteLine("langso: " + string.Join(" ", problems));
            return code;
        }
    }
}

/// <summary>The times that a player keeps to.</summary>
/// <param name="Heartbeat">Between heartbeats.</param>
/// <param name="Late">How late an item may still start.</param>
/// <param name="Resend">When records that were not acknowledged are sent again.</param>
/// <param name="ClockAgain">Between two measures of the clock.</param>
internal sealed record PlayerRules(TimeSpan Heartbeat, TimeSpan Late, TimeSpan Resend, TimeSpan ClockAgain)
{
    public static readonly PlayerRules Default = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
}

/// <summary>One short line for each thing that happens.</summary>
internal sealed class StatusLines(TextWriter output)
{
    private readonly Lock _turn = new();

    public void Say(string line)
    {
        lock (_turn)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
