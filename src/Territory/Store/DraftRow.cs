using System.Text.Json;
using LangSo.Foundation;
using LangSo.Territory.Changes;

namespace LangSo.Territory.Store;

/// <summary>A draft in the store. Working paper: what is official are the rows and the acts that applying it records.</summary>
internal sealed class DraftRow
{
    public required string Id { get; init; }

    public required string Title { get; set; }

    public DraftState State { get; set; }

    public DateOnly? On { get; set; }

    public int Units { get; set; }

    public int Edges { get; set; }

    public required string Body { get; set; }

    public int Revision { get; set; }

    public required string Author { get; init; }

    public DateTime Changed { get; set; }

    public DateOnly? Applied { get; set; }

    public string By { get; set; } = "";

    public void Write(ChangeDraft draft) =>
        (Title, On, Units, Edges, Body) = (draft.Title, draft.On, draft.Units.Count, draft.Edges.Count, JsonSerializer.Serialize(draft, LangSoJson.Compact));

    public StoredDraft Read() => new(Id, State, JsonSerializer.Deserialize<ChangeDraft>(Body, LangSoJson.Compact)!, Revision, Author, Changed, Applied, By);
}
