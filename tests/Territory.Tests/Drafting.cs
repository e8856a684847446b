using LangSo.Foundation;
using LangSo.Territory.Changes;

namespace LangSo.Territory.Tests;

/// <summary>Drafts written shortly, by the codes of the day before.</summary>
internal sealed class Drafting(Gazetteer units, string on)
{
    private readonly DateOnly _on = DateOnly.Parse(on, VnText.Culture);
    private readonly List<DraftUnit> _units = [];
    private readonly List<DraftEdge> _edges = [];
    private DateOnly _issued = DateOnly.Parse(on, VnText.Culture).AddDays(-20);

    public ChangeDraft Draft => new("Thử", _on, new DraftInstrument("NQ 1/NQ-UBTVQH16", "Nghị quyết thử", _issued), _units, _edges);

    public UnitVersion Version(string code) => units.ByCode(code, new AsOf(_on.AddDays(-1), DateOnly.MaxValue)) ?? throw new InvalidOperationException("No unit " + code);

    public UnitId Unit(string code) => Version(code).Unit;

    public Drafting Issued(string day)
    {
        _issued = DateOnly.Parse(day, VnText.Culture);
        return this;
    }

    public Drafting New(string code, string kind, string name, out UnitId unit, string province = "37")
    {
        unit = DraftUnit.NewUnit(units);
        _units.Add(new DraftUnit(unit, code, kind, name, Unit(province), "khoản 1"));
        return this;
    }

    public Drafting Edge(UnitId from, UnitId to, bool whole, decimal? share = null)
    {
        _edges.Add(new DraftEdge(from, to, whole, share));
        return this;
    }

    public Drafting Merge(string code, string kind, string name, params string[] sources)
    {
        New(code, kind, name, out var unit);
        foreach (var source in sources) Edge(Unit(source), unit, true);
        return this;
    }

    public Drafting Split(string source, params (string Code, decimal? Share)[] parts)
    {
        foreach (var (code, share) in parts) New(code, "xã", "Phần " + code, out var unit).Edge(Unit(source), unit, false, share);
        return this;
    }

    public Drafting Change(string code, Func<UnitVersion, UnitVersion> change, UnitId? parent = null)
    {
        var after = change(units.ByCode(code, new AsOf(_on.AddDays(-1), DateOnly.MaxValue)) ?? Version(code));
        _units.Add(new DraftUnit(after.Unit, after.Code, after.Kind, after.Name, parent ?? after.Parent));
        return this;
    }

    public Drafting Rename(string code, string name) => Change(code, v => v with { Name = name });

    public Drafting Recode(string code, string newCode) => Change(code, v => v with { Code = newCode });
}
