using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Territory;
using LangSo.Testing;

namespace LangSo.Reports.Tests;

/// <summary>What a report says of the campaigns of its year.</summary>
public sealed class CampaignsPartTests(DemoProvince province)
{
    private const string Day = "2026-03-16";

    private static readonly CampaignSummary Sample = new(
        "c1", "02/MH-VPUBND", new DateOnly(2026, 1, 10), "Dịch vụ công trực tuyến", "dich-vu-cong", new DateOnly(2026, 1, 15), new DateOnly(2026, 6, 30), new CampaignTarget(2, 1, 0),
        57, 41, 12, 3, 64, 51, 20, 18, 7, IsSample: true);

    [Fact]
    public async Task Campaigns_of_the_year_stand_in_a_report_of_today_with_their_figures_and_the_made_up_ones_are_called_so()
    {
        var report = (await AddedAsync(new DateOnly(2026, 3, 16), [Sample])).Campaigns!;
        var line = Assert.Single(report.Items);
        Assert.Equal(Sample, line.Summary);
        foreach (var figure in (string[])["Dịch vụ công trực tuyến", "02/MH-VPUBND", "57", "41", "64", "51"]) Assert.Contains(figure, line.Text, StringComparison.Ordinal);
        Assert.Contains("minh họa", line.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{", report.Lead + line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_day_says_nothing_of_campaigns_for_they_are_counted_as_they_stand_now() =>
        Assert.Null((await AddedAsync(new DateOnly(2026, 3, 18), [Sample])).Campaigns);

    [Fact]
    public async Task Without_campaigns_there_is_no_such_part() => Assert.Null((await AddedAsync(new DateOnly(2026, 3, 16), [])).Campaigns);

    private async Task<ReportDocument> AddedAsync(DateOnly today, IReadOnlyList<CampaignSummary> ran)
    {
        var builder = new ReportBuilder(province.Store.Get<Figures>());
        Assert.True(builder.Open(TempStore.ShippedData).Ok);
        return (await new CampaignReporter(new Ran(ran), new Clock(today)).AddAsync(builder.Build(DemoProvince.On(Day, Day)), TestContext.Current.CancellationToken)).Value;
    }

    private sealed class Ran(IReadOnlyList<CampaignSummary> summaries) : ICampaignSummary
    {
        public Task<IReadOnlyList<CampaignSummary>> OfAsync(DateOnly from, DateOnly to, UnitId within, CancellationToken cancel)
        {
            Assert.Equal((new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 16)), (from, to));
            return Task.FromResult(summaries);
        }
    }

    private sealed class Clock(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => VnTime.At(day, new TimeOnly(9, 0));
    }
}
