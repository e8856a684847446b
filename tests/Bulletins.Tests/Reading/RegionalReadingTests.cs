using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Bulletins.Tests.Reading;

/// <summary>A province says figures its own way; a commune below may say them otherwise.</summary>
public sealed class RegionalReadingTests
{
    private static readonly ReadingStyle South = new(Le: true, Ngan: true, ZeroHundred: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> ReadAsync(House house, UnitId place) => (await house.Reader.OfAsync(place, Cancel)).Read("102 hộ, 25.000 đồng, năm 2024").Text;

    [Fact]
    public async Task A_choice_holds_in_the_unit_and_below_until_a_lower_one_chooses()
    {
        await using var house = await House.OpenAsync();
        var readings = house.Part<PlaceReadings>();
        Assert.True((await readings.ChooseAsync(Village.Province, South, Village.ProvinceWriter, Cancel)).Ok);
        Assert.Equal("một trăm lẻ hai hộ, hai mươi lăm ngàn đồng, năm hai ngàn không trăm hai mươi tư", await ReadAsync(house, Village.Xom5));
        await readings.ChooseAsync(Village.GiaoNinh, new ReadingStyle(Le: true), Village.Writer, Cancel);
        Assert.Equal("một trăm lẻ hai hộ, hai mươi lăm nghìn đồng, năm hai nghìn hai mươi tư", await ReadAsync(house, Village.LamPhu));
        Assert.Contains("ngàn", await ReadAsync(house, Village.GiaoHung), StringComparison.Ordinal);
        await readings.ChooseAsync(Village.GiaoNinh, null, Village.Writer, Cancel);
        Assert.Contains("ngàn", await ReadAsync(house, Village.LamPhu), StringComparison.Ordinal);
        Assert.Equal(3, (await house.ActsAsync()).Count(a => a.Act == LocalReader.StyleAct));
    }

    [Fact]
    public async Task The_dictionary_and_the_region_work_together()
    {
        await using var house = await House.OpenAsync();
        await house.Part<PlaceReadings>().ChooseAsync(Village.Province, South, Village.ProvinceWriter, Cancel);
        await house.Dictionary.SayAsync(Village.GiaoNinh, "quỹ X", "quỹ 1.000 đồng", Village.Writer, Cancel);
        Assert.Equal("quỹ một ngàn đồng", (await house.Reader.OfAsync(Village.GiaoNinh, Cancel)).Read("quỹ X").Text);
    }

    [Fact]
    public async Task A_stranger_changes_nothing_and_another_server_hears_of_a_choice()
    {
        await using var house = await House.OpenAsync();
        var readings = house.Part<PlaceReadings>();
        Assert.Equal("Bạn chưa có quyền chọn cách đọc số cho xã Giao Hưng.", (await readings.ChooseAsync(Village.GiaoHung, South, Village.Writer, Cancel)).Said());
        var other = new LocalReader(house.Stores, house.Part<Gazetteers>(), house.Part<INormaliser>(), house.Clock);
        await other.OfAsync(Village.GiaoNinh, Cancel);
        await readings.ChooseAsync(Village.GiaoNinh, South, Village.Writer, Cancel);
        await other.HearAsync(new News(News.Acts, [LocalReader.StyleAct + " " + Village.GiaoNinh]), Cancel);
        Assert.Contains("lẻ", (await other.OfAsync(Village.GiaoNinh, Cancel)).Read("102").Text, StringComparison.Ordinal);
    }
}
