using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Territory.DataFiles;

namespace LangSo.Criteria.Sets;

/// <summary>Every set and provincial layer of a data folder: unchanging.</summary>
/// <param name="Sets">By id.</param>
/// <param name="Layers">In the order of their files.</param>
public sealed record SetShelf(IReadOnlyDictionary<string, CriteriaSet> Sets, IReadOnlyList<SetLayer> Layers)
{
    /// <summary>What becomes of each indicator's values when units merge.</summary>
    public CarryTable Carry { get; init; } = CarryTable.Empty;

    /// <summary>No sets.</summary>
    public static SetShelf Empty { get; } = new(new Dictionary<string, CriteriaSet>(), []);

    /// <summary>
    /// Reads <c>criteria/sets/*.json</c> and <c>criteria/layers/*.json</c>, all or nothing. <paramref name="units"/> are the names of units by id,
    /// to check the provinces of layers by; null leaves that out. A set that the province has <paramref name="taken"/> stands in the place of
    /// the file of the same id, and so does a layer.
    /// </summary>
    public static Outcome<SetShelf> Read(
        string dataFolder, IReadOnlyDictionary<string, Indicator> indicators, IReadOnlyDictionary<UnitId, string>? units = null, IReadOnlyList<TakenSet>? taken = null,
        IReadOnlyList<TakenSet>? takenLayers = null)
    {
        var problems = new List<Problem>();
        var sets = new Dictionary<string, CriteriaSet>(StringComparer.Ordinal);
        foreach (var (folder, file) in Files(dataFolder, "sets"))
        {
            var words = JsonData.Read<SetFile>(folder, file);
            problems.AddRange(words.Problems);
            if (!words.Ok) continue;
            var reader = new SetReader(file, indicators);
            var set = reader.Read(words.Value);
            problems.AddRange(reader.Problems);
            if (!sets.TryAdd(set.Id, set)) problems.Add(new Problem(file, "{0}, {1}, {2}: {3}.", file, "bộ " + set.Id, "id", "đã có ở tệp khác"));
        }
        foreach (var item in taken ?? [])
        {
            var set = ReadOne(item.Text, item.File, indicators);
            problems.AddRange(set.Problems);
            if (set.Ok) sets[set.Value.Id] = set.Value;
        }
        var layers = new List<SetLayer>();
        var layerFiles = Files(dataFolder, "layers").Select(f => (f.File, Words: JsonData.Read<LayerFile>(f.Folder, f.File)))
            .Where(f => !f.Words.Ok || takenLayers?.Any(t => t.Set == f.Words.Value.Id) != true)
            .Concat((takenLayers ?? []).Select(t => (t.File, Words: JsonData.ReadText<LayerFile>(t.Text, t.File))));
        foreach (var (file, words) in layerFiles)
        {
            problems.AddRange(words.Problems);
            if (!words.Ok) continue;
            var reader = new LayerReader(file, indicators);
            if (reader.Read(words.Value, sets, units) is { } layer)
            {
                if (layers.Any(l => l.Set == layer.Set && l.Province == layer.Province && (l.To is null || layer.From < l.To) && (layer.To is null || l.From < layer.To)))
                    problems.Add(new Problem(file, "{0}, {1}, {2}: {3}.", file, "lớp " + layer.Id, "from", "tỉnh này đã có lớp khác trên bộ " + layer.Set + " trong thời gian này"));
                layers.Add(layer);
            }
            problems.AddRange(reader.Problems);
        }
        var carry = CarryTable.Read(dataFolder, indicators);
        problems.AddRange(carry.Problems);
        return problems.Count > 0 ? problems : new SetShelf(sets, layers) { Carry = carry.Value };
    }

    /// <summary>One set from the words of its file, or everything that is wrong with it.</summary>
    internal static Outcome<CriteriaSet> ReadOne(string text, string file, IReadOnlyDictionary<string, Indicator> indicators)
    {
        var words = JsonData.ReadText<SetFile>(text, file);
        if (!words.Ok) return words.Problems.ToList();
        var reader = new SetReader(file, indicators);
        var set = reader.Read(words.Value);
        return reader.Problems.Count > 0 ? reader.Problems.ToList() : set;
    }

    /// <summary>
    /// What of a version decides, by item: a hash of each criterion and indicator that is not <c>sample</c>. The ledger keeps them, so that a
    /// version that was in use cannot be edited unseen.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Seals(SetVersion version)
    {
        var seals = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["from"] = version.From.ToString("yyyy-MM-dd", VnText.Culture) };
        foreach (var (criterion, indicator) in version.Indicators)
        {
            if (!indicator.Sample)
                seals[indicator.Code] = Hash(new { criterion = criterion.Code, criterion.Key, criterion.OneOf, indicator.Kind, indicator.Direction, indicator.Fact, indicator.ProvinceSets, indicator.BySex });
            foreach (var level in indicator.Thresholds.Where(t => !t.Sample))
                seals[indicator.Code + " " + level.Group + " " + level.From.ToString("yyyy-MM-dd", VnText.Culture)] = Hash(new { level.Value, level.To });
        }
        return seals;
    }

    private static string Hash<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, LangSoJson.Compact)))[..16];

    private static IEnumerable<(string Folder, string File)> Files(string dataFolder, string name)
    {
        var folder = Path.Combine(dataFolder, "criteria", name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(f => (folder, Path.GetFileName(f))).OrderBy(f => f.Item2, StringComparer.Ordinal) : [];
    }
}
