using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LangSo.Testing;

/// <summary>
/// The device half of a server: real Kestrel, real broker, real store; a province, a commune and two hamlets; two approvers.
/// Stopped, it can be started again on the same ports and folder.
/// </summary>
public sealed class DeviceServer : IAsyncDisposable
{
    public static readonly UnitId Province = new("pninhbinh"), Commune = new("cgiaoninh"), Hamlet = new("hlamphu"), OtherHamlet = new("hlienphong");
    private readonly int _http = Ports.Free(), _mqtt = Ports.Free();
    private readonly StoreAddress? _shared;
    private BrokerAddress? _broker;
    private WebApplication? _app;

    private DeviceServer(BrokerAddress? broker, DeviceServer? like)
    {
        _broker = broker;
        if (like is null) return;
        // A second server of the same installation: the same store and the same keys.
        _shared = TestDatabase.For(like.Folder);
        foreach (var key in Directory.GetFiles(Directory.CreateDirectory(Path.Combine(like.Folder, "keys")).FullName))
            File.Copy(key, Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "keys")).FullName, Path.GetFileName(key)));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("langso-devices-").FullName;
    public string Url => $"http://127.0.0.1:{_http}";
    /// <summary>The port that devices are told.</summary>
    public int MqttPort => _broker?.Devices.Port ?? _mqtt;

    /// <summary>Our own port, whatever stands behind it.</summary>
    public int GatePort => _mqtt;
    public IServiceProvider Services => _app!.Services;
    public DeviceDesk Desk => Services.GetRequiredService<DeviceDesk>();
    public IBulletinSender Sender => Services.GetRequiredService<IBulletinSender>();
    public IBulletinEvidence Evidence => Services.GetRequiredService<IBulletinEvidence>();
    public IDeviceLink Link => Services.GetRequiredService<IDeviceLink>();
    public HttpClient Http { get; } = new();

    /// <summary>Which parts of sounds were asked for, in order.</summary>
    public ConcurrentQueue<string> MediaAsked { get; } = new();

    /// <summary>What <c>--media</c> would say; null for the folder.</summary>
    private string? Media { get; init; }

    /// <summary>With the broker in the process, or one outside; alone, or beside another server of the same installation.</summary>
    public static async Task<DeviceServer> StartAsync(CancellationToken cancel, string? media = null, BrokerAddress? broker = null, DeviceServer? like = null)
    {
        var server = new DeviceServer(broker, like) { Media = media };
        await server.StartAgainAsync(cancel);
        return server;
    }

    /// <summary>Moves to another broker and starts again.</summary>
    public async Task StartAgainAsync(BrokerAddress? broker, CancellationToken cancel, bool waitForIt = true)
    {
        _broker = broker;
        await StartAgainAsync(cancel, waitForIt);
    }

    public async Task StartAgainAsync(CancellationToken cancel, bool waitForIt = true)
    {
        var units = new Gazetteers();
        units.Replace(Units());
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _http);
            kestrel.Listen(IPAddress.Loopback, _mqtt, port => port.UseDeviceLink());
        });
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(units)
            .AddSingleton<ISignerDirectory, Approvers>()
            .AddSingleton<IStoreMapping, BulletinMapping>()
            .AddStore(new DataFolder(Folder), _shared ?? TestDatabase.For(Folder))
            .AddSingleton(MediaAddress.Parse(Media, new DataFolder(Folder)).Value)
            .AddDevices(link =>
            {
                (link.Port, link.Lead, link.EmergencyLead) = (_mqtt, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1));
                (link.Broker, link.LongestPause) = (_broker, TimeSpan.FromSeconds(1));
            });
        _app = builder.Build();
        _app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/media", StringComparison.Ordinal)) MediaAsked.Enqueue(http.Request.Headers.Range.FirstOrDefault() ?? "whole");
            return next(http);
        });
        _app.MapDevices();
        await using (var db = Services.GetRequiredService<StoreFactory>().Open())
        {
            if (_shared is null) await db.Database.EnsureTablesAsync(cancel);
            if (!TestDatabase.OnPostgres) await db.Database.ExecuteSqlRawAsync("pragma journal_mode = wal;", cancel);
        }
        await _app.StartAsync(cancel);
        if (!waitForIt) return;
        try
        {
            await UntilAsync(() => Task.FromResult(Link.State.Up), cancel, seconds: 60);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException(Link.State.Why ?? "The link did not come up.");
        }
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        await _app!.StopAsync(cancel);
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await StopAsync(CancellationToken.None);
        Http.Dispose();
        if (_shared is null) TestDatabase.Drop(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Adds a device and returns its id and its code.</summary>
    public async Task<(string Id, string Code)> AddAsync(string name, UnitId unit, CancellationToken cancel, DeviceKind kind = DeviceKind.Loudspeaker)
    {
        var added = await Desk.AddAsync(name, kind, unit, "kythuat", cancel);
        return (added.Value.Id, added.Value.EnrolCode!);
    }

    /// <summary>Adds a device and enrols it as a maker's program would.</summary>
    public async Task<EnrolReply> EnrolAsync(string name, UnitId unit, CancellationToken cancel)
    {
        var (_, code) = await AddAsync(name, unit, cancel);
        return await EnrolByCodeAsync(code, cancel);
    }

    /// <summary>Enrols with a code.</summary>
    public async Task<EnrolReply> EnrolByCodeAsync(string code, CancellationToken cancel)
    {
        var answer = await Http.PostAsJsonAsync(Url + "/api/devices/enrol", new EnrolRequest(code, "test 1.0"), cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<EnrolReply>(LangSoJson.Compact, cancel))!;
    }

    /// <summary>Signs a bulletin in its own transaction.</summary>
    public Task<Outcome<SentOrder>> SignAsync(Dispatch dispatch, CancellationToken cancel) =>
        Services.GetRequiredService<Ledger>().WriteAsync((db, acts) => Sender.SignAsync(db, acts, dispatch, cancel), cancel);

    /// <summary>Signs and publishes.</summary>
    public async Task<SentOrder> SendAsync(Dispatch dispatch, CancellationToken cancel)
    {
        var sent = (await SignAsync(dispatch, cancel)).Value;
        await Sender.PublishAsync(sent, cancel);
        return sent;
    }

    /// <summary>A bulletin that the commune's vice chairman approved.</summary>
    public static Dispatch Bulletin(
        UnitId? area = null, BulletinClass @class = BulletinClass.Normal, SoundRef? sound = null, DateTime? playAt = null, string by = "phochutich", string title = "Tiêm phòng dại") => new(
        BulletinId.New(TimeProvider.System), title, area ?? Commune, @class, playAt, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1), sound,
        new BoardCard(title, ["7:30 ngày 20/3"], "UBND xã Giao Ninh"), by);

    /// <summary>Tries until it holds, or fails after <paramref name="seconds"/>.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancel, int seconds = 20)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (!await holds()) await Task.Delay(30, late.Token);
    }

    /// <summary>The units of the tests; with <paramref name="merged"/>, after the commune went into that one this very day.</summary>
    public static Gazetteer Units(UnitId? merged = null)
    {
        var (from, today) = (new DateOnly(2025, 7, 1), TimeProvider.System.Today());
        var commune = merged ?? Commune;
        List<UnitVersion> units =
        [
            new(Province, "37", "tỉnh", "Ninh Bình", null, from, null, from),
            new(Hamlet, "", "xóm", "Lâm Phú", commune, from, null, from, Sample: true),
            new(OtherHamlet, "", "xóm", "Liên Phong", commune, from, null, from, Sample: true),
            new(Commune, "14212", "xã", "Giao Ninh", Province, from, merged is null ? null : today, from),
        ];
        if (merged is { } into) units.Add(new UnitVersion(into, "14213", "xã", "Giao Phong mới", Province, from, null, from));
        return new Gazetteer(units, [], [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2), new UnitKind("xóm", "hamlet", 3)]);
    }

    private sealed class Approvers : ISignerDirectory
    {
        public ValueTask<IReadOnlyList<SignerGrant>> GrantsOfAsync(string userName, CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<SignerGrant>>(userName switch
        {
            "phochutich" => [new SignerGrant("Phó Chủ tịch UBND xã Giao Ninh", Commune, BulletinClass.Priority)],
            "tinh" => [new SignerGrant("Chánh Văn phòng UBND tỉnh", Province, BulletinClass.Emergency)],
            _ => [],
        });
    }
}
