using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Writing;

/// <summary>What people paste and leave open.</summary>
public sealed class TypedTextTests
{
    private static readonly DateTime Now = Village.Now.UtcDateTime;

    [Fact]
    public void A_table_from_Word_is_told_row_by_row_with_its_headings() => Assert.Equal(
        "Lịch tiêm:\nXóm: Lâm Phú, Giờ: 7h30, Nơi: NVH.\nXóm: 5, Giờ: 9h, Nơi: Trạm Y tế.\nMời bà con.",
        PastedTable.Told("Lịch tiêm:\r\nXóm\tGiờ\tNơi\r\nLâm Phú\t7h30\tNVH\r\n5\t9h\tTrạm Y tế\r\nMời bà con."));

    [Fact]
    public void A_table_without_headings_is_told_as_it_stands() => Assert.Equal("Xóm 1, 12 hộ.\nXóm 5, 9 hộ.", PastedTable.Told("Xóm 1\t12 hộ\nXóm 5\t9 hộ"));

    [Fact]
    public void An_indent_is_no_table() => Assert.Equal("\tKính gửi bà con", PastedTable.Told("\tKính gửi bà con"));

    [Theory]
    [InlineData("Họp 会議 tối nay", "会議")]
    [InlineData("Сход граждан", "Сход")]
    [InlineData("Nhiệt độ 38°C, 5 µg, 😀 ½ km² Krông Pắc ＡＢ", null)]
    public void Letters_of_another_script_are_found_and_emoji_are_none(string text, string? found) => Assert.Equal(found, ForeignScript.First(text));

    [Fact]
    public void Another_script_is_kept_in_a_draft_and_refused_when_handed_in()
    {
        var draft = Village.Vaccination with { Text = "Сход граждан в субботу" };
        Assert.True(BulletinRules.Begin(Village.NewId(), draft, Village.Writer, Village.Ground, Now).Ok);
        Assert.Equal("Nội dung có chữ “Сход” máy không đọc được. Viết bằng chữ quốc ngữ.", Assert.Single(BulletinRules.Whole(draft, Village.Writer, Village.Ground, Now)).ToString());
    }

    [Fact]
    public void An_open_place_is_kept_in_a_draft_and_refused_when_handed_in()
    {
        var draft = Village.Vaccination with { Text = "Tiêm lúc ‹giờ› tại xóm 5" };
        Assert.True(BulletinRules.Begin(Village.NewId(), draft, Village.Writer, Village.Ground, Now).Ok);
        Assert.Equal("Còn chỗ chưa điền: ‹giờ›. Điền hoặc xóa chỗ đó.", Assert.Single(BulletinRules.Whole(draft, Village.Writer, Village.Ground, Now)).ToString());
    }

    [Fact]
    public void Fifty_thousand_characters_are_one_line() => Assert.Equal("Nội dung dài 50.000 ký tự, nhiều nhất 5.000. Rút ngắn hoặc chia thành nhiều bản tin.",
        Assert.Single(BulletinRules.Whole(Village.Vaccination with { Text = new string('a', 50_000) }, Village.Writer, Village.Ground, Now)).ToString());

    [Fact]
    public void Every_template_is_filled_by_its_own_examples_and_fits()
    {
        Assert.True(BulletinTemplates.All.Count >= 12);
        Assert.All(BulletinTemplates.All, template =>
        {
            var (title, text) = template.Filled(template.Fields.ToDictionary(f => f.Label, f => f.Example));
            Assert.Empty(OpenPlaces.In(title + "\n" + text));
            Assert.InRange(title.Length, 3, BulletinRules.TitleLimit);
            Assert.InRange(text.Length, 40, BulletinRules.TextLimit);
            Assert.NotNull(PressWords.TopicName(template.Topic));
            Assert.Equal(template.Fields.Count, template.Fields.Select(f => f.Label).Distinct().Count());
            Assert.All(template.Fields, f => Assert.Contains(OpenPlaces.Of(f.Label), template.Title + template.Text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_is_not_given_stays_marked()
    {
        var template = BulletinTemplates.Find("cat-dien")!;
        var (title, text) = template.Filled(new Dictionary<string, string> { ["ngày"] = "20/3/2026 ‹x›" });
        Assert.Equal("Ngừng cấp điện ngày 20/3/2026 x", title);
        Assert.Contains("‹giờ bắt đầu›", OpenPlaces.In(text));
        Assert.DoesNotContain("‹x›", OpenPlaces.In(text));
    }
}
