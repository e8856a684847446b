using System.Net;
using System.Net.Sockets;

namespace LangSo.Player.Tests;

/// <summary>Gives one body over HTTP, whole or in pieces that can break.</summary>
internal sealed class SmallServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _body;
    private readonly int? _breakAfter;

    /// <param name="body">What it gives.</param>
    /// <param name="breakAfter">The first connection ends after so many bytes; null for never.</param>
    public SmallServer(byte[] body, int? breakAfter = null)
    {
        (_body, _breakAfter) = (body, breakAfter);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public int Asked { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Asked++;
                if (_breakAfter is null) context.Response.ContentLength64 = _body.Length;
                else context.Response.SendChunked = true;
                await context.Response.OutputStream.WriteAsync(_breakAfter is { } most && Asked == 1 ? _body.AsMemory(0, most) : _body);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed, or the one who asked went away.
            }
        }
    }
}
