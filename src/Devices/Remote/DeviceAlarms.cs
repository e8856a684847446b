using System.Data.Common;
using System.Threading.Channels;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Store.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>Acts when a token was copied: an act in the ledger, a notice to the technicians of the place, and, by policy, the token is taken back from both.</summary>
internal sealed partial class DeviceAlarms(
    Ledger ledger, DeviceRegister register, DeviceLinkOptions options, IServiceProvider services, ILogger<DeviceAlarms> log) : BackgroundService
{
    /// <summary>What the device's page says; shown as it is.</summary>
    public const string Copied = "Thẻ kết nối đã bị sao chép: hai máy dùng cùng một thẻ. Đã khóa thẻ; kiểm tra máy tại chỗ rồi cấp mã mới.";

    private readonly Channel<string> _copied = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Two programs use this device's token.</summary>
    public void Raise(string device) => _copied.Writer.TryWrite(device);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var device in _copied.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await TakeBackAsync(device, stoppingToken);
                }
                catch (Exception e) when (e is DbException or DbUpdateException or StoreCutException)
                {
                    // The two go on taking the line from each other, so it is seen again.
                    NotTakenBack(log, e, device);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task TakeBackAsync(string device, CancellationToken cancel)
    {
        if (register.Find(device) is not { Row: { TokenHash: not null, Alarm: null } known }) return;
        var board = services.GetService<INoticeBoard>();
        var taken = await ledger.WriteAsync(
            async (db, acts) =>
            {
                var row = await db.Set<DeviceRow>().SingleOrDefaultAsync(d => d.Id == device && d.Alarm == null && d.TokenHash == known.TokenHash, cancel);
                if (row is null) return false;
                row.Alarm = options.RefuseCopiedTokens ? Copied : null;
                if (options.RefuseCopiedTokens) row.TokenHash = null;
                acts.Record("langso", "device-copied", device, new { row.Name, Refused = options.RefuseCopiedTokens });
                if (board is not null)
                    await board.PostAsync(
                        db,
                        new NewNotice($"device/{device}/copied/{acts.Now:yyyyMMddHHmm}", new Problem("", "{0}: hai máy dùng cùng một thẻ kết nối.", row.Name), "/devices/" + device)
                        {
                            Right = Rights.KeepDevices, Unit = row.Unit,
                        },
                        cancel);
                return true;
            },
            cancel);
        if (!taken) return;
        await register.RefreshAsync(device, CancellationToken.None);
        if (options.RefuseCopiedTokens) await services.GetRequiredService<IDeviceLink>().DisconnectAsync(device, cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Copied token of {Device} not taken back yet")]
    private static partial void NotTakenBack(ILogger logger, Exception exception, string device);
}
