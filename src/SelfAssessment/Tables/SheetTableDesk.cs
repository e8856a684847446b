using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.SelfAssessment;

/// <summary>What came of a table.</summary>
/// <param name="Saved">Values that are new on the sheet.</param>
/// <param name="Same">Rows that say what stands already.</param>
/// <param name="Faults">What is wrong; then nothing was saved.</param>
/// <param name="HeaderRow">The row of its headings.</param>
/// <param name="Remark">What the person should know although it was saved.</param>
public sealed record TakenSheet(int Saved, int Same, IReadOnlyList<TableFault> Faults, int HeaderRow, Problem? Remark);

/// <summary>
/// Gives a sheet out as a table and takes it in again, wholly or not at all, through the same checks as what is typed. A blank cell takes nothing
/// back, and a cell that nobody touched says nothing.
/// </summary>
public sealed partial class SheetTableDesk(StoreFactory stores, SheetReader reader, SyncDesk desk, Assessor assessor, ISheetTables tables)
{
    /// <summary>The sheet as a workbook (<c>xlsx</c>) or <c>csv</c>.</summary>
    public byte[] Give(SheetView sheet, string form)
    {
        using var to = new MemoryStream();
        var rows = sheet.Criteria.SelectMany(c => c.Rows.SelectMany(r => r.Fields.Select(f => new GivenRow(
            c.Criterion.Criterion.Code + ". " + c.Criterion.Criterion.Name, NameOf(r, f), SheetWords.Level(r.Asked), SheetWords.Value(f.Now?.Value), r.Asked.Indicator.Kind == ValueKind.YesNo ? null : f.Now?.Number,
            r.Asked.Indicator.Unit, NoteOf(f), f.Indicator)))).ToList();
        tables.Write(form, new GivenTable(
            string.Create(VnText.Culture, $"Phiếu tự đánh giá năm {sheet.Sheet.Year}, {sheet.Unit.FullName}"),
            [sheet.Set.Name + ". Xét tại ngày " + VnTime.Text(sheet.Day) + "." + (sheet.Version.Sample ? " Bộ tiêu chí minh họa một phần." : ""), Mark(sheet)], rows,
            [
                "Điền cột Giá trị: số (85,5), Có hoặc Không, Không áp dụng. Ô để trống thì giữ nguyên số đang có; muốn rút một số thì xóa trên phiếu.",
                "Cột Ghi chú để người điền dùng, không nạp vào phiếu. Không sửa cột Mã và dòng Mã phiếu.",
            ]), to);
        return to.ToArray();
    }

    /// <summary>Takes a table in. What is no table, or not this sheet's, is a problem; rows that are wrong are named in the answer.</summary>
    public async Task<Outcome<TakenSheet>> TakeAsync(SyncCaller caller, SheetKey sheet, string path, string name, CancellationToken cancel)
    {
        if (!reader.Reaches(caller, sheet.Unit)) return SyncChecks.NoRight();
        var view = await reader.ReadAsync(sheet, cancel);
        if (!view.Ok) return view.Problems.ToList();
        if (view.Value.Closed is { } closed) return closed;
        var table = tables.Read(path);
        if (!table.Ok) return table.Problems.ToList();
        var mark = table.Value.Above.Select(t => Marked().Match(t)).FirstOrDefault(m => m.Success);
        if (mark is not null && NotThis(mark, view.Value) is { } other) return other;

        var (rows, faults, same) = Read(table.Value, view.Value);
        if (rows.Count + faults.Count == 0) return new TakenSheet(0, same, [], table.Value.HeaderRow, null);
        var (seen, form) = (mark is null ? long.MaxValue : long.Parse(mark.Groups["seen"].Value, CultureInfo.InvariantCulture), mark?.Groups["form"].Value ?? view.Value.Version.Id);
        var ops = await OpsAsync(view.Value, rows, seen, form, cancel);
        var results = await desk.ApplyWholeAsync(caller, "bang-" + Guid.NewGuid().ToString("n"), ops, await FileAsync(path, name, cancel), write: faults.Count == 0);
        for (var i = 0; i < rows.Count; i++)
            if (results[i].Outcome is SyncOutcome.Hard or SyncOutcome.Rejected) faults.Add(new TableFault(rows[i].Row.Row, rows[i].Row.Column, Why(results[i])));
        return new TakenSheet(faults.Count == 0 ? rows.Count : 0, same, [.. faults.OrderBy(f => f.Row)], table.Value.HeaderRow, results.Select(r => r.Reason).FirstOrDefault(r => r?.Field == "form"));
    }

    /// <summary>The table that came with the reasons beside its rows, and the ending of its name.</summary>
    public (byte[] Bytes, string Ending) Marked(string path, TakenSheet taken)
    {
        using var to = new MemoryStream();
        var ending = tables.Mark(path, taken.HeaderRow, taken.Faults, to);
        return (to.ToArray(), ending);
    }

    private readonly record struct Filled(TakenRow Row, SheetField Field, string Value);

