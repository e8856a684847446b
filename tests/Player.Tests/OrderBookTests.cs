using LangSo.Airtime;
using LangSo.Foundation;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Player.Tests;

public sealed class OrderBookTests : IDisposable
{
    private static readonly UnitId Hamlet = new("hlamphu"), Commune = new("cgiaoninh");
    private static readonly DateTime Start = new(2026, 3, 16, 1, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-book-").FullName;
    private readonly FakeTimeProvider _time = new(Start);
    private PlayerStore _store;
    private OrderBook _book;

    public OrderBookTests() => (_store, _book) = Open();

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void What_waited_for_another_is_not_missed_when_its_turn_comes()
    {
        var (first, second) = (Accept("first", BulletinClass.Priority, 0, 300), Accept("second", BulletinClass.Normal, 0, 60));
        Assert.Equal("first", _book.Next()!.Order.Id);
        _book.Begin(Of(first), Start);
        Pass(300);
        _book.Finish(Of(first), OrderBook.Record(first, PlayResult.Played, null));
        Pass(1);
        Assert.Empty(_book.Settle());
        var next = _book.Next()!;
        Assert.Equal((second.Id, Start.AddSeconds(300)), (next.Order.Id, next.Planned));
        Assert.StartsWith("shifted: ", next.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_little_late_still_plays_and_too_late_is_recorded_as_missed()
    {
        Accept("a", BulletinClass.Normal, 0, 30);
        Pass(59);
        Assert.Empty(_book.Settle());
        Assert.Equal(("a", Start), (_book.Next()!.Order.Id, _book.Next()!.Start));
        Pass(2);
        Assert.StartsWith("missed: ", Assert.Single(_book.Settle()).Record.Reason, StringComparison.Ordinal);
        Assert.Null(_book.Next());
    }

    [Fact]
    public void Silence_does_not_displace_sound_and_a_sound_that_never_came_is_recorded()
    {
        Accept("silent", BulletinClass.Priority, 10, 30, whole: false);
        Accept("sound", BulletinClass.Normal, 10, 30);
        Assert.Equal(("sound", Start.AddSeconds(10)), (_book.Next()!.Order.Id, _book.Next()!.Start));
        Assert.Equal(["silent"], _book.NeedSound().Select(o => o.Id));
        _book.SoundTrouble(new string('0', 64), "thiếu ffmpeg để giải mã.");
        Pass(71);
        var records = _book.Settle().ToDictionary(r => r.Record.Order, r => r.Record.Reason);
        Assert.Equal("no-media: Đến giờ phát chưa có âm thanh: thiếu ffmpeg để giải mã.", records["silent"]);
    }

    [Fact]
    public void An_emergency_whose_sound_came_late_still_cuts_what_plays()
    {
        var quiet = Of(Accept("quiet", BulletinClass.Normal, 0, 600));
        _book.Begin(quiet, Start.AddSeconds(5));
        Accept("storm", BulletinClass.Emergency, 2, 2, whole: false);
        Pass(30);
        Assert.Equal(TimelineOutcome.AsPlanned, _book.CourseOf(quiet)!.Outcome);
        _book.SoundIsThere(new string('0', 64));
        Assert.Equal((Start.AddSeconds(30), "storm"), (_book.CourseOf(quiet)!.End!.Value, _book.CourseOf(quiet)!.By));
        Assert.Equal(("storm", Start.AddSeconds(30), Start.AddSeconds(2)), (_book.Next()!.Order.Id, _book.Next()!.Start, _book.Next()!.Planned));
    }

    [Fact]
    public void What_had_begun_when_the_power_went_is_recorded_once_at_the_next_start()
    {
        var order = Accept("a", BulletinClass.Normal, 0, 300);
        _store.Begin(order.Id, Start);
        Reopen();
        var record = Assert.Single(_store.Unsent(10));
        Assert.Equal((5L, PlayResult.Cut, Start), (record.N, record.Result, record.Started));
        Assert.StartsWith("power: ", record.Reason, StringComparison.Ordinal);
        Reopen();
        Assert.Single(_store.Unsent(10));
        Assert.Null(_book.Next());
    }

    [Fact]
    public void Numbers_go_on_after_a_restart_and_acknowledged_records_are_gone()
    {
        foreach (var id in new[] { "a", "b" })
        {
            var order = Accept(id, BulletinClass.Normal, 0, 10);
            _book.Finish(Of(order), OrderBook.Record(order, PlayResult.Played, null));
        }
        Assert.True(_store.Acknowledge(5));
        Assert.False(_store.Acknowledge(5));
        Reopen();
        var third = Accept("c", BulletinClass.Normal, 0, 10);
        _book.Finish(Of(third), OrderBook.Record(third, PlayResult.Played, null));
        Assert.Equal([(6L, "b"), (7L, "c")], _store.Unsent(10).Select(r => (r.N, r.Order)));
    }

    [Fact]
    public void What_has_ended_makes_room_before_its_record_is_written()
    {
        var first = Accept("first", BulletinClass.Normal, 0, 10);
        Accept("second", BulletinClass.Normal, 11, 10);
        _book.Begin(Of(first), Start);
        Pass(10);
        _book.End(Of(first));
        Assert.Equal((null, "second"), (_book.Playing, _book.Next()!.Order.Id));
        Assert.Empty(_store.Unsent(10));
        Assert.Equal(5, _book.Finish(Of(first), OrderBook.Record(first, PlayResult.Played, null)).N);
        Assert.Equal("first", Assert.Single(_store.Unsent(10)).Order);
    }

    [Fact]
    public void The_same_forgery_is_reported_once()
    {
        PlayRecord Refusal(long n) => new(n, "x", "", null, null, null, null, PlayResult.Refused, "bad-signature: …", null);
        Assert.Equal(5, _store.Refuse("f", Start, Refusal)!.N);
        Assert.Null(_store.Refuse("f", Start, Refusal));
        Assert.Equal(6, _store.Refuse("g", Start, Refusal)!.N);
    }

    [Fact]
    public void A_withdrawn_order_is_recorded_and_its_id_stays_known()
    {
        var order = Accept("a", BulletinClass.Normal, 60, 10);
        var withdrawal = order with { Id = "w", Kind = Order.Withdraw, Withdraws = "a", Media = null, Serial = 2 };
        _book.Accept(withdrawal, "w", _ => true);
        Assert.StartsWith("withdrawn: ", Finish(Assert.Single(_book.Settle())).Reason, StringComparison.Ordinal);
        Assert.Empty(_book.Settle());
        Reopen();
        Assert.Equal((5L, "a"), _store.Unsent(10).Select(r => (r.N, r.Order)).Single());
        Assert.Equal(("f-a", 1L), (_book.Seen("a")!.Fingerprint, _book.Seen("a")!.Serial));
        Assert.Null(_book.Next());
    }

    private Order Accept(string id, BulletinClass @class, int at, int seconds, bool whole = true)
    {
        var order = new Order(
            Order.Version, id, Order.Play, "b-" + id, id, Commune, @class, Start.AddSeconds(at), Start.AddHours(2), Start, 1,
            new OrderMedia(new string(whole ? 'a' : '0', 64), 1000, seconds * 1000, "audio/ogg"), null, null);
        _book.Accept(order, "f-" + id, media => media.Sha256[0] == 'a');
        return order;
    }

    private static Occurrence Of(Order order) => new(order.Id, order.At);

    private PlayRecord Finish((Occurrence Airing, PlayRecord Record) over) => _book.Finish(over.Airing, over.Record);

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private (PlayerStore, OrderBook) Open()
    {
        var store = new PlayerStore(_folder, firstRecord: 5);
        var book = new OrderBook(store, new PlayerClock(_time), PlayerRules.Default);
        book.Place([Hamlet, Commune], new DeviceSettings(100));
        book.Load(_ => true);
        return (store, book);
    }

    private void Reopen()
    {
        _store.Dispose();
        (_store, _book) = Open();
    }
}
