using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LangSo.Foundation;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Host;

/// <summary>What leaves the house for operators, a log and traces, names no person and holds no secret.</summary>
public sealed partial class PrivacyTests
{
    private const string Name = "Trần Thị Dấu Vết", Phone = "0987654321", Wrong = "mật-khẩu-gõ-nhầm-7731", WrongCode = "ZZ77ZZ77";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_the_log_nor_the_traces_of_a_days_work_hold_a_name_a_phone_a_password_a_code_or_a_token()
    {
        var folder = await RunningServer.DemoFolderAsync();
        var commune = await CommuneAsync(folder.Path);
        await using var collector = await Collector.StartAsync();
        await using var server = await WatchedServer.StartAsync(
            folder,
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            },
            "--log", "json");
        List<string> secrets = [Name, "Dấu Vết", Phone, Wrong, WrongCode, DemoAccounts.Password];

        using (var stranger = server.Visit())
        {
            await stranger.PostFormAsync("/sign-in", new() { ["name"] = Phone, ["password"] = Wrong });
            await stranger.GetAsync("/board/" + WrongCode);
            await stranger.GetAsync("/no-such-page/" + Phone);
            using var broken = await stranger.Http.PostAsync("/api/devices/enrol", new StringContent("{\"code\":\"" + WrongCode, System.Text.Encoding.UTF8, "application/json"), Cancel);
            using var refused = await stranger.Http.PostAsJsonAsync("/api/devices/enrol", new { code = WrongCode, version = Name }, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
        using (var writer = await SignInAsync(server, "vanhoa"))
        using (var approver = await SignInAsync(server, "phochutich"))
        {
            var handedIn = await writer.PostFormAsync("/bulletins/new?handler=Submit", new()
            {
                ["Title"] = "Mời bà " + Name, ["Text"] = $"Mời bà {Name}, số điện thoại {Phone}, đến nhà văn hóa lúc 19 giờ.", ["Area"] = commune.Value, ["Class"] = "normal", ["When"] = "now",
            }, "/bulletins/new");
            Assert.Equal(HttpStatusCode.Redirect, handedIn.Status);
            var approved = await approver.PostFormAsync(handedIn.Location + "?handler=Approve", new() { ["seen"] = "2" }, handedIn.Location);
            if (approved.Status != HttpStatusCode.Redirect) approved = await approver.PostFormAsync(handedIn.Location + "?handler=Approve", new() { ["seen"] = "1" }, handedIn.Location);
            Assert.Equal(HttpStatusCode.Redirect, approved.Status);
            await writer.GetAsync("/bulletins?text=" + Uri.EscapeDataString(Name));

            var added = await writer.PostFormAsync("/devices", new() { ["Name"] = "Loa nhà bà " + Name, ["Unit"] = commune.Value });
            Assert.Equal(HttpStatusCode.Redirect, added.Status);
            var code = Code().Match((await writer.GetAsync(added.Location!)).Text).Value;
            Assert.NotEmpty(code);
            using var enrolled = await writer.Http.PostAsJsonAsync("/api/devices/enrol", new { code, version = Name }, Cancel);
            var reply = await enrolled.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            secrets.AddRange([code, code.Replace("-", "", StringComparison.Ordinal), reply.GetProperty("token").GetString()!]);
        }
        Assert.Equal(0, await server.EndAsync());

        var lines = server.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var routes = new List<string>();
        foreach (var line in lines)
        {
            var read = JsonSerializer.Deserialize<JsonElement>(line);
            Assert.EndsWith("Z", read.GetProperty("time").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(read.GetProperty("level").GetString()!);
            Assert.NotEmpty(read.GetProperty("message").GetString()!);
            if (read.GetProperty("category").GetString() != "LangSo.Requests") continue;
            var fields = read.GetProperty("fields");
            routes.Add($"{fields.GetProperty("Method")} {fields.GetProperty("Route")} {fields.GetProperty("Status")}");
            Assert.Equal(32, read.GetProperty("trace").GetString()!.Length);
        }
        Assert.Superset(
            new HashSet<string> { "POST /sign-in 302", "POST /bulletins/new 302", "POST /bulletins/{id:guid} 302", "POST /api/devices/enrol 200", "POST /api/devices/enrol 404", "GET  404" },
            routes.ToHashSet());

        var traces = collector.Sent("/v1/traces");
        foreach (var told in (string[])["langso", "ledger", "publish", "bulletins/{id:guid}", "http.response.status_code"]) Assert.Contains(told, traces, StringComparison.Ordinal);
        Assert.Contains("langso.orders.published", collector.Sent("/v1/metrics"), StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, server.Log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, traces + collector.Sent("/v1/metrics"), StringComparison.OrdinalIgnoreCase);
        }
        Assert.DoesNotContain("127.0.0.1", traces, StringComparison.Ordinal);
    }

    private static async Task<PageClient> SignInAsync(WatchedServer server, string user)
    {
        var client = server.Visit();
        var page = await client.PostFormAsync("/sign-in", new() { ["name"] = user, ["password"] = DemoAccounts.Password });
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return client;
    }

    private static async Task<UnitId> CommuneAsync(string folder)
    {
        var opened = await CommonOptions.OpenAsync(Place.Of(folder, TestDatabase.Of(folder)), create: false, Cancel);
        await using var services = opened.Value;
        var today = TimeProvider.System.Today();
        return services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
    }

    [GeneratedRegex(@"(?<=class=""code"">)[A-Z0-9]{3}-[A-Z0-9]{3}")]
    private static partial Regex Code();
}
