using LangSo.Foundation;
using LangSo.Look;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>Where directives are issued, read and followed. One method is one transaction with its line in the ledger.</summary>
internal sealed class CampaignDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, BulletinDesk bulletins, IEnumerable<INoticeBoard> boards, TimeProvider clock)
{
    /// <summary>Issues a directive to every commune below its unit.</summary>
    public async Task<Outcome<Campaign>> IssueAsync(CampaignDraft draft, Officer by, bool isSample, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        return await ledger.WriteAsync<Outcome<Campaign>>(async (db, acts) =>
        {
            var issued = CampaignRules.Issue(new CampaignId(Guid.CreateVersion7(acts.Now)), draft, by, ground, acts.Now);
            if (!issued.Ok) return issued;
            var campaign = issued.Value with { IsSample = isSample };
            db.Add(campaign);
            acts.Record(by.Person.User, "campaign-issued", campaign.Id.ToString(), new { campaign.Number, campaign.Signed, campaign.Title, campaign.From, campaign.To, campaign.Target, unit = campaign.Unit.Value });
            foreach (var commune in ground.Communes(campaign.Unit))
                foreach (var board in boards)
                    await board.PostAsync(db, new NewNotice(NoticeKey(campaign.Id, commune.Unit), new Problem("", "Chỉ đạo tuyên truyền mới: {0}", campaign.Title), $"/campaigns/{campaign.Id}", campaign.To)
                    {
                        Right = Rights.WriteBulletins, Unit = commune.Unit, Here = true,
                    }, cancel);
            return campaign;
        }, cancel);
    }

    /// <summary>A commune says that it has read the directive; saying it again changes nothing.</summary>
    public Task<Outcome<bool>> ReceiveAsync(CampaignId id, UnitId commune, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<bool>>(async (db, acts) =>
    {
        var campaign = await FindAsync(db, id, cancel);
        if (campaign is null) return Gone;
        if (NotAsked(campaign, commune, by) is { } problem) return problem;
        if (await db.Set<CampaignReceipt>().AnyAsync(r => r.Campaign == id && r.Unit == commune, cancel)) return true;
        db.Add(new CampaignReceipt(id, commune, by.Person.User, by.Person.Name, acts.Now));
        acts.Record(by.Person.User, "campaign-received", id.ToString(), new { unit = commune.Value });
        foreach (var board in boards) await board.SettleAsync(db, NoticeKey(id, commune), cancel);
        return true;
    }, cancel);

    /// <summary>Takes a sample bulletin over: as a draft to adapt, or handed in for approval as it is. Whoever takes it has read the directive.</summary>
    public async Task<Outcome<Bulletin>> TakeAsync(CampaignId id, int sample, UnitId commune, bool relay, Officer by, CancellationToken cancel)
    {
        Campaign? campaign;
        await using (var db = stores.Open()) campaign = await FindAsync(db, id, cancel);
        if (campaign is null) return Gone;
        if (NotAsked(campaign, commune, by) is { } problem) return problem;
        if (!campaign.IsOpen(clock.Today())) return new Problem("", "Đợt tuyên truyền này không còn mở.");
        if (sample < 0 || sample >= campaign.Samples.Count) return new Problem("", "Không tìm thấy bản tin mẫu này.");
        var received = await ReceiveAsync(id, commune, by, cancel);
        if (!received.Ok) return received.Problems.ToList();
        var given = campaign.Samples[sample];
        var draft = new BulletinDraft(given.Title, given.Text, commune, BulletinClass.Normal, null, Topic: campaign.Topic, Campaign: id);
        return relay ? await bulletins.SubmitAsync(null, 0, draft, by, cancel) : await bulletins.SaveAsync(null, 0, draft, by, cancel);
    }

    /// <summary>Ends it before its last day.</summary>
    public Task<Outcome<bool>> EndAsync(CampaignId id, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<bool>>(async (db, acts) =>
    {
        var campaign = await FindAsync(db, id, cancel);
        if (campaign is null) return Gone;
        var ground = Ground.Today(gazetteers, clock);
        if (!ground.Covers(by.Writes, campaign.Unit)) return new Problem("", "Bạn chưa có quyền kết thúc đợt tuyên truyền này.");
        if (campaign.EndedAt is { } ended) return new Problem("", "{0} đã kết thúc đợt này lúc {1}.", campaign.EndedByName ?? "", VnTime.Moment(ended));
        db.Update(campaign with { EndedAt = acts.Now, EndedByName = by.Person.Name });
        acts.Record(by.Person.User, "campaign-ended", id.ToString(), new { campaign.Number });
        foreach (var commune in ground.Communes(campaign.Unit))
            foreach (var board in boards) await board.SettleAsync(db, NoticeKey(id, commune.Unit), cancel);
        return true;
    }, cancel);

    private Problem? NotAsked(Campaign campaign, UnitId commune, Officer by)
    {
        var ground = Ground.Today(gazetteers, clock);
        if (ground.Communes(campaign.Unit).All(c => c.Unit != commune)) return new Problem("", "Đơn vị này không thuộc đợt tuyên truyền.");
        return ground.Covers(by.Writes, commune) ? null : new Problem("", "Bạn chưa có quyền soạn bản tin cho {0}. Quyền của bạn ở {1}.", ground.NameOf(commune), ground.NamesOf(by.Writes));
    }

    private static Task<Campaign?> FindAsync(StoreContext db, CampaignId id, CancellationToken cancel) => db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel);

    private static Problem Gone => new("", "Không tìm thấy đợt tuyên truyền này.");

    private static string NoticeKey(CampaignId id, UnitId commune) => $"campaign/{id}/{commune}";
}
