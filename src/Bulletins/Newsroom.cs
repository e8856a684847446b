using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Bulletins;

/// <summary>A sound that may be played in a programme.</summary>
/// <param name="IsBulletin">True of an approved bulletin, false of the library.</param>
/// <param name="Id">Of the bulletin or recording.</param>
/// <param name="Title">For people.</param>
/// <param name="Sound">The sound.</param>
public sealed record OfferedSound(bool IsBulletin, Guid Id, string Title, SoundRef Sound);

/// <summary>The newsroom's door for the modules above: its sounds, and bulletins that go their one way from draft to approval.</summary>
public sealed class Newsroom
{
    private readonly BulletinDesk _desk;
    private readonly BulletinBook _book;
    private readonly SoundLibrary _library;
    private readonly SoundBooth _booth;
    private readonly ApprovalPolicy _policy;
    private readonly Gazetteers _gazetteers;
    private readonly TimeProvider _clock;

    internal Newsroom(BulletinDesk desk, BulletinBook book, SoundLibrary library, SoundBooth booth, ApprovalPolicy policy, Gazetteers gazetteers, TimeProvider clock) =>
        (_desk, _book, _library, _booth, _policy, _gazetteers, _clock) = (desk, book, library, booth, policy, gazetteers, clock);

    /// <summary>What an officer may put into a programme: recordings that are fit, and approved bulletins with their sound, newest first.</summary>
    public async Task<IReadOnlyList<OfferedSound>> SoundsAsync(Officer by, CancellationToken cancel)
    {
        var recordings = await _library.UsableAsync(by, null, cancel);
        var bulletins = await _book.PageAsync(new BulletinFilter(BulletinTab.Approved), by, cancel);
        return
        [
            .. recordings.Where(r => !r.IsUnfit).Select(r => new OfferedSound(false, r.Id.Value, r.Title, r.Sound)),
            .. bulletins.Rows.Where(b => b.Sound is not null && b.Class != BulletinClass.Emergency).Select(b => new OfferedSound(true, b.Id.Value, b.Title, b.Sound!)),
        ];
    }

    /// <summary>One of them, or why it may not be played.</summary>
    public async Task<Outcome<OfferedSound>> SoundAsync(bool isBulletin, Guid id, Officer by, CancellationToken cancel)
    {
        if (isBulletin)
            return await _book.FindAsync(new BulletinId(id), cancel) is { State: BulletinState.Approved, Sound: { } sound } bulletin && _book.MaySee(bulletin, by)
                ? new OfferedSound(true, id, bulletin.Title, sound)
                : new Problem("items", "Bản tin đã chọn không còn hiệu lực hoặc không có tiếng. Chọn bản tin khác.");
        if (await _library.FindAsync(new RecordingId(id), cancel) is not { } recording || !_library.MaySee(recording, by)) return new Problem("items", "Không tìm thấy bản thu đã chọn.");
        return RecordingRules.Unfit(recording) is { } unfit ? unfit with { Field = "items" } : new OfferedSound(false, id, recording.Title, recording.Sound);
    }

    /// <summary>A text as the voice of the place reads it.</summary>
    public Task<Outcome<SoundRef>> SpeakAsync(string text, UnitId area, Officer by, CancellationToken cancel) => _desk.ListenAsync(text, null, area, by, cancel);

    /// <summary>Opens a stored sound, or null.</summary>
    public Task<Stream?> OpenAsync(SoundRef sound, CancellationToken cancel) => _booth.OpenAsync(sound, cancel);

    /// <summary>Why no voice can be had, or null.</summary>
    public Problem? NoVoice => _booth.Missing;

    /// <summary>Writes a bulletin and hands it in, in one step.</summary>
    public Task<Outcome<Bulletin>> SubmitAsync(BulletinDraft draft, Officer by, CancellationToken cancel) => _desk.SubmitAsync(null, 0, draft, by, cancel);

    /// <summary>Approves what was seen; where two people are asked for, the first approval waits for the second.</summary>
    public Task<Outcome<Bulletin>> ApproveAsync(BulletinId id, int seen, Officer by, CancellationToken cancel) => _desk.ApproveAsync(id, seen, by, cancel);

    /// <summary>Takes an approved bulletin off the air.</summary>
    public Task<Outcome<Bulletin>> WithdrawAsync(BulletinId id, Officer by, CancellationToken cancel) => _desk.WithdrawAsync(id, by, cancel);

    /// <summary>The recording that a bulletin would play, as its source.</summary>
    public async Task<SoundSource?> SourceAsync(Guid recording, CancellationToken cancel) => (await _library.FindAsync(new RecordingId(recording), cancel))?.Source;

    /// <summary>True when two people must approve it.</summary>
    public bool AsksForTwo(Bulletin bulletin) => _policy.AsksForTwo(bulletin, Ground.Today(_gazetteers, _clock));
}
