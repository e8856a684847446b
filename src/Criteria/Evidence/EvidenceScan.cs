using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Criteria.Evidence;

/// <summary>Looks for viruses in a file before it is kept.</summary>
public interface IEvidenceScan
{
    /// <summary>What people are told of it.</summary>
    Problem Shown { get; }

    /// <summary>Null when the file may be kept; else why not, by name. A scanner that does not answer refuses too: the file is sent again later.</summary>
    Task<Problem?> ScanAsync(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancel);
}

/// <summary>No scanner was set up: said on the page, and nothing is refused.</summary>
internal sealed class NoScan : IEvidenceScan
{
    public Problem Shown { get; } = new("", "Chưa bật quét vi-rút cho tệp minh chứng.");

    public Task<Problem?> ScanAsync(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancel) => Task.FromResult<Problem?>(null);
}

/// <summary>
/// ClamAV by its own protocol (INSTREAM): four bytes of length before each piece, four zero bytes at the end. <c>LANGSO_CLAMD</c> says where:
/// <c>host:port</c> or the path of a socket.
/// </summary>
public sealed class ClamdScan(string address, TimeProvider clock) : IEvidenceScan
{
    private const int Piece = 64 * 1024;

    /// <summary>How long a file may take; a phone comes again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public Problem Shown { get; } = new("", "Tệp minh chứng được quét vi-rút khi nhận.");

    /// <inheritdoc/>
    public async Task<Problem?> ScanAsync(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            var answer = await AskAsync(bytes, both.Token);
            if (answer.EndsWith("OK", StringComparison.Ordinal)) return null;
            return answer.EndsWith("FOUND", StringComparison.Ordinal)
                ? new Problem("file", "“{0}” có mã độc nên không được nhận. Lấy lại tệp gốc từ máy sạch.", name)
                : Later(name);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Later(name);
        }
    }

    private static Problem Later(string name) => new("scan", "Chưa quét được vi-rút cho “{0}”. Tệp còn trong máy của bạn, sẽ gửi lại sau ít phút.", name);

    private async Task<string> AskAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using var socket = await ConnectAsync(cancel);
        await using var line = new NetworkStream(socket);
        await line.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var length = new byte[4];
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            var piece = bytes.Slice(at, Math.Min(Piece, bytes.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            await line.WriteAsync(length, cancel);
            await line.WriteAsync(piece, cancel);
        }
        await line.WriteAsync(new byte[4], cancel);
        using var reader = new StreamReader(line, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancel)).Trim('\0', '\n', '\r', ' ');
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancel)
    {
        var (socket, end) = address.StartsWith('/')
            ? (new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), (EndPoint)new UnixDomainSocketEndPoint(address))
            : (new Socket(SocketType.Stream, ProtocolType.Tcp), address.Split(':') is [var host, var port] && int.TryParse(port, out var number)
                ? new DnsEndPoint(host, number) : new DnsEndPoint(address, 3310));
        try
        {
            await socket.ConnectAsync(end, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
