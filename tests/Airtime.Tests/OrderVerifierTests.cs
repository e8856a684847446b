using System.Text;
using CsCheck;
using LangSo.Foundation;
using static LangSo.Airtime.Tests.Samples;

namespace LangSo.Airtime.Tests;

public sealed class OrderVerifierTests
{
    [Fact]
    public void A_signed_order_for_the_devices_commune_is_accepted()
    {
        var order = Order("o1");
        var verdict = Verifier.Verify(Envelope(order).Write(), Now, Nothing);
        Assert.Null(verdict.Refusal);
        Assert.Equal(order with { Card = null }, verdict.Order! with { Card = null });
        Assert.Equal(order.Card!.Facts, verdict.Order.Card!.Facts);
        Assert.False(verdict.Again);
    }

    [Fact]
    public void The_same_order_again_is_known_and_harmless()
    {
        var envelope = Envelope(Order("o1"));
        var first = Verifier.Verify(envelope, Now, Nothing);
        var second = Verifier.Verify(envelope, Now, _ => new SeenOrder(first.Fingerprint, 1));
        Assert.True(second.Again);
    }

    [Fact]
    public void An_id_with_other_content_is_a_replay_unless_its_serial_is_newer()
    {
        var seen = new SeenOrder("other", 5);
        Assert.Equal(RefusalCode.Replay, Verifier.Verify(Envelope(Order("o1", serial: 5)), Now, _ => seen).Refusal!.Code);
        Assert.Equal(RefusalCode.Replay, Verifier.Verify(Envelope(Order("o1", serial: 4)), Now, _ => seen).Refusal!.Code);
        Assert.Null(Verifier.Verify(Envelope(Order("o1", serial: 6)), Now, _ => seen).Refusal);
    }

    [Fact]
    public void Each_wrong_is_refused_by_its_name_and_says_so_in_Vietnamese()
    {
        var good = Order("o1");
        using var other = SigningKey.Create();
        var expected = new (OrderEnvelope? Envelope, RefusalCode Code)[]
        {
            (null, RefusalCode.Malformed),
            (new OrderEnvelope("not", "a jws"), RefusalCode.Malformed),
            (Envelope(good, root: other), RefusalCode.ForeignRoot),
            (Envelope(good, signer: other), RefusalCode.BadSignature),
            (new OrderEnvelope(Signer.Sign(Delegation(), Airtime.Order.Type), Envelope(good).Delegation), RefusalCode.Malformed),
            (new OrderEnvelope(Signer.Sign(good, "another-type"), Envelope(good).Delegation), RefusalCode.BadSignature),
            (Envelope(good with { V = 2 }), RefusalCode.WrongVersion),
            (Envelope(good with { Kind = "sing" }), RefusalCode.WrongVersion),
            (Envelope(good, Delegation() with { Until = Now }), RefusalCode.DelegationExpired),
            (Envelope(good, Delegation() with { From = Now.AddSeconds(1) }), RefusalCode.DelegationExpired),
            (Envelope(good with { Area = new UnitId("cother") }), RefusalCode.NotForThisDevice),
            (Envelope(good with { Area = Province }), RefusalCode.OutsideDelegation),
            (Envelope(good, Delegation(new UnitId("cother"))), RefusalCode.OutsideDelegation),
            (Envelope(good with { Class = BulletinClass.Emergency }), RefusalCode.AboveClass),
            (Envelope(good with { Expires = Now }), RefusalCode.Expired),
        };
        foreach (var (envelope, code) in expected)
        {
            var verdict = Verifier.Verify(envelope, Now, Nothing);
            Assert.Null(verdict.Order);
            Assert.Equal(code, verdict.Refusal!.Code);
            Assert.Matches("^[a-z-]+: .*[ạảãàáâậấầẫăắđịọộổươưữừếềệ].*\\.$", verdict.Refusal.Reason);
        }
    }

    [Fact]
    public void A_refused_order_still_tells_which_one_it_claimed_to_be()
    {
        using var thief = SigningKey.Create();
        var refusal = Verifier.Verify(Envelope(Order("o1"), signer: thief), Now, Nothing).Refusal!;
        Assert.Equal(("o1", "b-o1"), (refusal.ClaimedOrder, refusal.ClaimedBulletin));
    }

