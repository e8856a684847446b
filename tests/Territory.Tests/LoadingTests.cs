using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class LoadingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loading_twice_changes_nothing_and_says_so()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var first = (await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Value;
        var ledger = await store.Get<Ledger>().VerifyAsync(Cancel);
        var again = (await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Value;

        Assert.True(first.Added > 900);
        Assert.Equal((0, first.Added), (again.Added, again.Already));
        Assert.Contains("không đổi gì", again.ToString(), StringComparison.Ordinal);
        Assert.Null(ledger.FirstBroken);
        Assert.Equal(ledger, await store.Get<Ledger>().VerifyAsync(Cancel));
    }

    [Fact]
    public async Task A_file_that_grew_adds_only_its_new_rows()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel);
        var grown = store.DataWith("territory/units.csv", text => text + "uaaaaaa1,14212-07,xóm,6,umissing,2025-07-01,,2025-07-01,minhhoa,yes,Minh họa.\n"
            .Replace("umissing", store.Get<Gazetteers>().Current.ByCode("14212", NamDinh.On("2025-07-01"))!.Unit.Value, StringComparison.Ordinal));

        Assert.Equal(1, (await store.Get<TerritoryLoader>().LoadAsync(grown, Cancel)).Value.Added);
        Assert.Equal("xóm 6", store.Get<Gazetteers>().Current.ByCode("14212-07", NamDinh.On("2025-07-01"))!.FullName);
    }

    [Theory]
    [InlineData("territory/units.csv", ",xã,Giao Phong,", ",làng,Giao Phong,", "units.csv, dòng ", "cột kind")]
    [InlineData("territory/units.csv", "Giao Phong,u", "Giao Phong,u-", "cột parent: không có đơn vị", "")]
    [InlineData("territory/units.csv", "2025-07-01,,2025-06-16", "2025-02-30,,2025-06-16", "“2025-02-30” không phải ngày", "cột from")]
    [InlineData("territory/units.csv", "unit,code,kind", "unit,ma,kind", "units.csv, dòng 1, cột code: thiếu cột này", "")]
    [InlineData("territory/lineage.csv", ",full,", ",half,", "lineage.csv, dòng ", "full, partial")]
    [InlineData("territory/lineage.csv", "2025-07-01,full", "2025-07-01", "ô, phải có 7", "lineage.csv")]
    [InlineData("territory/events.csv", "merge,", "\"merge,", "events.csv", "CSV")]
    [InlineData("territory/kinds.csv", "commune,6", "commune,sáu", "không phải số nguyên", "kinds.csv")]
    public async Task A_broken_row_is_named_and_nothing_is_loaded(string file, string good, string bad, string words, string more)
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var data = store.DataWith(file, text => text.Replace(good, bad, StringComparison.Ordinal));

        var outcome = await store.Get<TerritoryLoader>().LoadAsync(data, Cancel);

        Assert.False(outcome.Ok);
        Assert.Contains(outcome.Problems.Select(p => p.ToString()), p => p.Contains(words, StringComparison.Ordinal) && p.Contains(more, StringComparison.Ordinal));
        Assert.Empty(store.Get<Gazetteers>().Current.All);
        Assert.Equal(0, (await store.Get<Ledger>().VerifyAsync(Cancel)).Rows);
        await store.Get<Gazetteers>().LoadAsync(store.Get<StoreFactory>(), Cancel);
        Assert.Empty(store.Get<Gazetteers>().Current.All);
    }

    [Fact]
    public async Task A_code_that_two_units_would_bear_on_one_day_is_refused()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var data = store.DataWith("territory/units.csv", text => text + "uaaaaaa1,14212,xã,Thử,,2025-08-01,,2025-08-01,minhhoa,yes,Minh họa.\n");

        var problem = Assert.Single((await store.Get<TerritoryLoader>().LoadAsync(data, Cancel)).Problems).ToString();

        Assert.Contains("mã này đang thuộc đơn vị khác", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_would_have_two_versions_on_one_day_is_refused()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var data = store.DataWith("territory/units.csv", text => text + "uaaaaaa1,99901,tỉnh,Thử,,2025-08-01,,2025-08-01,minhhoa,yes,Minh họa.\nuaaaaaa1,99902,tỉnh,Thử Hai,,2025-09-01,,2025-09-01,minhhoa,yes,Minh họa.\n");

        var outcome = await store.Get<TerritoryLoader>().LoadAsync(data, Cancel);

        Assert.EndsWith("cột from: đơn vị này đã có một phiên bản khác còn hiệu lực.", Assert.Single(outcome.Problems).ToString(), StringComparison.Ordinal);
        Assert.Empty(store.Get<Gazetteers>().Current.All);
    }

    [Fact]
    public async Task Units_that_would_lie_under_each_other_are_refused()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var data = store.DataWith("territory/units.csv", text => text
            + "uaaaaaa1,99901,huyện,Một,uaaaaaa2,2025-08-01,,2025-08-01,minhhoa,yes,Minh họa.\nuaaaaaa2,99902,huyện,Hai,uaaaaaa1,2025-09-01,,2025-09-01,minhhoa,yes,Minh họa.\n");

        var outcome = await store.Get<TerritoryLoader>().LoadAsync(data, Cancel);

        Assert.EndsWith("cột parent: vòng: đơn vị cấp trên lại nằm dưới chính đơn vị này.", Assert.Single(outcome.Problems).ToString(), StringComparison.Ordinal);
        Assert.Empty(store.Get<Gazetteers>().Current.All);
    }

    [Fact]
    public async Task A_folder_without_data_is_refused_in_words()
    {
        await using var store = await NamDinh.CreateEmptyAsync();
        var outcome = await store.Get<TerritoryLoader>().LoadAsync(Path.Combine(TempStore.ShippedData, "khong-co"), Cancel);

        Assert.Contains("Không đọc được tệp dữ liệu kinds.csv.", outcome.Problems.Select(p => p.ToString()));
    }
}
