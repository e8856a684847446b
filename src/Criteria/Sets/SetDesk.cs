using System.Text;
using LangSo.Criteria.Assessments;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory.DataFiles;

namespace LangSo.Criteria.Sets;

/// <summary>A file that was handed in and is sound: what taking it would change.</summary>
/// <param name="Set">The set as the file says it.</param>
/// <param name="Before">The set of the same id that judges now, or null when it is a new one.</param>
/// <param name="Versions">Each version that differs from the one of the same id, or is new against the one before it.</param>
public sealed record SetProposal(CriteriaSet Set, CriteriaSet? Before, IReadOnlyList<VersionChange> Versions);

/// <summary>What differs in one version.</summary>
/// <param name="Version">The version of the file.</param>
/// <param name="Against">The version it is compared with, or null when it is the first.</param>
/// <param name="Changes">What differs.</param>
public sealed record VersionChange(SetVersion Version, SetVersion? Against, IReadOnlyList<SetChange> Changes);

/// <summary>The file form of sets: hand out, check, show what would change, take.</summary>
public sealed class SetDesk(Assessor assessor, SetSeals seals, TakenSets taken, Ledger ledger, TimeProvider clock)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>The file that a set stands in: the one handed in last, else the shipped one; null when there is no such set.</summary>
    public async Task<string?> FileAsync(string set, CancellationToken cancel)
    {
        if ((await taken.AllAsync(cancel)).FirstOrDefault(t => t.Set == set) is { } mine) return mine.Text;
        if (assessor.DataFolder is not { } data) return null;
        var folder = Path.Combine(data, "criteria", "sets");
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [])
            if (JsonData.Read<SetFile>(folder, Path.GetFileName(path)) is { Ok: true } read && read.Value.Id == set) return await File.ReadAllTextAsync(path, Encoding.UTF8, cancel);
        return null;
    }

    /// <summary>Who handed a set in last and when; null when it is the shipped one.</summary>
    public async Task<TakenSet?> TakenAsync(string set, CancellationToken cancel) => (await taken.AllAsync(cancel)).FirstOrDefault(t => t.Set == set);

    /// <summary>Checks a file, and says what taking it would change. A version that was used may not be edited.</summary>
    public async Task<Outcome<SetProposal>> CheckAsync(string file, string text, CancellationToken cancel)
    {
        var read = await ReadAsync(file, text, cancel);
        return read.Ok ? read.Value.Proposal : read.Problems.ToList();
    }

    /// <summary>Takes a file into use; it is checked again, for the world may have changed since it was shown.</summary>
    public Task<Outcome<CriteriaSet>> TakeAsync(string file, string text, string by, CancellationToken cancel) => TakeAsync(file, text, by, null, cancel);

    /// <summary>The same, with what else is written in the transaction of the act.</summary>
    internal async Task<Outcome<CriteriaSet>> TakeAsync(string file, string text, string by, Func<StoreContext, Task>? also, CancellationToken cancel)
    {
        var read = await ReadAsync(file, text, cancel);
        if (!read.Ok) return read.Problems.ToList();
        var (proposal, shelf) = read.Value;
        if (proposal.Versions.Count == 0 && proposal.Before is not null && await FileAsync(proposal.Set.Id, cancel) == text)
            return new Problem("file", "Tệp giống hệt bộ đang dùng.");
        var sealing = await seals.NewAsync(shelf, cancel);
        await ledger.WriteAsync(async (db, acts) =>
        {
            if (also is not null) await also(db);
            TakenSets.Record(acts, proposal.Set.Id, file, text, by);
            SetSeals.Record(acts, sealing, by);
            return true;
        }, cancel);
        var opened = await assessor.OpenAsync(assessor.DataFolder!, cancel);
        return opened.Ok ? proposal.Set : opened.Problems.ToList();
    }

    /// <summary>Checks a province's layer against the sets and the other layers of now.</summary>
    internal async Task<Outcome<SetLayer>> CheckLayerAsync(string id, string text, CancellationToken cancel)
    {
        var read = await ReadLayerAsync(id, text, cancel);
        return read.Ok ? read.Value.Layer : read.Problems.ToList();
    }

    /// <summary>Takes a province's layer into use; the one of the same province on the same set that holds until then ends on its first day.</summary>
    internal async Task<Outcome<bool>> TakeLayerAsync(string id, string text, string by, Func<StoreContext, Task> also, CancellationToken cancel)
    {
        var read = await ReadLayerAsync(id, text, cancel);
        if (!read.Ok) return read.Problems.ToList();
        await ledger.WriteAsync(async (db, acts) =>
        {
            await also(db);
            foreach (var layer in read.Value.Texts) TakenSets.RecordLayer(acts, layer.Set, layer.File, layer.Text, by);
            return true;
        }, cancel);
        return await assessor.OpenAsync(assessor.DataFolder!, cancel);
    }

    private async Task<Outcome<(SetLayer Layer, IReadOnlyList<TakenSet> Texts)>> ReadLayerAsync(string id, string text, CancellationToken cancel)
    {
        var book = assessor.Current;
        if (assessor.DataFolder is not { } folder || book.Facts.Indicators.Count == 0) return new Problem("file", "Chưa có chỉ tiêu nào để kiểm bộ tiêu chí.");
        if (book.Shelf.Layers.FirstOrDefault(l => l.Id == id) is { } used && used.From <= clock.Today())
            return new Problem("head", "{0}, {1}, {2}: {3}.", "", "lớp " + id, "id", "quy định này đã có hiệu lực nên không sửa; đặt mã khác cho quy định mới");
        List<TakenSet> texts = [new TakenSet(id, id + ".json", text, "", default)];
        var words = JsonData.ReadText<LayerFile>(text, id + ".json");
        if (!words.Ok) return words.Problems.ToList();
        var (layers, from) = (await taken.LayersAsync(cancel), DateOnly.ParseExact(words.Value.From, "yyyy-MM-dd"));
        if (book.Shelf.Layers.FirstOrDefault(l => l.Id != id && l.Set == words.Value.LayerOf && l.Province.Value == words.Value.Province && l.From < from && (l.To is null || l.To > from)) is { } before)
        {
            var file = layers.FirstOrDefault(t => t.Set == before.Id)?.Text ?? await ShippedLayerAsync(folder, before.Id, cancel);
            if (file is not null) texts.Add(new TakenSet(before.Id, before.Id + ".json", Drafts.DraftText.Ended(file, from), "", default));
        }
        var ids = texts.Select(t => t.Set).ToHashSet(StringComparer.Ordinal);
        var shelf = SetShelf.Read(folder, book.Facts.Indicators, Assessor.Names(book.Units), await taken.AllAsync(cancel), [.. layers.Where(t => !ids.Contains(t.Set)), .. texts]);
        return shelf.Ok ? (shelf.Value.Layers.First(l => l.Id == id), texts) : shelf.Problems.ToList();
    }

    private static async Task<string?> ShippedLayerAsync(string data, string id, CancellationToken cancel)
    {
        var folder = Path.Combine(data, "criteria", "layers");
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [])
            if (JsonData.Read<LayerFile>(folder, Path.GetFileName(path)) is { Ok: true } read && read.Value.Id == id) return await File.ReadAllTextAsync(path, Encoding.UTF8, cancel);
        return null;
    }

    private async Task<Outcome<(SetProposal Proposal, SetShelf Shelf)>> ReadAsync(string file, string text, CancellationToken cancel)
    {
        var book = assessor.Current;
        if (assessor.DataFolder is not { } folder || book.Facts.Indicators.Count == 0) return new Problem("file", "Chưa có chỉ tiêu nào để kiểm bộ tiêu chí.");
        var set = SetShelf.ReadOne(text, file, book.Facts.Indicators);
        if (!set.Ok) return set.Problems.ToList();
        // Layers of provinces lie on the set: with the new one under them they must still be sound.
        var others = (await taken.AllAsync(cancel)).Where(t => t.Set != set.Value.Id);
        var shelf = SetShelf.Read(folder, book.Facts.Indicators, Assessor.Names(book.Units), [.. others, new TakenSet(set.Value.Id, file, text, "", default)], await taken.LayersAsync(cancel));
        if (!shelf.Ok) return shelf.Problems.ToList();
        var broken = await seals.BrokenAsync(shelf.Value, cancel);
        if (broken.Count > 0) return broken;
        var before = book.Shelf.Sets.GetValueOrDefault(set.Value.Id);
        if (before?.Versions.FirstOrDefault(v => set.Value.Versions.All(n => n.Id != v.Id)) is { } lost)
            return new Problem(file, "Tệp thiếu bản {0} của bộ đang dùng. Giữ mọi bản cũ, chỉ thêm bản mới.", lost.Id);
        return (new SetProposal(set.Value, before, [.. Changes(set.Value, before)]), shelf.Value);
    }

    private static IEnumerable<VersionChange> Changes(CriteriaSet set, CriteriaSet? before)
    {
        SetVersion? earlier = null;
        foreach (var version in set.Versions)
        {
            var same = before?.Versions.FirstOrDefault(v => v.Id == version.Id);
            var against = same ?? earlier;
            earlier = version;
            var changes = against is null ? [] : SetDifference.Between(against, version);
            if (same is null || changes.Count > 0 || same.From != version.From || same.To != version.To || same.Instrument != version.Instrument || same.Sample != version.Sample)
                yield return new VersionChange(version, against, changes);
        }
    }
}
