using System.Net;
using System.Net.Http.Json;

namespace LangSo.Devices.Conformance;

/// <summary>Tells a maker whether a device obeys docs/device-protocol.md: acts as its server and says of each rule whether it is kept.</summary>
public static class Conform
{
    /// <summary>The single-use code of a run.</summary>
    public const string Code = ConformServer.Code;

    /// <summary>
    /// Runs every rule against one device. It is waited for until <paramref name="wait"/>; <paramref name="device"/>, when given, is told by a POST
    /// of <c>{"server","code"}</c> where to go.
    /// </summary>
    public static async Task<IReadOnlyList<ConformResult>> RunAsync(
        IPAddress address, int port, Uri? device, TimeSpan wait, TimeSpan patience, Action<ConformResult> tell, TimeProvider clock, CancellationToken cancel)
    {
        await using var server = await ConformServer.StartAsync(address, port, port + 1, clock, cancel);
        using var run = new ConformRun(server, patience, tell, cancel);
        if (device is not null)
        {
            using var http = new HttpClient();
            using var told = await http.PostAsJsonAsync(device, new { server = $"http://{address}:{port}", code = Code }, cancel);
            told.EnsureSuccessStatusCode();
        }
        if (!await ConformRules.MeetAsync(run, wait)) return run.Results;
        await ConformRules.DesiredAsync(run);
        await ConformRules.PlayAsync(run);
        await ConformRules.RefuseAsync(run);
        await ConformRules.ChangeAsync(run);
        await ConformRules.OfflineAsync(run);
        return run.Results;
    }
}
