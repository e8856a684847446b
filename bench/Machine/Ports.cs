using System.Net;
using System.Net.Sockets;

namespace LangSo.Bench;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    /// <summary>A free port whose next one is free too.</summary>
    public static int FreePair()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken; try another pair
            }
        }
    }
}
