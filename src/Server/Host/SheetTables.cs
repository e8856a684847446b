using LangSo.Foundation;
using LangSo.SelfAssessment;
using LangSo.Sheets;

namespace LangSo.Server.Host;

/// <summary>The commune's sheet as the form that offices fill in, written and read by the module of tables.</summary>
internal sealed class SheetTables : ISheetTables
{
    private const string Indicator = "Chỉ tiêu", Value = "Giá trị", Was = "Số khi tải", Mark = "Mã";

    private static readonly IReadOnlyList<FormHeading> Columns =
    [
        new("Tiêu chí", FormColumn.Words, 46), new(Indicator, FormColumn.Words, 66), new("Mức phải đạt", FormColumn.Words, 16), new(Value, FormColumn.Field, 16), new("Đơn vị tính", FormColumn.Words, 12),
        new("Ghi chú", FormColumn.Words, 66), new(Was, FormColumn.Was, 14), new(Mark, FormColumn.Mark, 22),
    ];

    public void Write(string form, GivenTable table, Stream to)
    {
        var made = new FormTable("Phiếu", table.Title, table.About, Columns,
            [.. table.Rows.Select(r => (IReadOnlyList<ShownCell>)[r.Criterion, r.Indicator, r.Level, Cell(r), r.Unit, r.Note, Cell(r), r.Id])], table.Notes);
        if (form == "xlsx") made.WriteXlsx(to);
        else made.WriteCsv(to);
    }

    public Outcome<TakenTable> Read(string path) => FormReading.Read(path, [(Indicator, true), (Value, true), (Was, false), (Mark, false)])
        .Then<TakenTable>(read => new TakenTable(read.Above, read.HeaderRow, [.. read.Rows.Select(r => new TakenRow(r.Number, read.Columns[1], r.Cells[3].Text, r.Cells[0].Text, r.Cells[1].Text,
            (indicator, before) => FormReading.Value(r.Cells[before ? 2 : 1], indicator, read.Numbers)))]));

    string ISheetTables.Mark(string path, int header, IReadOnlyList<TableFault> faults, Stream to) =>
        FaultMarks.Write(path, header, faults.Select(f => new RowFault(f.Row, f.Column, "", f.Why.ToString())), to);

    private static ShownCell Cell(GivenRow row) => row.Number is { } number ? number : row.Value;
}
