using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace LangSo.Devices;

/// <summary>Asks mosquitto's dynamic security plugin over the line: commands in one message, their answers in one message.</summary>
internal sealed partial class DynamicSecurity(BrokerLine line, TimeProvider clock, ILogger<DynamicSecurity> log)
{
    /// <summary>Where it answers, to whoever asked.</summary>
    public const string Answers = "$CONTROL/dynamic-security/v1/response";

    private const string Questions = "$CONTROL/dynamic-security/v1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonArray>> _asked = new(StringComparer.Ordinal);

    /// <summary>The answers in order, each with <c>data</c> or <c>error</c>; null when none came.</summary>
    public async Task<JsonArray?> AskAsync(IEnumerable<JsonObject> commands, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");
        var list = new JsonArray();
        foreach (var command in commands)
        {
            command["correlationData"] = id;
            list.Add(command);
        }
        var answer = new TaskCompletionSource<JsonArray>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        try
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["commands"] = list });
            return await line.PublishAsync(BrokerLine.Message(Questions, payload, retain: false, null), cancel) ? await answer.Task.WaitAsync(Patience, clock, cancel) : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>Takes what came on <see cref="Answers"/>.</summary>
    public void Hear(ReadOnlySequence<byte> payload)
    {
        try
        {
            if (JsonNode.Parse(payload.ToArray())?["responses"] is not JsonArray { Count: > 0 } responses) return;
            if (responses[0]?["correlationData"]?.GetValue<string>() is { } id && _asked.TryRemove(id, out var asked)) asked.TrySetResult(responses);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Unreadable(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker's dynamic security answered something unreadable")]
    private static partial void Unreadable(ILogger logger, Exception exception);
}
