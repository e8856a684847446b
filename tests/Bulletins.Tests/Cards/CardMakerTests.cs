using CsCheck;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Cards;

public sealed class CardMakerTests
{
    private static readonly DateOnly Today = new(2026, 3, 16);

    public static TheoryData<string, string, string[], string[]> Notices => new()
    {
        {
            "Tiêm phòng dại cho chó, mèo", Village.Vaccination.Text,
            ["Tiêm phòng dại", "cho chó, mèo"], ["7:30 đến 11:00, thứ Tư 18/3", "Nhà văn hóa xóm 5", "25.000 đồng/mũi, hộ nghèo miễn phí"]
        },
        {
            "Thông báo về việc tạm ngừng cấp điện", "Công ty Điện lực thông báo: từ 6h00 đến 17h30 ngày 20/3/2026 tạm ngừng cấp điện tại xóm Lâm Phú và xóm 5 để sửa đường dây. Gọi 19006769 khi cần.",
            ["Tạm ngừng cấp điện"], ["6:00 đến 17:30, 20/3", "Xóm Lâm Phú và xóm 5", "Gọi 19006769"]
        },
        {
            "Khám sức khỏe miễn phí cho người cao tuổi", "Trạm Y tế xã khám sức khỏe miễn phí cho người từ 60 tuổi. Thời gian: 8 giờ sáng thứ Bảy, ngày 21 tháng 3 năm 2026. Địa điểm: Hội trường UBND xã. Bà con mang theo thẻ BHYT và CCCD.",
            ["Khám sức khỏe miễn phí", "cho người cao tuổi"], ["8:00, thứ Bảy 21/3", "Hội trường ủy ban nhân dân xã", "Miễn phí"]
        },
        {
            "Họp xóm bàn làm đường", "Kính mời bà con đến họp tại NVH xóm Lâm Phú lúc 19h30 tối thứ Sáu 20/3 bàn việc góp tiền làm đường, dự kiến 1,2 triệu đồng/hộ.",
            ["Họp xóm bàn làm đường"], ["19:30, thứ Sáu 20/3", "Nhà văn hóa xóm Lâm Phú", "1,2 triệu đồng/hộ"]
        },
        {
            "Bão số 3 đổ bộ, sơ tán ngay", "Bão số 3 giật cấp 12 sẽ vào bờ khoảng 22 giờ đêm nay. Các hộ ngoài đê sơ tán về Trường THCS Giao Phong trước 18 giờ. Gọi 0228.3895.111 khi cần giúp.",
            ["Bão số 3 đổ bộ,", "sơ tán ngay"], ["22:00, đêm nay", "Trường trung học cơ sở Giao Phong", "Gọi 0228.3895.111"]
        },
        {
            "Thông báo: nộp thuế đất năm 2026", "Các hộ nộp thuế đất phi nông nghiệp tại Bộ phận một cửa xã trước ngày 30/9/2026. Mức nộp 45.000 đồng/hộ.",
            ["Nộp thuế đất năm 2026"], ["Trước 30/9", "Bộ phận một cửa xã", "45.000 đồng/hộ"]
        },
        {
            "Lấy nước đổ ải vụ xuân", "HTX Giao Phong mở cống lấy nước từ ngày 18/3 đến hết ngày 25/3/2026. Bà con giữ bờ, giữ mức nước 5 cm.",
            ["Lấy nước đổ ải vụ xuân"], ["18/3 đến 25/3", "5 cm"]
        },
        {
            "Phun thuốc trừ rầy nâu", "Bà con phun thuốc trừ rầy nâu vào chiều mát, từ 16h đến 18h các ngày 17/3 và 18/3. Liều lượng 20 ml/sào.",
            ["Phun thuốc trừ rầy nâu"], ["16:00 đến 18:00, 17/3 và 18/3", "20 ml/sào"]
        },
        {
            "Cấp căn cước lưu động", "Công an xã cấp căn cước tại Trường Tiểu học Giao Thịnh, 7h30-11h30 Chủ nhật 22/3. Không thu tiền.",
            ["Cấp căn cước lưu động"], ["7:30 đến 11:30, Chủ nhật 22/3", "Trường Tiểu học Giao Thịnh", "Miễn phí"]
        },
        {
            "V/v tổng vệ sinh đường làng, ngõ xóm chào mừng ngày lễ lớn của quê hương", "Mỗi hộ cử một người tham gia từ 6h sáng mai.",
            ["Tổng vệ sinh đường làng"], ["6:00, sáng mai"]
        },
        {
            "Mở lớp kỹ năng số", "Tổ công nghệ số cộng đồng mở lớp dùng dịch vụ công trực tuyến lúc 19:00 thứ Ba, 24/3/2026 tại nhà văn hóa xóm Lâm Phú. Học viên được hỗ trợ 50.000 đồng/người/buổi.",
            ["Mở lớp kỹ năng số"], ["19:00, thứ Ba 24/3", "Nhà văn hóa xóm Lâm Phú", "50.000 đồng/người/buổi"]
        },
        {
            "Giữ gìn trật tự khi đi lễ", "Đề nghị bà con giữ gìn trật tự, không đốt pháo.",
            ["Giữ gìn trật tự", "khi đi lễ"], ["Đề nghị bà con giữ gìn trật tự, không đốt pháo"]
        },
        {
            "Tuyển quân năm 2027", "Ban Chỉ huy quân sự xã nhận đăng ký đến ngày 10/1/2027 tại trụ sở UBND xã.",
            ["Tuyển quân năm 2027"], ["Đến 10/1/2027", "Trụ sở ủy ban nhân dân xã"]
        },
        {
            "Tỷ lệ hộ dùng nước sạch", "Năm 2025 toàn xã có 98,5 % hộ dùng nước sạch, 2.467/2.504 hộ.",
            ["Tỷ lệ hộ dùng nước sạch"], []
        },
    };

