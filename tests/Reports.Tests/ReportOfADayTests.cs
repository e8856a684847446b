using System.Text.Json;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Testing;

namespace LangSo.Reports.Tests;

public sealed class ReportOfADayTests(DemoProvince province)
{
    private ReportDocument Report(string day, string known = "2026-03-16")
    {
        var builder = new ReportBuilder(province.Store.Get<Figures>());
        Assert.True(builder.Open(TempStore.ShippedData).Ok);
        return builder.Build(DemoProvince.On(day, known)).Value;
    }

    [Theory]
    [InlineData("có 197 xã, thị trấn (chiếm 96,6 % tổng số xã, thị trấn)")]
    [InlineData("32 xã (chiếm 17 % tổng số xã)")]
    [InlineData("8/32 xã (chiếm 25 %)")]
    [InlineData("100 % số xã có mô hình thôn thông minh")]
    [InlineData("100 % cán bộ công chức xã, tổ công nghệ cộng đồng")]
    [InlineData("100 % số xã có Đài truyền thanh ứng dụng công nghệ thông tin - viễn thông")]
    [InlineData("100 % số xã có bảng tin điện tử công cộng")]
    [InlineData("trên 14.000 người dân tại 70 xã, phường, thị trấn")]
    [InlineData("Năm 2020, xã Giao Phong - huyện Giao Thủy được công nhận đạt chuẩn NTM nâng cao")]
    [InlineData("Năm 2022, xã Giao Phong là xã đầu tiên của tỉnh được công nhận đạt chuẩn NTM kiểu mẫu về lĩnh vực giáo dục")]
    [InlineData("Ngày 18/3/2024, xã Giao Phong được UBND tỉnh Nam Định quyết định phê duyệt")]
    [InlineData("tổng kinh phí thực hiện 11 tỷ đồng (ngân sách trung ương 5,5 tỷ đồng, huyện 1 tỷ đồng, xã và các nguồn hợp pháp khác 4,5 tỷ đồng)")]
    [InlineData("31 tiêu chí, 18 mục tiêu. Phấn đấu đến năm 2025")]
    [InlineData("03 trụ cột “Chính quyền số”, “Kinh tế số” và “Xã hội số”.")]
    public void The_report_of_March_2024_says(string sentence) =>
        Assert.Contains(sentence, string.Join("\n", Report("2024-03-31").Text), StringComparison.Ordinal);

    [Fact]
    public void The_pilot_is_not_told_before_it_was_approved() =>
        Assert.DoesNotContain("thí điểm", string.Join("\n", Report("2024-03-17").Text), StringComparison.Ordinal);

    [Fact]
    public void After_the_first_of_September_2024_the_rates_are_over_161_and_146()
    {
        var report = Report("2024-09-01");

        Assert.Contains("156 xã, thị trấn (chiếm 96,9 %", report.Text[0], StringComparison.Ordinal);
        Assert.Equal(161, report.Measures.Single(m => m.Definition.Id == "advanced").Denominator);
        Assert.Equal(146, report.Measures.Single(m => m.Definition.Id == "model").Denominator);
    }

    [Fact]
    public void After_the_merger_the_report_is_Ninh_Binhs_and_titles_are_only_suggested()
    {
        var report = Report("2025-07-01");
        var text = string.Join("\n", report.Text);

        Assert.Equal(("37", "tỉnh Ninh Bình"), (report.Unit.Code, report.Unit.FullName));
        Assert.Contains("tỉnh Ninh Bình chưa có xã, thị trấn nào trong 49 xã, thị trấn được công nhận đạt chuẩn NTM nâng cao", text, StringComparison.Ordinal);
        Assert.Contains("CV 5424/BNN-VPĐP", text, StringComparison.Ordinal);
        Assert.Contains("Gợi ý không thay quyết định", text, StringComparison.Ordinal);
        Assert.Contains("xã Giao Phong (nay thuộc xã Giao Ninh) được UBND tỉnh Nam Định", text, StringComparison.Ordinal);
        Assert.All(report.Measures.Take(3), m => Assert.Equal(0m, m.Numerator));
    }

    [Fact]
    public void What_was_known_at_the_end_of_March_was_one_commune_less() =>
        Assert.Contains("có 196 xã, thị trấn (chiếm 96,1 %", Report("2024-03-31", "2024-03-31").Text[0], StringComparison.Ordinal);

    [Fact]
    public void A_sentence_leads_to_the_measures_and_facts_in_it()
    {
        var report = Report("2024-03-31");

        Assert.Equal(["advanced", "model", "model-digital"], report.Paragraphs[0].Measures);
        Assert.Contains(report.Paragraphs[^1].Facts, f => f is { Indicator: "pilot-money", Sample: false });
    }

    [Fact]
    public void Figures_that_rest_on_sample_rows_are_named() =>
        Assert.StartsWith("Số liệu minh họa:", Report("2024-03-31").Text[^1], StringComparison.Ordinal);

    [Fact]
    public void The_json_has_the_agreed_names()
    {
        var json = JsonDocument.Parse(ReportFormats.Render(Report("2024-03-31"), "json").Value).RootElement;

        Assert.Equal(["asOf", "knownOn", "unit", "measures", "text"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("2024-03-31", "36"), (json.GetProperty("asOf").GetString(), json.GetProperty("unit").GetString()));
        var advanced = json.GetProperty("measures")[0];
        Assert.Equal(["id", "asOf", "knownOn", "numerator", "denominator", "percent", "percentText", "numeratorIs", "denominatorIs", "units"],
            advanced.EnumerateObject().Select(p => p.Name));
        Assert.Equal((197, 204, 96.6m, "96,6 %"), (advanced.GetProperty("numerator").GetInt32(), advanced.GetProperty("denominator").GetInt32(),
            advanced.GetProperty("percent").GetDecimal(), advanced.GetProperty("percentText").GetString()));
    }

    [Theory]
    [InlineData("2017-12-31", "2026-03-16", "Dữ liệu bắt đầu từ ngày 1/1/2018")]
    [InlineData("2024-03-31", "2017-12-31", "chưa ghi nhận")]
    public void A_day_without_data_is_refused_in_words(string day, string known, string words)
    {
        var builder = new ReportBuilder(province.Store.Get<Figures>());
        builder.Open(TempStore.ShippedData);

        Assert.Contains(words, Assert.Single(builder.Build(DemoProvince.On(day, known)).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_day_at_which_something_changes_fills_the_template_without_a_gap()
    {
        var days = province.Book.Decisions.All.Select(d => d.Effective).Concat(province.Book.Facts.All.Select(f => f.From))
            .Append(new DateOnly(2018, 1, 1)).Append(new DateOnly(2024, 9, 1)).Append(new DateOnly(2025, 7, 1)).Distinct();

        foreach (var day in days)
        {
            var text = string.Join("\n", Report(VnTime.Text(day)).Text);
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        }
    }
}
