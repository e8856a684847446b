using System.Net;
using System.Net.Sockets;

namespace LangSo.Several.Tests;

internal static class Ports
{
    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>
    /// A port that is free now with its next one: HTTP and MQTT. Below those that the system gives to connections by itself, so that it is
    /// still free when a server comes back to it.
    /// </summary>
    public static int FreePair()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 32_000);
            try
            {
                using var first = new TcpListener(IPAddress.Loopback, port);
                first.Start();
                using var next = new TcpListener(IPAddress.Loopback, port + 1);
                next.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: another pair
            }
        }
    }
}
