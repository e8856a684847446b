using System.Buffers;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store.Media;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LangSo.Server.Host;

/// <summary>
/// One JSON object a line. Of an exception its kind and its place are written; its own words only when they are about disks and lines,
/// because the others may repeat what somebody typed.
/// </summary>
internal sealed class JsonLog(TimeProvider clock) : ConsoleFormatter(Form)
{
    public const string Form = "langso-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = LangSoJson.Compact.Encoder };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString().ToLowerInvariant());
            json.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Id != 0) json.WriteNumber("event", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name) json.WriteString("name", name);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            WriteFields(json, logEntry.State);
            if (Activity.Current is { } activity) json.WriteString("trace", activity.TraceId.ToHexString());
            if (logEntry.Exception is { } exception) WriteException(json, exception);
            json.WriteEndObject();
        }
        textWriter.Write(Encoding.UTF8.GetString(line.WrittenSpan));
        textWriter.Write('\n');
    }

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields || fields.Count <= 1) return;
        json.WriteStartObject("fields");
        foreach (var (name, value) in fields)
        {
            if (name == "{OriginalFormat}") continue;
            switch (value)
            {
                case null: json.WriteNull(name); break;
                case bool flag: json.WriteBoolean(name, flag); break;
                case int or long or short or byte: json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
                case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
                default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }
        json.WriteEndObject();
        if (fields.FirstOrDefault(f => f.Key == "{OriginalFormat}").Value is string template) json.WriteString("template", template);
    }

    private static void WriteException(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartArray("exception");
        for (var e = exception; e is not null; e = e.InnerException)
        {
            json.WriteStartObject();
            json.WriteString("type", e.GetType().FullName);
            if (e is MediaUnavailableException or SocketException or HttpRequestException or TimeoutException or DirectoryNotFoundException or UnauthorizedAccessException || e.GetType() == typeof(IOException))
                json.WriteString("message", e.Message);
            if (e is DbException { SqlState: { } state }) json.WriteString("sqlState", state);
            if (e.StackTrace is { } stack) json.WriteString("stack", stack);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
