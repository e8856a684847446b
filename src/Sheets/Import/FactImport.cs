using System.Security.Cryptography;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Sheets.Store;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Sheets;

/// <summary>Takes a table of facts in: read and checked wholly first, then written in one act that keeps the file's hash, or not at all.</summary>
public sealed class FactImport(StoreFactory stores, Gazetteers gazetteers, FactBooks books, FactDesk desk, TimeProvider clock)
{
    /// <summary>
    /// Reads and checks a table, and writes it when <paramref name="write"/> and nothing is wrong. A file that is no table is a problem; rows that
    /// are wrong are named in the result.
    /// </summary>
    public async Task<Outcome<ImportResult>> RunAsync(ImportAsk ask, bool write, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        if (VnText.Clean(ask.Source).Length is 0 or > 200) return new Problem("source", "Ghi nguồn của số liệu, tối đa 200 chữ.");
        if (ask.Recorded > clock.Today()) return new Problem("recorded", "Ngày ghi nhận {0} chưa tới.", VnTime.Text(ask.Recorded));
        if (gazetteers.Current.FirstDay is null || books.Current.Indicators.Count == 0) return new Problem("data", "Chưa có đơn vị hoặc chỉ tiêu nào. Nạp dữ liệu trước, ví dụ: langso load demo.");
        var source = VnText.Clean(ask.Source);
        var batch = new FactBatch(source, ask.Recorded);
        var result = await ReadAsync(ask with { Source = source }, batch, progress, cancel);
        if (!result.Ok || !write || result.Value.Faults.Count > 0) return result;

        var (read, book) = (result.Value, books.Current);
        var saved = await desk.ImportAsync(batch, ask.Actor,
            rows => new { file = ask.Name, hash = read.Hash, source, asOf = ask.AsOf, recorded = ask.Recorded, rows },
            db => SaveMappingAsync(db, source, read.Columns, cancel),
            progress is null ? null : new Written(progress, read), cancel);
        return saved.Then<ImportResult>(rows => read with { New = rows, Written = true });
    }

    private async Task<Outcome<ImportResult>> ReadAsync(ImportAsk ask, FactBatch batch, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        var opened = SheetReader.Open(ask.Path);
        if (!opened.Ok) return opened.Problems.ToList();
        using var reader = opened.Value;
        Dictionary<string, string> saved;
        await using (var db = stores.Open())
            saved = await db.Set<SheetMapping>().AsNoTracking().Where(m => m.Source == ask.Source).ToDictionaryAsync(m => m.Header, m => m.Target, cancel);
        var book = books.Current;
        foreach (var (header, target) in ask.Map ?? new Dictionary<string, string>())
        {
            if (!book.Indicators.ContainsKey(target) && !(target.StartsWith('@') && Enum.TryParse<ColumnRole>(target[1..], ignoreCase: true, out _)))
                return new Problem("map", "Không có chỉ tiêu “{0}”.", target);
            saved[ColumnNames.Key(header)] = target;
        }
        var reading = new TableReading(reader, new ColumnNames(book.Indicators, saved), new UnitNames(gazetteers.Current, ask.Areas), batch, ask.AsOf);
        try
        {
            var ran = await Task.Run(() => reading.Run(progress, cancel), cancel);
            if (!ran.Ok) return ran.Problems.ToList();
        }
        catch (SheetRefusedException e)
        {
            return e.Problem;
        }
        var conflicts = batch.Settle(book);
        reading.Faults.AddRange(conflicts.Take(TableReading.MostFaults).Select(c => new RowFault(c.Row, c.Column, reading.Columns.FirstOrDefault(k => k.Index == c.Column)?.Header ?? "",
            "nói khác dòng " + c.Other.ToString(VnText.Culture) + " về cùng đơn vị, cùng ngày")));
        await using var file = File.OpenRead(ask.Path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        if (reading.Rows == 0) return new Problem("file", "Bảng không có dòng số liệu nào.");
        return new ImportResult(reading.Columns, reading.Rows, reading.Values, batch.Count, reading.Faults, reading.Full, false, hash) { HeaderRow = reading.HeaderRow };
    }

    private static async Task SaveMappingAsync(StoreContext db, string source, IReadOnlyList<SheetColumn> columns, CancellationToken cancel)
    {
        await db.Set<SheetMapping>().Where(m => m.Source == source).ExecuteDeleteAsync(cancel);
        db.AddRange(columns.DistinctBy(c => ColumnNames.Key(c.Header)).Where(c => ColumnNames.Key(c.Header).Length > 0).Select(c => new SheetMapping(source, ColumnNames.Key(c.Header), c.Target)));
    }

    private sealed class Written(IProgress<ImportProgress> progress, ImportResult read) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new ImportProgress(true, read.Rows, read.New == 0 ? 1 : (double)value / read.New));
    }
}
