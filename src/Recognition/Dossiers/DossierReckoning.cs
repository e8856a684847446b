using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;

namespace LangSo.Recognition.Dossiers;

/// <summary>The one way from a dossier to the row that lists show.</summary>
internal static class DossierReckoning
{
    public static DossierRow New(DossierState state, int serial, Circumstances now)
    {
        var row = new DossierRow
        {
            Id = state.Id.ToString(), Serial = serial, Kind = state.Kind, Unit = state.Unit, Province = state.Unit, Title = state.Title, Field = state.Field, Year = state.Year, Set = state.Set,
            Sample = state.Sample, Template = "", Step = "", Status = state.Status, Version = 0, Desk = "", OpenedOn = state.OpenedOn, EnteredOn = state.EnteredOn, Order = DossierRow.NoDue,
            Escalated = false, Decided = false, Drifted = false,
        };
        Fill(row, state, now);
        return row;
    }

    public static void Fill(DossierRow row, DossierState state, Circumstances now)
    {
        var step = now.Shelf.Find(state.At.Template).Step(state.At.Step);
        // Of a unit that is no more the province of its last day counts.
        var chain = now.Units.Chain(state.Unit, new AsOf(now.Today, now.Today));
        if (chain.Count == 0 && now.Units.Life(state.Unit, now.Today) is [.., { To: { } end }]) chain = now.Units.Chain(state.Unit, new AsOf(end.AddDays(-1), now.Today));
        (row.Unit, row.Province) = (state.Unit, chain is [.., var top] ? top.Unit : row.Province);
        (row.Template, row.Step, row.Status, row.Version) = (state.At.Template, state.At.Step, state.Status, state.Version);
        row.Desk = state.Status == DossierStatus.Open && step is not null ? DossierRow.DeskKey(step.Right, state.At.Desk) : "";
        (row.EnteredOn, row.Due, row.Escalated) = (state.EnteredOn, state.Status == DossierStatus.Open ? state.At.Due : null, state.Escalated);
        row.Order = row.Due?.DayNumber ?? DossierRow.NoDue;
        (row.Decided, row.Drifted) = (state.Decision is not null && state.Bound is not null, state.Drift is { Read: false });
    }
}
