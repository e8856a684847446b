using LangSo.Bulletins;
using LangSo.Foundation;

namespace LangSo.Reports;

/// <summary>A campaign in a sentence.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Summary">The figures in it.</param>
public sealed record CampaignLine(string Text, CampaignSummary Summary);

/// <summary>What a report says of the campaigns of its year.</summary>
public sealed record CampaignsPart(string Heading, string Lead, IReadOnlyList<CampaignLine> Items);

/// <summary>Adds the campaigns to a report.</summary>
public sealed class CampaignReporter(ICampaignSummary campaigns, TimeProvider clock)
{
    /// <summary>
    /// The same report with the campaigns that ran in its year up to its day. Campaigns are counted as they stand, so a report of
    /// another day, or of what was known on another day, says nothing of them.
    /// </summary>
    public async Task<Outcome<ReportDocument>> AddAsync(Outcome<ReportDocument> built, CancellationToken cancel)
    {
        if (!built.Ok || built.Value is not { } report || report.AsOf.Date != clock.Today() || report.AsOf.KnownOn != report.AsOf.Date) return built;
        var from = new DateOnly(report.AsOf.Date.Year, 1, 1);
        var ran = await campaigns.OfAsync(from, report.AsOf.Date, report.Unit.Unit, cancel);
        return ran.Count == 0 ? built : report with { Campaigns = Part(report.Template.Campaigns, from, report.AsOf.Date, ran) };
    }

    private static CampaignsPart Part(TemplateCampaigns words, DateOnly from, DateOnly to, IReadOnlyList<CampaignSummary> ran)
    {
        var lead = new Fillings();
        lead.Add("from", VnTime.Text(from));
        lead.Add("to", VnTime.Text(to));
        lead.Add("count", VnText.Number(ran.Count));
        return new CampaignsPart(words.Heading, Fill(lead, words.Lead), [.. ran.Select(c => new CampaignLine(Line(words, c), c))]);
    }

    private static string Line(TemplateCampaigns words, CampaignSummary campaign)
    {
        var places = new Fillings();
        foreach (var (name, text) in ((string, string)[])
        [
            ("title", campaign.Title), ("number", campaign.Number), ("signed", VnTime.Text(campaign.Signed)), ("begin", VnTime.Text(campaign.From)), ("end", VnTime.Text(campaign.To)),
            ("received", VnText.Number(campaign.Received)), ("communes", VnText.Number(campaign.Communes)), ("met", VnText.Number(campaign.Met)), ("late", VnText.Number(campaign.Late)),
            ("broadcasts", VnText.Number(campaign.Broadcasts)), ("played", VnText.Number(campaign.Played)), ("cards", VnText.Number(campaign.Cards)), ("shown", VnText.Number(campaign.Shown)),
            ("articles", VnText.Number(campaign.Articles)),
        ]) places.Add(name, text);
        return Fill(places, words.Item) + (campaign.IsSample ? words.Sample : "");
    }

    private static string Fill(Fillings places, string template)
    {
        var unknown = new List<string>();
        var text = places.Fill(template, null, unknown);
        return unknown.Count == 0 ? text : throw new InvalidOperationException($"The report's template has places that nobody fills: {string.Join(", ", unknown)}.");
    }
}
