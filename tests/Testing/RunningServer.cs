using System.Net;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Server.Host;
using LangSo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Testing;

/// <summary>A whole server on a fresh data folder and free loopback ports: real HTTP, real store, real broker.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static string? _template;
    private readonly TempFolder _folder = new();
    private WebApplication? _app;
    private DemoClock? _clock;

    private RunningServer() { }

    /// <summary>Where the pages are.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where devices connect.</summary>
    public int LinkPort { get; private set; }

    /// <summary>The data folder.</summary>
    public string Data => _folder.Sub("data");

    /// <summary>The server's own services.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>A server with the demonstration province loaded.</summary>
    public static async Task<RunningServer> StartAsync(Action<IServiceCollection>? change = null)
    {
        var server = new RunningServer();
        Begin(await TemplateAsync(), server.Data);
        await server.StartAgainAsync(Ports.Free(), Ports.Free(), change);
        return server;
    }

    /// <summary>A server of a demonstration of another day, loaded on that day; <see cref="GoTo"/> lets days pass.</summary>
    public static async Task<RunningServer> StartOnAsync(DateOnly today, Action<IServiceCollection>? change = null)
    {
        var server = new RunningServer { _clock = new DemoClock(today) };
        TestDatabase.For(server.Data);
        var opened = await CommonOptions.OpenAsync(Place.Of(server.Data, TestDatabase.Of(server.Data)).Then<Installation>(i => i with { Clock = server._clock }), create: true, CancellationToken.None);
        await using (var services = opened.Value)
        {
            var loaded = await DemoProvince.LoadAsync(services, CancellationToken.None);
            if (!loaded.Ok) throw new InvalidOperationException(string.Join(" ", loaded.Problems));
        }
        await server.StartAgainAsync(Ports.Free(), Ports.Free(), change);
        return server;
    }

    /// <summary>Makes today another day; only of a server that was started on one.</summary>
    public void GoTo(DateOnly today) => _clock!.GoTo(today);

    /// <summary>A data folder with the demonstration province, a copy of its own for the caller.</summary>
    public static async Task<TempFolder> DemoFolderAsync()
    {
        var folder = new TempFolder();
        Begin(await TemplateAsync(), folder.Path);
        return folder;
    }

    /// <summary>A copy of a data folder that no server is using.</summary>
    public static TempFolder CopyOf(string from)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var folder = new TempFolder();
        Begin(from, folder.Path);
        return folder;
    }

    /// <summary>Starts on the same data folder, on the ports given.</summary>
    public async Task StartAgainAsync(int port, int linkPort, Action<IServiceCollection>? change = null)
    {
        _app = LangSoHost.Build(new HostSettings(Place.Of(Data, TestDatabase.Of(Data)).Value with { Clock = _clock }, port, linkPort), change);
        var ready = await _app.Services.GetRequiredService<Snapshots>().ReadyAsync(CancellationToken.None);
        if (!ready.Ok) throw new InvalidOperationException(string.Join(" ", ready.Problems));
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        (Address, LinkPort) = (addresses[0], addresses[1].Port);
    }

    /// <summary>Stops it, keeping the data folder.</summary>
    public async Task StopAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>A browser of its own, not signed in; redirects are shown, not followed.</summary>
    public PageClient Visit() => new(Address);

    /// <summary>A browser in which this demonstration account has signed in.</summary>
    public async Task<PageClient> SignInAsync(string userName)
    {
        var client = Visit();
        var page = await client.PostFormAsync("/sign-in", new() { ["name"] = userName, ["password"] = DemoAccounts.Password });
        if (page.Status != HttpStatusCode.Redirect) throw new InvalidOperationException($"{userName} did not get in: {page.Status}");
        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TestDatabase.Drop(Data);
        _folder.Dispose();
    }

    private static async Task<string> TemplateAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (_template is not null) return _template;
            var folder = Directory.CreateTempSubdirectory("langso-template-").FullName;
            TestDatabase.For(folder);
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                TestDatabase.Drop(folder);
                Directory.Delete(folder, recursive: true);
            };
            var opened = await CommonOptions.OpenAsync(Place.Of(folder, TestDatabase.Of(folder)), create: true, CancellationToken.None);
            await using (var services = opened.Value)
            {
                var loaded = await DemoProvince.LoadAsync(services, CancellationToken.None);
                if (!loaded.Ok) throw new InvalidOperationException(string.Join(" ", loaded.Problems));
            }
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return _template = folder;
        }
        finally
        {
            Turn.Release();
        }
    }

    private static void Begin(string from, string to)
    {
        Copy(from, to);
        TestDatabase.For(to, like: from);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal), overwrite: true);
    }
}
