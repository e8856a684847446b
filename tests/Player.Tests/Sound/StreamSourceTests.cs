using System.Diagnostics;

namespace LangSo.Player.Tests;

public sealed class StreamSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_breaks_off_is_taken_up_again_and_what_is_missing_is_silence_not_a_wait()
    {
        var opus = await Tone.OpusAsync(3, Cancel);
        using var server = new SmallServer(opus, breakAfter: opus.Length / 2);
        await using var stream = new StreamSource(TimeProvider.System).Open(server.Url + "live", Cancel);
        var block = new byte[Pcm.BlockBytes];
        var (loud, longest, watch) = (0, TimeSpan.Zero, Stopwatch.StartNew());
        while (loud < 150 && watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            var before = watch.Elapsed;
            Assert.Equal(block.Length, stream.Read(block));
            if (watch.Elapsed - before is var took && took > longest) longest = took;
            if (block.Any(b => b != 0)) loud++;
            await Task.Delay(10, Cancel);
        }
        // Three seconds and more of sound: only the second connection can have brought the rest.
        Assert.Equal(150, loud);
        Assert.True(server.Asked >= 2);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void A_stream_of_which_nothing_comes_says_so_after_ten_seconds()
    {
        var time = new TwoClocks(new DateTime(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc));
        using var stream = new StreamSource(time).Open("http://127.0.0.1:9/", Cancel);
        var block = new byte[Pcm.BlockBytes];
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(block.Length, stream.Read(block, 0, block.Length));
        Assert.All(block, b => Assert.Equal(0, b));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("không nhận được luồng", Assert.Throws<IOException>(() => stream.Read(block, 0, block.Length)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("rtmp://x/y")]
    [InlineData("loa")]
    public void Nothing_but_http_is_opened(string address) =>
        Assert.Throws<IOException>(() => new StreamSource(TimeProvider.System).Open(address, Cancel));
}
