using LangSo.Foundation;

namespace LangSo.Airtime.Tests;

/// <summary>A province's keys and a device's place, for tests.</summary>
internal static class Samples
{
    public static readonly SigningKey Root = SigningKey.Create();
    public static readonly SigningKey Signer = SigningKey.Create();
    public static readonly UnitId Hamlet = new("hlamphu"), Commune = new("cgiaoninh"), Province = new("pninhbinh");
    public static readonly UnitId[] Chain = [Hamlet, Commune, Province];
    public static readonly DateTime Now = new(2026, 3, 16, 1, 42, 0, DateTimeKind.Utc);

    public static Order Order(
        string id, BulletinClass @class = BulletinClass.Normal, double atMinutes = 10, double minutes = 5, UnitId? area = null, double expiresMinutes = 600, long serial = 1,
        double issuedMinutes = -5) => new(
        Airtime.Order.Version, id, Airtime.Order.Play, "b-" + id, "Tiêm phòng dại " + id, area ?? Commune, @class, Now.AddMinutes(atMinutes), Now.AddMinutes(expiresMinutes),
        Now.AddMinutes(issuedMinutes), serial, new OrderMedia(new string('a', 64), 1000, (int)(minutes * 60_000), "audio/ogg; codecs=opus"),
        new OrderCard("Tiêm phòng dại", ["7:30 ngày 20/3"], "UBND xã Giao Ninh"), null);

    public static Order Withdrawal(Order of, double issuedMinutes = 1) => of with
    {
        Id = "w-" + of.Id, Kind = Airtime.Order.Withdraw, Withdraws = of.Id, Media = null, Card = null, Issued = Now.AddMinutes(issuedMinutes),
        At = Now.AddMinutes(issuedMinutes), Serial = of.Serial + 1000,
    };

    public static Delegation Delegation(UnitId? area = null, BulletinClass highest = BulletinClass.Priority) =>
        new(Signer.Public, "Phó Chủ tịch UBND xã Giao Ninh", area ?? Commune, highest, Now.AddDays(-1), Now.AddDays(30));

    public static OrderMedia Sound(char letter, double minutes) => new(new string(letter, 64), 1000, (int)(minutes * 60_000), "audio/ogg; codecs=opus");

    /// <summary>A programme, of form 2: of one sound unless others are given.</summary>
    public static Order Programme(
        string id, double atMinutes = 10, double minutes = 30, BulletinClass @class = BulletinClass.Normal, UnitId? area = null, string? repeat = null,
        ProgrammeSource source = ProgrammeSource.Files, LatenessPolicy late = LatenessPolicy.StartLate, double lateMinutes = 60, ResumePolicy resume = ResumePolicy.Resume,
        IReadOnlyList<OrderMedia>? items = null, IReadOnlyList<DateOnly>? except = null, double expiresDays = 35, long serial = 1, double issuedMinutes = -5)
    {
        var isStream = source is ProgrammeSource.Live or ProgrammeSource.Relay;
        var programme = new OrderProgramme(
            "p-" + id, repeat, except ?? [], (int)(minutes * 60_000), source, items ?? (isStream ? [] : [Sound('b', source == ProgrammeSource.Fill ? 3 : minutes)]),
            isStream ? "https://phatthanh.ninhbinh.vn/song" : null, late, (int)(lateMinutes * 60_000), resume);
        return Order(id, @class, atMinutes, area: area, expiresMinutes: expiresDays * 24 * 60, serial: serial, issuedMinutes: issuedMinutes) with
        {
            V = Airtime.Order.ProgrammeVersion, Title = "Thời sự " + id, Media = null, Card = null, Programme = programme,
        };
    }

    /// <summary>The commune's choice: its own item before the other.</summary>
    public static Order Preference(Order chosen, Order before, long serial = 900) => Order("pref-" + chosen.Id, BulletinClass.Priority, serial: serial) with
    {
        V = Airtime.Order.ProgrammeVersion, Kind = Airtime.Order.Prefer, Bulletin = chosen.Bulletin, Withdraws = before.Id, Media = null, Card = null,
    };

    public static OrderEnvelope Envelope(Order order, Delegation? delegation = null, SigningKey? signer = null, SigningKey? root = null) => new(
        (signer ?? Signer).Sign(order, Airtime.Order.Type), (root ?? Root).Sign(delegation ?? Delegation(), Airtime.Delegation.Type));

    public static OrderVerifier Verifier => new(Root.Public, Chain);

    public static SeenOrder? Nothing(string id) => null;
}
