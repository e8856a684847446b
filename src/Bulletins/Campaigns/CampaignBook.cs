using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>How a campaign stands, for the report.</summary>
/// <param name="Topic">The topic in words.</param>
/// <param name="Communes">How many are asked.</param>
/// <param name="Received">How many of them have read the directive.</param>
/// <param name="Met">How many have done all that was asked.</param>
/// <param name="Late">How many are behind today.</param>
/// <param name="Broadcasts">Approved for loudspeakers, in all communes.</param>
/// <param name="Played">Of these, how many a loudspeaker really played.</param>
/// <param name="Cards">Approved for boards.</param>
/// <param name="Shown">Of these, how many a board really showed.</param>
/// <param name="Articles">Articles and video reports.</param>
/// <param name="IsSample">True for a demonstration's.</param>
public sealed record CampaignSummary(
    string Id, string Number, DateOnly Signed, string Title, string Topic, DateOnly From, DateOnly To, CampaignTarget Target,
    int Communes, int Received, int Met, int Late, int Broadcasts, int Played, int Cards, int Shown, int Articles, bool IsSample);

/// <summary>How campaigns stand, for whoever reports.</summary>
public interface ICampaignSummary
{
    /// <summary>The campaigns of a unit, or of the units above it, that ran at some time in these civil days, as they stand now; counted in the communes of that unit.</summary>
    Task<IReadOnlyList<CampaignSummary>> OfAsync(DateOnly from, DateOnly to, UnitId within, CancellationToken cancel);
}

/// <summary>A campaign with how each commune that is asked stands.</summary>
/// <param name="Elsewhere">Bulletins for the whole area that no single commune is credited with.</param>
internal sealed record CampaignState(Campaign Campaign, IReadOnlyList<CommuneProgress> Communes, IReadOnlyList<PressFact> Facts, int Elsewhere);

/// <summary>Looks campaigns up. Changes nothing.</summary>
internal sealed class CampaignBook(StoreFactory stores, PressBook press, Gazetteers gazetteers, TimeProvider clock) : ICampaignSummary
{
    /// <summary>One campaign, or null.</summary>
    public async Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancel)
    {
        await using var db = stores.Open();
        return await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel);
    }

    /// <summary>The campaigns that concern an officer: of the units they see and of those above; the newest first.</summary>
    public async Task<IReadOnlyList<Campaign>> AllAsync(Officer officer, CancellationToken cancel)
    {
        var seen = Ground.Today(gazetteers, clock).Seen(officer.Sees);
        await using var db = stores.Open();
        return [.. (await db.Set<Campaign>().AsNoTracking().OrderByDescending(c => c.At).ThenByDescending(c => c.Id).ToListAsync(cancel)).Where(c => seen.Contains(c.Unit))];
    }

    /// <summary>Those that are open today and reach a unit of these.</summary>
    public async Task<IReadOnlyList<Campaign>> OpenForAsync(IReadOnlyList<UnitId> units, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var today = ground.AsOf.Date;
        await using var db = stores.Open();
        var open = await db.Set<Campaign>().AsNoTracking().Where(c => c.EndedAt == null && c.From <= today && c.To >= today).OrderBy(c => c.To).ThenBy(c => c.Id).ToListAsync(cancel);
        return [.. open.Where(c => units.Any(u => ground.Units.IsWithin(u, c.Unit, ground.AsOf)))];
    }

    /// <summary>How each commune stands: approved from the bulletins, played and shown from the records.</summary>
    public async Task<CampaignState> StateAsync(Campaign campaign, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var facts = await press.OfCampaignAsync(campaign.Id, cancel);
        await using var db = stores.Open();
        var receipts = await db.Set<CampaignReceipt>().AsNoTracking().Where(r => r.Campaign == campaign.Id).OrderBy(r => r.At).ToListAsync(cancel);
        var read = receipts.ToLookup(r => ground.CommuneOf(r.Unit));
        var done = facts.ToLookup(f => ground.CommuneOf(f.Unit));
        return new CampaignState(campaign,
        [
            .. ground.Communes(campaign.Unit).Select(c => new CommuneProgress(
                c.Unit, c.FullName, read[c.Unit].FirstOrDefault(), DoneCount.Of(done[c.Unit].Where(f => f.Kind == PressKind.Broadcast)),
                DoneCount.Of(done[c.Unit].Where(f => f.Kind == PressKind.Card)), DoneCount.Of(done[c.Unit].Where(f => f.Kind is PressKind.Video or PressKind.Article)))),
        ], facts, done[null].Count());
    }

    public async Task<IReadOnlyList<CampaignSummary>> OfAsync(DateOnly from, DateOnly to, UnitId within, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        var (chain, below) = (ground.Units.Chain(within, ground.AsOf).Select(v => v.Unit).ToHashSet(), ground.Communes(within).Select(c => c.Unit).ToHashSet());
        await using var db = stores.Open();
        var ran = await db.Set<Campaign>().AsNoTracking().Where(c => c.From <= to && c.To >= from).OrderBy(c => c.From).ThenBy(c => c.Id).ToListAsync(cancel);
        var summaries = new List<CampaignSummary>();
        foreach (var campaign in ran.Where(c => chain.Contains(c.Unit)))
        {
            var state = await StateAsync(campaign, cancel);
            var communes = state.Communes.Where(c => below.Contains(c.Unit)).ToList();
            summaries.Add(new CampaignSummary(
                campaign.Id.ToString(), campaign.Number, campaign.Signed, campaign.Title, PressWords.TopicName(campaign.Topic) ?? "", campaign.From, campaign.To, campaign.Target,
                communes.Count, communes.Count(c => c.Receipt is not null), communes.Count(c => CampaignRules.IsMet(campaign.Target, c)),
                communes.Count(c => CampaignRules.Late(campaign, c, ground.AsOf.Date) is not null), communes.Sum(c => c.Broadcasts.Approved), communes.Sum(c => c.Broadcasts.Proved),
                communes.Sum(c => c.Cards.Approved), communes.Sum(c => c.Cards.Proved), communes.Sum(c => c.Articles.Approved), campaign.IsSample));
        }
        return summaries;
    }
}
