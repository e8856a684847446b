using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Airtime;

/// <summary>Why a device does not play an order. Codes in records are kebab-case: <c>bad-signature</c>.</summary>
public enum RefusalCode
{
    /// <summary>Not an envelope of two JWS, or its content cannot be read.</summary>
    Malformed = 1,

    /// <summary>Another form than the kind of order has, or another kind than play, withdraw and prefer.</summary>
    WrongVersion,

    /// <summary>The delegation is by another root.</summary>
    ForeignRoot,

    /// <summary>Altered, or signed by a key that the delegation does not name.</summary>
    BadSignature,

    /// <summary>The delegation does not hold now.</summary>
    DelegationExpired,

    /// <summary>The order's unit is not one of the device's.</summary>
    NotForThisDevice,

    /// <summary>The signer's area does not cover the order's unit.</summary>
    OutsideDelegation,

    /// <summary>The order's class is above what the signer may sign.</summary>
    AboveClass,

    /// <summary>The order has expired.</summary>
    Expired,

    /// <summary>An id that came before with other content and no newer serial.</summary>
    Replay,

    /// <summary>A programme whose repetition, length or sounds cannot be played.</summary>
    BadProgramme,

    /// <summary>A preference that is not the commune's own.</summary>
    OutsideCommune,
}

/// <summary>An order that was not accepted.</summary>
/// <param name="Code">Why.</param>
/// <param name="Text">Why, in Vietnamese.</param>
/// <param name="ClaimedOrder">The id that it claimed, unverified; empty when unreadable.</param>
/// <param name="ClaimedBulletin">The bulletin that it claimed, unverified; empty when unreadable.</param>
public sealed record Refusal(RefusalCode Code, string Text, string ClaimedOrder, string ClaimedBulletin)
{
    /// <summary>As it stands in a playback record.</summary>
    public string Reason => JsonNamingPolicy.KebabCaseLower.ConvertName(Code.ToString()) + ": " + Text;
}

/// <summary>What is remembered of an accepted order.</summary>
/// <param name="Fingerprint">SHA-256 of its payload, hex.</param>
/// <param name="Serial">Its serial.</param>
public sealed record SeenOrder(string Fingerprint, long Serial);

/// <summary>What came of verifying: exactly one of <paramref name="Order"/> and <paramref name="Refusal"/> is there.</summary>
/// <param name="Order">The order, trusted.</param>
/// <param name="Fingerprint">SHA-256 of its payload, hex; empty when refused.</param>
/// <param name="Again">True when exactly this was accepted before: nothing to do.</param>
/// <param name="Refusal">Why not.</param>
public sealed record Verdict(Order? Order, string Fingerprint, bool Again, Refusal? Refusal);

/// <summary>
/// A device's gate: signed content or silence. Pure; the same on every device (docs/device-protocol.md, section on signatures).
/// </summary>
/// <param name="root">The province's root key, pinned at enrolment.</param>
/// <param name="chain">The device's units, lowest first.</param>
public sealed class OrderVerifier(PublicKey root, IReadOnlyList<UnitId> chain)
{
    /// <summary>Verifies what came over the wire.</summary>
    public Verdict Verify(ReadOnlySpan<byte> json, DateTime now, Func<string, SeenOrder?> seen) => Verify(OrderEnvelope.Read(json), now, seen);

