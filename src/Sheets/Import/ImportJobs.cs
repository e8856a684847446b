using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Sheets.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LangSo.Sheets;

/// <summary>
/// Runs the imports of the page beside the requests. What they are and how far is in the store, with the file: any server shows them and can go
/// on with them, and one that was cut off by the end of its server says so.
/// </summary>
public sealed partial class ImportJobs(FactImport import, FactBooks books, StoreFactory stores, DataFolder folder, TimeProvider clock, ILogger<ImportJobs> log) : IDisposable
{
    private const int Listed = 10;

    private static readonly TimeSpan FileKept = TimeSpan.FromDays(1), Kept = TimeSpan.FromDays(30), EveryBeat = TimeSpan.FromSeconds(1), Silent = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private volatile bool _ending;

    /// <summary>No table is read before this has ended: a table is caught at work however fast the machine is.</summary>
    internal Task Held { get; set; } = Task.CompletedTask;

    /// <summary>The job of this address if it is this person's, or null.</summary>
    public async Task<ImportJob?> FindAsync(string? id, string actor, CancellationToken cancel)
    {
        if (id is null) return null;
        await using var db = stores.Open();
        if (await db.Set<ImportJobRow>().FirstOrDefaultAsync(j => j.Id == id && j.Actor == actor, cancel) is not { } row) return null;
        await TellOfCutAsync(db, row, cancel);
        return await ShownAsync(db, row, cancel);
    }

    /// <summary>What this person sent last, newest first.</summary>
    public async Task<IReadOnlyList<ImportJob>> OfAsync(string actor, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var rows = await db.Set<ImportJobRow>().Where(j => j.Actor == actor).OrderByDescending(j => j.Begun).ThenBy(j => j.Id).Take(Listed).ToListAsync(cancel);
        var jobs = new List<ImportJob>();
        foreach (var row in rows)
        {
            await TellOfCutAsync(db, row, cancel);
            jobs.Add(await ShownAsync(db, row, cancel));
        }
        return jobs;
    }

    /// <summary>Keeps the file and begins to check it.</summary>
    public async Task<string> BeginAsync(Stream file, ImportAsk ask, CancellationToken cancel)
    {
        await ForgetAsync(cancel);
        var id = Guid.NewGuid().ToString("n");
        await using (var kept = File.Create(PathOf(id))) await file.CopyToAsync(kept, cancel);
        await using var content = File.OpenRead(PathOf(id));
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
        content.Position = 0;
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new ImportJobRow
        {
            Id = id, State = ImportState.Checking, Actor = ask.Actor, Name = ask.Name, Size = content.Length, Hash = hash, Source = ask.Source, AsOf = ask.AsOf, Recorded = ask.Recorded,
            Areas = ask.Areas is null ? "*" : string.Join(' ', ask.Areas), Begun = now, Beat = now, Turn = now,
        };
        await using (var db = stores.Open())
        {
            db.Add(row);
            for (var number = 0; content.Position < content.Length; number++)
            {
                var bytes = new byte[(int)Math.Min(ImportPiece.Size, content.Length - content.Position)];
                await content.ReadExactlyAsync(bytes, cancel);
                db.Add(new ImportPiece { Job = id, Number = number, Bytes = bytes });
            }
            await db.SaveChangesAsync(cancel);
        }
        Begin(row, write: false);
        return id;
    }

    /// <summary>Checks it once more, with what headings mean, or writes it; false when somebody works on it already, it is written, or its file is gone.</summary>
    public async Task<bool> AgainAsync(string id, string actor, IReadOnlyDictionary<string, string> map, bool write, CancellationToken cancel)
    {
        if (await FindAsync(id, actor, cancel) is not { Running: false, State: not ImportState.Written, HasFile: true }) return false;
        await using var db = stores.Open();
        var (now, words, state) = (clock.GetUtcNow().UtcDateTime, JsonSerializer.Serialize(map, LangSoJson.Compact), write ? ImportState.Writing : ImportState.Checking);
        // Of two servers that are asked at once one begins.
        var took = await db.Set<ImportJobRow>().Where(j => j.Id == id && j.State != ImportState.Checking && j.State != ImportState.Writing && j.State != ImportState.Written)
            .ExecuteUpdateAsync(j => j.SetProperty(r => r.State, state).SetProperty(r => r.Map, words).SetProperty(r => r.Beat, now).SetProperty(r => r.Turn, now)
                .SetProperty(r => r.Part, 0).SetProperty(r => r.StopAsked, false), cancel);
        if (took == 0) return false;
        Begin(await db.Set<ImportJobRow>().AsNoTracking().FirstAsync(j => j.Id == id, cancel), write);
        return true;
    }

