using System.Globalization;
using System.Text.Json;
using CsCheck;
using LangSo.Foundation;
using static LangSo.Airtime.Tests.Samples;

namespace LangSo.Airtime.Tests;

/// <summary>What holds of every schedule. LANGSO_SCHEDULES sets how many are tried; 100,000 is the promise.</summary>
public sealed class RandomScheduleTests(ITestOutputHelper output)
{
    private static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("LANGSO_SCHEDULES"), CultureInfo.InvariantCulture, out var tries) ? tries : 2_000;
    private static readonly DateTime From = Now.AddDays(-1), Until = Now.AddDays(4);

    private static readonly string?[] Repeats =
        [null, null, "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,TH", "FREQ=DAILY;BYHOUR=5,11,17", "FREQ=DAILY;INTERVAL=2;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=16,-14", "FREQ=DAILY;UNTIL=20260318"];

    private static readonly Gen<Order> AnyOrder =
        from @class in Gen.Frequency((6, Gen.Const(BulletinClass.Normal)), (3, Gen.Const(BulletinClass.Priority)), (1, Gen.Const(BulletinClass.Emergency)))
        from at in Gen.Int[-600, 2_400]
        from minutes in Gen.Int[1, 90]
        from area in Gen.Int[0, 2].Select(i => Chain[i])
        from issued in Gen.Int[-20, -1]
        from serial in Gen.Int[1, 1000]
        from single in Gen.Int[0, 2].Select(n => n == 0)
        from source in Gen.Enum<ProgrammeSource>()
        from repeat in Gen.Int[0, Repeats.Length - 1].Select(i => Repeats[i])
        from late in Gen.Enum<LatenessPolicy>()
        from lateMinutes in Gen.Int[0, 3].Select(n => n * 20)
        from resume in Gen.Enum<ResumePolicy>()
        from items in Gen.Int[1, 20].Array[1, 3]
        select single
            ? Order("", @class, at, Math.Min(minutes, 20), area, at + 600, serial, issued)
            : Programme(
                "", at, minutes, source == ProgrammeSource.Fill ? BulletinClass.Normal : @class, area, repeat, source, late, lateMinutes, resume,
                source is ProgrammeSource.Files or ProgrammeSource.Fill ? [.. items.Select((m, i) => Sound((char)('1' + i), m))] : null, at % 3 == 0 ? [new DateOnly(2026, 3, 17)] : [],
                2 + at % 7 * 0.5 + 4, serial, issued);

    private static readonly Gen<Order[]> AnyOrders =
        from drawn in AnyOrder.Array[0, 12]
        from withdrawn in Gen.Int[0, 40]
        from preferred in Gen.Int[0, 12]
        select Named(drawn, withdrawn, preferred);

    private static readonly Gen<TimeOnly> AnyTime = Gen.Int[0, 24 * 4 - 1].Select(q => TimeOnly.MinValue.AddMinutes(q * 15));

    private static readonly Gen<DeviceSettings> AnySettings =
        from quiet in Gen.Select(AnyTime, AnyTime, Gen.Int[0, 7].Select(d => d == 7 ? Array.Empty<DayOfWeek>() : [(DayOfWeek)d]), (start, end, days) => new QuietHours(start, end, days)).Array[0, 2]
        from volumes in Gen.Select(AnyTime, AnyTime, Gen.Int[0, 100], (start, end, volume) => new VolumeHours(start, end, volume)).Array[0, 2]
        from off in Gen.Int[0, 30]
        select new DeviceSettings(70) { Quiet = quiet, Volumes = volumes, Off = off == 0 ? true : null };

    private static Order[] Named(Order[] drawn, int withdrawn, int preferred)
    {
        var orders = drawn.Select((o, i) => o with { Id = "o" + i, Bulletin = "b" + i, Title = "Mục " + i }).ToList();
        if (withdrawn < orders.Count) orders.Add(Withdrawal(orders[withdrawn], issuedMinutes: withdrawn * 60) with { V = 1, Programme = null });
        if (preferred + 1 < orders.Count) orders.Add(Preference(orders[preferred], orders[preferred + 1]));
        return [.. orders];
    }

    private static IReadOnlyList<TimelineEntry> Build(IEnumerable<Order> orders, DeviceSettings? settings) => Timeline.Build(orders, Chain, From, Until, settings: settings);

    private static string Line(TimelineEntry e) =>
        $"{e.Order.Id} {e.Planned:O} {e.Outcome} {e.Start:O} {e.End:O} {e.By} {e.Volume} {e.Clash} {e.Reason} {string.Join(',', e.Pieces.Select(p => $"{p.Start.Ticks}-{p.End.Ticks}@{p.Offset.Ticks}"))}";

    [Fact]
    public void Server_and_device_compute_the_same()
    {
        // The server has its store's JSON; the device what came through its gate, and its settings from a signed desired state.
        var source = AnyOrder.Array[600].Single().Select((o, i) => o with { Id = $"o{i}", Bulletin = $"b{i}", Title = $"Mục {i}" }).ToList();
        source.AddRange(source.Take(60).Select((o, i) => Withdrawal(o, issuedMinutes: i * 30) with { V = 1, Programme = null, Id = "w" + i }).ToList());
        source.AddRange(source.Take(60).Select((o, i) => Preference(o, source[i + 1]) with { Id = "pref" + i }).ToList());
        var (all, commune) = (Delegation(Province, BulletinClass.Emergency), Delegation());
        var envelopes = source.Select(o => Envelope(o, o.Kind == Airtime.Order.Prefer ? commune : all).Write()).ToList();
        var verified = envelopes.Select(e => Verifier.Verify(e, Now, Nothing)).ToList();
        var kept = Enumerable.Range(0, source.Count).Where(i => verified[i].Order is not null).ToList();
        Assert.True(kept.Count > source.Count * 3 / 4, string.Join(" ", verified.Select(v => v.Refusal?.Reason).OfType<string>().Distinct()));
        var stored = source.Select(o => JsonSerializer.Serialize(o, LangSoJson.Compact)).ToList();
        var (different, played) = (0, 0L);
        Gen.Select(Gen.Int[0, kept.Count - 1].Array[1, 14], AnySettings).Sample((picked, settings) =>
        {
            var chosen = picked.Distinct().Select(i => kept[i]).ToList();
            var desired = new Desired("d", 1, Root.Public, [], [], settings);
            var heard = JsonSerializer.Deserialize<Desired>(JsonSerializer.Serialize(desired, LangSoJson.Compact), LangSoJson.Compact)!;
            var server = Build(chosen.Select(i => JsonSerializer.Deserialize<Order>(stored[i], LangSoJson.Compact)!), settings).Select(Line).ToList();
            var device = Build(chosen.AsEnumerable().Reverse().Select(i => verified[i].Order!), heard.Settings).Select(Line).ToList();
            Interlocked.Add(ref played, server.Count);
            if (!server.SequenceEqual(device)) Interlocked.Increment(ref different);
            return server.SequenceEqual(device);
        }, iter: Tries, threads: 2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Tries} schedules, {played} entries: {different} differences between server and device"));
        Assert.True(different == 0 && played > Tries);
    }

    [Fact]
    public void No_two_entries_ever_overlap() => Gen.Select(AnyOrders, AnySettings).Sample((orders, settings) =>
    {
        var pieces = Build(orders, settings).SelectMany(e => e.Pieces).OrderBy(p => p.Start).ToList();
        return pieces.All(p => p.End > p.Start) && pieces.Zip(pieces.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);
    }, iter: Tries, threads: 2);

    [Fact]
    public void Nothing_but_khan_cap_plays_in_quiet_hours() => Gen.Select(AnyOrders, AnySettings).Sample((orders, settings) =>
    {
        var quiet = settings.QuietBetween(From.AddDays(-3), Until.AddDays(3));
        return Build(orders, settings).Where(e => e.Order.Class != BulletinClass.Emergency).SelectMany(e => e.Pieces).All(p => quiet.All(q => q.End <= p.Start || q.Start >= p.End));
    }, iter: Tries, threads: 2);

    [Fact]
    public void No_khan_cap_is_displaced_by_anything_lower() => Gen.Select(AnyOrders, AnySettings).Sample((orders, settings) =>
    {
        var emergencies = Build(orders.Where(o => o.Class == BulletinClass.Emergency || o.Kind == Airtime.Order.Withdraw), settings).Where(e => e.Order.Kind == Airtime.Order.Play).Select(Line);
        return Build(orders, settings).Where(e => e.Order is { Class: BulletinClass.Emergency, Kind: Airtime.Order.Play }).Select(Line).SequenceEqual(emergencies);
    }, iter: Tries, threads: 2);

    [Fact]
    public void An_unrelated_item_changes_nothing() => Gen.Select(AnyOrders, AnySettings, AnyOrder).Sample((orders, settings, other) =>
    {
        var before = Build(orders, settings);
        var added = other with { Id = "added", Bulletin = "added" };
        var alone = Build([added], settings).Where(e => e.Start is not null).ToList();
        // Unrelated: nothing of the others wants or has the time that it takes.
        var taken = alone.Select(e => (Start: Min(e.Planned, e.Start!.Value), e.End)).ToList();
        var wanted = before.Select(e => (Start: Min(e.Planned, e.Start ?? e.Planned), End: Max(e.Planned + e.Order.Length, e.End ?? e.Planned))).ToList();
        if (taken.Exists(t => wanted.Exists(w => w.Start < t.End + Timeline.Grace && w.End + Timeline.Grace > t.Start))) return true;
        return Build([.. orders, added], settings).Where(e => e.Order.Id != "added").Select(Line).SequenceEqual(before.Select(Line));
    }, iter: Tries, threads: 2);

    [Fact]
    public void Every_entry_says_why_and_plays_its_sounds_in_order() => Gen.Select(AnyOrders, AnySettings).Sample((orders, settings) => Build(orders, settings).All(e =>
        e.Code.Length > 0 && e.Reason.EndsWith('.') && (e.Outcome == TimelineOutcome.Skipped) == (e.Start is null) && (e.Start is null) == (e.Pieces.Count == 0)
        && e.Pieces.All(p => p.Start >= e.Planned && p.Offset >= TimeSpan.Zero)
        && e.Pieces.SequenceEqual(e.Pieces.OrderBy(p => p.Start))
        && Abut(e)), iter: Tries, threads: 2);

    [Fact]
    public void A_programme_is_heard_no_longer_than_its_length_and_never_past_its_end_when_it_ends_on_time() => Gen.Select(AnyOrders, AnySettings).Sample((orders, settings) =>
        Build(orders, settings).Where(e => e.Order.Programme is not null).All(e =>
        {
            var programme = e.Order.Programme!;
            var heard = TimeSpan.FromTicks(e.Pieces.Sum(p => (p.End - p.Start).Ticks));
            return (programme.Resume == ResumePolicy.Restart || heard <= programme.Length) && (!programme.EndsOnTime || e.End is null || e.End <= e.Planned + programme.Length);
        }), iter: Tries, threads: 2);

    /// <summary>The segments cover the pieces, no more and no less.</summary>
    private static bool Abut(TimelineEntry entry)
    {
        var segments = entry.Segments().ToList();
        return segments.Sum(s => (s.End - s.Start).Ticks) == entry.Pieces.Sum(p => (p.End - p.Start).Ticks) && segments.All(s => s.End > s.Start && (s.Sound is null || s.Offset < TimeSpan.FromMilliseconds(s.Sound.DurationMs)))
            && segments.Zip(segments.Skip(1)).All(pair => pair.First.End <= pair.Second.Start);
    }

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;
}
