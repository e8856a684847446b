using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>
/// Our own MQTT port and WebSocket when the broker is outside: checks the token that a device brings against the store, lets the
/// device in at the broker when it is not known there yet, and passes the bytes on. So boards reach the broker through our one
/// https address, and devices that were enrolled before the broker came need nobody to walk to them.
/// </summary>
internal sealed partial class BrokerGate(
    BrokerAddress broker, DeviceRegister register, BrokerDoor door, IHostApplicationLifetime life, TimeProvider clock, ILogger<BrokerGate> log) : ConnectionHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (connection.Features.Get<ITransferFormatFeature>() is { } format) format.ActiveFormat = TransferFormat.Binary;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, life.ApplicationStopping);
        try
        {
            if (await HelloAsync(connection, stop.Token) is not { } hello) return;
            var (packet, bytes) = hello;
            if (packet.User is not { Length: > 0 } device || packet.Client != device || packet.Password is not { } token || !register.Authenticates(device, token))
            {
                Refused(log, packet.Client, connection.RemoteEndPoint?.ToString());
                await connection.Transport.Output.WriteAsync(packet.Refusal(), stop.Token);
                return;
            }
            await door.KnowsAsync(device, token, stop.Token);
            using var tcp = new TcpClient { NoDelay = true };
            await tcp.ConnectAsync(broker.Host, broker.Port, stop.Token);
            await using var stream = await StreamAsync(tcp, stop.Token);
            await stream.WriteAsync(bytes, stop.Token);
            var (up, down) = (UpAsync(connection.Transport.Input, stream, stop.Token), DownAsync(device, stream, connection.Transport.Output, stop.Token));
            await Task.WhenAny(up, down);
            await stop.CancelAsync();
            await Task.WhenAll(up, down);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ConnectionAbortedException or ConnectionResetException
            or System.Security.Authentication.AuthenticationException)
        {
            // One of the two is gone: the device comes again.
        }
    }

    private async Task<(ConnectPacket Packet, byte[] Bytes)?> HelloAsync(ConnectionContext connection, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(either.Token);
            if (ConnectPacket.TryRead(read.Buffer, out var packet, out var wrong))
            {
                var bytes = read.Buffer.ToArray();
                input.AdvanceTo(read.Buffer.End);
                return (packet!, bytes);
            }
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (wrong || read.IsCompleted) return null;
        }
    }

    private async Task<Stream> StreamAsync(TcpClient tcp, CancellationToken cancel)
    {
        if (!broker.Tls) return tcp.GetStream();
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(broker.TlsOptions(), cancel);
        return tls;
    }

    private static async Task UpAsync(PipeReader input, Stream broker, CancellationToken cancel)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancel);
            foreach (var part in read.Buffer) await broker.WriteAsync(part, cancel);
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private async Task DownAsync(string device, Stream broker, PipeWriter output, CancellationToken cancel)
    {
        for (var first = true; ; first = false)
        {
            var memory = output.GetMemory(4096);
            var count = await broker.ReadAsync(memory, cancel);
            if (count == 0) return;
            // Refused although its token is right: somebody changed the broker's list; the next try brings the device in again.
            if (first && memory.Span[..count] is [0x20, _, _, not 0, ..]) door.Forget(device);
            output.Advance(count);
            await output.FlushAsync(cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection refused: client {Client} from {Address} has no valid token")]
    private static partial void Refused(ILogger logger, string client, string? address);
}
