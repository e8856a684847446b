using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Server.Host;
using LangSo.Territory;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Bench;

/// <summary>A server in this process on the demonstration province, with its two loudspeakers as programs of their own.</summary>
internal sealed class Village : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Village(WebApplication app, string address) => (_app, Address, Loudspeakers) = (app, address, []);

    public string Address { get; }

    public IServiceProvider Services => _app.Services;

    public List<LoudspeakerProgram> Loudspeakers { get; }

    /// <summary>The commune in which both stand.</summary>
    public UnitId Commune
    {
        get
        {
            var today = Services.GetRequiredService<TimeProvider>().Today();
            return Services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        }
    }

    /// <summary>Starts all three on a loaded data folder and waits until both loudspeakers are ready.</summary>
    public static async Task<Village> StartAsync(Shelf shelf, string program, CancellationToken cancel)
    {
        var started = await ServeCommand.StartAsync(new HostSettings(shelf.Installation, 0), cancel);
        if (!started.Ok) throw new InvalidOperationException(string.Join(" ", started.Problems));
        var village = new Village(started.Value, ServeCommand.HttpAddress(started.Value));
        try
        {
            var desk = village.Services.GetRequiredService<DeviceDesk>();
            foreach (var device in Poles(desk))
                village.Loudspeakers.Add(LoudspeakerProgram.Start(program, village.Address, device, Path.Combine(shelf.Folder, "bench-" + device.Id)));
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(TimeSpan.FromSeconds(60));
            while (Poles(desk).Any(d => d.Condition != DeviceCondition.Ready)) await Task.Delay(50, late.Token);
            return village;
        }
        catch
        {
            await village.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loudspeaker in Loudspeakers) await loudspeaker.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IEnumerable<DeviceView> Poles(DeviceDesk desk) =>
        desk.List(new DeviceFilter(Kind: DeviceKind.Loudspeaker)).Devices.OrderBy(d => d.Id, StringComparer.Ordinal).Take(2);
}
