using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Bulletins.Tests.Reading;

public sealed class DictionaryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> ReadAsync(House house, UnitId place, string text) => (await house.Reader.OfAsync(place, Cancel)).Read(text).Text;

    [Fact]
    public async Task A_correction_is_read_at_once_in_its_unit_and_below_and_nowhere_else()
    {
        await using var house = await House.OpenAsync();
        Assert.DoesNotContain("họp chợ", await ReadAsync(house, Village.LamPhu, "Sáng mai HCQ mở cửa"), StringComparison.Ordinal);
        var said = await house.Dictionary.SayAsync(Village.GiaoNinh, "HCQ", "họp chợ quê", Village.Writer, Cancel);
        Assert.True(said.Ok, string.Join(" ", said.Problems));
        Assert.Equal("Sáng mai họp chợ quê mở cửa", await ReadAsync(house, Village.GiaoNinh, "Sáng mai HCQ mở cửa"));
        Assert.Equal("Sáng mai họp chợ quê mở cửa", await ReadAsync(house, Village.LamPhu, "Sáng mai HCQ mở cửa"));
        Assert.DoesNotContain("họp chợ", await ReadAsync(house, Village.GiaoHung, "Sáng mai HCQ mở cửa"), StringComparison.Ordinal);
        Assert.Equal(LocalReader.Act, (await house.ActsAsync())[^1].Act);
    }

    [Fact]
    public async Task A_lower_unit_is_read_its_own_way_and_taking_it_back_brings_the_upper_one_again()
    {
        await using var house = await House.OpenAsync();
        await house.Dictionary.SayAsync(Village.Province, "ABX", "của tỉnh", Village.ProvinceWriter, Cancel);
        var own = (await house.Dictionary.SayAsync(Village.GiaoNinh, "ABX", "của xã", Village.Writer, Cancel)).Value;
        Assert.Equal("của xã", await ReadAsync(house, Village.Xom5, "ABX"));
        Assert.Equal("của tỉnh", await ReadAsync(house, Village.GiaoHung, "ABX"));
        Assert.True((await house.Dictionary.TakeBackAsync(own.Id, Village.Writer, Cancel)).Ok);
        Assert.Equal("của tỉnh", await ReadAsync(house, Village.Xom5, "ABX"));
        Assert.Equal("Mục từ điển này đã được sửa hoặc bỏ. Mở lại danh sách.", (await house.Dictionary.TakeBackAsync(own.Id, Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task A_commune_keeps_the_words_of_the_commune_that_went_into_it()
    {
        await using var house = await House.OpenAsync();
        await using (var db = house.Stores.Open())
        {
            db.Add(new Pronunciation(Guid.CreateVersion7(), Village.GiaoPhong, "GPX", "GPX", "Giao Phong xưa", "cu", "Cũ", Village.Now.UtcDateTime));
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Equal("Giao Phong xưa", await ReadAsync(house, Village.GiaoNinh, "GPX"));
    }

    [Fact]
    public async Task Entries_that_call_each_other_do_not_loop()
    {
        await using var house = await House.OpenAsync();
        await house.Dictionary.SayAsync(Village.GiaoNinh, "bờ trên", "bờ dưới", Village.Writer, Cancel);
        Assert.True((await house.Dictionary.SayAsync(Village.GiaoNinh, "bờ dưới", "bờ trên", Village.Writer, Cancel)).Ok);
        Assert.Equal("bờ dưới, bờ trên", await ReadAsync(house, Village.GiaoNinh, "bờ trên, bờ dưới"));
    }

    [Fact]
    public async Task Another_server_hears_of_a_correction()
    {
        await using var house = await House.OpenAsync();
        var other = new LocalReader(house.Stores, Gazetteers(), new FakeNormaliser(), house.Clock);
        Assert.Equal("QWX", (await other.OfAsync(Village.GiaoNinh, Cancel)).Read("QWX").Text);
        await house.Dictionary.SayAsync(Village.GiaoNinh, "QWX", "quê ta", Village.Writer, Cancel);
        await other.HearAsync(new News(News.Acts, [LocalReader.Act + " " + Village.GiaoNinh]), Cancel);
        Assert.Equal("quê ta", (await other.OfAsync(Village.GiaoNinh, Cancel)).Read("QWX").Text);

        static Territory.Gazetteers Gazetteers()
        {
            var units = new Territory.Gazetteers();
            units.Replace(Village.Units);
            return units;
        }
    }

    [Theory]
    [InlineData("", "nhà", "Chưa có chữ viết cần sửa cách đọc. Bấm vào chữ trong bản đọc hoặc viết chữ đó.")]
    [InlineData("NVX", " ", "Chưa có cách đọc. Viết bằng chữ đúng như phát thanh viên đọc, ví dụ nhà văn hóa.")]
    [InlineData("NVX", "会議", "Cách đọc có chữ “会議” máy không đọc được. Viết bằng chữ quốc ngữ.")]
    public async Task What_cannot_be_said_is_refused_in_one_line(string written, string spoken, string sentence)
    {
        await using var house = await House.OpenAsync();
        Assert.Equal(sentence, (await house.Dictionary.SayAsync(Village.GiaoNinh, written, spoken, Village.Writer, Cancel)).Said());
        Assert.Empty(await house.ActsAsync());
    }

    [Fact]
    public async Task Who_does_not_write_for_a_unit_does_not_change_its_dictionary()
    {
        await using var house = await House.OpenAsync();
        Assert.Equal("Bạn chưa có quyền sửa từ điển đọc của tỉnh Ninh Bình. Quyền của bạn ở xã Giao Ninh.",
            (await house.Dictionary.SayAsync(Village.Province, "ABX", "a bê", Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task The_list_is_searched_without_marks()
    {
        await using var house = await House.OpenAsync();
        await house.Dictionary.SayAsync(Village.GiaoNinh, "HCQ", "họp chợ quê", Village.Writer, Cancel);
        await house.Dictionary.SayAsync(Village.GiaoNinh, "Krông Pắc", "Krông Pách", Village.Writer, Cancel);
        Assert.Equal("Krông Pắc", Assert.Single((await house.Dictionary.PageAsync("krong", 1, Village.Approver, Cancel)).Lines).Entry.Written);
        Assert.Equal("HCQ", Assert.Single((await house.Dictionary.PageAsync("cho que", 1, Village.Writer, Cancel)).Lines).Entry.Written);
        Assert.Equal(0, (await house.Dictionary.PageAsync(null, 1, Village.Stranger, Cancel)).Total);
    }

    [Fact]
    public void Every_abbreviation_of_two_meanings_has_two()
    {
        Assert.True(Meanings.All.Count > 20);
        Assert.All(Meanings.All, entry => Assert.True(entry.Value.Length >= 2 && entry.Value.Distinct().Count() == entry.Value.Length, entry.Key));
    }
}
