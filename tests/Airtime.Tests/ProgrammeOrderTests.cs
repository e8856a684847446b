using System.Text;
using LangSo.Foundation;
using static LangSo.Airtime.Tests.Samples;

namespace LangSo.Airtime.Tests;

/// <summary>Orders of form 2 at the gate.</summary>
public sealed class ProgrammeOrderTests
{
    private static RefusalCode? Refused(Order order, Delegation? delegation = null) => Verifier.Verify(Envelope(order, delegation).Write(), Now, Nothing).Refusal?.Code;

    private static Order With(Func<OrderProgramme, OrderProgramme> change, string? repeat = "FREQ=DAILY")
    {
        var order = Programme("p", repeat: repeat);
        return order with { Programme = change(order.Programme!) };
    }

    [Fact]
    public void A_programme_a_stream_and_the_communes_choice_are_accepted()
    {
        Assert.Null(Refused(Programme("a", repeat: "FREQ=WEEKLY;BYDAY=MO,WE")));
        Assert.Null(Refused(Programme("b", source: ProgrammeSource.Relay)));
        Assert.Null(Refused(Programme("c", source: ProgrammeSource.Fill)));
        Assert.Null(Refused(Preference(Order("xa"), Order("tinh"))));
        Assert.Null(Refused(Withdrawal(Programme("a")) with { V = 1, Programme = null }));
    }

    [Fact]
    public void What_comes_through_the_gate_is_what_was_signed()
    {
        var order = Programme("a", repeat: "FREQ=WEEKLY;BYDAY=MO,WE", except: [new DateOnly(2026, 4, 30)]);
        var accepted = Verifier.Verify(Envelope(order).Write(), Now, Nothing).Order!;
        Assert.Equal(order.Programme!.Items, accepted.Programme!.Items);
        Assert.Equal(order.Programme.Except, accepted.Programme.Except);
        Assert.Equal(order with { Programme = null }, accepted with { Programme = null });
    }

    [Fact]
    public void The_form_must_be_the_one_of_its_kind()
    {
        Assert.Equal(RefusalCode.WrongVersion, Refused(Programme("a") with { V = 1 }));
        Assert.Equal(RefusalCode.WrongVersion, Refused(Programme("a") with { V = 3 }));
        Assert.Equal(RefusalCode.WrongVersion, Refused(Preference(Order("xa"), Order("tinh")) with { V = 1 }));
        Assert.Equal(RefusalCode.WrongVersion, Refused(Order("a") with { V = 2 }));
        Assert.Equal(RefusalCode.BadProgramme, Refused(Programme("a") with { Kind = Airtime.Order.Withdraw, Withdraws = "x" }));
    }

    [Fact]
    public void A_programme_that_cannot_be_played_is_refused_by_name()
    {
        var (sound, stream) = (Sound('b', 3), Programme("r", source: ProgrammeSource.Relay));
        var wrong = new (Order Order, string Says)[]
        {
            (With(p => p with { Repeat = "FREQ=HOURLY" }), "HOURLY"),
            (With(p => p with { Repeat = "" }), "trống"),
            (With(p => p with { Repeat = "FREQ=DAILY;BYSETPOS=1" }), "BYSETPOS"),
            (With(p => p) with { Expires = Now.AddDays(400) }, "366 ngày"),
            (With(p => p with { LengthMs = 0 }), "Thời lượng"),
            (With(p => p with { LengthMs = 25 * 3600 * 1000 }), "Thời lượng"),
            (With(p => p with { LateMs = -1 }), "muộn"),
            (With(p => p with { Id = "" }), "trường"),
            (With(p => p with { Late = 0 }), "trường"),
            (With(p => p with { Source = (ProgrammeSource)9 }), "trường"),
            (With(p => p with { Items = null! }), "trường"),
            (With(p => p with { Except = null! }), "trường"),
            (With(p => p with { Items = [.. Enumerable.Repeat(sound, 201)] }), "trường"),
            (With(p => p with { Items = [] }), "chưa có âm thanh"),
            (With(p => p with { Items = [sound with { DurationMs = 0 }] }), "thời lượng"),
            (With(p => p with { Items = [sound with { Sha256 = new string('B', 64) }] }), "mã băm"),
            (With(p => p with { Items = [sound, null!] }), "mã băm"),
            (With(p => p with { Stream = "https://x.vn/a" }), "luồng"),
            (With(p => p) with { Media = sound }, "trường"),
            (stream with { Programme = stream.Programme! with { Stream = null } }, "luồng"),
            (stream with { Programme = stream.Programme! with { Stream = "file:///etc/passwd" } }, "luồng"),
            (stream with { Programme = stream.Programme! with { Items = [sound] } }, "tiếp sóng"),
            (Programme("f", source: ProgrammeSource.Fill, @class: BulletinClass.Priority), "Phát nền"),
            (Programme("late", atMinutes: 10, expiresDays: 5.0 / 60 / 24), "hết hạn trước giờ phát"),
        };
        foreach (var (order, says) in wrong)
        {
            var refusal = Verifier.Verify(Envelope(order).Write(), Now, Nothing).Refusal;
            Assert.True(refusal?.Code == RefusalCode.BadProgramme && refusal.Text.Contains(says, StringComparison.Ordinal), $"{says}: {refusal?.Reason}");
            Assert.StartsWith("bad-programme: ", refusal!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_the_commune_chooses_between_its_own_and_a_sources()
    {
        var choice = Preference(Order("xa"), Order("tinh"));
        Assert.Equal(RefusalCode.OutsideCommune, Refused(choice, Delegation(Province, BulletinClass.Emergency)));
        Assert.Equal(RefusalCode.OutsideCommune, Refused(choice with { Area = Province }, Delegation(Province, BulletinClass.Emergency)));
        Assert.Equal(RefusalCode.OutsideCommune, Refused(choice with { Area = Hamlet }, Delegation(Hamlet)));
        Assert.Equal(RefusalCode.OutsideDelegation, Refused(choice, Delegation(Hamlet)));
        Assert.Equal(RefusalCode.NotForThisDevice, Refused(choice with { Area = new UnitId("cother") }));
        Assert.Equal(RefusalCode.AboveClass, Refused(choice, Delegation(highest: BulletinClass.Normal)));
        foreach (var broken in new[] { choice with { Withdraws = null }, choice with { Class = BulletinClass.Normal }, choice with { Media = Sound('a', 1) } })
            Assert.Equal(RefusalCode.Malformed, Refused(broken));
    }

    [Fact]
    public void A_programmes_JSON_is_the_documented_one()
    {
        var json = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(Envelope(Programme("a", repeat: "FREQ=DAILY", except: [new DateOnly(2026, 4, 30)])).Order.Split('.')[1]));
        Assert.EndsWith(
            """
            "media":null,"card":null,"withdraws":null,"programme":{"id":"p-a","repeat":"FREQ=DAILY","except":["2026-04-30"],"lengthMs":1800000,"source":"files","items":[{"sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","bytes":1000,"durationMs":1800000,"type":"audio/ogg; codecs=opus"}],"stream":null,"late":"start-late","lateMs":3600000,"resume":"resume"}}
            """.Trim(), json, StringComparison.Ordinal);
    }
}