    /// <summary>Stops it, whichever server works on it: what is written already is taken back.</summary>
    public async Task StopAsync(string id, string actor, CancellationToken cancel)
    {
        await using var db = stores.Open();
        if (!await db.Set<ImportJobRow>().AnyAsync(j => j.Id == id && j.Actor == actor, cancel)) return;
        if (_turns.TryGetValue(id, out var mine)) await mine.Stop.CancelAsync();
        else await db.Set<ImportJobRow>().Where(j => j.Id == id).ExecuteUpdateAsync(j => j.SetProperty(r => r.StopAsked, true), cancel);
    }

    /// <summary>The table as it came with the reasons beside its rows; its ending, or null when there is none.</summary>
    public async Task<string?> WriteMarkedAsync(ImportJob job, Stream to, CancellationToken cancel)
    {
        if (job is not { Result: { Faults.Count: > 0 } result, HasFile: true }) return null;
        await using var db = stores.Open();
        return FaultMarks.Write(await FileAsync(db, job.Id, cancel), result, to);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending = true;
        foreach (var turn in _turns.Values) turn.Stop.Cancel();
    }

    private void Begin(ImportJobRow row, bool write)
    {
        var turn = _turns[row.Id] = new Turn();
        _ = Task.Run(() => RunAsync(row, turn, write), CancellationToken.None);
    }