    /// <summary>Verifies an envelope. <paramref name="seen"/> answers for order ids that were accepted before.</summary>
    public Verdict Verify(OrderEnvelope? envelope, DateTime now, Func<string, SeenOrder?> seen)
    {
        if (envelope is null || !IsCanonical(envelope.Order) || !IsCanonical(envelope.Delegation)
            || Jws.Peek(envelope.Delegation) is not { } delegationHeader || Jws.Peek(envelope.Order) is not { } orderHeader)
            return No(envelope, RefusalCode.Malformed, "Không phải một lệnh có chữ ký.");

        if (delegationHeader.Kid != root.Id()) return No(envelope, RefusalCode.ForeignRoot, "Giấy giao quyền ký không phải của tỉnh này.");
        if (!Jws.TryOpen<Delegation>(envelope.Delegation, Delegation.Type, root, out var delegation) || delegation.Signer is null)
            return No(envelope, RefusalCode.BadSignature, "Chữ ký trên giấy giao quyền không đúng.");
        if (orderHeader.Kid != delegation.Signer.Id() || !Jws.TryOpen<JsonElement>(envelope.Order, Order.Type, delegation.Signer, out _))
            return No(envelope, RefusalCode.BadSignature, "Chữ ký trên lệnh không đúng: nội dung đã bị sửa hoặc do khóa khác ký.");
        if (!Jws.TryOpen<Order>(envelope.Order, Order.Type, delegation.Signer, out var order) || !IsWhole(order))
            return No(envelope, RefusalCode.Malformed, "Nội dung lệnh không đọc được.");
        if (order.V != FormOf(order) || order.Kind is not (Order.Play or Order.Withdraw or Order.Prefer))
            return No(envelope, RefusalCode.WrongVersion, "Lệnh theo bản quy ước khác mà thiết bị này chưa hiểu.");
        if (ProgrammeRules.Faults(order) is [var fault, ..]) return No(envelope, RefusalCode.BadProgramme, fault.ToString());

        if (now < delegation.From || now >= delegation.Until)
            return No(envelope, RefusalCode.DelegationExpired, "Giấy giao quyền ký không còn hiệu lực.");
        var place = IndexOf(order.Area);
        if (place < 0) return No(envelope, RefusalCode.NotForThisDevice, "Lệnh không dành cho địa bàn của thiết bị này.");
        if (IndexOf(delegation.Area) < place) return No(envelope, RefusalCode.OutsideDelegation, "Người ký không được giao địa bàn này.");
        // The commune, just below the province, decides between its own priority item and a source's (TT 39/2020/TT-BTTTT).
        if (order.Kind == Order.Prefer && (delegation.Area != order.Area || place != chain.Count - 2))
            return No(envelope, RefusalCode.OutsideCommune, "Chỉ xã được chọn thứ tự giữa tin ưu tiên của mình và của cấp trên.");
        if (order.Class > delegation.HighestClass)
            return No(envelope, RefusalCode.AboveClass, "Người ký không được giao mức ưu tiên này.");
        if (order.Expires <= now) return No(envelope, RefusalCode.Expired, "Lệnh đã hết hạn.");

        var fingerprint = FingerprintOf(envelope.Order);
        if (seen(order.Id) is { } before)
        {
            if (before.Fingerprint == fingerprint) return new Verdict(order, fingerprint, true, null);
            if (order.Serial <= before.Serial) return No(envelope, RefusalCode.Replay, "Mã lệnh đã dùng cho nội dung khác.");
        }
        return new Verdict(order, fingerprint, false, null);
    }

    private int IndexOf(UnitId unit)
    {
        for (var i = 0; i < chain.Count; i++)
            if (chain[i] == unit) return i;
        return -1;
    }

    /// <summary>Everything that later code relies on is there and in range.</summary>
    private static bool IsWhole(Order o) =>
        o is { Id.Length: > 0 and <= 64, Bulletin.Length: > 0 and <= 64, Title: not null, Area.Value.Length: > 0 }
        && Enum.IsDefined(o.Class)
        && o.At.Kind == DateTimeKind.Utc && o.Expires.Kind == DateTimeKind.Utc && o.Issued.Kind == DateTimeKind.Utc
        && (o.Kind != Order.Withdraw || o.Withdraws is { Length: > 0 })
        && (o.Kind != Order.Prefer || o is { Withdraws.Length: > 0, Class: BulletinClass.Priority, Media: null, Card: null, Programme: null })
        && (o.Media is null || ProgrammeRules.IsWhole(o.Media));

    /// <summary>A single bulletin and a withdrawal are of form 1, as ever; what older devices would misread is of form 2.</summary>
    private static int FormOf(Order o) => o.Programme is not null || o.Kind == Order.Prefer ? Order.ProgrammeVersion : Order.Version;

    /// <summary>One writing per signature: no blanks, no padding, no stray bits, so that a message cannot be altered at all and still pass.</summary>
    private static bool IsCanonical(string? token)
    {
        var parts = token?.Split('.');
        return parts is { Length: 3 } && parts.All(part => part.Length > 0 && part.Length <= OrderEnvelope.LargestBytes
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && RoundTrips(part));

        static bool RoundTrips(string part)
        {
            try
            {
                return Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)) == part;
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }

    private static string FingerprintOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token.Split('.')[1])));

    private static Verdict No(OrderEnvelope? envelope, RefusalCode code, string text)
    {
        var (order, bulletin) = Claims(envelope?.Order);
        return new Verdict(null, "", false, new Refusal(code, text, order, bulletin));
    }

    /// <summary>What an unverified order says of itself: fit for a report, for nothing else.</summary>
    private static (string Order, string Bulletin) Claims(string? token)
    {
        try
        {
            var parts = token?.Split('.');
            if (parts is not { Length: 3 }) return ("", "");
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return (Text("id"), Text("bulletin"));

            string Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= 64 } text ? text : "";
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return ("", "");
        }
    }
}
