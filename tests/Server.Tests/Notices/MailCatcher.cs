using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LangSo.Server.Tests.Notices;

/// <summary>A mail server for tests: takes mail, or answers as it is told.</summary>
internal sealed class MailCatcher : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    public MailCatcher()
    {
        _listener.Start();
        _running = RunAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails it took, headers and text decoded.</summary>
    public List<(string To, string Text)> Taken { get; } = [];

    /// <summary>What it answers to RCPT; null takes it.</summary>
    public Func<string, string?> Rcpt { get; set; } = _ => null;

    /// <summary>True: takes the text of a mail and closes without a word.</summary>
    public bool Silent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await SpeakAsync(client);
            }
            catch (IOException)
            {
                // The other side went away.
            }
        }
    }

    private async Task SpeakAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var to = "";
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT")
            {
                to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                await writer.WriteLineAsync(Rcpt(to) ?? "250 ok");
            }
            else if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(_end.Token) is { } part && part != ".") text.Append(part).Append('\n');
                Taken.Add((to, Decode(text.ToString())));
                if (Silent) return;
                await writer.WriteLineAsync("250 taken");
            }
            else if (verb == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else
            {
                await writer.WriteLineAsync("250 ok");
            }
        }
    }

    /// <summary>Subject and body as people read them.</summary>
    private static string Decode(string mail)
    {
        var (head, body) = (mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)], mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        var subject = string.Concat(System.Text.RegularExpressions.Regex.Matches(head, @"=\?utf-8\?B\?([^?]*)\?=", System.Text.RegularExpressions.RegexOptions.IgnoreCase).Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value))));
        return subject + "\n" + (head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal))) : body);
    }
}