    private async Task RunAsync(ImportJobRow row, Turn turn, bool write)
    {
        using var stopBeat = new CancellationTokenSource();
        var beat = stores.Address.Engine == StoreEngine.Postgres ? BeatAsync(row.Id, turn, stopBeat.Token) : Task.CompletedTask;
        var (state, outcome) = (ImportState.Failed, "");
        try
        {
            await Held.WaitAsync(turn.Stop.Token);
            string path;
            await using (var db = stores.Open()) path = await FileAsync(db, row.Id, turn.Stop.Token);
            var ask = new ImportAsk(path, row.Name, row.Source, row.AsOf, row.Recorded, row.Actor, MapOf(row), row.Areas == "*" ? null : [.. row.Areas.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => new UnitId(a))]);
            var ran = await import.RunAsync(ask, write, turn, turn.Stop.Token);
            (state, outcome) = ran.Ok ? (ran.Value.Written ? ImportState.Written : ImportState.Checked, ImportOutcome.Of(ran.Value)) : (ImportState.Failed, ImportOutcome.Of(ran.Problems, Headings(ask)));
        }
        catch (OperationCanceledException)
        {
            state = _ending ? ImportState.Cut : ImportState.Stopped;
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever it was is told on the page and in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!_ending) Failed(log, e);
            outcome = ImportOutcome.Of([new Problem("file", "Không nạp được bảng này; chưa ghi gì. Thử lại sau, hoặc báo kỹ thuật.")]);
        }
        await stopBeat.CancelAsync();
        await beat;
        await EndAsync(row.Id, state, outcome);
        if (_turns.TryRemove(row.Id, out var done)) done.Stop.Dispose();
    }

    private async Task EndAsync(string id, ImportState state, string outcome)
    {
        try
        {
            await using var db = stores.Open();
            var now = clock.GetUtcNow().UtcDateTime;
            await db.Set<ImportJobRow>().Where(j => j.Id == id).ExecuteUpdateAsync(j => j.SetProperty(r => r.State, state).SetProperty(r => r.Outcome, outcome)
                .SetProperty(r => r.Beat, now).SetProperty(r => r.StopAsked, false));
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ObjectDisposedException)
        {
            // Without its last word the job counts as cut off, and whether it was written is looked up in the ledger.
            if (!_ending) Failed(log, e);
        }
    }

    // Tells the other servers that somebody works on it, and hears whether they were asked to stop it.
    private async Task BeatAsync(string id, Turn turn, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(EveryBeat, clock, cancel);
                await using var db = stores.Open();
                var (now, part) = (clock.GetUtcNow().UtcDateTime, turn.Progress.Part);
                await db.Set<ImportJobRow>().Where(j => j.Id == id).ExecuteUpdateAsync(j => j.SetProperty(r => r.Beat, now).SetProperty(r => r.Part, part), cancel);
                if (await db.Set<ImportJobRow>().AnyAsync(j => j.Id == id && j.StopAsked, cancel)) await turn.Stop.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is DbException or InvalidOperationException)
            {
                // The store is away for a moment; the next beat may get through.
            }
        }
    }

    /// <summary>A job whose server is gone: it was written if the ledger has its act, else it was not.</summary>
    private async Task TellOfCutAsync(StoreContext db, ImportJobRow row, CancellationToken cancel)
    {
        if (row.State is not (ImportState.Checking or ImportState.Writing) || _turns.ContainsKey(row.Id)) return;
        // One server alone has a file store: what it does not work on nobody does.
        if (stores.Address.Engine == StoreEngine.Postgres && clock.GetUtcNow().UtcDateTime - row.Beat < Silent) return;
        var wrote = row.State == ImportState.Writing && (await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Act == "import" && r.Actor == row.Actor && r.At >= row.Turn).Select(r => r.Body).ToListAsync(cancel))
            .Any(b => b.Contains(row.Hash, StringComparison.Ordinal));
        var (state, beat) = (wrote ? ImportState.Written : ImportState.Cut, row.Beat);
        await db.Set<ImportJobRow>().Where(j => j.Id == row.Id && j.Beat == beat && j.State == row.State).ExecuteUpdateAsync(j => j.SetProperty(r => r.State, state), cancel);
        await db.Entry(row).ReloadAsync(cancel);
    }

    private async Task<ImportJob> ShownAsync(StoreContext db, ImportJobRow row, CancellationToken cancel)
    {
        // What an earlier check found no longer counts while it is done again.
        var outcome = row.State is ImportState.Checked or ImportState.Written or ImportState.Failed ? ImportOutcome.Read(row.Outcome) : null;
        var part = _turns.TryGetValue(row.Id, out var mine) ? mine.Progress.Part : row.Part;
        return new ImportJob(row.Id, row.State, row.Name, row.Source, row.AsOf, row.Hash, row.Begun, part, MapOf(row), outcome?.Result(row, books.Current.Indicators),
            [.. (outcome?.Problems ?? []).Select(p => p.Read())],
            [.. (outcome?.Columns ?? []).Select(c => c.Read(books.Current.Indicators))], await db.Set<ImportPiece>().AnyAsync(p => p.Job == row.Id, cancel));
    }

    /// <summary>The file on this server; brought from the store when another one received it.</summary>
    private async Task<string> FileAsync(StoreContext db, string id, CancellationToken cancel)
    {
        var path = PathOf(id);
        var size = await db.Set<ImportJobRow>().Where(j => j.Id == id).Select(j => j.Size).FirstAsync(cancel);
        if (File.Exists(path) && new FileInfo(path).Length == size) return path;
        var fresh = path + "." + Guid.NewGuid().ToString("n");
        await using (var file = File.Create(fresh))
        {
            for (var number = 0; file.Length < size; number++)
                await file.WriteAsync(await db.Set<ImportPiece>().Where(p => p.Job == id && p.Number == number).Select(p => p.Bytes).FirstAsync(cancel), cancel);
        }
        File.Move(fresh, path, overwrite: true);
        return path;
    }

    /// <summary>The headings of a table that could not be read by them: the officer can still say what they mean.</summary>
    private IReadOnlyList<SheetColumn> Headings(ImportAsk ask)
    {
        var opened = SheetReader.Open(ask.Path);
        if (!opened.Ok) return [];
        using var reader = opened.Value;
        try
        {
            var (rows, row) = (new List<SheetRow>(), new SheetRow());
            while (rows.Count < HeaderBlock.Searched && reader.Read(row)) rows.Add(row.Copy());
            var said = (ask.Map ?? new Dictionary<string, string>()).GroupBy(m => ColumnNames.Key(m.Key)).ToDictionary(g => g.Key, g => g.Last().Value);
            return HeaderBlock.Seen(rows, reader.Merges, new ColumnNames(books.Current.Indicators, said)) is { Ok: true } seen ? seen.Value.Columns : [];
        }
        catch (SheetRefusedException)
        {
            return [];
        }
    }

    private string PathOf(string id) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "imports")).FullName, id);

    private static Dictionary<string, string> MapOf(ImportJobRow row) => JsonSerializer.Deserialize<Dictionary<string, string>>(row.Map, LangSoJson.Compact) ?? [];

    private async Task ForgetAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (file, whole) = (now - FileKept, now - Kept);
        await using var db = stores.Open();
        await db.Set<ImportPiece>().Where(p => db.Set<ImportJobRow>().Any(j => j.Id == p.Job && j.Beat < file && j.State != ImportState.Checking && j.State != ImportState.Writing)).ExecuteDeleteAsync(cancel);
        await db.Set<ImportJobRow>().Where(j => j.Beat < whole).ExecuteDeleteAsync(cancel);
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(PathOf(""))!))
            if (File.GetLastWriteTimeUtc(path) < file && !_turns.ContainsKey(Path.GetFileName(path))) File.Delete(path);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import failed")]
    private static partial void Failed(ILogger logger, Exception exception);

    /// <summary>One check or writing on this server.</summary>
    private sealed class Turn : IProgress<ImportProgress>
    {
        public CancellationTokenSource Stop { get; } = new();

        public ImportProgress Progress { get; private set; } = new(false, 0, 0);

        public void Report(ImportProgress value) => Progress = value;
    }
}
