using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using LangSo.Testing;

namespace LangSo.Several.Tests;

/// <summary>The sample of deploy/nginx before two servers, each replaced in turn under load.</summary>
public sealed class RollingTests(Province province)
{
    [Fact]
    public async Task Each_server_is_replaced_in_turn_without_a_lost_request()
    {
        await using var place = province.New();
        int[] ports = [Ports.FreePair(), Ports.FreePair()];
        var servers = new[] { await place.ServeAsync("one", ports[0], drain: 2), await place.ServeAsync("two", ports[1], drain: 2) };
        await using var nginx = await Nginx.StartAsync(ports);
        using var writer = await Officer.SignInAsync(nginx.Address, Officer.Writer);
        var bulletin = await writer.SubmitAsync("Tiêm phòng dại", place.Ask<string>("select unit from unit_versions where code = '14212' order by \"from\" desc limit 1"));

        using var enough = new CancellationTokenSource();
        var (failed, done) = (new ConcurrentQueue<string>(), 0);
        var load = Enumerable.Range(0, 6).Select(async worker =>
        {
            using var officer = await Officer.SignInAsync(nginx.Address, Officer.Writer);
            for (var turn = worker; !enough.IsCancellationRequested; turn++)
            {
                try
                {
                    var (status, wanted) = (turn % 6) switch
                    {
                        0 => ((await officer.Pages.PostFormAsync("/bulletins/new", new()
                        {
                            ["Seen"] = "0", ["Title"] = $"Nháp {worker}-{turn}", ["Text"] = "Mời bà con họp.", ["Class"] = "normal", ["Area"] = "", ["When"] = "now", ["Date"] = "", ["Time"] = "", ["Headline"] = "", ["Facts"] = "",
                        })).Status, HttpStatusCode.Redirect),
                        1 => ((await officer.Pages.GetAsync("/bulletins")).Status, HttpStatusCode.OK),
                        2 => ((await officer.Pages.GetAsync(bulletin)).Status, HttpStatusCode.OK),
                        3 => ((await officer.Pages.GetAsync("/look/lib/tabler.min.css")).Status, HttpStatusCode.OK),
                        4 => ((await officer.Pages.GetAsync("/units?asOf=2024-03-31")).Status, HttpStatusCode.OK),
                        _ => ((await officer.Pages.GetAsync("/devices")).Status, HttpStatusCode.OK),
                    };
                    if (status != wanted) failed.Enqueue($"{turn % 6}: {status}");
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    failed.Enqueue($"{turn % 6}: {e.Message}");
                }
                Interlocked.Increment(ref done);
            }
        }).ToArray();

        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        for (var i = 0; i < servers.Length; i++)
        {
            Assert.Equal(0, await servers[i].TerminateAsync());
            servers[i] = await place.ServeAsync(i == 0 ? "one" : "two", ports[i], drain: 2);
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
        }
        await enough.CancelAsync();
        await Task.WhenAll(load);
        Assert.True(failed.IsEmpty, $"{nginx.Errors}\n{failed.Count} of {done} failed: {string.Join(", ", failed.Take(8))}");
        Assert.True(done > 50, $"only {done} requests");
        TestContext.Current.TestOutputHelper?.WriteLine($"{done} requests, none failed");
        Assert.True(place.Ask<long>("select count(*) from bulletins") > 5);
    }

    /// <summary>nginx with the shipped sample, ports and paths put in.</summary>
    private sealed class Nginx : IAsyncDisposable
    {
        private readonly TempFolder _folder = new();
        private Process _process = null!;

        public Uri Address { get; private set; } = null!;

        /// <summary>What it complained of last, but for servers that were away: it asked the other one.</summary>
        public string Errors => string.Join('\n', File.ReadLines(_folder.Sub("errors")).Where(l => !l.Contains("connect() failed (111", StringComparison.Ordinal)).TakeLast(12));

        public static async Task<Nginx> StartAsync(int[] servers)
        {
            var program = ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]).FirstOrDefault(File.Exists);
            Assert.True(program is not null, "nginx is missing: apt-get install nginx-light");
            var nginx = new Nginx();
            var port = Ports.Free();
            var sample = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx", "langso.conf"), TestContext.Current.CancellationToken);
            foreach (var (from, to) in ((string, string)[])[
                ("/var/cache/nginx/langso", nginx._folder.Sub("cache")), ("listen 80;", $"listen 127.0.0.1:{port};"),
                ("127.0.0.1:5080", $"127.0.0.1:{servers[0]}"), ("127.0.0.1:5180", $"127.0.0.1:{servers[1]}")])
            {
                Assert.Contains(from, sample, StringComparison.Ordinal);
                sample = sample.Replace(from, to, StringComparison.Ordinal);
            }
            var home = nginx._folder.Path;
            await File.WriteAllTextAsync(Path.Combine(home, "langso.conf"), sample, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(home, "nginx.conf"), $$"""
                {{(Environment.UserName == "root" ? "user root;" : "")}}
                worker_processes 2;
                daemon off;
                pid {{home}}/pid;
                error_log {{home}}/errors;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path {{home}}/body; proxy_temp_path {{home}}/proxy; fastcgi_temp_path {{home}}/f; uwsgi_temp_path {{home}}/u; scgi_temp_path {{home}}/s;
                    include {{home}}/langso.conf;
                }
                """, TestContext.Current.CancellationToken);
            nginx._process = Process.Start(program!, ["-c", Path.Combine(home, "nginx.conf"), "-p", home])!;
            nginx.Address = new Uri($"http://127.0.0.1:{port}");
            using var http = new HttpClient();
            await Until.HoldsAsync(async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(nginx.Address, "/healthz"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
            return nginx;
        }

        public async ValueTask DisposeAsync()
        {
            using (var quit = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await quit.WaitForExitAsync();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _folder.Dispose();
        }
    }
}
