using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Speech.Voice;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Bulletins.Tests;

/// <summary>The module on a real store, with hand-made neighbours.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-bulletins-").FullName;
    private readonly ServiceProvider _services;

    private House(Action<IServiceCollection>? change)
    {
        var services = new ServiceCollection();
        Register(services, _folder, Clock, Sender, Evidence, Announcer, Shelf);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<Gazetteers>().Replace(Village.Units);
    }

    public FakeTimeProvider Clock { get; } = new(Village.Now);
    public FakeSender Sender { get; } = new();
    public FakeEvidence Evidence { get; } = new();
    public FakeAnnouncer Announcer { get; } = new();
    public FakeShelf Shelf { get; } = new();

    public BulletinDesk Desk => _services.GetRequiredService<BulletinDesk>();
    public BulletinBook Book => _services.GetRequiredService<BulletinBook>();
    public BulletinBell Bell => _services.GetRequiredService<BulletinBell>();
    public BulletinFolder Folder => _services.GetRequiredService<BulletinFolder>();
    public DictionaryDesk Dictionary => _services.GetRequiredService<DictionaryDesk>();
    public LocalReader Reader => _services.GetRequiredService<LocalReader>();
    public PressDesk Press => _services.GetRequiredService<PressDesk>();
    public PressBook Counts => _services.GetRequiredService<PressBook>();
    public CampaignDesk Campaigns => _services.GetRequiredService<CampaignDesk>();
    public CampaignBook CampaignBook => _services.GetRequiredService<CampaignBook>();
    public Ledger Ledger => _services.GetRequiredService<Ledger>();
    public T Part<T>() where T : notnull => _services.GetRequiredService<T>();
    public StoreFactory Stores => _services.GetRequiredService<StoreFactory>();

    public static async Task<House> OpenAsync(Action<IServiceCollection>? change = null)
    {
        var house = new House(change);
        await using var db = house.Stores.Open();
        await db.Database.EnsureTablesAsync(Cancel);
        return house;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static void Register(
        IServiceCollection services, string folder, FakeTimeProvider clock, FakeSender sender, FakeEvidence evidence, FakeAnnouncer announcer, FakeShelf shelf) =>
        services.AddSingleton<TimeProvider>(clock).AddStore(new DataFolder(folder), TestDatabase.For(folder)).AddSingleton<Gazetteers>().AddBulletins()
            .AddSingleton<INormaliser, FakeNormaliser>().AddSingleton<IAnnouncer>(announcer).AddSingleton<ISoundShelf>(shelf).AddSingleton<IVoices, Sounds.FakeVoices>().AddSingleton<IStudio, Sounds.FakeStudio>().AddSingleton<IFilmProbe, Sounds.FakeFilms>()
            .AddSingleton<IBulletinSender>(sender).AddSingleton<IBulletinEvidence>(evidence)
            .AddSingleton<IPlayCounts>(evidence);

    /// <summary>A handed-in bulletin.</summary>
    public async Task<Bulletin> SubmitAsync(BulletinDraft? draft = null, Officer? by = null) =>
        (await Desk.SubmitAsync(null, 0, draft ?? Village.Vaccination, by ?? Village.Writer, Cancel)).Value;

    public async Task<Bulletin> StoredAsync(BulletinId id) => (await Book.FindAsync(id, Cancel))!;

    /// <summary>The acts in the ledger, oldest first.</summary>
    public async Task<IReadOnlyList<LedgerRow>> ActsAsync() => [.. (await Ledger.PageAsync(1, 1000, null, Cancel)).Rows.Reverse()];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        TestDatabase.Drop(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed partial class FakeNormaliser : INormaliser
{
    private static readonly Dictionary<string, string> Abbreviations = new()
    {
        ["NVH"] = "nhà văn hóa", ["UBND"] = "ủy ban nhân dân", ["HTX"] = "hợp tác xã", ["BHYT"] = "bảo hiểm y tế",
        ["CCCD"] = "căn cước công dân", ["THCS"] = "trung học cơ sở", ["TDP"] = "tổ dân phố",
    };

    public SpokenForm Read(string written)
    {
        var pieces = new List<SpokenPiece>();
        var text = new StringBuilder();
        var last = 0;
        foreach (Match match in Known().Matches(written))
        {
            var spoken = Abbreviations.GetValueOrDefault(match.Value);
            if (spoken is null && !char.IsDigit(match.Value[0])) continue;
            spoken ??= "số";
            text.Append(written, last, match.Index - last).Append(spoken);
            last = match.Index + match.Length;
            pieces.Add(new SpokenPiece(match.Index, match.Length, match.Value, spoken, char.IsDigit(match.Value[0]) ? "number" : "abbreviation"));
        }
        return new SpokenForm(text.Append(written, last, written.Length - last).ToString(), written, pieces);
    }

    [GeneratedRegex(@"\b(?:[A-Z]{3,5}|\d+)\b")]
    private static partial Regex Known();
}

internal sealed class FakeAnnouncer : IAnnouncer
{
    public int Spoken { get; private set; }

    public Problem? Missing { get; set; }

    public Task<Outcome<Announcement>> SpeakAsync(string spokenText, CancellationToken cancel)
    {
        if (Missing is { } missing) return Task.FromResult<Outcome<Announcement>>(missing);
        Spoken++;
        return Task.FromResult<Outcome<Announcement>>(new Announcement(Encoding.UTF8.GetBytes("OggS" + spokenText), 1000 + spokenText.Length));
    }
}

internal sealed class FakeShelf : ISoundShelf
{
    private readonly Dictionary<string, byte[]> _kept = [];

    /// <summary>What is wrong with the vault, if anything.</summary>
    public Problem? Trouble { get; set; }

    public Task<Outcome<SoundRef>> KeepAsync(Announcement announcement, CancellationToken cancel)
    {
        if (Trouble is { } trouble) return Task.FromResult<Outcome<SoundRef>>(trouble);
        var hash = Convert.ToHexStringLower(SHA256.HashData(announcement.Opus));
        _kept[hash] = announcement.Opus;
        return Task.FromResult<Outcome<SoundRef>>(new SoundRef(hash, announcement.Opus.Length, announcement.DurationMs));
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancel) =>
        Task.FromResult<Stream?>(_kept.TryGetValue(sha256, out var bytes) ? new MemoryStream(bytes) : null);

    public Task<Problem?> CheckAsync(SoundRef sound, CancellationToken cancel) => Task.FromResult(Trouble);

    public void Lose() => _kept.Clear();
}

internal sealed class FakeSender : IBulletinSender
{
    public List<Dispatch> Signed { get; } = [];
    public List<SentOrder> Published { get; } = [];
    public Problem? Refusal { get; set; }

    public Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, Dispatch dispatch, CancellationToken cancel)
    {
        if (Refusal is { } refusal) return Task.FromResult<Outcome<SentOrder>>(refusal);
        Signed.Add(dispatch);
        acts.Record(dispatch.ApprovedBy, "order", dispatch.Bulletin.ToString(), new { dispatch.Title });
        return Task.FromResult<Outcome<SentOrder>>(new SentOrder("order-" + Signed.Count, dispatch.PlayAt ?? acts.Now.AddSeconds(3)));
    }

    public Task PublishAsync(SentOrder order, CancellationToken cancel)
    {
        Published.Add(order);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, BulletinId bulletin, string by, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SentOrder>>([new SentOrder("cancel-" + bulletin, acts.Now)]);
}

internal sealed class FakeEvidence : IBulletinEvidence, IPlayCounts
{
    public Dictionary<BulletinId, PlayedBy> Played { get; } = [];

    public Task<IReadOnlyDictionary<BulletinId, PlayedBy>> PlayedAsync(DateTime from, DateTime to, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<BulletinId, PlayedBy>>(Played);

    public Task<IReadOnlyList<PlayDay>> DaysAsync(BulletinId bulletin, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PlayDay>>([]);

    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();

    public List<DeviceEvidence> Devices { get; } = [];

    public void Change() => _changes.Writer.TryWrite(true);

    public Task<IReadOnlyList<DeviceEvidence>> OfAsync(BulletinId bulletin, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DeviceEvidence>>([.. Devices]);

    public (int Loudspeakers, int Boards) Reach(UnitId area) => area == Village.GiaoNinh ? (42, 3) : (2, 0);

    public async IAsyncEnumerable<bool> ChangesAsync(BulletinId bulletin, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancel)) yield return change;
    }
}
