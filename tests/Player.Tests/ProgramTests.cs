using LangSo.Airtime;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store.Media;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Player.Tests;

public sealed class ProgramTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-program-").FullName;
    private DeviceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Thiếu --server.", "--state", "{state}")]
    [InlineData("Thiếu --state.", "--server", "http://127.0.0.1:1")]
    [InlineData("Địa chỉ máy chủ “ftp://x” không đúng.", "--server", "ftp://x", "--state", "{state}")]
    [InlineData("Không hiểu “--volume”.", "--volume", "3")]
    [InlineData("Thiếu giá trị sau --server.", "--server", "--state", "{state}")]
    [InlineData("--state ghi hai lần.", "--state", "{state}", "--state", "{state}")]
    [InlineData("Không hiểu --sink “mp3:x”.", "--server", "{server}", "--state", "{state}", "--sink", "mp3:x")]
    [InlineData("Loa này chưa ghi danh.", "--server", "{server}", "--state", "{state}")]
    [InlineData("Mã ghi danh không đúng hoặc đã dùng.", "--server", "{server}", "--state", "{state}", "--enrol", "222-222")]
    public async Task Bad_input_is_one_line_and_exit_2_and_leaves_no_identity(string line, params string[] args)
    {
        var (code, errors) = await RunAsync([.. args.Select(a => a.Replace("{state}", State, StringComparison.Ordinal).Replace("{server}", _server.Url, StringComparison.Ordinal))]);
        Assert.Equal(2, code);
        Assert.StartsWith("langso: " + line, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.False(File.Exists(Path.Combine(State, "device.json")));
    }

    [Fact]
    public async Task Two_players_do_not_share_a_state_folder()
    {
        var (_, code) = await _server.AddAsync("Loa", DeviceServer.Hamlet, Cancel);
        await using var player = new RunningPlayer(_folder, _server.Url, code);
        await player.SaysAsync("Đã nối máy chủ", Cancel);
        var (exit, errors) = await RunAsync(["--server", _server.Url, "--state", Path.Combine(_folder, "state")]);
        Assert.Equal(2, exit);
        Assert.Contains("đang do một loa khác dùng", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loudspeaker_keeps_its_secrets_to_itself_says_goodbye_and_starts_again_without_a_code()
    {
        var (id, code) = await _server.AddAsync("Loa xóm Lâm Phú", DeviceServer.Hamlet, Cancel);
        await using (var first = new RunningPlayer(_folder, _server.Url, code))
        {
            await first.SaysAsync("Đã nối máy chủ", Cancel);
            await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(id)!.Condition == DeviceCondition.Ready), Cancel);
            Assert.Equal(0, await first.StopAsync());
        }
        Assert.Equal(DeviceCondition.Check, _server.Desk.Find(id)!.Condition);
        var secrets = Path.Combine(_folder, "state", "device.json");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secrets));
        await using var second = new RunningPlayer(_folder, _server.Url, code: null);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(id)!.Condition == DeviceCondition.Ready), Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_download_goes_on_where_it_broke_off_and_a_spoilt_one_starts_again(bool good)
    {
        var sound = await Tone.PutAsync(_server, 1, Cancel);
        var whole = new byte[sound.Bytes];
        await using (var kept = await _server.Services.GetRequiredService<IMediaVault>().OpenAsync(sound.Sha256, Cancel)) await kept!.ReadExactlyAsync(whole, Cancel);
        var part = whole[..(whole.Length / 2)];
        if (!good) Array.Reverse(part);
        using var store = new PlayerStore(_folder, 1);
        var clock = new PlayerClock(TimeProvider.System);
        var book = new OrderBook(store, clock, PlayerRules.Default);
        book.Place([DeviceServer.Commune], new DeviceSettings(100));
        using var shelf = new SoundShelf(_folder, new Uri(_server.Url), book, store, clock, new PlayerSettings(), "d", TimeProvider.System);
        await File.WriteAllBytesAsync(shelf.PcmOf(sound.Sha256).Replace(".pcm", ".part", StringComparison.Ordinal), part, Cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        book.Accept(
            new Order(
                Order.Version, "o", Order.Play, "b", "Tiêm phòng dại", DeviceServer.Commune, BulletinClass.Normal, now.AddMinutes(5), now.AddHours(1), now, 1,
                new OrderMedia(sound.Sha256, sound.Bytes, sound.DurationMs, "audio/ogg"), null, null),
            "f", shelf.IsThere);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var fetching = shelf.RunAsync(stop.Token);
        await DeviceServer.UntilAsync(() => Task.FromResult(book.WholeIds().Count == 1), Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        string[] asked = good ? [$"bytes={part.Length}-"] : [$"bytes={part.Length}-", "whole"];
        Assert.Equal(asked, _server.MediaAsked);
        Assert.InRange(new FileInfo(shelf.PcmOf(sound.Sha256)).Length / 2, 46_000, 50_000);
    }

    [Fact]
    public async Task One_growing_WAV_file_is_valid_at_any_moment_and_holds_everything_that_was_played()
    {
        var path = Path.Combine(_folder, "all.wav");
        using (var sink = Sinks.Open("wav:" + path, new PlayerClock(TimeProvider.System)).Value)
        {
            Assert.Equal((0, 0), Tone.Measure(path));
            var block = new byte[Pcm.BlockBytes];
            Array.Fill(block, (byte)0x10);
            for (var i = 1; i <= 10; i++)
            {
                sink.Write(block);
                Assert.Equal(i * 0.02, Tone.Measure(path).Seconds, 3);
            }
        }
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString((await File.ReadAllBytesAsync(path, Cancel))[..4]));
    }

    private string State => Path.Combine(_folder, "new");

    private static async Task<(int Code, string Errors)> RunAsync(string[] args)
    {
        using var errors = new StringWriter();
        var code = await PlayerProgram.RunAsync(args, TextWriter.Null, errors, TimeProvider.System, PlayerRules.Default, Cancel);
        return (code, errors.ToString());
    }
}
