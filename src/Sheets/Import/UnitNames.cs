using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.DataFiles;

namespace LangSo.Sheets;

/// <summary>Which unit a row is about: by the code of its day, checked by the name, or by the name alone when only one is called so.</summary>
internal sealed class UnitNames(Gazetteer gazetteer, IReadOnlyList<UnitId>? areas)
{
    private readonly Dictionary<(string Code, string Name, DateOnly Day), (UnitId Unit, string? Refusal)> _known = [];
    private readonly Dictionary<DateOnly, ILookup<string, UnitVersion>> _byName = [];

    public (UnitId Unit, string? Refusal) Find(Cell code, Cell name, DateOnly day)
    {
        var key = (code.Text, name.Text, day);
        if (!_known.TryGetValue(key, out var found)) _known.Add(key, found = Look(code, name.Text.ReplaceLineEndings(" "), day));
        return found;
    }

    private (UnitId Unit, string? Refusal) Look(Cell code, string name, DateOnly day)
    {
        Outcome<UnitVersion> found;
        if (code.Text.Length > 0)
        {
            var text = code.Text;
            // A code that became a number has lost its zeros.
            if (text.Length < 5 && !text.AsSpan().ContainsAnyExceptInRange('0', '9') && !gazetteer.EverWithCode(text).Any())
                text = new[] { text.PadLeft(2, '0'), text.PadLeft(3, '0'), text.PadLeft(5, '0') }.FirstOrDefault(t => gazetteer.EverWithCode(t).Any()) ?? text;
            found = Vintage.OfCode(gazetteer, text, name, day);
        }
        else
        {
            found = ByName(name, day);
        }
        if (!found.Ok) return (default, found.Problems[0].ToString());
        var unit = found.Value;
        var asOf = new AsOf(day < unit.From ? unit.From : day, DateOnly.MaxValue);
        return areas is null || areas.Any(a => gazetteer.IsWithin(unit.Unit, a, asOf)) || IsWithinNow(unit.Unit)
            ? (unit.Unit, null)
            : (default, string.Format(VnText.Culture, "{0} ({1}) ở ngoài địa bàn của bạn", unit.FullName, unit.Code));
    }

    // A unit that is no more lies in the area of the unit that it went into.
    private bool IsWithinNow(UnitId unit)
    {
        var now = new AsOf(DateOnly.MaxValue.AddDays(-1), DateOnly.MaxValue);
        return gazetteer.HeirOf(unit, now) is { } heir && areas!.Any(a => gazetteer.IsWithin(heir.Unit, a, now));
    }

    private Outcome<UnitVersion> ByName(string name, DateOnly day)
    {
        if (!_byName.TryGetValue(day, out var names))
        {
            var first = gazetteer.FirstDay is { } start && day < start ? start : day;
            _byName.Add(day, names = gazetteer.InForce(new AsOf(first, DateOnly.MaxValue)).SelectMany(v => new[] { (Key: ColumnNames.Key(v.FullName), v), (Key: ColumnNames.Key(v.Name), v) }).ToLookup(p => p.Key, p => p.v));
        }
        var called = names[ColumnNames.Key(name)].Distinct().Where(v => Vintage.SameName(gazetteer, v, name)).ToList();
        if (areas is not null && called.Count > 1)
        {
            var now = new AsOf(day, DateOnly.MaxValue);
            called = [.. called.Where(v => areas.Any(a => gazetteer.IsWithin(v.Unit, a, now)))];
        }
        return called switch
        {
            [var one] => one,
            [] => new Problem("unit", "ngày {0} không có đơn vị nào tên “{1}”", VnTime.Text(day), name),
            _ => new Problem("unit", "ngày {0} có {1} đơn vị tên “{2}”: {3}; ghi thêm mã", VnTime.Text(day), called.Count, name, string.Join(", ", called.Take(3).Select(v => v.FullName + " (" + v.Code + ")"))),
        };
    }
}
