using System.Diagnostics;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player.Tests;

public sealed class UpdateTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-update-").FullName;
    private readonly SigningKey _root = SigningKey.Create();

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("0.2.0", null)]
    [InlineData("0.10.0", null)]
    [InlineData("0.1.0.1", null)]
    [InlineData("0.1.0", "same")]
    [InlineData("0.1", "same")]
    [InlineData("0.0.9", "downgrade")]
    [InlineData("0.2.0-beta", "bad-signature")]
    [InlineData("", "bad-signature")]
    public void Only_a_newer_version_is_taken(string version, string? refusal) => Judged(Manifest(version), refusal);

    [Fact]
    public void A_foreign_key_another_kind_of_token_an_altered_one_an_old_one_and_another_machine_are_refused()
    {
        using var thief = SigningKey.Create();
        Judged(thief.Sign(Offer("0.2.0"), UpdateManifest.Type), "bad-signature");
        Judged(_root.Sign(Offer("0.2.0"), Order.Type), "bad-signature");
        Judged(Manifest("0.2.0")[..^2] + "AA", "bad-signature");
        Judged("", "bad-signature");
        Judged(_root.Sign(Offer("0.2.0") with { Expires = Now }, UpdateManifest.Type), "expired");
        Judged(_root.Sign(Offer("0.2.0") with { Files = [new UpdateFile("windows", new string('a', 64), 1)] }, UpdateManifest.Type), "no-platform");
        Judged(_root.Sign(Offer("0.2.0") with { Files = [new UpdateFile("linux-x64", "../../etc/passwd", 1)] }, UpdateManifest.Type), "no-platform");
    }

    [Fact]
    public async Task An_offered_program_is_fetched_checked_put_in_place_and_confirmed_when_it_has_reached_the_server()
    {
        var program = "#!/bin/sh\nexit 0\n"u8.ToArray();
        using var server = new SmallServer(program);
        var folder = new ProgramFolder(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "langso-player"), "old", Cancel);
        using var store = new PlayerStore(_folder, 1);
        await RunUntilAsync(store, server.Url, folder, "0.1.0", Sign(program), u => u.Restarted);
        Assert.Equal("0.2.0", folder.OnTrial());
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(_folder, "langso-player.old"), Cancel));
        Assert.Equal(program, await File.ReadAllBytesAsync(Path.Combine(_folder, "langso-player"), Cancel));

        var progress = await RunUntilAsync(store, server.Url, folder, "0.2.0", Sign(program), u => u.Updater.Progress?.Phase == UpdateProgress.Installed, connected: true);
        Assert.Equal("0.2.0", progress!.Version);
        Assert.Null(folder.OnTrial());
    }

    [Fact]
    public async Task A_program_that_was_altered_on_its_way_is_refused_and_not_kept()
    {
        using var server = new SmallServer("evil!"u8.ToArray());
        using var store = new PlayerStore(_folder, 1);
        await File.WriteAllTextAsync(Path.Combine(_folder, "langso-player"), "old", Cancel);
        var progress = await RunUntilAsync(store, server.Url, new ProgramFolder(_folder), "0.1.0", Sign("right"u8.ToArray()), u => u.Updater.Progress?.Phase == UpdateProgress.Refused);
        Assert.StartsWith("bad-file: ", progress!.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "next-*"));
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(_folder, "langso-player"), Cancel));
    }

    [Fact]
    public async Task A_version_that_failed_is_told_of_and_not_tried_again()
    {
        var program = "x"u8.ToArray();
        using var server = new SmallServer(program);
        using var store = new PlayerStore(_folder, 1);
        await File.WriteAllTextAsync(Path.Combine(_folder, "rolled-back"), "0.2.0\n", Cancel);
        var progress = await RunUntilAsync(store, server.Url, new ProgramFolder(_folder), "0.1.0", Sign(program), u => u.Updater.Progress?.Phase == UpdateProgress.Failed);
        Assert.Equal("0.2.0", progress!.Version);
        await RunUntilAsync(store, server.Url, new ProgramFolder(_folder), "0.1.0", Sign(program), u => u.Seconds > 3);
        Assert.Equal(0, server.Asked);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("touch \"$LANGSO_PROGRAM/back\"; exit 0", 1)]
    public void The_starter_puts_the_old_program_back_when_the_new_one_does_not_live(string sick, int starts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "for Linux");
        var program = Path.Combine(_folder, "langso-player");
        WriteProgram(program, "echo old \"$@\"");
        var folder = new ProgramFolder(_folder);
        WriteProgram(folder.Next("f"), "echo new; " + sick);
        folder.Swap("0.2.0", "f");
        for (var i = 0; i < starts; i++) Assert.StartsWith("new", Start(), StringComparison.Ordinal);
        Assert.Equal("old --server x\n", Start());
        Assert.Equal("0.2.0", folder.TakeRolledBack());
        Assert.Null(folder.OnTrial());
        Assert.Equal("old --server x\n", Start());
    }

    [Fact]
    public void The_starter_leaves_a_confirmed_program_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "for Linux");
        WriteProgram(Path.Combine(_folder, "langso-player"), "echo old");
        var folder = new ProgramFolder(_folder);
        WriteProgram(folder.Next("f"), "echo new");
        folder.Swap("0.2.0", "f");
        Assert.Equal("new\n", Start());
        folder.Confirm();
        for (var i = 0; i < 5; i++) Assert.Equal("new\n", Start());
    }

    private static void WriteProgram(string path, string what)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + what + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Start()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(LangSo.Testing.Repository.Root, "deploy/player/langso-player-run"), [_folder, "--server", "x"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        return process.StandardOutput.ReadToEnd();
    }

    private sealed record Run(Updater Updater, bool Restarted, double Seconds);

    private async Task<UpdateProgress?> RunUntilAsync(PlayerStore store, Uri server, ProgramFolder folder, string running, string manifest, Func<Run, bool> done, bool connected = false)
    {
        var clock = new PlayerClock(TimeProvider.System);
        clock.Correct((TimeProvider.System.GetUtcNow().UtcDateTime - Now).TotalMilliseconds);
        var book = new OrderBook(store, clock, PlayerRules.Default);
        using var downloads = new Downloads(server, new DataMeter(store, new PlayerSettings(), clock), () => null, 0);
        var restarted = false;
        var updater = new Updater(folder, store, downloads, book, clock, _root.Public, running, TimeProvider.System, () => restarted = true, () => { });
        updater.Take(new UpdateOffer(manifest));
        if (connected) updater.Connected();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running1 = updater.RunAsync(stop.Token);
        var watch = Stopwatch.StartNew();
        while (!done(new Run(updater, restarted, watch.Elapsed.TotalSeconds)))
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"{updater.Progress}");
            await Task.Delay(20, Cancel);
        }
        await stop.CancelAsync();
        await running1.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return updater.Progress;
    }

    private string Sign(byte[] program) => _root.Sign(
        Offer("0.2.0") with { Files = [new UpdateFile(UpdateRules.Platform, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(program)), program.Length)] }, UpdateManifest.Type);

    private static UpdateManifest Offer(string version) => new(version, Now.AddDays(-1), Now.AddDays(30), [new UpdateFile("linux-x64", new string('a', 64), 100)]);

    private string Manifest(string version) => _root.Sign(Offer(version), UpdateManifest.Type);

    private void Judged(string manifest, string? refusal)
    {
        var verdict = UpdateRules.Judge(manifest, _root.Public, Now, "0.1.0", "linux-x64");
        if (refusal == "same") Assert.Equal((null, null), (verdict.File, verdict.Refusal));
        else if (refusal is null) Assert.Equal((100, null), ((int)verdict.File!.Bytes, verdict.Refusal));
        else
        {
            Assert.StartsWith(refusal + ": ", verdict.Refusal, StringComparison.Ordinal);
            Assert.Null(verdict.File);
        }
    }
}
