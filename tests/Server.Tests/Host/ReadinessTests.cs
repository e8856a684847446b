using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LangSo.Devices;
using LangSo.Server.Host;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Host;

/// <summary>What a proxy and a scraper are told.</summary>
public sealed class ReadinessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_in_order_is_ready_in_every_part()
    {
        await using var server = await RunningServer.StartAsync();
        using var visitor = server.Visit();
        using var answer = await visitor.Http.GetAsync("/readyz", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var state = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.True(state.GetProperty("ready").GetBoolean());
        Assert.All(state.GetProperty("parts").EnumerateObject(), p => Assert.True(p.Value.GetProperty("ok").GetBoolean(), p.Name));
        Assert.Superset(new HashSet<string> { "store", "snapshots", "link", "media", "disk" }, state.GetProperty("parts").EnumerateObject().Select(p => p.Name).ToHashSet());
    }

    [Fact]
    public async Task Sounds_out_of_reach_are_said_without_keys_and_the_server_still_serves()
    {
        await using var server = await RunningServer.StartAsync(services =>
            services.AddSingleton(MediaAddress.Parse("s3://KHOA:BIMAT@127.0.0.1:9/kho?tls=false", new DataFolder(".")).Value));
        using var visitor = server.Visit();
        using var answer = await visitor.Http.GetAsync("/readyz", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var state = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.False(state.GetProperty("parts").GetProperty("media").GetProperty("ok").GetBoolean());
        Assert.Contains("không kết nối được", Assert.Single(state.GetProperty("reasons").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("BIMAT", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in")).Status);
    }

    [Fact]
    public async Task A_server_told_to_end_says_so_while_it_still_serves_and_then_ends()
    {
        await using var server = await WatchedServer.StartAsync(await RunningServer.DemoFolderAsync(), new Dictionary<string, string>(), "--drain", "5");
        using var visitor = server.Visit();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("/readyz", Cancel)).StatusCode);
        server.Terminate();
        var draining = await UntilAsync(async () => await visitor.Http.GetAsync("/readyz", Cancel), a => a.StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.True((await draining.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("draining").GetBoolean());
        // A reader is shown to another server; who writes is still served here.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/sign-in")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.PostAsJsonAsync("/api/devices/enrol", new { code = "AAAA-AAAA", version = "1" }, Cancel)).StatusCode);
        Assert.False(server.HasEnded);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task Metrics_count_what_happened_and_are_for_this_machine_alone()
    {
        await using var server = await RunningServer.StartAsync();
        using var visitor = server.Visit();
        (await server.SignInAsync("vanhoa")).Dispose();
        await visitor.GetAsync("/board/ABCD-EFGH");
        var page = await visitor.Http.GetStringAsync("/metrics", Cancel);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", page, StringComparison.Ordinal);
        Assert.Matches("http_server_request_duration_seconds_count\\{http_request_method=\"POST\",http_response_status_code=\"302\",http_route=\"sign-in\"\\} [1-9]", page);
        Assert.Matches("\nlangso_devices_connected 0\n", page);
        Assert.Matches("\nlangso_snapshot_age_seconds [0-9.E-]+\n", page);
        Assert.DoesNotContain("ABCD", page, StringComparison.Ordinal);
        foreach (var line in page.Split('\n').Where(l => l.Length > 0 && l[0] != '#')) Assert.Matches("^[a-z_]+(\\{[^}]*(\\{[^}]*\\}[^}]*)*\\})? [0-9.E+-]+$", line);

        using var proxied = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "127.0.0.1" } } };
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.SendAsync(proxied, Cancel)).StatusCode);
        using var guessed = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "") } };
        guessed.Headers.Add("X-Forwarded-For", "10.0.0.7");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.SendAsync(guessed, Cancel)).StatusCode);
    }

    [Fact]
    public void Counters_and_histograms_are_written_as_prometheus_reads_them()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        using var board = new MetricsBoard(meters);
        using var meter = new System.Diagnostics.Metrics.Meter(LangSo.Foundation.Telemetry.Name, null, null, meters);
        var counted = meter.CreateCounter<long>("langso.test.counted", "{x}", "Counted");
        counted.Add(2, new KeyValuePair<string, object?>("class", "a\"b\\c"), new KeyValuePair<string, object?>("user", "vanhoa"));
        counted.Add(3, new KeyValuePair<string, object?>("class", "a\"b\\c"), new KeyValuePair<string, object?>("user", "lanhdao"));
        var lasted = meter.CreateHistogram<double>("langso.test.lasted", "s", "Lasted");
        foreach (var seconds in (double[])[0.004, 0.3, 100]) lasted.Record(seconds);
        var page = board.Write();
        Assert.Contains("# TYPE langso_test_counted_total counter\nlangso_test_counted_total{class=\"a\\\"b\\\\c\"} 5\n", page, StringComparison.Ordinal);
        foreach (var line in (string[])["_bucket{le=\"0.005\"} 1", "_bucket{le=\"0.25\"} 1", "_bucket{le=\"0.5\"} 2", "_bucket{le=\"60\"} 2", "_bucket{le=\"+Inf\"} 3", "_count 3", "_sum 100.304"])
            Assert.Contains("langso_test_lasted_seconds" + line + "\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("vanhoa", page, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> ask, Func<HttpResponseMessage, bool> holds)
    {
        while (true)
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            answer.Dispose();
            await Task.Delay(20, Cancel);
        }
    }
}
