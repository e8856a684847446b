using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>
/// Taking an applied change back by rows that compensate it: what began is recorded as never having been, what ended or changed goes
/// on as it was, the edges are withdrawn. From the day of the undo on every answer is what it was before the change; what was
/// answered between stays answered.
/// </summary>
public static class ChangeUndo
{
    /// <summary>The rows, or what was built on the change since.</summary>
    public static Outcome<ChangeRows> Of(Gazetteer gazetteer, ChangeDraft draft, DateOnly applied, DateOnly today)
    {
        if (draft.On is not { } on) throw new InvalidOperationException("An applied draft has a day.");
        var (problems, versions, undone) = (new List<Problem>(), new List<UnitVersion>(), new List<UnitId>());
        var (eve, touched) = (new AsOf(on.AddDays(-1), DateOnly.MaxValue), draft.Units.Select(u => u.Unit).ToHashSet());
        var below = gazetteer.Life(DateOnly.MaxValue).Where(v => v.From >= on && v.Parent is not null && !touched.Contains(v.Unit)).ToLookup(v => v.Parent!.Value);
        foreach (var unit in draft.Units)
        {
            if (gazetteer.Life(unit.Unit).FirstOrDefault(v => v.From == on) is not { } version) continue;
            if (version.To is not null || version.Recorded != applied)
                problems.Add(new Problem("undo", "{0} ({1}) đã có thay đổi sau đợt này; hoàn tác đợt sau trước.", version.FullName, version.Code));
            var newer = gazetteer.Find(unit.Unit, eve) is null ? below[unit.Unit].FirstOrDefault() : null;
            if (newer is not null)
                problems.Add(new Problem("undo", "{0} ({1}) đã có đơn vị trực thuộc mới: {2}.", version.FullName, version.Code, newer.FullName));
            versions.Add(version with { To = on, Recorded = today });
            undone.Add(unit.Unit);
        }
        foreach (var unit in touched.Concat(draft.Edges.Select(e => e.From)).Distinct())
        {
            if (gazetteer.Life(unit).FirstOrDefault(v => v.To == on && v.From < on) is not { } ended || ended.Recorded != applied) continue;
            versions.Add(ended with { To = null, Recorded = today });
            if (!touched.Contains(unit)) undone.Add(unit);
        }
        if (problems.Count > 0) return problems;
        var written = draft.Edges.Select(e => (e.From, e.To)).ToHashSet();
        var edges = gazetteer.Edges.Where(e => e.On == on && e.Recorded == applied && e.Withdrawn is null && written.Contains((e.From, e.To)))
            .Select(e => e with { Withdrawn = today }).ToList();
        var instrument = gazetteer.Events.Where(e => e.On == on && e.Recorded == applied && touched.Contains(e.Unit)).Select(e => e.Instrument).FirstOrDefault();
        return new ChangeRows(versions, edges, instrument is null ? [] : [.. undone.Select(u => new UnitEvent("undo", on, u, instrument, "", today, ""))]);
    }
}
