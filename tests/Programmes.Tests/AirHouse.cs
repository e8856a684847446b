using System.Text;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Programmes.Tests;

/// <summary>The module on a real store with the real newsroom and the real keys; only the voice and the link to devices are made up.</summary>
internal sealed class AirHouse : IAsyncDisposable
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 16, 8, 42, 0, VnTime.Offset);
    public static readonly UnitId Province = new("ninhbinh"), Commune = new("giaoninh"), Other = new("giaohung"), Hamlet = new("lamphu"), Hamlet5 = new("xom5");

    public static readonly Officer Writer = new(new Person("vanhoa", "Công chức văn hóa"), [Commune], [], [Commune]);
    public static readonly Officer Approver = new(new Person("phochutich", "Phó Chủ tịch xã"), [], [Commune], [Commune]);
    public static readonly Officer ProvinceWriter = new(new Person("dieuphoi", "Cán bộ tỉnh"), [Province], [], [Province]);
    public static readonly Officer ProvinceApprover = new(new Person("lanhdao", "Lãnh đạo tỉnh"), [], [Province], [Province]);

    private readonly string _folder = Directory.CreateTempSubdirectory("langso-programmes-").FullName;
    private readonly ServiceProvider _services;

    private AirHouse()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(Clock).AddStore(new DataFolder(_folder), TestDatabase.For(_folder)).AddSingleton<Gazetteers>()
            .AddSpeech().AddSingleton<IAnnouncer, QuickVoice>().AddBulletins().AddDevices().AddSingleton<ISignerDirectory>(Signers).AddSingleton<IDeviceLink>(Link).AddProgrammes();
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<Gazetteers>().Replace(Units);
    }

    public FakeTimeProvider Clock { get; } = new(Now);
    public WatchedLink Link { get; } = new();
    public Signers Signers { get; } = new();
    public T Part<T>() where T : notnull => _services.GetRequiredService<T>();
    public ProgrammeDesk Desk => Part<ProgrammeDesk>();
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AirHouse> OpenAsync()
    {
        var house = new AirHouse();
        await using var db = house.Part<StoreFactory>().Open();
        await db.Database.EnsureTablesAsync(Cancel);
        return house;
    }

    /// <summary>"17/3 17:00" of this year, as an instant.</summary>
    public static DateTime At(int day, int hour, int minute = 0) => VnTime.At(new DateOnly(2026, 3, day), new TimeOnly(hour, minute)).UtcDateTime;

    public static ProgrammePlan Plan(
        string title = "Tiếng nói xã nhà", UnitId? area = null, DateTime? start = null, int minutes = 15, string? repeat = null, BulletinClass @class = BulletinClass.Normal) => new(
        title, area ?? Commune, @class, ProgrammeSource.Files, start ?? At(17, 17), minutes * 60_000, repeat, [],
        [new PlanItem(PlanItemKind.Text, null, title, "Kính chào bà con.", new SoundRef(new string('a', 64), 1000, minutes * 60_000))], null, LatenessPolicy.StartLate, 30 * 60_000, ResumePolicy.Resume);

    /// <summary>Planned, handed in and approved.</summary>
    public async Task<Programme> AirAsync(ProgrammePlan plan, Officer? writer = null, Officer? approver = null)
    {
        var saved = await Desk.SaveAsync(null, 0, plan, handIn: true, writer ?? Writer, Cancel);
        return (await Desk.ApproveAsync(saved.Value.Id, saved.Value.Version, approver ?? Approver, Cancel)).Value;
    }

    /// <summary>Every order that was signed for these units, withdrawals too.</summary>
    public Task<IReadOnlyList<Order>> OrdersAsync(params UnitId[] units) => Part<IOrderDesk>().OrdersAsync(units, Now.UtcDateTime.AddYears(-1), Now.UtcDateTime.AddYears(2), Cancel);

    /// <summary>The acts in the ledger, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync() => [.. (await Part<Ledger>().PageAsync(1, 1000, null, Cancel)).Rows.Reverse().Select(r => r.Act)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        TestDatabase.Drop(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static Gazetteer Units
    {
        get
        {
            var from = new DateOnly(2025, 7, 1);
            return new Gazetteer(
                [
                    new UnitVersion(Province, "37", "tỉnh", "Ninh Bình", null, from, null, from),
                    new UnitVersion(Commune, "14212", "xã", "Giao Ninh", Province, from, null, from),
                    new UnitVersion(Other, "14167", "xã", "Giao Hưng", Province, from, null, from),
                    new UnitVersion(Hamlet, "1421201", "xóm", "Lâm Phú", Commune, from, null, from),
                    new UnitVersion(Hamlet5, "1421205", "xóm", "5", Commune, from, null, from),
                ],
                [], [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2), new UnitKind("xóm", "hamlet", 3)]);
        }
    }
}

/// <summary>Who may sign; a test may take it away.</summary>
internal sealed class Signers : ISignerDirectory
{
    public HashSet<string> Gone { get; } = [];

    public ValueTask<IReadOnlyList<SignerGrant>> GrantsOfAsync(string userName, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<SignerGrant>>(userName switch
    {
        _ when Gone.Contains(userName) => [],
        "phochutich" => [new SignerGrant("Phó Chủ tịch xã", AirHouse.Commune, BulletinClass.Emergency)],
        "lanhdao" => [new SignerGrant("Lãnh đạo tỉnh", AirHouse.Province, BulletinClass.Emergency)],
        _ => [],
    });
}

/// <summary>A link that remembers what it was given.</summary>
internal sealed class WatchedLink : IDeviceLink
{
    public List<(UnitId Area, OrderEnvelope Envelope)> Published { get; } = [];

    public LinkState State => new(true, default);

    public Task PublishToAreaAsync(UnitId area, ReadOnlyMemory<byte> payload, DateTime? retainUntil, CancellationToken cancel)
    {
        Published.Add((area, OrderEnvelope.Read(payload.Span)!));
        return Task.CompletedTask;
    }

    public Task<bool> SendDesiredAsync(string device, string signed, CancellationToken cancel) => Task.FromResult(true);

    public Task AdmitAsync(string device, string token, CancellationToken cancel) => Task.CompletedTask;

    public Task DisconnectAsync(string device, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>A voice that needs no program.</summary>
internal sealed class QuickVoice : IAnnouncer
{
    public Problem? Missing => null;

    public Task<Outcome<Announcement>> SpeakAsync(string spokenText, CancellationToken cancel) =>
        Task.FromResult<Outcome<Announcement>>(new Announcement(Encoding.UTF8.GetBytes("OggS" + spokenText), 5_000));
}
