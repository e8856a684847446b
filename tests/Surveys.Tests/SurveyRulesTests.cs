using CsCheck;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Surveys.Tests;

public sealed class SurveyRulesTests
{
    private static readonly SurveyTemplate Template = new SurveyTemplates(Path.Combine(TempStore.ShippedData, "surveys")).Find("commune-2021")!;

    [Fact]
    public void The_shipped_template_asks_seven_contents_of_communes_only_in_twenty_working_days()
    {
        Assert.Equal((7, 20, 70m, 90m, 80m, "satisfaction"), (Template.Contents.Count, Template.Days, Template.AskedAtLeast, Template.OverallAtLeast, Template.EachAtLeast, Template.Indicator));
        Assert.Equal(["xã"], Template.Kinds);
        Assert.True(Template.Sample && Template.Note.Length > 0);
    }

    [Theory]
    [InlineData(700, 1000, true, "70 %: 700/1.000")]
    [InlineData(699, 1000, false, "69,9 %: 699/1.000")]
    [InlineData(6999, 10000, false, "69,9 %: 6.999/10.000")]
    [InlineData(7, 10, true, "70 %: 7/10")]
    [InlineData(2, 3, false, "66,6 %: 2/3")]
    [InlineData(0, 0, false, "0 %: 0/0")]
    public void Seventy_percent_is_reached_by_whole_numbers_and_never_by_rounding(int answered, int households, bool met, string words)
    {
        var result = SurveyRules.Judge(Template, households, answered, (_, opinion) => opinion == Opinion.Satisfied ? answered : 0);
        Assert.Equal((met, words), (result.AskedMet, result.Asked.Words));
    }

    [Theory]
    [InlineData(90, 80, true)]
    [InlineData(89, 80, false)]
    [InlineData(90, 79, false)]
    public void Every_level_counts_the_general_one_and_each_other(int overall, int each, bool met)
    {
        var result = SurveyRules.Judge(Template, 100, 100, (content, opinion) => opinion == Opinion.Satisfied ? content == Template.Overall ? overall : each : 0);
        Assert.Equal(met, result.Met);
    }

    [Fact]
    public void A_share_that_reads_as_a_level_has_reached_it() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[1, 20_000], Gen.Int[0, 1000]).Sample((part, whole, tenths) =>
        {
            var (share, level) = (new Share(Math.Min(part, whole), whole), tenths / 10m);
            return share.Reaches(level) == (share.Part / (decimal)whole * 100 >= level) && (share.Percent < level || share.Reaches(level)) && share.Percent is >= 0 and <= 100;
        });

    [Fact]
    public void Quotas_of_the_hamlets_together_are_enough_for_the_commune() =>
        Gen.Int[1, 400].Array[1, 30].Sample(hamlets => new Share(hamlets.Sum(h => SurveyRules.Quota(h, 70)), hamlets.Sum()).Reaches(70) && hamlets.All(h => SurveyRules.Quota(h, 70) <= h));

    [Theory]
    [InlineData("2026-03-16", 20, "2026-04-13")]
    [InlineData("2026-03-13", 1, "2026-03-16")]
    [InlineData("2026-03-14", 1, "2026-03-16")]
    public void Saturdays_and_Sundays_do_not_count(string first, int days, string last) =>
        Assert.Equal(VnTime.ParseDay(last), SurveyRules.Deadline(VnTime.ParseDay(first)!.Value, days));

    [Fact]
    public void A_blank_or_half_answered_slip_is_named()
    {
        Assert.Equal("Phiếu chưa có câu trả lời nào.", SurveyRules.Read(Template, _ => null, paper: false).Problems[0].ToString());
        Assert.Equal("Còn thiếu câu trả lời ở nội dung 3, 7.", SurveyRules.Read(Template, id => id is "3" or "7" ? null : "1", paper: false).Problems[0].ToString());
        Assert.Equal("Phiếu chưa có câu trả lời nào.", SurveyRules.Read(Template, _ => "0", paper: true).Problems[0].ToString());
        var paper = SurveyRules.Read(Template, id => id == "3" ? "" : "2", paper: true).Value;
        Assert.Equal((Opinion.Blank, Opinion.Unsatisfied), (paper["3"], paper["1"]));
        Assert.Equal(["3"], AnswerBox.Differing(paper, new Dictionary<string, Opinion>(paper) { ["3"] = Opinion.Satisfied }));
    }

    [Fact]
    public async Task A_template_without_its_general_content_is_refused()
    {
        await using var store = await TempStore.CreateAsync(s => s.AddSurveys());
        var data = store.DataWith(Path.Combine("surveys", "commune.json"), t => t.Replace("\"overall\": \"7\"", "\"overall\": \"8\"", StringComparison.Ordinal));
        Assert.Contains("thiếu nội dung chung", new SurveyTemplates(Path.Combine(data, "surveys")).All.Problems[0].ToString(), StringComparison.Ordinal);
    }
}
