using System.Net.Http.Json;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Journeys.Tests;

/// <summary>A loudspeaker as another maker would build it: enrolled by its code, it says over the link what it played.</summary>
internal sealed class Loudspeaker : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly RunningServer _server;
    private readonly string _id;
    private long _n;

    private Loudspeaker(RunningServer server, string id) => (_server, _id) = (server, id);

    public static async Task<Loudspeaker> EnrolAsync(RunningServer server, string code, CancellationToken cancel)
    {
        using var http = new HttpClient();
        var answer = await http.PostAsJsonAsync(new Uri(server.Address, "/api/devices/enrol"), new EnrolRequest(code, "thử 1.0"), cancel);
        answer.EnsureSuccessStatusCode();
        var enrolled = (await answer.Content.ReadFromJsonAsync<EnrolReply>(LangSoJson.Compact, cancel))!;
        var speaker = new Loudspeaker(server, enrolled.Device);
        await speaker._client.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithClientId(enrolled.Device)
            .WithCredentials(enrolled.Device, enrolled.Token).WithTcpServer("127.0.0.1", server.LinkPort).Build(), cancel);
        return speaker;
    }

    /// <summary>Plays a bulletin now, by the server's day, and waits until the record is stored.</summary>
    public async Task PlayAsync(BulletinId bulletin, CancellationToken cancel)
    {
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddSeconds(-20);
        var record = new PlayRecord(++_n, "phat-" + _n, bulletin.ToString(), null, now, now, now.AddSeconds(15), PlayResult.Played, null, 12);
        await _client.PublishBinaryAsync(Topics.Played(_id), JsonSerializer.SerializeToUtf8Bytes(new PlayBatch([record]), LangSoJson.Compact), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancel);
        var plays = _server.Services.GetRequiredService<IPlayCounts>();
        for (var tries = 0; (await plays.DaysAsync(bulletin, cancel)).Count < _n; tries++)
        {
            if (tries > 200) throw new TimeoutException("The record was not stored.");
            await Task.Delay(50, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
