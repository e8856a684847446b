using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Bulletins.Tests;

/// <summary>A small province: two communes with hamlets, one of them made from an older commune; and the people at its desks.</summary>
internal static class Village
{
    public static readonly DateTimeOffset Now = new(2026, 3, 16, 8, 42, 0, VnTime.Offset);
    public static readonly UnitId Province = new("ninhbinh");
    public static readonly UnitId GiaoNinh = new("giaoninh");
    public static readonly UnitId GiaoHung = new("giaohung");
    public static readonly UnitId LamPhu = new("lamphu");
    public static readonly UnitId Xom5 = new("xom5");
    public static readonly UnitId GiaoPhong = new("giaophong");

    private static readonly DateOnly Start = new(2025, 7, 1);

    public static readonly Gazetteer Units = new(
        [
            new UnitVersion(Province, "37", "tỉnh", "Ninh Bình", null, Start, null, Start),
            new UnitVersion(GiaoNinh, "14212", "xã", "Giao Ninh", Province, Start, null, Start),
            new UnitVersion(GiaoHung, "14167", "xã", "Giao Hưng", Province, Start, null, Start),
            new UnitVersion(LamPhu, "1421201", "xóm", "Lâm Phú", GiaoNinh, Start, null, Start),
            new UnitVersion(Xom5, "1421205", "xóm", "5", GiaoNinh, Start, null, Start),
            new UnitVersion(GiaoPhong, "14212", "xã", "Giao Phong", null, new DateOnly(2004, 1, 1), Start, new DateOnly(2004, 1, 1)),
        ],
        [new LineageEdge(GiaoPhong, GiaoNinh, Start, true, "NQ 1674", Start)],
        [new UnitKind("tỉnh", "province", 1), new UnitKind("xã", "commune", 2), new UnitKind("xóm", "hamlet", 3)]);

    public static readonly Ground Ground = new(Units, new AsOf(VnTime.DayOf(Now), VnTime.DayOf(Now)));

    public static readonly Officer Writer = new(new Person("van.hoa", "Cán bộ văn hóa"), [GiaoNinh], [], [GiaoNinh]);
    public static readonly Officer Approver = new(new Person("pho.chu.tich", "Phó Chủ tịch xã"), [], [GiaoNinh], [GiaoNinh]);
    public static readonly Officer Second = new(new Person("chu.tich", "Chủ tịch xã"), [], [GiaoNinh], [GiaoNinh]);
    public static readonly Officer Stranger = new(new Person("giao.hung", "Phó Chủ tịch Giao Hưng"), [GiaoHung], [GiaoHung], [GiaoHung]);
    public static readonly Officer Both = new(new Person("kiem.nhiem", "Cán bộ kiêm nhiệm"), [GiaoNinh], [GiaoNinh], [GiaoNinh]);

    public static readonly Officer Province1 = new(new Person("lanh.dao", "Phó Chủ tịch tỉnh"), [], [Province], [Province]);
    public static readonly Officer Province2 = new(new Person("chu.tich.tinh", "Chủ tịch tỉnh"), [], [Province], [Province]);
    public static readonly Officer ProvinceWriter = new(new Person("dieu.phoi", "Cán bộ điều phối tỉnh"), [Province], [], [Province]);
    public static readonly Officer HungWriter = new(new Person("van.hoa.hung", "Cán bộ văn hóa Giao Hưng"), [GiaoHung], [], [GiaoHung]);

    public static readonly BulletinDraft Vaccination = new(
        "Tiêm phòng dại cho chó, mèo",
        "Từ 7h30 đến 11h thứ Tư, 18/3/2026, Trạm Y tế xã Giao Ninh tiêm phòng dại cho chó, mèo tại NVH xóm 5.\n"
        + "Giá 25.000đ/mũi, hộ nghèo không phải trả tiền. Năm 2025 toàn xã đã tiêm 96,6 % số chó, mèo.\nĐề nghị bà con xích, rọ mõm vật nuôi khi đưa đến.",
        GiaoNinh, BulletinClass.Priority, null);

    public static readonly BoardCard Card = new("Tiêm phòng dại cho chó, mèo", ["7:30 đến 11:00, thứ Tư 18/3"], "Ủy ban nhân dân xã Giao Ninh");

    public static readonly SoundRef Sound = new(new string('a', 64), 1234, 5000);

    public static BulletinId NewId() => new(Guid.CreateVersion7(Now));

    public static Bulletin Draft(BulletinDraft? draft = null, Officer? by = null) =>
        BulletinRules.Begin(NewId(), draft ?? Vaccination, by ?? Writer, Ground, Now.UtcDateTime).Value;

    public static Bulletin Submitted(BulletinDraft? draft = null, Officer? by = null) =>
        BulletinRules.Submit(Draft(draft, by), "bảy giờ ba mươi", Card, Sound, by ?? Writer, Ground, Now.UtcDateTime).Value;

    public static Bulletin Approved(BulletinDraft? draft = null)
    {
        var submitted = Submitted(draft);
        return BulletinRules.Approve(submitted, submitted.Version, Approver, Ground, ApprovalPolicy.Shipped, Now.UtcDateTime).Value;
    }

    /// <summary>The sentence of the only problem.</summary>
    public static string Said<T>(this Outcome<T> outcome) => Assert.Single(outcome.Problems).ToString();
}
