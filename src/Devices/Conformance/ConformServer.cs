using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.AspNetCore;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace LangSo.Devices.Conformance;

/// <summary>One message of the device under test.</summary>
internal sealed record SaidMessage(DateTime At, string Topic, byte[] Payload, bool Retain, int Qos);

/// <summary>
/// A server for one device under test: everything that the protocol asks of a server and nothing else, with every answer in the hands of
/// the rules: it can keep back an acknowledgement, serve a wrong sound, hang up and stay away.
/// </summary>
internal sealed class ConformServer : IAsyncDisposable
{
    /// <summary>The device, its code and its token of this run.</summary>
    public const string Device = "dconform", Code = "7K4-M2P", Token = "conformance-token-of-one-run-and-no-other-43";

    public static readonly UnitId Hamlet = new("hconform"), Commune = new("cconform"), Elsewhere = new("celsewhere");

    private readonly WebApplication _app;
    private readonly MqttServer _mqtt;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, byte[]> _media = new(StringComparer.Ordinal);
    private volatile string _desired = "";

    private ConformServer(WebApplication app, MqttServer mqtt, TimeProvider clock) => (_app, _mqtt, _clock) = (app, mqtt, clock);

    public SigningKey Root { get; } = SigningKey.Create();

    public IReadOnlyList<AreaName> Chain { get; } = [new(Hamlet, "xóm Thử"), new(Commune, "xã Thử")];

    public ConcurrentQueue<SaidMessage> Said { get; } = new();

    public ConcurrentQueue<(DateTime At, string Topic, bool Allowed)> Subscribed { get; } = new();

    public ConcurrentQueue<(DateTime At, string Client, string? User, bool Right, string Version)> Connected { get; } = new();

    public ConcurrentQueue<EnrolRequest> Enrolled { get; } = new();

    /// <summary>False: records are heard and not acknowledged.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>True: nobody is let in.</summary>
    public bool Away { get; set; }