    private (List<Filled> Rows, List<TableFault> Faults, int Same) Read(TakenTable table, SheetView sheet)
    {
        var (byId, byName) = (new Dictionary<string, (SheetRow Row, SheetField Field)>(StringComparer.Ordinal), new Dictionary<string, (SheetRow Row, SheetField Field)>(StringComparer.Ordinal));
        foreach (var row in sheet.Rows)
            foreach (var field in row.Fields)
            {
                byId.TryAdd(field.Indicator, (row, field));
                byName.TryAdd(VnText.Fold(NameOf(row, field)), (row, field));
            }
        var (filled, faults, same, said) = (new List<Filled>(), new List<TableFault>(), 0, new Dictionary<string, (int Row, string Value)>(StringComparer.Ordinal));
        foreach (var row in table.Rows.Where(r => r.Text.Length > 0))
        {
            var found = byId.TryGetValue(row.Id, out var asked) || byName.TryGetValue(VnText.Fold(row.Name), out asked);
            if (!found)
            {
                // A signature below the table is no value.
                if (row.Id.Length + row.Name.Length > 0) Fault(row, new Problem("indicator", "phiếu này không hỏi “{0}”", row.Id.Length > 0 ? row.Id : row.Name));
                else if (SheetWords.Number(row.Text) is not null) Fault(row, new Problem("indicator", "thiếu mã và tên chỉ tiêu"));
                continue;
            }
            var indicator = assessor.Current.Facts.Indicators[asked.Field.Indicator];
            var (value, refusal) = row.Value(indicator, false);
            if (refusal is not null)
            {
                Fault(row, new Problem("value", "giá trị không đọc được: {0}", refusal));
                continue;
            }
            if (value is null) continue;
            if (said.TryGetValue(asked.Field.Indicator, out var earlier))
            {
                if (earlier.Value != value) Fault(row, new Problem("value", "nói khác dòng {0} về cùng chỉ tiêu", earlier.Row));
                continue;
            }
            said[asked.Field.Indicator] = (row.Row, value);
            if (value == asked.Field.Now?.Value || row.Value(indicator, true).Value == value) same++;
            else filled.Add(new Filled(row, asked.Field, value));
        }
        return (filled, faults, same);

        void Fault(TakenRow row, Problem why) => faults.Add(new TableFault(row.Row, row.Column, why));
    }

    /// <summary>What somebody else changed since the table was given out was not seen by who filled it in.</summary>
    private async Task<List<SyncOp>> OpsAsync(SheetView sheet, List<Filled> rows, long seen, string form, CancellationToken cancel)
    {
        var key = sheet.Sheet;
        await using var db = stores.Open();
        var heads = (await db.HeadsAsync([(key.Unit, key.Year)], cancel))[(key.Unit, key.Year)];
        return [.. rows.Select((r, i) => (r, i, Head: heads.Of(r.Field.Indicator))).Select(x => new SyncOp(
            Guid.NewGuid().ToString("n"), x.Head is null ? SyncOp.Create : SyncOp.Edit, key.Unit.Value, key.Set, key.Year, x.r.Field.Indicator, x.r.Value,
            x.Head is { } head && head.Id <= seen ? head.Version : 0, sheet.Seen, x.i + 1, Form: form))];
    }

    private Problem? NotThis(Match mark, SheetView sheet)
    {
        var (unit, set, year) = (new UnitId(mark.Groups["unit"].Value), mark.Groups["set"].Value, mark.Groups["year"].Value);
        if (unit == sheet.Sheet.Unit && set == sheet.Sheet.Set && year == sheet.Sheet.Year.ToString(CultureInfo.InvariantCulture)) return null;
        var name = assessor.Current.Units.Life(unit, sheet.Day) is [.., var last] ? last.FullName : unit.Value;
        return new Problem("file", "Bảng này là phiếu của {0}, bộ {1}, năm {2}. Mở đúng phiếu đó rồi nạp.", name, assessor.Current.Shelf.Sets.TryGetValue(set, out var known) ? known.Name : set, year);
    }

    private static Problem Why(SyncResult result) => result is { Outcome: SyncOutcome.Hard, Theirs: { } theirs }
        ? new Problem("value", "sau khi tải bảng, {0} đã ghi {1} ({2}); tải bảng mới, hoặc sửa số này trên phiếu", theirs.By, theirs.Value is null ? "rút lại giá trị" : SheetWords.Value(theirs.Value), VnTime.Moment(new DateTimeOffset(theirs.At, TimeSpan.Zero)))
        : result.Reason!;

    private static async Task<SheetFile> FileAsync(string path, string name, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return new SheetFile(VnText.Clean(name), Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)));
    }

    private static string Mark(SheetView sheet) => string.Create(CultureInfo.InvariantCulture, $"Mã phiếu: {sheet.Sheet.Unit.Value}/{sheet.Sheet.Set}/{sheet.Sheet.Year}/{sheet.Version.Id}/{sheet.Seen}");

    private static string NameOf(SheetRow row, SheetField field) => row.Asked.Indicator.Code + " " + row.Asked.Indicator.Name + (field.Label.Length > 0 ? " (" + field.Label + ")" : "");

    private static string NoteOf(SheetField field) => string.Join(". ", ((string?[])[field.Before is { } before ? "Năm trước: " + SheetWords.Value(before.Value) : null,
        field.Now is { } now && !field.Typed ? "Đang lấy từ: " + now.Source : null]).OfType<string>());

    [GeneratedRegex("^Mã phiếu: (?<unit>[^/ ]+)/(?<set>[^/ ]+)/(?<year>[0-9]{4})/(?<form>[^ ]+)/(?<seen>[0-9]{1,18})")]
    private static partial Regex Marked();
}
