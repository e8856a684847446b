using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.Extensions.Logging;

namespace LangSo.Criteria.Checks;

/// <summary>One run of all checks over the facts of a day.</summary>
/// <param name="AsOf">The day, as known on which.</param>
/// <param name="Checks">The checks that ran.</param>
/// <param name="Findings">What they found, errors first.</param>
/// <param name="At">When they ran.</param>
/// <param name="Took">How long it took.</param>
public sealed record CheckRound(AsOf AsOf, IReadOnlyList<IntegrityCheck> Checks, IReadOnlyList<Finding> Findings, DateTimeOffset At, TimeSpan Took)
{
    /// <summary>Findings by which a value must be wrong.</summary>
    public int Errors => Findings.Count(f => f.Check.Severity == "error");
}

/// <summary>How many findings a day's run had.</summary>
public readonly record struct CheckDay(DateTimeOffset At, int Errors, int Warnings);

/// <summary>
/// Runs the checks and remembers what they found: a page asks for the round of its days, and gets the same one again while facts, units and
/// sets are the same. What the last nights found is kept in memory; it can be made anew at any time, so that nothing of it is stored.
/// </summary>
public sealed partial class CheckRounds(Assessor assessor, TimeProvider clock, ILogger<CheckRounds> log) : IDisposable
{
    private const int Kept = 6, DaysKept = 30;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<(AssessmentBook Book, CheckRound Round)> _rounds = [];
    private readonly Queue<CheckDay> _days = new();

    /// <summary>What the last runs of now found, newest last.</summary>
    public IReadOnlyList<CheckDay> History
    {
        get
        {
            lock (_days) return [.. _days];
        }
    }

    /// <summary>The round of these days; run now when it is not remembered, or when <paramref name="anew"/>.</summary>
    public async Task<Outcome<CheckRound>> OfAsync(AsOf asOf, bool anew, CancellationToken cancel)
    {
        // One run at a time: a country has millions of facts, and everybody who waits gets the same round.
        await _turn.WaitAsync(cancel);
        try
        {
            var book = assessor.Current;
            if (!anew && _rounds.Find(r => r.Book == book && r.Round.AsOf == asOf).Round is { } there) return there;
            if (assessor.DataFolder is not { } folder) return new Problem("checks", "Chưa có phép kiểm nào.");
            var checks = IntegrityCheck.Read(folder, book.Facts.Indicators);
            if (!checks.Ok) return checks.Problems.ToList();
            var began = clock.GetTimestamp();
            var findings = await Task.Run(() => Checking.Run(checks.Value, book.Facts, book.Units, asOf), cancel);
            var round = new CheckRound(asOf, checks.Value, findings, clock.GetUtcNow(), clock.GetElapsedTime(began));
            _rounds.RemoveAll(r => r.Book != book || r.Round.AsOf == asOf);
            if (_rounds.Count >= Kept) _rounds.RemoveAt(0);
            _rounds.Add((book, round));
            return round;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs the checks over the facts of now, remembers how many findings there were and says so in the log.</summary>
    public async Task<Outcome<CheckRound>> RunAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        var ran = await OfAsync(new AsOf(today, today), anew: true, cancel);
        if (!ran.Ok)
        {
            NotRun(log, string.Join(" ", ran.Problems));
            return ran;
        }
        var round = ran.Value;
        lock (_days)
        {
            _days.Enqueue(new CheckDay(round.At, round.Errors, round.Findings.Count - round.Errors));
            if (_days.Count > DaysKept) _days.Dequeue();
        }
        Ran(log, round.Checks.Count, round.Errors, round.Findings.Count - round.Errors, round.Took.TotalMilliseconds);
        return round;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "{Checks} integrity checks found {Errors} errors and {Warnings} warnings in {Milliseconds:0} ms")]
    private static partial void Ran(ILogger logger, int checks, int errors, int warnings, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Integrity checks did not run: {Why}")]
    private static partial void NotRun(ILogger logger, string why);
}

/// <summary>Runs the checks once a night, after two o'clock in Viet Nam.</summary>
internal sealed class CheckTimer(CheckRounds rounds, TimeProvider clock) : ILeaderTimer
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(2);

    private DateOnly? _last;

    public string Name => "integrity checks";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancel)
    {
        // A night begins at two: what is asked before it still belongs to the night before.
        var night = VnTime.DayOf(clock.GetUtcNow() - Hour);
        // Who has just begun to lead waits for the night: a start is no time for it.
        _last ??= night;
        if (_last == night) return;
        if ((await rounds.RunAsync(cancel)).Ok) _last = night;
    }
}
