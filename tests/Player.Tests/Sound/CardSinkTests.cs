using CsCheck;
using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Player.Tests;

public sealed class CardSinkTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-card-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_sample_sounds_on_its_instant_and_twenty_seconds_later_the_sound_is_still_in_its_place() =>
        Gen.Select(Gen.Double[-300, 300], Gen.Int[0, 2_000], Gen.Int[0, 1_000_000]).Sample((ppm, pipeline, seed) =>
        {
            var stage = new Stage(ppm, pipeline);
            var start = Now.AddMilliseconds(400).AddTicks(seed % 9_999);
            stage.Play(start, seconds: 20, new Random(seed));
            var first = stage.Card.HeardAt(1)!.Value;
            Assert.InRange((first - start).TotalMilliseconds, -0.1, 0.3);
            Assert.Equal(first, stage.Sink.FirstSound!.Value, TimeSpan.FromMilliseconds(0.1));
            Assert.InRange(stage.Sink.OffMs, -0.5, 0.5);
            Assert.Equal(0, stage.Card.Empties);
        }, iter: 16);

    [Fact]
    public void What_is_already_late_begins_at_once_with_its_lead_and_keeps_its_own_time()
    {
        var stage = new Stage(50, 480);
        stage.Play(Now.AddSeconds(-5), seconds: 5, new Random(1), prepared: 0);
        var late = (stage.Card.HeardAt(1)!.Value - Now).TotalMilliseconds;
        Assert.InRange(late, 40, 120);
        Assert.Equal(0, stage.Card.Empties);
        Assert.Equal(stage.Card.HeardAt(1)!.Value, stage.Sink.FirstSound!.Value, TimeSpan.FromMilliseconds(0.1));
    }

    [Fact]
    public void After_the_machine_stood_still_the_sound_is_in_its_place_again()
    {
        var stage = new Stage(0, 0);
        stage.Play(Now.AddMilliseconds(400), seconds: 10, new Random(2), stall: 100);
        Assert.True(stage.Card.Empties > 0);
        Assert.InRange(stage.Sink.OffMs, -0.5, 0.5);
    }

    [Fact]
    public void A_card_that_was_pulled_out_is_told_of_and_the_item_goes_on_in_its_place_when_it_is_back()
    {
        var stage = new Stage(0, 100);
        stage.Play(Now.AddMilliseconds(400), seconds: 10, new Random(3), pulledOut: (From: 100, To: 200));
        Assert.Null(stage.Sink.Trouble);
        Assert.InRange(stage.Sink.OffMs, -0.5, 0.5);
        Assert.Equal("Không phát được ra loa: thiết bị âm thanh đã bị rút.", stage.TroubleSeen);
    }

    [Fact]
    public void Cut_is_silence_at_once()
    {
        var stage = new Stage(0, 0);
        stage.Play(Now.AddMilliseconds(400), seconds: 1, new Random(4));
        stage.Sink.Cut();
        Assert.Equal(0, stage.Card.Delay());
    }

    [Fact]
    public async Task Through_real_libasound_every_sample_arrives_in_order()
    {
        Assert.SkipUnless(AlsaCard.IsThere(), "libasound is not here");
        var path = Path.Combine(_folder, "heard.wav");
        var clock = new PlayerClock(TimeProvider.System);
        var samples = new short[48_000];
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(i % 30_000 + 1);
        using (var sink = Sinks.Open($"alsa:file:'{path}',wav", clock).Value)
        {
            sink.Prepare(Order, clock.UtcNow);
            for (var at = 0; at < samples.Length; at += 960) sink.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan(at, 960)));
            Assert.Null(sink.Trouble);
            sink.End();
        }
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var heard = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(bytes.AsSpan(44)).ToArray();
        Assert.Equal(samples, heard.SkipWhile(s => s == 0));
    }

    [Fact]
    public void A_device_that_is_not_there_is_named_and_the_item_goes_on_in_silence()
    {
        Assert.SkipUnless(AlsaCard.IsThere(), "libasound is not here");
        using var sink = Sinks.Open("alsa:hw:7", new PlayerClock(TimeProvider.System)).Value;
        sink.Prepare(Order, Now);
        sink.Write(new byte[Pcm.BlockBytes]);
        Assert.Contains("không có thiết bị âm thanh này", sink.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chirp_is_found_in_noise_and_not_in_noise_alone()
    {
        var chirp = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(Tones.Chirp(600)).ToArray();
        var random = new Random(5);
        var noise = Enumerable.Range(0, 48_000 * 2).Select(_ => (short)random.Next(-3_000, 3_000)).ToArray();
        Assert.InRange(Tones.Find(noise, chirp).Likeness, 0, 0.15);
        for (var i = 0; i < chirp.Length; i++) noise[20_001 + i] += (short)(chirp[i] / 4);
        Assert.InRange(Tones.Find(noise, chirp).Likeness, 0.4, 1);
    }

    [Fact]
    public void Two_sounds_are_compared_to_the_sample()
    {
        var random = new Random(6);
        var first = Enumerable.Range(0, 96_000).Select(i => i < 5_000 ? (short)0 : (short)random.Next(-9_000, 9_000)).ToArray();
        var second = new short[100_000];
        first.CopyTo(second, 37);
        Assert.Equal(37, CompareSounds.Lag(first, second).Lag);
        Assert.Equal(-37, CompareSounds.Lag(second, first).Lag);
    }

    private static Order Order { get; } = new(Airtime.Order.Version, "o", Airtime.Order.Play, "b", "t", new UnitId("x"), BulletinClass.Normal, Now, Now, Now, 0, null, null, null);

    /// <summary>A conductor's thread with its unpunctuality, a card with its own quartz.</summary>
    private sealed class Stage
    {
        private readonly FakeTimeProvider _time = new(Now);
        private bool _out;

        public Stage(double ppm, int pipeline)
        {
            Card = new FakeCard(_time, ppm, pipeline);
            Sink = new CardSink(() => _out ? throw new CardException("thiết bị âm thanh đã bị rút") : Card, new PlayerClock(_time));
        }

        public FakeCard Card { get; }

        public CardSink Sink { get; }

        public string? TroubleSeen { get; private set; }

        public void Play(DateTime start, int seconds, Random random, int prepared = 300, int? stall = null, (int From, int To)? pulledOut = null)
        {
            Until(start.AddMilliseconds(-prepared));
            Sink.Prepare(Order, start);
            Until(start - Sink.Lead);
            var began = _time.GetUtcNow().UtcDateTime;
            var (block, n) = (new short[960], 0);
            for (var i = 0; i < seconds * 50; i++)
            {
                for (var s = 0; s < block.Length; s++) block[s] = (short)(n++ % 30_000 + 1);
                _out = i >= pulledOut?.From && i < pulledOut?.To;
                Card.Gone = _out;
                Sink.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(block.AsSpan()));
                TroubleSeen ??= Sink.Trouble;
                Until(began.AddMilliseconds(20 * (i + 1)).AddTicks(random.Next(0, 40_000)));
                if (i == stall) _time.Advance(TimeSpan.FromMilliseconds(700));
            }
        }

        private void Until(DateTime at)
        {
            if (at > _time.GetUtcNow().UtcDateTime) _time.Advance(at - _time.GetUtcNow().UtcDateTime);
        }
    }

    private sealed class FakeCard(FakeTimeProvider time, double ppm, int pipeline) : ICard
    {
        private readonly List<(double Seconds, short Sample)> _sounded = [];
        private double _began = -1;
        private long _written;

        public int Capacity => 24_000;

        public int Empties { get; private set; }

        public bool Gone { get; set; }

        private double Seconds => (time.GetUtcNow().UtcDateTime - Now).TotalSeconds;

        private double Rate => 48_000 * (1 + ppm / 1e6);

        public int Delay()
        {
            if (Gone) throw new CardException("thiết bị âm thanh đã bị rút");
            if (_began < 0) return 0;
            var left = _written - (Seconds - _began) * Rate;
            if (left > 0) return (int)left + pipeline;
            Empties++;
            _began = -1;
            return 0;
        }

        public void Write(ReadOnlySpan<short> samples)
        {
            Delay();
            if (_began < 0) (_began, _written) = (Seconds, 0);
            foreach (var sample in samples)
            {
                if (sample == 1) _sounded.Add((_began + (_written + pipeline) / Rate, sample));
                _written++;
            }
        }

        public void Drop() => _began = -1;

        public void Dispose() => _began = -1;

        public DateTime? HeardAt(short sample) => _sounded.Where(s => s.Sample == sample).Select(s => (DateTime?)Now.AddSeconds(s.Seconds)).FirstOrDefault();
    }
}
