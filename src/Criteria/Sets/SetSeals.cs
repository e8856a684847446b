using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Criteria.Sets;

/// <summary>
/// The ledger's memory of sets: what decided in each version when it was loaded. From the first day of effect a sealed item may not change; a
/// change of law is a version of its own. Items that are <c>sample</c> are not sealed: the province fills them in.
/// </summary>
public sealed class SetSeals(Ledger ledger, TimeProvider clock)
{
    private sealed record Sealed(IReadOnlyDictionary<string, string> Seals);

    /// <summary>Every item that differs from what was loaded before and is in force.</summary>
    internal async Task<List<Problem>> BrokenAsync(SetShelf shelf, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        foreach (var (set, version) in Versions(shelf))
        {
            if (version.From > clock.Today() || await LastAsync(set, version, cancel) is not { } old) continue;
            var now = SetShelf.Seals(version);
            foreach (var (item, seal) in old)
                if (now.GetValueOrDefault(item) != seal)
                    problems.Add(new Problem(set.Id, "Bộ {0}, bản {1}, {2}: đã dùng nên không được sửa. Thêm một bản sửa đổi (amends) có ngày hiệu lực mới.", set.Id, version.Id, Word(item)));
        }
        return problems;
    }

    /// <summary>The versions of which something is to be sealed, with all that decides in them.</summary>
    internal async Task<List<(string Subject, IReadOnlyDictionary<string, string> Seals)>> NewAsync(SetShelf shelf, CancellationToken cancel)
    {
        var found = new List<(string, IReadOnlyDictionary<string, string>)>();
        foreach (var (set, version) in Versions(shelf))
        {
            var now = SetShelf.Seals(version);
            var old = await LastAsync(set, version, cancel);
            if (old is null || now.Count != old.Count || now.Any(s => old.GetValueOrDefault(s.Key) != s.Value)) found.Add((Subject(set, version), now));
        }
        return found;
    }

    internal static void Record(Ledger.Recorder acts, IEnumerable<(string Subject, IReadOnlyDictionary<string, string> Seals)> seals, string actor = "langso")
    {
        foreach (var (subject, items) in seals) acts.Record(actor, "load", subject, new Sealed(items));
    }

    private async Task<IReadOnlyDictionary<string, string>?> LastAsync(CriteriaSet set, SetVersion version, CancellationToken cancel)
    {
        var (_, rows) = await ledger.PageAsync(1, 1, Subject(set, version), cancel);
        return rows.Count == 0 ? null : JsonSerializer.Deserialize<Sealed>(rows[0].Body, LangSoJson.Compact)!.Seals;
    }

    private static IEnumerable<(CriteriaSet Set, SetVersion Version)> Versions(SetShelf shelf) => shelf.Sets.Values.SelectMany(s => s.Versions.Select(v => (s, v)));

    private static string Subject(CriteriaSet set, SetVersion version) => "criteria-set:" + set.Id + "@" + version.Id;

    private static string Word(string item) => item == "from" ? "ngày hiệu lực" : item.Split(' ') is [var code, var group, var day] ? "mức của chỉ tiêu " + code + ", nhóm " + group + ", từ " + day : "chỉ tiêu " + item;
}
