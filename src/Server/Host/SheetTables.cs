using LangSo.Foundation;
using LangSo.SelfAssessment;
using LangSo.Sheets;

namespace LangSo.Server.Host;

/// <summary>Gives a sheet out as the table that can be taken in again.</summary>
internal sealed class SheetTables(FactExport export) : ISheetTables
{
    public Outcome<int> Write(string form, AsOf asOf, UnitId unit, IReadOnlyList<string> indicators, Stream to, CancellationToken cancel)
    {
        var ask = new ExportAsk(asOf, unit, indicators);
        return form == "xlsx" ? export.WriteXlsx(ask, to, cancel) : export.WriteCsv(ask, to, cancel);
    }
}
