using System.Globalization;
using LangSo.Foundation;
using LangSo.Territory;
using LangSo.Territory.Changes;

namespace LangSo.Reports.Pages;

/// <summary>One step of writing a draft: merge the chosen units, change one, or split one.</summary>
public sealed class DraftDeed
{
    /// <summary>merge, change or split.</summary>
    public string? What { get; set; }

    /// <summary>Code from that day on.</summary>
    public string? Code { get; set; }

    /// <summary>Kind from that day on.</summary>
    public string? Kind { get; set; }

    /// <summary>Name without the kind.</summary>
    public string? Name { get; set; }

    /// <summary>Code of the unit above; empty keeps that of the first chosen unit.</summary>
    public string? Parent { get; set; }

    /// <summary>The clause, or empty.</summary>
    public string? Clause { get; set; }

    /// <summary>Of a split: a line a part, "mã; loại; tên; tỷ lệ"; the share may be empty.</summary>
    public string? Parts { get; set; }

    /// <summary>The draft with this step, or why not.</summary>
    public Outcome<ChangeDraft> On(ChangeDraft draft, Gazetteer units, AsOf eve, IReadOnlyList<string> picked)
    {
        var chosen = picked.Select(p => units.Find(new UnitId(p), eve)).OfType<UnitVersion>().ToList();
        if (chosen.Count == 0) return new Problem("pick", "Tìm và chọn ít nhất một đơn vị.");
        var parent = chosen[0].Parent;
        if (VnText.Clean(Parent) is { Length: > 0 } above)
        {
            if (draft.Units.FirstOrDefault(u => u.Code == above)?.Unit is { } fresh) parent = fresh;
            else if (units.ByCode(above, eve) is { } there) parent = there.Unit;
            else return new Problem("parent", "Không có đơn vị nào mang mã {0}.", above);
        }
        switch (What)
        {
            case "merge":
                var merged = Unit(DraftUnit.NewUnit(units), Code, Kind, Name, parent);
                return draft with { Units = [.. draft.Units, merged], Edges = [.. draft.Edges, .. chosen.Select(v => new DraftEdge(v.Unit, merged.Unit, true))] };
            case "change":
                if (chosen.Count > 1) return new Problem("pick", "Chọn đúng một đơn vị.");
                return draft with { Units = [.. draft.Units, Unit(chosen[0].Unit, Or(Code, chosen[0].Code), Or(Kind, chosen[0].Kind), Or(Name, chosen[0].Name), parent)] };
            case "split":
                if (chosen.Count > 1) return new Problem("pick", "Chọn đúng một đơn vị.");
                return Split(draft, units, chosen[0], parent);
            default:
                return new Problem("what", "Chọn việc cần làm.");
        }
    }

    private Outcome<ChangeDraft> Split(ChangeDraft draft, Gazetteer units, UnitVersion source, UnitId? parent)
    {
        var (parts, edges) = (new List<DraftUnit>(), new List<DraftEdge>());
        foreach (var (line, row) in (Parts ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((l, i) => (l, i + 1)))
        {
            var cells = line.Split(';', StringSplitOptions.TrimEntries);
            decimal? share = null;
            if (cells.Length is < 3 or > 4) return new Problem("parts", "Phần dòng {0}: viết “mã; loại; tên; tỷ lệ”.", row);
            if (cells.Length == 4 && cells[3].Length > 0)
            {
                if (!decimal.TryParse(cells[3].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read))
                    return new Problem("parts", "Phần dòng {0}: tỷ lệ “{1}” không phải số từ 0 đến 1.", row, cells[3]);
                share = read;
            }
            var code = VnText.Clean(cells[0]);
            var part = draft.Units.FirstOrDefault(u => u.Code == code) ?? Unit(DraftUnit.NewUnit(units), code, cells[1], cells[2], parent);
            if (!draft.Units.Contains(part)) parts.Add(part);
            edges.Add(new DraftEdge(source.Unit, part.Unit, false, share));
        }
        return edges.Count < 2 ? new Problem("parts", "Chia thì có từ hai phần.") : draft with { Units = [.. draft.Units, .. parts], Edges = [.. draft.Edges, .. edges] };
    }

    private DraftUnit Unit(UnitId unit, string? code, string? kind, string? name, UnitId? parent) =>
        new(unit, VnText.Clean(code), VnText.Clean(kind).ToLower(VnText.Culture), VnText.Clean(name), parent, VnText.Clean(Clause));

    private static string Or(string? given, string old) => string.IsNullOrWhiteSpace(given) ? old : given;
}