    [Theory]
    [MemberData(nameof(Notices))]
    public void A_notice_becomes_a_card_that_reads_from_ten_metres(string title, string text, string[] lines, string[] facts)
    {
        var draft = new BulletinDraft(title, text, Village.GiaoNinh, BulletinClass.Normal, null);

        var card = CardMaker.Make(draft, new FakeNormaliser().Read(text), "Ủy ban nhân dân xã Giao Ninh", Today);

        Assert.Equal(lines, CardMaker.Lines(card.Headline));
        if (facts.Length > 0) Assert.Equal(facts, card.Facts);
        Assert.Equal("Ủy ban nhân dân xã Giao Ninh", card.Source);
    }

    [Fact]
    public void A_share_of_households_is_not_taken_for_a_date()
    {
        var text = "Năm 2025 toàn xã có 98,5 % hộ dùng nước sạch, 2.467/2.504 hộ; 8/32 xã đã xong.";
        Assert.Null(WhenFact.Find(text, Today));
    }

    [Theory]
    [InlineData("đến hết ")]
    [InlineData("tại ")]
    [InlineData("7h ")]
    [InlineData("0228 ")]
    [InlineData(", hộ nghèo ")]
    public void A_long_text_made_to_be_hard_is_read_to_its_end(string bit)
    {
        var text = ("7h " + string.Concat(Enumerable.Repeat(bit, 700)) + "x 8h");
        Assert.True(CardMaker.Facts(new FakeNormaliser().Read(text), "", Today).Count <= CardMaker.FactCount);
    }

    [Fact]
    public void What_the_author_wrote_by_hand_stays()
    {
        var draft = Village.Vaccination with { OwnHeadline = "Tiêm phòng dại", OwnFacts = ["Sáng thứ Tư"] };
        var card = CardMaker.Make(draft, new FakeNormaliser().Read(draft.Text), "x", Today);
        Assert.Equal("Tiêm phòng dại", card.Headline);
        Assert.Equal(["Sáng thứ Tư"], card.Facts);
    }

    [Fact]
    public void A_headline_of_one_endless_word_stays_on_one_line() =>
        Assert.Equal([new string('ê', 80)], CardMaker.Lines(new string('ê', 80)));

    [Fact]
    public void Any_text_gives_a_card_that_fits()
    {
        Check.Sample(Gen.Select(Words, Words), pair =>
        {
            var (title, text) = pair;
            var card = CardMaker.Make(new BulletinDraft(VnText.Clean(title), VnText.Clean(text), null, BulletinClass.Normal, null),
                new FakeNormaliser().Read(VnText.Clean(text)), "", Today);
            return CardMaker.Lines(card.Headline).Count <= 2
                && VnSentence.Words(card.Headline).Length <= 10
                && card.Facts.Count <= CardMaker.FactCount
                && card.Facts.All(f => f.Length is > 0 and <= CardMaker.FactLimit);
        });
    }

    private static readonly string[] Bits =
    [
        "Tiêm", "7h30", "đến", "11h", "thứ Tư,", "18/3/2026", "tại", "NVH", "xóm 5.", "25.000đ/mũi,", "hộ nghèo", "miễn phí", "99/99", "31/2", "25h99", "\n",
        "0228 3895 111", "không", "trước", "nhà văn hóa", "-", "–", ":", "(", "sáng", "chiều nay", "1,2 triệu đồng", "5 cm", "thông báo", "về việc", "ủy",
        "nghiêngngghiêngnghiêngnghiêng",
    ];

    private static readonly Gen<string> Words = Gen.Int[0, Bits.Length - 1].List[0, 40].Select(picks => string.Join(' ', picks.Select(i => Bits[i])));

    [Fact]
    public void An_emergency_says_what_to_do_and_until_when()
    {
        const string text = "Từ bây giờ đến 17h00 có dông mạnh, gió giật. Bà con vào nhà kiên cố, tránh cây, cột điện. Thuyền về bến ngay.";
        var draft = new BulletinDraft("Dông mạnh, gió giật", text, null, BulletinClass.Emergency, null);
        var card = CardMaker.Make(draft, new FakeNormaliser().Read(text), "x", Today);
        Assert.Equal(["Vào nhà kiên cố, tránh cây, cột điện", "Thuyền về bến ngay", "Đến 17:00"], card.Facts);
    }

    [Fact]
    public void Where_boats_should_go_at_once_is_no_place() => Assert.Null(WhereFact.Find("Thuyền về bến ngay."));
}