    [Fact]
    public void No_mutation_of_a_valid_envelope_is_accepted()
    {
        // All parts differ, so that a splice of two is never one of them.
        OrderEnvelope[] valid =
        [
            Envelope(Order("o1")), Envelope(Order("o2", BulletinClass.Priority), Delegation() with { Name = "Chủ tịch UBND xã Giao Ninh" }), Envelope(Order("o3", area: Hamlet), Delegation(Province, BulletinClass.Emergency)),
            Envelope(Programme("o4", repeat: "FREQ=DAILY"), Delegation() with { From = Now.AddDays(-2) }), Envelope(Preference(Order("o2"), Order("o5")), Delegation() with { Until = Now.AddDays(3) }),
        ];
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n";
        var mutation =
            from which in Gen.Int[0, valid.Length - 1]
            from inOrder in Gen.Bool
            from kind in Gen.Int[0, 4]
            from at in Gen.Double[0, 0.999999]
            from letter in Gen.Char[Letters]
            from other in Gen.Int[0, valid.Length - 1]
            select (which, inOrder, kind, at, letter, other);
        mutation.Sample(m =>
        {
            var envelope = valid[m.which];
            var token = m.inOrder ? envelope.Order : envelope.Delegation;
            var at = (int)(m.at * token.Length);
            var altered = m.kind switch
            {
                0 => token[..at] + m.letter + token[(at + 1)..],
                1 => token[..at] + m.letter + token[at..],
                2 => token.Remove(at, 1),
                3 => Spliced(token, m.inOrder ? valid[m.other].Order : valid[m.other].Delegation, at % 3),
                _ => new string([.. token[..at].Reverse()]) + token[at..],
            };
            if (altered == token) return true;
            var verdict = Verifier.Verify(m.inOrder ? envelope with { Order = altered } : envelope with { Delegation = altered }, Now, Nothing);
            return verdict.Order is null && verdict.Refusal is not null;
        }, iter: 10_000, threads: 2);

        static string Spliced(string token, string other, int part)
        {
            var (parts, others) = (token.Split('.'), other.Split('.'));
            parts[part] = others[part];
            return string.Join('.', parts);
        }
    }

    [Fact]
    public void No_changed_byte_on_the_wire_is_accepted()
    {
        var wire = Envelope(Order("o1")).Write();
        Gen.Select(Gen.Int[0, wire.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var altered = (byte[])wire.Clone();
            altered[at] = value;
            return value == wire[at] || Verifier.Verify(altered, Now, Nothing).Order is null;
        }, iter: 2_000, threads: 2);
    }

    [Fact]
    public void Any_bytes_at_all_are_answered_with_a_refusal() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Verifier.Verify(bytes, Now, Nothing).Refusal?.Code == RefusalCode.Malformed, iter: 1_000, threads: 2);

    [Fact]
    public void An_orders_JSON_is_the_documented_one()
    {
        var json = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(Envelope(Order("o1")).Order.Split('.')[1]));
        Assert.Equal(
            """{"v":1,"id":"o1","kind":"play","bulletin":"b-o1","title":"Tiêm phòng dại o1","area":"cgiaoninh","class":"normal","at":"2026-03-16T01:52:00Z","expires":"2026-03-16T11:42:00Z","issued":"2026-03-16T01:37:00Z","serial":1,"media":{"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","bytes":1000,"durationMs":300000,"type":"audio/ogg; codecs=opus"},"card":{"headline":"Tiêm phòng dại","facts":["7:30 ngày 20/3"],"source":"UBND xã Giao Ninh"},"withdraws":null}""",
            json);
    }

    [Fact]
    public void The_clock_error_is_the_devices_minus_the_servers()
    {
        // The device is 500 ms ahead; 20 ms there, 5 ms at the server, 20 ms back.
        var (error, way) = ClockExchange.Measure(new TimeTell(1, T1: 1_500, T2: 1_020, T3: 1_025), t4: 1_545);
        Assert.Equal((500, 40), (error, way));
    }
}
