using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Criteria.Sets;

/// <summary>A set that the province handed in, word for word.</summary>
/// <param name="Set">Its id.</param>
/// <param name="File">What the file was called.</param>
/// <param name="Text">All of it.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="At">When, UTC.</param>
public sealed record TakenSet(string Set, string File, string Text, string By, DateTime At);

/// <summary>
/// The sets that the province handed in. The ledger keeps the words of each file as an act, so that who changed what is judged, and when, can
/// never be lost or altered; nothing else stores them.
/// </summary>
public sealed class TakenSets(Ledger ledger)
{
    /// <summary>The act by which a set is taken.</summary>
    public const string Act = "criteria-set";

    /// <summary>The act by which a province's layer is taken.</summary>
    public const string LayerAct = "criteria-layer";

    private sealed record Body(string Set, string File, string Text);

    /// <summary>Of each set the newest.</summary>
    public Task<IReadOnlyList<TakenSet>> AllAsync(CancellationToken cancel) => NewestAsync(Act, cancel);

    /// <summary>Of each provincial layer the newest; <see cref="TakenSet.Set"/> is the layer's id.</summary>
    public Task<IReadOnlyList<TakenSet>> LayersAsync(CancellationToken cancel) => NewestAsync(LayerAct, cancel);

    private async Task<IReadOnlyList<TakenSet>> NewestAsync(string act, CancellationToken cancel)
    {
        var newest = new Dictionary<string, TakenSet>(StringComparer.Ordinal);
        foreach (var row in await ledger.OfActAsync(act, cancel))
            if (JsonSerializer.Deserialize<Body>(row.Body, LangSoJson.Compact) is { } body) newest[body.Set] = new TakenSet(body.Set, body.File, body.Text, row.Actor, row.At);
        return [.. newest.Values];
    }

    internal static void Record(Ledger.Recorder acts, string set, string file, string text, string by) =>
        acts.Record(by, Act, "criteria-set-file:" + set, new Body(set, file, text));

    internal static void RecordLayer(Ledger.Recorder acts, string layer, string file, string text, string by) =>
        acts.Record(by, LayerAct, "criteria-layer-file:" + layer, new Body(layer, file, text));
}
