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
public sealed class SetDesk(Assessor assessor, SetSeals seals, TakenSets taken, Ledger ledger)
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
    public async Task<Outcome<CriteriaSet>> TakeAsync(string file, string text, string by, CancellationToken cancel)
    {
        var read = await ReadAsync(file, text, cancel);
        if (!read.Ok) return read.Problems.ToList();
        var (proposal, shelf) = read.Value;
        if (proposal.Versions.Count == 0 && proposal.Before is not null && await FileAsync(proposal.Set.Id, cancel) == text)
            return new Problem("file", "Tệp giống hệt bộ đang dùng.");
        var sealing = await seals.NewAsync(shelf, cancel);
        await ledger.WriteAsync((_, acts) =>
        {
            TakenSets.Record(acts, proposal.Set.Id, file, text, by);
            SetSeals.Record(acts, sealing, by);
            return Task.FromResult(true);
        }, cancel);
        var opened = await assessor.OpenAsync(assessor.DataFolder!, cancel);
        return opened.Ok ? proposal.Set : opened.Problems.ToList();
    }

    private async Task<Outcome<(SetProposal Proposal, SetShelf Shelf)>> ReadAsync(string file, string text, CancellationToken cancel)
    {
        var book = assessor.Current;
        if (assessor.DataFolder is not { } folder || book.Facts.Indicators.Count == 0) return new Problem("file", "Chưa có chỉ tiêu nào để kiểm bộ tiêu chí.");
        var set = SetShelf.ReadOne(text, file, book.Facts.Indicators);
        if (!set.Ok) return set.Problems.ToList();
        // Layers of provinces lie on the set: with the new one under them they must still be sound.
        var others = (await taken.AllAsync(cancel)).Where(t => t.Set != set.Value.Id);
        var shelf = SetShelf.Read(folder, book.Facts.Indicators, Assessor.Names(book.Units), [.. others, new TakenSet(set.Value.Id, file, text, "", default)]);
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
