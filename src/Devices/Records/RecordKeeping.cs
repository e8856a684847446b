using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>How long records of devices are kept.</summary>
/// <param name="PlayMonths">Playback records; they prove what was told, so they are kept for years.</param>
/// <param name="ReadingMonths">Thinned-out heartbeats.</param>
public sealed record RecordRetention(int PlayMonths, int ReadingMonths)
{
    /// <summary>Five years of playback, thirteen months of readings, so that a month can be held against the same one a year before.</summary>
    public static RecordRetention Default { get; } = new(60, 13);

    /// <summary>From LANGSO_KEEP_PLAYS and LANGSO_KEEP_READINGS, in months; what is no number from 1 to 1,200 is a problem.</summary>
    public static Outcome<RecordRetention> Read(Func<string, string?> setting)
    {
        List<Problem> problems = [];
        var kept = new RecordRetention(Months("LANGSO_KEEP_PLAYS", Default.PlayMonths), Months("LANGSO_KEEP_READINGS", Default.ReadingMonths));
        return problems.Count > 0 ? problems : kept;

        int Months(string name, int usual)
        {
            if (setting(name) is not { Length: > 0 } text) return usual;
            if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= 1_200) return months;
            problems.Add(new Problem(name, "{0} phải là số tháng từ 1 đến 1200; đang ghi “{1}”.", name, text));
            return usual;
        }
    }
}

/// <summary>
/// The records of devices by month: makes the months that come, and lets go of those that are over their time. Months of playback
/// that go are an act in the ledger, because they were evidence.
/// </summary>
public sealed class RecordKeeping(StoreFactory stores, Ledger ledger, RecordRetention kept, TimeProvider clock)
{
    private static readonly MonthTable Plays = new("plays", "month"), Readings = new("readings", "at");

    /// <summary>The tables that lie by month.</summary>
    public static IReadOnlyList<MonthTable> Tables { get; } = [Plays, Readings];

    /// <summary>Doing it twice does nothing the second time. Returns what was done, in words for the log.</summary>
    public async Task<IReadOnlyList<string>> TidyAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        var done = new List<string>();
        await using (var db = stores.Open())
        {
            foreach (var table in Tables) done.AddRange(await table.EnsureAsync(db, today.AddMonths(-1), today.AddMonths(2), cancel));
            foreach (var (month, rows) in await Readings.DropBeforeAsync(db, today.AddMonths(-kept.ReadingMonths), cancel)) done.Add(string.Create(VnText.Culture, $"readings {month:yyyy-MM}: -{rows}"));
        }
        var gone = await ledger.WriteAsync(
            async (db, acts) =>
            {
                var months = await Plays.DropBeforeAsync(db, today.AddMonths(-kept.PlayMonths), cancel);
                foreach (var (month, rows) in months)
                    acts.Record("langso", "plays-released", month.ToString("yyyy-MM", VnText.Culture), new { rows, keptMonths = kept.PlayMonths });
                return months;
            },
            cancel);
        done.AddRange(gone.Select(g => string.Create(VnText.Culture, $"plays {g.Month:yyyy-MM}: -{g.Rows}")));
        return done;
    }
}
