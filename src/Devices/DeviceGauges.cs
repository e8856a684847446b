using System.Diagnostics.Metrics;
using LangSo.Foundation;
using Microsoft.Extensions.Hosting;

namespace LangSo.Devices;

/// <summary>How many devices are on the line, for operators' meters; counted when asked.</summary>
internal sealed class DeviceGauges(IMeterFactory meters, DeviceRegister register, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Create(Telemetry.Name).CreateObservableGauge("langso.devices.connected", Connected, "{device}", "Devices that reported lately and are connected");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private int Connected()
    {
        var since = clock.GetUtcNow().UtcDateTime - DeviceRules.SilentAfter;
        return register.All.Count(d => d.State is { Online: true } && d.LastSeen >= since);
    }
}
