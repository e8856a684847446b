using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>
/// Keeps this server's devices, orders and signals in step with the other servers', and carries out here what was decided there:
/// an order that was signed elsewhere reaches the devices that are connected here.
/// </summary>
internal sealed class DevicesInStep(
    DeviceRegister register, LiveOrders orders, DeviceWishes wishes, RemoteDesk remote, DesiredStates desired, BulletinSignals signals, IDeviceLink link) : INewsReader
{
    /// <summary>Heartbeats that another server wrote; each line a device.</summary>
    public const string States = "states";

    /// <summary>Bulletins of which playback records came; each line one.</summary>
    public const string Bulletins = "bulletins";

    public bool Hears(string topic) => topic is News.Acts or States or Bulletins;

    public async Task HearAsync(News news, CancellationToken cancel)
    {
        switch (news.Topic)
        {
            case States:
                Signal(await register.TakeStatesAsync(news.Lines.Contains(News.Many) ? null : news.Lines, cancel));
                break;
            case Bulletins:
                foreach (var bulletin in news.Lines) signals.Changed(bulletin);
                break;
            default:
                foreach (var (act, subject) in news.ActLines())
                    if (act is "order" or "withdrawal" or "order-preferred") await PublishAsync(subject, cancel);
                    else if (act.StartsWith("device-", StringComparison.Ordinal)) await ChangedAsync(act, subject, cancel);
                break;
        }
    }

    public async Task CatchUpAsync(CancellationToken cancel)
    {
        await register.LoadAsync(cancel);
        await wishes.LoadAsync(cancel);
        Signal(await register.TakeStatesAsync(null, cancel));
        await PublishAsync(News.Many, cancel);
        signals.ChangedAll();
    }

    private async Task PublishAsync(string bulletin, CancellationToken cancel)
    {
        foreach (var row in await orders.TakeNewAsync(bulletin == News.Many ? null : bulletin, cancel))
        {
            // Where the broker is shared, the server that signed has told every device already.
            if (!link.ReachesEveryServer) await link.PublishToAreaAsync(row.Area, new Airtime.OrderEnvelope(row.Jws, row.DelegationJws).Write(), row.Expires, cancel);
            signals.Changed(row.Bulletin);
        }
    }

    private async Task ChangedAsync(string act, string device, CancellationToken cancel)
    {
        switch (act)
        {
            case "device-drill" or "device-stop-all" or "device-release" or "device-release-share" or "device-release-stopped":
                await wishes.LoadAsync(cancel);
                if (!link.ReachesEveryServer && act != "device-release") await remote.TellAllAsync(cancel);
                return;
            case "device-command":
                await wishes.LoadAsync(cancel);
                break;
            case not ("device-added" or "device-enrolled" or "device-code" or "device-volume" or "device-copied" or "device-revoked" or "device-off" or "device-on" or "device-place" or "device-labels"):
                return;
        }
        if (device == News.Many)
        {
            await register.LoadAsync(cancel);
            return;
        }
        if (await register.RefreshAsync(device, cancel) is not { } live) return;
        if (act is "device-copied" or "device-revoked")
        {
            if (live.Row.TokenHash is null && !link.ReachesEveryServer) await link.DisconnectAsync(device, cancel);
        }
        else if (act != "device-enrolled")
        {
            if (!link.ReachesEveryServer) await link.SendDesiredAsync(device, desired.SignedFor(live), cancel);
        }
        // Enrolled anew elsewhere: who is connected here with the old token goes; who came with the new one already stays.
        else if (live.AdmittedBy != live.Row.TokenHash)
        {
            await link.DisconnectAsync(device, cancel);
        }
    }

    private void Signal(IEnumerable<string> changedOrders)
    {
        foreach (var bulletin in changedOrders.Select(orders.BulletinOf).OfType<string>().Distinct(StringComparer.Ordinal)) signals.Changed(bulletin);
    }
}
