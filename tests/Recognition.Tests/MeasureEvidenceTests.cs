using CsCheck;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;

namespace LangSo.Recognition.Tests;

public sealed class MeasureEvidenceTests(DemoProvince province)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 3000].Select(n => new DateOnly(2018, 1, 1).AddDays(n));

    [Fact]
    public void Those_counted_and_those_not_make_up_the_denominator()
    {
        var result = province.Book.Measure("advanced", DemoProvince.On("2024-03-31")).Value;

        Assert.Equal((197, 7), (result.Counted.Count, result.NotCounted.Count));
        Assert.All(result.NotCounted, u => Assert.Contains(u.Kind, (string[])["xã", "thị trấn"]));
        Assert.Equal(197, result.Evidence.Count);
        Assert.All(result.Evidence, e => Assert.Equal("decision", e.Kind));
    }

    [Fact]
    public void Sample_rows_are_marked_with_the_part_that_is_made_up()
    {
        var radio = province.Book.Measure("digital-radio", DemoProvince.On("2024-03-31")).Value;
        var sourced = radio.Evidence.Where(e => !e.Sample).Select(e => e.Unit.Name);

        Assert.True(radio.Sample);
        Assert.Equal(["Nghĩa Phong", "Nghĩa Sơn", "Trung Thành", "Yên Chính"], sourced.Order(StringComparer.Ordinal));
        Assert.All(radio.Evidence.Where(e => e.Sample), e => Assert.NotEmpty(e.Note));
    }

    [Fact]
    public void Any_measure_on_any_day_counts_no_more_than_its_denominator_and_no_less_when_more_is_known()
    {
        var measures = province.Book.Definitions.Measures;
        (from day in Days from known in Days from n in Gen.Int[0, measures.Count - 1] select (day, known, measure: measures[n].Id)).Sample(t =>
        {
            var now = province.Book.Measure(t.measure, new AsOf(t.day, t.known)).Value;
            var counted = now.Denominator is not { } over || (now.Numerator <= over && now.Counted.Count + now.NotCounted.Count == over);
            // Units change with knowledge on two days only; between them more knowledge never takes a title away in this data.
            var later = province.Book.Measure(t.measure, new AsOf(t.day, t.known.AddDays(1))).Value;
            return counted && (now.Denominator != later.Denominator || now.Numerator <= later.Numerator);
        }, iter: 300);
    }

    [Fact]
    public void The_districts_add_up_to_the_province()
    {
        var asOf = DemoProvince.On("2024-03-31");
        var districts = province.Book.Units.InForce(asOf).Where(u => province.Book.Units.LevelOf(u.Kind) == "district").ToList();

        foreach (var id in (string[])["advanced", "model", "trained-people"])
            Assert.Equal(province.Book.Measure(id, asOf).Value.Numerator, districts.Sum(d => province.Book.Measure(id, asOf, d.Code).Value.Numerator));
    }

    [Fact]
    public void A_merged_commune_is_suggested_what_all_its_parts_held_and_counts_for_nothing()
    {
        var asOf = DemoProvince.On("2025-07-01");
        var ninh = province.Book.Units.ByCode("14212", asOf)!;
        var suggestion = province.Book.Suggestion(ninh, asOf)!;

        Assert.Equal("advanced", suggestion.Title!.Id);
        Assert.Equal(["Quất Lâm", "Giao Thịnh", "Giao Phong"], suggestion.Parts.Select(p => p.Unit.Name));
        Assert.Equal("CV 5424/BNN-VPĐP ngày 09/8/2023", suggestion.Basis);
        Assert.Equal(0m, province.Book.Measure("advanced", asOf).Value.Numerator);
        Assert.Equal(49, province.Book.Suggestions(asOf, null).Count());
        Assert.Empty(province.Book.Suggestions(DemoProvince.On("2024-03-31"), null));
    }

    [Fact]
    public void A_series_steps_with_decisions_and_breaks_where_units_change()
    {
        var steps = province.Book.Series("advanced", new DateOnly(2018, 1, 1), new DateOnly(2025, 12, 31), new DateOnly(2026, 3, 16)).Value;

        Assert.Equal((0m, 204), (steps[0].Numerator, steps[0].Denominator));
        Assert.Equal((13m, new DateOnly(2020, 9, 28)), (steps[1].Numerator, steps[1].From));
        Assert.Equal([new DateOnly(2024, 9, 1), new DateOnly(2025, 7, 1)], steps.Where(s => s.UnitsChanged).Select(s => s.From));
    }

    [Fact]
    public void A_rate_over_other_units_than_it_counts_is_refused()
    {
        var data = province.Store.DataWith("recognition/measures.json", t =>
        {
            var at = t.IndexOf("\"denominator\"", StringComparison.Ordinal);
            return t[..at] + t[at..].Replace("\"thị trấn\"", "\"phường\"", StringComparison.Ordinal);
        });

        Assert.Contains("tử số đếm xã, thị trấn, mẫu số đếm xã, phường", Definitions.Read(data).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("advance", "36", "2024-03-31", "Không có chỉ số “advance”. Các chỉ số: advanced,")]
    [InlineData("advanced", "99", "2024-03-31", "Không có đơn vị nào mang mã 99.")]
    [InlineData("advanced", null, "2017-12-31", "Dữ liệu bắt đầu từ ngày 1/1/2018")]
    public void What_cannot_be_measured_is_refused_in_words(string id, string? under, string day, string words) =>
        Assert.Contains(words, Assert.Single(province.Book.Measure(id, DemoProvince.On(day), under).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Loading_twice_changes_nothing_and_every_decision_stands_in_the_ledger()
    {
        await using var store = await DemoProvince.CreateEmptyAsync();
        var first = (await store.Get<DemoData>().LoadAsync(TempStore.ShippedData, Cancel)).Value;
        var ledger = await store.Get<Ledger>().VerifyAsync(Cancel);
        var again = (await store.Get<DemoData>().LoadAsync(TempStore.ShippedData, Cancel)).Value;

        Assert.All(again, r => Assert.Equal(0, r.Added));
        Assert.Equal(ledger, await store.Get<Ledger>().VerifyAsync(Cancel));
        Assert.Null(ledger.FirstBroken);
        Assert.True(ledger.Rows > first[2].Added && store.Get<Figures>().Current.Decisions.All.Count == first[2].Added);
    }

    [Theory]
    [InlineData("xã Giao Phong,model,education", "xã Giao Phong,model,cooking", "cột field: “cooking” phải là một trong")]
    [InlineData("xã Giao Phong,model,education", "xã Giao Phong,best,education", "cột title: ngày này không có danh hiệu “best”")]
    [InlineData("thị trấn Quất Lâm,advanced,", "thị trấn Quất Lâm,model,culture", "danh hiệu này chỉ dành cho: xã")]
    [InlineData("2024-04-04,recognise", "2024-03-01,recognise", "không thể ghi nhận trước ngày ký")]
    [InlineData("2024-04-04,recognise", "2024-04-04,praise", "recognise, revoke")]
    public async Task A_broken_decision_is_named_and_none_is_loaded(string good, string bad, string words)
    {
        await using var store = await DemoProvince.CreateEmptyAsync();
        var data = store.DataWith("recognition/decisions.csv", t => t.Replace(good, bad, StringComparison.Ordinal));
        var outcome = await store.Get<DemoData>().LoadAsync(data, Cancel);

        Assert.Contains(outcome.Problems.Select(p => p.ToString()), p => p.StartsWith("decisions.csv, dòng ", StringComparison.Ordinal) && p.Contains(words, StringComparison.Ordinal));
        Assert.True((await store.Get<Figures>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.Empty(store.Get<Figures>().Current.Decisions.All);
    }
}
