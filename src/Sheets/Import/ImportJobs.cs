using System.Collections.Concurrent;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.Extensions.Logging;

namespace LangSo.Sheets;

/// <summary>A table that someone sent by the page: being checked, checked, being written, written, stopped.</summary>
public sealed class ImportJob(string id, ImportAsk ask) : IProgress<ImportProgress>, IDisposable
{
    private CancellationTokenSource _stop = new();

    /// <summary>Its address.</summary>
    public string Id => id;

    /// <summary>What was asked for.</summary>
    public ImportAsk Ask { get; internal set; } = ask;

    /// <summary>How far it is.</summary>
    public ImportProgress Progress { get; private set; } = new(false, 0, 0);

    /// <summary>True while it works.</summary>
    public bool Running { get; internal set; } = true;

    /// <summary>True when it was stopped; nothing was written.</summary>
    public bool Stopped { get; internal set; }

    /// <summary>What came of it, once it has ended and was not stopped.</summary>
    public ImportResult? Result { get; internal set; }

    /// <summary>Why the file could not be taken at all.</summary>
    public IReadOnlyList<Problem> Problems { get; internal set; } = [];

    internal DateTimeOffset Begun { get; set; }

    internal CancellationToken Cancel => _stop.Token;

    /// <inheritdoc/>
    public void Report(ImportProgress value) => Progress = value;

    /// <summary>Stops it: what is written already is taken back.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    internal void Again()
    {
        _stop.Dispose();
        (_stop, Running, Stopped, Result, Problems, Progress) = (new CancellationTokenSource(), true, false, null, [], new ImportProgress(false, 0, 0));
    }
}

/// <summary>Runs the imports of the page beside the requests; files are kept for an hour, then forgotten.</summary>
public sealed partial class ImportJobs(FactImport import, DataFolder folder, TimeProvider clock, ILogger<ImportJobs> log) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ImportJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>The job of this address if it is this person's, or null.</summary>
    public ImportJob? Find(string? id, string actor) => id is not null && _jobs.GetValueOrDefault(id) is { } job && job.Ask.Actor == actor ? job : null;

    /// <summary>Keeps the file and begins to check it.</summary>
    public async Task<ImportJob> BeginAsync(Stream file, ImportAsk ask, CancellationToken cancel)
    {
        Forget();
        var id = Guid.NewGuid().ToString("n");
        var place = Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "imports")).FullName;
        var path = System.IO.Path.Combine(place, id);
        await using (var kept = File.Create(path)) await file.CopyToAsync(kept, cancel);
        var job = _jobs[id] = new ImportJob(id, ask with { Path = path }) { Begun = clock.GetUtcNow() };
        _ = Task.Run(() => RunAsync(job, write: false), CancellationToken.None);
        return job;
    }

    /// <summary>Checks it once more, with what headings mean, or writes it.</summary>
    public void Again(ImportJob job, IReadOnlyDictionary<string, string> map, bool write)
    {
        lock (job)
        {
            if (job.Running || job.Result?.Written == true) return;
            job.Ask = job.Ask with { Map = map };
            job.Again();
        }
        _ = Task.Run(() => RunAsync(job, write), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var job in _jobs.Values) Drop(job);
    }

    private async Task RunAsync(ImportJob job, bool write)
    {
        try
        {
            var ran = await import.RunAsync(job.Ask, write, job, job.Cancel);
            if (ran.Ok) job.Result = ran.Value;
            else job.Problems = ran.Problems;
        }
        catch (OperationCanceledException)
        {
            job.Stopped = true;
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever it was is told on the page and in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e);
            job.Problems = [new Problem("file", "Không nạp được bảng này; chưa ghi gì. Thử lại sau, hoặc báo kỹ thuật.")];
        }
        finally
        {
            job.Running = false;
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var job in _jobs.Values)
            if (!job.Running && now - job.Begun > Kept) Drop(job);
    }

    private void Drop(ImportJob job)
    {
        if (!_jobs.TryRemove(job.Id, out _)) return;
        if (job.Running) job.Stop();
        File.Delete(job.Ask.Path);
        if (!job.Running) job.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
