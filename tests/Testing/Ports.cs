using System.Net;
using System.Net.Sockets;

namespace LangSo.Testing;

/// <summary>
/// Ports below those that the system gives to connections by itself (32768 and above): still free when a server comes to one, or comes
/// back to it, whatever connections other tests opened meanwhile. Each is given once in a process, and processes begin far apart.
/// </summary>
public static class Ports
{
    private const int First = 15_000, Count = 17_000;
    private static int _next = Random.Shared.Next(Count / 2) * 2;

    /// <summary>One that is free now.</summary>
    public static int Free() => FreePair();

    /// <summary>One that is free now with its next one: HTTP and MQTT.</summary>
    public static int FreePair()
    {
        while (true)
        {
            var port = First + (Interlocked.Add(ref _next, 2) & int.MaxValue) % Count;
            if (IsFree(port) && IsFree(port + 1)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