    public DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <summary>Listens on these two ports.</summary>
    public static async Task<ConformServer> StartAsync(IPAddress address, int http, int mqttPort, TimeProvider clock, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, http);
            kestrel.Listen(address, mqttPort, port => port.UseConnectionHandler<MqttConnectionHandler>());
        });
        builder.Services.AddSingleton<MqttConnectionHandler>();
        builder.Services.AddConnections();
        var app = builder.Build();
        var mqtt = new MqttServer(
            new MqttServerOptionsBuilder().WithoutDefaultEndpoint().WithPersistentSessions(false).Build(), [app.Services.GetRequiredService<MqttConnectionHandler>()], MqttNetNullLogger.Instance);
        var server = new ConformServer(app, mqtt, clock);
        mqtt.ValidatingConnectionAsync += server.AdmitAsync;
        mqtt.InterceptingSubscriptionAsync += server.AllowAsync;
        mqtt.InterceptingPublishAsync += server.HearAsync;
        mqtt.ClientSubscribedTopicAsync += server.WelcomeAsync;
        app.MapPost("/api/devices/enrol", (EnrolRequest request) => server.Enrol(request, mqttPort));
        app.MapGet("/media/{sha256}", (string sha256) => server._media.TryGetValue(sha256, out var bytes)
            ? Results.File(bytes, "audio/ogg", enableRangeProcessing: true) : Results.NotFound());
        await mqtt.StartAsync();
        await app.StartAsync(cancel);
        return server;
    }

    /// <summary>Serves these bytes under that name, which need not be their own.</summary>
    public void Serve(string sha256, byte[] bytes) => _media[sha256] = bytes;

    /// <summary>What the device hears when it subscribes; <paramref name="now"/> also when it is there already.</summary>
    public async Task DesireAsync(string signed, bool now = true, bool keep = true)
    {
        if (keep) _desired = signed;
        if (now) await ToDeviceAsync(Topics.Desired(Device), System.Text.Encoding.ASCII.GetBytes(signed), retain: true);
    }

    /// <summary>Publishes to an area as the broker does.</summary>
    public Task OrderAsync(UnitId area, byte[] payload) => ToDeviceAsync(Topics.AreaOrder(area), payload, retain: false);

    public Task AckAsync(long upTo) => ToDeviceAsync(Topics.Acked(Device), Json(new Acked(upTo)), retain: false);

    /// <summary>Cuts the line.</summary>
    public async Task HangUpAsync()
    {
        try
        {
            await _mqtt.DisconnectClientAsync(Device, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.UnspecifiedError });
        }
        catch (InvalidOperationException)
        {
            // Not there: that is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _mqtt.StopAsync(new MqttServerStopOptions());
        _mqtt.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Root.Dispose();
    }

    private IResult Enrol(EnrolRequest request, int mqttPort)
    {
        Enrolled.Enqueue(request);
        if (EnrolCode.Clean(request.Code) != Code) return Results.Problem("Mã ghi danh không đúng hoặc đã dùng.", statusCode: StatusCodes.Status404NotFound);
        return Results.Json(
            new EnrolReply(Device, Token, "Thiết bị thử", "loudspeaker", Chain, Root.Public, new MqttAddress(null, mqttPort, "/mqtt"), 1, _desired), LangSoJson.Compact);
    }

    private Task AdmitAsync(ValidatingConnectionEventArgs args)
    {
        var right = args.ClientId == Device && args.UserName == Device && args.Password == Token;
        Connected.Enqueue((Now, args.ClientId, args.UserName, right, args.ProtocolVersion.ToString()));
        if (!right) args.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        else if (Away) args.ReasonCode = MqttConnectReasonCode.ServerUnavailable;
        return Task.CompletedTask;
    }

    private Task AllowAsync(InterceptingSubscriptionEventArgs args)
    {
        var allowed = TopicRights.MayHear(Device, [.. Chain.Select(a => a.Unit)], args.TopicFilter.Topic);
        Subscribed.Enqueue((Now, args.TopicFilter.Topic, allowed));
        if (allowed) return Task.CompletedTask;
        args.ProcessSubscription = false;
        args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        return Task.CompletedTask;
    }

    private async Task WelcomeAsync(ClientSubscribedTopicEventArgs args)
    {
        if (args.TopicFilter.Topic == Topics.Desired(Device) && _desired.Length > 0) await DesireAsync(_desired);
    }

    private async Task HearAsync(InterceptingPublishEventArgs args)
    {
        if (ReferenceEquals(args.SessionItems, _mqtt.ServerSessionItems)) return;
        args.ProcessPublish = false;
        var (heard, message) = (Now, args.ApplicationMessage);
        var payload = message.Payload.ToArray();
        Said.Enqueue(new SaidMessage(heard, message.Topic, payload, message.Retain, (int)message.QualityOfServiceLevel));
        try
        {
            if (message.Topic == Topics.TimeAsk(Device) && JsonSerializer.Deserialize<TimeAsk>(payload, LangSoJson.Compact) is { } ask)
                await ToDeviceAsync(Topics.TimeTell(Device), Json(new TimeTell(ask.N, ask.T1, Milliseconds(heard), Milliseconds(Now))), retain: false);
            else if (Acknowledges && message.Topic == Topics.Played(Device) && JsonSerializer.Deserialize<PlayBatch>(payload, LangSoJson.Compact) is { Records: { Count: > 0 } records })
                await AckAsync(PlayIngest.LastWithoutGap(records));
        }
        catch (JsonException)
        {
            // The rules see it.
        }
    }

    private async Task ToDeviceAsync(string topic, byte[] payload, bool retain)
    {
        try
        {
            (await _mqtt.GetSessionAsync(Device)).TryEnqueueApplicationMessage(
                new MqttApplicationMessage { Topic = topic, Payload = new ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, out _);
        }
        catch (InvalidOperationException)
        {
            // Not connected: it hears the desired state when it comes.
        }
    }

    private static double Milliseconds(DateTime at) => (at - DateTime.UnixEpoch).TotalMilliseconds;

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, LangSoJson.Compact);
}
