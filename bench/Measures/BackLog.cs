using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace LangSo.Bench;

/// <summary>
/// A commune's loudspeakers come back after days without a line: each sends its records over MQTT in batches of 200, and is told
/// how far they are stored. From the first batch to the last acknowledgement, on each store in turn.
/// </summary>
internal static class BackLog
{
    private const int Devices = 50, PerDevice = 2_000, Rounds = 5;

    public static async Task RunAsync(Table table, IReadOnlyList<Shelf> shelves, string program, CancellationToken cancel)
    {
        var runs = new List<(Shelf Shelf, ServerProgram Server, List<double> PerSecond)>();
        try
        {
            foreach (var shelf in shelves)
            {
                await shelf.AddDevicesAsync(Devices, cancel);
                runs.Add((shelf, await ServerProgram.StartAsync(program, shelf, cancel), []));
            }
            for (var round = -1; round < Rounds; round++)
                foreach (var (shelf, server, perSecond) in round % 2 == 0 ? runs : Enumerable.Reverse(runs))
                {
                    var measured = await SendAsync(shelf, server.Port + 1, round + 1, cancel);
                    if (round >= 0) perSecond.Add(measured);
                }
        }
        finally
        {
            foreach (var (_, server, _) in runs) await server.DisposeAsync();
        }
        foreach (var (shelf, _, perSecond) in runs)
            table.Add(new Row("backlog-" + shelf.Id, $"nhận bản ghi dồn lại, {shelf.Name}", "dòng/s", new Samples(perSecond),
                string.Create(VnText.Culture, $"{Devices} loa, mỗi loa {PerDevice:#,0} bản ghi, qua MQTT, đến khi được báo đã lưu; bên gửi chung hai nhân với máy chủ")));
    }

    private static async Task<double> SendAsync(Shelf shelf, int port, int round, CancellationToken cancel)
    {
        var clients = new List<(string Device, IMqttClient Client, TaskCompletionSource Done)>();
        try
        {
            foreach (var (device, token) in shelf.Tokens)
            {
                var client = new MqttClientFactory().CreateMqttClient();
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var last = (round + 1L) * PerDevice;
                client.ApplicationMessageReceivedAsync += heard =>
                {
                    var reader = new Utf8JsonReader(heard.ApplicationMessage.Payload);
                    if (JsonSerializer.Deserialize<Acked>(ref reader, LangSoJson.Compact)!.UpTo >= last) done.TrySetResult();
                    return Task.CompletedTask;
                };
                clients.Add((device, client, done));
                await client.ConnectAsync(
                    new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V311).WithTcpServer("127.0.0.1", port).WithClientId(device).WithCredentials(device, token).Build(),
                    cancel);
                await client.SubscribeAsync(Topics.Acked(device), MqttQualityOfServiceLevel.AtLeastOnce, cancel);
            }
            var started = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
            var batches = clients.Select(c => Enumerable.Range(0, PerDevice / PlayBatch.Most).Select(b => JsonSerializer.SerializeToUtf8Bytes(
                new PlayBatch([.. Enumerable.Range(0, PlayBatch.Most).Select(i => Record((round * (long)PerDevice) + b * PlayBatch.Most + i + 1, started))]), LangSoJson.Compact)).ToList()).ToList();
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(clients.Select(async (c, number) =>
            {
                foreach (var batch in batches[number])
                    await c.Client.PublishBinaryAsync(Topics.Played(c.Device), batch, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancel);
                await c.Done.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
            }));
            return clients.Count * (double)PerDevice / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            foreach (var (_, client, _) in clients)
            {
                await client.TryDisconnectAsync();
                client.Dispose();
            }
        }
    }

    private static PlayRecord Record(long n, DateTime started) => new(
        n, string.Create(CultureInfo.InvariantCulture, $"{n % 500:x32}"), string.Create(CultureInfo.InvariantCulture, $"{n % 400:x32}"), new string('a', 64),
        started.AddMinutes(n), started.AddMinutes(n).AddMilliseconds(3), started.AddMinutes(n).AddSeconds(40), PlayResult.Played, null, 2.5);
}
