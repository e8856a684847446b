using System.Security.Cryptography;
using System.Text;
using LangSo.Bulletins;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory;
using LangSo.Territory.Changes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MQTTnet.AspNetCore;

namespace LangSo.Devices;

/// <summary>
/// Devices owns loudspeakers and boards: their enrolment, the link to them, the signed orders and the evidence that comes back.
/// It may know Territory, Airtime and Bulletins; who may sign it asks the host through <see cref="ISignerDirectory"/>.
/// Everything that devices and makers rely on is written in docs/device-protocol.md.
/// </summary>
public static class Module
{
    /// <summary>Adds the devices and, with <paramref name="configure"/>, the link's settings. The host adds an <see cref="ISignerDirectory"/>.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services, Action<DeviceLinkOptions>? configure = null)
    {
        var options = new DeviceLinkOptions();
        configure?.Invoke(options);
        if (options.Broker is { } broker) (options.Host, options.Port, options.WebSocket) = (broker.Devices.Host, broker.Devices.Port, broker.Devices.Ws);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RecordRetention.Default);
        services.TryAddSingleton(HealthLimits.Shipped);
        services.AddConnections();
        return services
            .AddSingleton(options)
            .AddSingleton<IStoreMapping, DevicesMapping>()
            .AddSingleton<InstallationSecret>()
            .AddSingleton<SharedKeys>()
            .AddSingleton(all => new KeyRing(all.GetRequiredService<DataFolder>(), all.GetRequiredService<StoreFactory>(), all.GetRequiredService<SharedKeys>()))
            .AddSingleton(all => new LedgerCheckpoints(all.GetRequiredService<Ledger>(), all.GetRequiredService<KeyRing>()))
            .AddLeaderTimer<CheckpointTimer>()
            .AddLeaderTimer<RecordTimer>()
            .AddLeaderTimer<MediaTimer>()
            .AddSingleton<Delegations>()
            .AddMedia()
            .AddSingleton<DeviceRegister>()
            .AddSingleton<LiveOrders>()
            .AddSingleton<DeviceWishes>()
            .AddSingleton<DesiredStates>()
            .AddSingleton<BulletinSignals>()
            .AddSingleton<Readings>()
            .AddSingleton<RecordKeeping>()
            .AddSingleton<PlayIngest>()
            .AddHostedService(all => all.GetRequiredService<PlayIngest>())
            .AddCare()
            .AddSingleton<Uplink>()
            .AddSingleton<DevicesInStep>()
            .AddNewsReader<DevicesInStep>()
            .AddSingleton<Enrolment>()
            .AddSingleton(all => new DeviceDesk(
                all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(),
                all.GetRequiredService<DesiredStates>(), all.GetRequiredService<IDeviceLink>(), all.GetRequiredService<TimeProvider>()))
            .AddSingleton<IMergeWitness, DeviceMergeWitness>()
            .AddSingleton<IOrderDesk, OrderDesk>()
            .AddSingleton<IBulletinSender, BulletinSender>()
            .AddSingleton<IBulletinEvidence, BulletinEvidence>()
            .AddSingleton<IPlayCounts, PlayCounts>()
            .AddDeviceLink(options.Broker);
    }

    /// <summary>The module's endpoints, the link's WebSocket among them.</summary>
    public static IEndpointRouteBuilder MapDevices(this IEndpointRouteBuilder endpoints)
    {
        Enrolment.Map(endpoints);
        MediaEndpoint.Map(endpoints);
        return endpoints.MapDeviceLink();
    }

    /// <summary>Makes a Kestrel port speak MQTT: <c>kestrel.ListenAnyIP(1883, port => port.UseDeviceLink())</c>.</summary>
    public static IConnectionBuilder UseDeviceLink(this IConnectionBuilder port) => port.UseConnectionHandler<DeviceDoor>();

    /// <summary>What keeps devices well: commands, drills, repairs, complaints, releases, alarms.</summary>
    private static IServiceCollection AddCare(this IServiceCollection services) => services
        .AddSingleton<AnswerIngest>()
        .AddHostedService(all => all.GetRequiredService<AnswerIngest>())
        .AddSingleton<DeviceAlarms>()
        .AddHostedService(all => all.GetRequiredService<DeviceAlarms>())
        .AddSingleton(all => new RemoteDesk(
            all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(), all.GetRequiredService<DeviceWishes>(),
            all.GetRequiredService<DesiredStates>(), all.GetRequiredService<IDeviceLink>()))
        .AddSingleton(all => new DrillDesk(
            all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(), all.GetRequiredService<RemoteDesk>(),
            all.GetRequiredService<IBulletinSender>(), all.GetRequiredService<IMediaVault>(), all.GetRequiredService<Gazetteers>(), all.GetRequiredService<TimeProvider>()))
        .AddSingleton(all => new RepairDesk(
            all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(), all.GetRequiredService<IMediaVault>(),
            all.GetRequiredService<HealthLimits>(), all.GetRequiredService<TimeProvider>()))
        .AddSingleton(all => new ComplaintDesk(
            all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(), all.GetRequiredService<RepairDesk>(),
            all.GetRequiredService<TimeProvider>()))
        .AddSingleton(all => new ReleaseDesk(
            all.GetRequiredService<StoreFactory>(), all.GetRequiredService<Ledger>(), all.GetRequiredService<DeviceRegister>(), all.GetRequiredService<RemoteDesk>(),
            all.GetRequiredService<DeviceWishes>(), all.GetRequiredService<IMediaVault>(), all.GetRequiredService<KeyRing>(), all.GetRequiredService<HealthLimits>()))
        .AddSingleton<IMediaWanted, CareFiles>()
        .AddLeaderTimer<DrillTimer>()
        .AddLeaderTimer<RepairTimer>()
        .AddLeaderTimer<ReleaseTimer>();

    private static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddMediaVault()
        .AddSingleton<IMediaWanted, BroadcastSounds>()
        .AddSingleton<ISoundShelf, MediaShelf>()
        .AddSingleton<MediaSweep>()
        .AddHostedService<DeviceGauges>();

    /// <summary>Adds the broker in this process, or the way to one outside.</summary>
    private static IServiceCollection AddDeviceLink(this IServiceCollection services, BrokerAddress? broker) => broker is null
        ? services
            .AddSingleton<MqttConnectionHandler>()
            .AddSingleton(all => new DeviceDoor(all.GetRequiredService<MqttConnectionHandler>()))
            .AddSingleton<MqttLink>()
            .AddSingleton<IDeviceLink>(all => all.GetRequiredService<MqttLink>())
            .AddHostedService(all => all.GetRequiredService<MqttLink>())
        : services
            .AddSingleton(broker)
            .AddSingleton(all => new BrokerLine(
                broker, all.GetRequiredService<DeviceLinkOptions>(), NameOf(all.GetRequiredService<DataFolder>()), all.GetRequiredService<TimeProvider>(),
                all.GetRequiredService<ILogger<BrokerLine>>()))
            .AddSingleton<AreaOutbox>()
            .AddSingleton<DynamicSecurity>()
            .AddSingleton<BrokerDoor>()
            .AddSingleton<BrokerGate>()
            .AddSingleton(all => new DeviceDoor(all.GetRequiredService<BrokerGate>()))
            .AddSingleton<BrokerLink>()
            .AddSingleton<IDeviceLink>(all => all.GetRequiredService<BrokerLink>())
            .AddHostedService(all => all.GetRequiredService<BrokerLink>());

    /// <summary>The same after a restart, another for each server: every server has a folder of its own.</summary>
    private static string NameOf(DataFolder folder) =>
        "langso-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName + "\n" + folder.Path)))[..12];

    private static IEndpointRouteBuilder MapDeviceLink(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapConnectionHandler<DeviceDoor>(DeviceLinkOptions.WebSocketPath, options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.WebSockets.SubProtocolSelector = MqttSubProtocolSelector.SelectSubProtocol;
            })
            // The broker asks each device for its token.
            .AllowAnonymous();
        return endpoints;
    }
}

/// <summary>Our own MQTT port and WebSocket, whatever stands behind them.</summary>
internal sealed class DeviceDoor(ConnectionHandler behind) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        connection.Transport = new GatedPipe(connection.Transport);
        try
        {
            await behind.OnConnectedAsync(connection);
        }
        catch (ConnectionAbortedException)
        {
            // Hung up on by us: what it sent was no device's.
        }
    }
}
