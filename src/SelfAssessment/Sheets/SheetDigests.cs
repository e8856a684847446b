using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment;

/// <summary>Binds what a sheet shows to one hash.</summary>
public interface ISheetDigest
{
    /// <summary>SHA-256, hex, of every value and every evidence file that the sheet shows, read within the caller's transaction.</summary>
    Task<string> OfAsync(SheetKey sheet, StoreContext db, CancellationToken cancel);
}

/// <summary>The version of the set, the values in force and the files of the year, in one order, read from the store and not from memory.</summary>
internal sealed class StoreDigest(Assessor assessor, TimeProvider clock) : ISheetDigest
{
    public async Task<string> OfAsync(SheetKey sheet, StoreContext db, CancellationToken cancel)
    {
        var today = clock.Today();
        var form = SheetForm.Of(assessor.Current, sheet, today).Value;
        var asked = form.Asked.Keys.Order(StringComparer.Ordinal).ToList();
        var facts = await db.Set<Fact>().AsNoTracking().Where(f => f.Unit == sheet.Unit && asked.Contains(f.Indicator)).OrderBy(f => EF.Property<long>(f, "Id")).ToListAsync(cancel);
        var book = new FactBook(assessor.Current.Facts.Indicators.Values, facts);
        var values = asked.Select(a => book.Find(a, sheet.Unit, new AsOf(form.Day, today))).OfType<Fact>().Select(f => new { f.Indicator, f.Value, f.From, f.To, f.SourceKind, f.Source });
        var files = (await EvidenceBook.ToldAsync(db, sheet.Unit, sheet.Year, cancel)).Where(t => form.Asked.ContainsKey(t.Row.Indicator))
            .OrderBy(t => t.Row.Indicator, StringComparer.Ordinal).ThenBy(t => t.Row.Sha256, StringComparer.Ordinal).Select(t => new { t.Row.Indicator, t.Row.Sha256, t.Row.Name });
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { unit = sheet.Unit.Value, sheet.Set, sheet.Year, version = form.Version.Id, values, files }, LangSoJson.Compact);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
