namespace LangSo.Bulletins.Pages;

/// <summary>What devices made of a bulletin, counted on its denominators.</summary>
internal sealed record EvidenceTable(IReadOnlyList<DeviceEvidence> Devices, bool HasSound)
{
    public int Loudspeakers => Devices.Count(d => !d.IsBoard);
    public int Boards => Devices.Count(d => d.IsBoard);
    public int Played => Devices.Count(d => d is { IsBoard: false, Step: "played" });
    public int Received => Devices.Count(d => d is { IsBoard: false, Step: "received" or "playing" or "played" });
    public int Showing => Devices.Count(d => d is { IsBoard: true, Step: "playing" or "played" });
    public int Refused => Devices.Count(d => d.Step == "refused");
}
