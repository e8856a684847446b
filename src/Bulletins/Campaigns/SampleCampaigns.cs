using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>The demonstration's campaigns (data/bulletins/campaigns.json): no such documents exist, and each is shown so.</summary>
internal static class SampleCampaigns
{
    /// <summary>Issues those that this unit has not yet, open from today; says how many.</summary>
    public static async Task<Outcome<int>> AddAsync(StoreFactory stores, CampaignDesk desk, UnitId unit, Person by, TimeProvider clock, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var known = await db.Set<Campaign>().AsNoTracking().Where(c => c.Unit == unit && c.IsSample).Select(c => c.Number).ToListAsync(cancel);
        var (file, today, added) = (ShippedFile.Json<File>("campaigns.json"), VnTime.Text(clock.Today()), 0);
        foreach (var row in file.Campaigns.Where(c => !known.Contains(c.Number)))
        {
            var draft = new CampaignDraft(unit, row.Number, today, row.Title, row.Topic, today, VnTime.Text(clock.Today().AddDays(file.Days - 1)), null, row.Guidance,
                new CampaignTarget(row.Broadcasts, row.Cards, row.Articles), row.Samples);
            var issued = await desk.IssueAsync(draft, new Officer(by, [unit], [], [unit]), isSample: true, cancel);
            if (!issued.Ok) return issued.Problems.ToList();
            added++;
        }
        return added;
    }

    private sealed record File(int Days, IReadOnlyList<Row> Campaigns);

    private sealed record Row(string Number, string Title, string Topic, string Guidance, int Broadcasts, int Cards, int Articles, IReadOnlyList<CampaignSample> Samples);
}
