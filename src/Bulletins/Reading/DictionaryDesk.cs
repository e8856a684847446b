using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Bulletins;

/// <summary>One line of a dictionary as people see it.</summary>
/// <param name="UnitName">For which unit it holds.</param>
/// <param name="Mine">True when the reader may change it.</param>
internal sealed record DictionaryLine(Pronunciation Entry, string UnitName, bool Mine);

/// <summary>A page of a dictionary.</summary>
internal sealed record DictionaryPage(IReadOnlyList<DictionaryLine> Lines, int Total, int Page);

/// <summary>Where officers correct how words are read, each for the units of their rights. Every change is an act of the ledger.</summary>
internal sealed class DictionaryDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, LocalReader reader, TimeProvider clock)
{
    /// <summary>Lines on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Corrects how a word is read in a unit and below it, from now on.</summary>
    public async Task<Outcome<Pronunciation>> SayAsync(UnitId unit, string? written, string? spoken, Officer by, CancellationToken cancel)
    {
        if (Stranger(unit, by) is { } stranger) return stranger;
        var entry = PronunciationRules.Check(written, spoken);
        if (!entry.Ok) return entry.Problems.ToList();
        var (from, to) = entry.Value;
        if ((await reader.OfAsync(unit, cancel)).Read(from).Text == to) return new Problem("spoken", "Máy đã đọc “{0}” là “{1}” rồi.", from, to);
        return await WriteAsync(unit, from, to, by, cancel);
    }

    /// <summary>Takes an entry back: the word is read by the units above, or by the house's rules, again.</summary>
    public async Task<Outcome<Pronunciation>> TakeBackAsync(Guid id, Officer by, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var entry = (await db.StandingPronunciationsAsync(cancel)).FirstOrDefault(p => p.Id == id);
        if (entry is null) return new Problem("", "Mục từ điển này đã được sửa hoặc bỏ. Mở lại danh sách.");
        if (Stranger(entry.Unit, by) is { } stranger) return stranger;
        return await WriteAsync(entry.Unit, entry.Written, "", by, cancel);
    }

    /// <summary>The entries that concern an officer: of the units they see and of those above; the newest first, or those that hold the words sought.</summary>
    public async Task<DictionaryPage> PageAsync(string? search, int page, Officer officer, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var seen = ground.Seen(officer.Sees);
        var words = VnSentence.Words(VnText.Fold(VnText.Clean(search)));
        await using var db = stores.Open();
        var found = (await db.StandingPronunciationsAsync(cancel))
            .Where(p => seen.Contains(p.Unit))
            .Where(p => VnText.Fold(p.Written + " " + p.Spoken) is var text && Array.TrueForAll(words, w => text.Contains(w, StringComparison.Ordinal)))
            .OrderByDescending(p => p.At).ThenByDescending(p => p.Id).ToList();
        page = Math.Clamp(page, 1, Math.Max(1, (found.Count + PageSize - 1) / PageSize));
        return new DictionaryPage(
            [.. found.Skip((page - 1) * PageSize).Take(PageSize).Select(p => new DictionaryLine(p, ground.NameOf(p.Unit), ground.Covers(officer.Writes, p.Unit)))],
            found.Count, page);
    }

    private async Task<Outcome<Pronunciation>> WriteAsync(UnitId unit, string written, string spoken, Officer by, CancellationToken cancel)
    {
        var row = await ledger.WriteAsync((db, acts) =>
        {
            var next = new Pronunciation(Guid.CreateVersion7(acts.Now), unit, PronunciationRules.KeyOf(written), written, spoken, by.Person.User, by.Person.Name, acts.Now);
            db.Add(next);
            acts.Record(by.Person.User, LocalReader.Act, unit.Value, new { written, spoken });
            return Task.FromResult(next);
        }, cancel);
        reader.Forget();
        return row;
    }

    private Problem? Stranger(UnitId unit, Officer by)
    {
        var ground = Ground.Today(gazetteers, clock);
        if (ground.Exists(unit) && ground.Covers(by.Writes, unit)) return null;
        return by.Writes.Count == 0
            ? new Problem("unit", "Bạn chưa có quyền làm việc này. Hỏi người quản trị của đơn vị.")
            : new Problem("unit", "Bạn chưa có quyền sửa từ điển đọc của {0}. Quyền của bạn ở {1}.", ground.NameOf(unit), ground.NamesOf(by.Writes));
    }
}
