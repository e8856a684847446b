using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What an editor says of a video report or an article.</summary>
/// <param name="Day">As typed: day/month/year.</param>
/// <param name="Upload">A file that was sent for it, or null.</param>
internal sealed record PressDraft(PressKind Kind, string? Title, string? Channel, string? Topic, UnitId Unit, string? Day, string? Link, BulletinId? Bulletin = null, CampaignId? Campaign = null, Guid? Upload = null);

/// <summary>Where editors record what they published. Each record, and taking one back, is an act of the ledger.</summary>
internal sealed class PressDesk(StoreFactory stores, Ledger ledger, Uploads uploads, Gazetteers gazetteers, TimeProvider clock)
{
    /// <summary>Records it, or says what is missing.</summary>
    public async Task<Outcome<PressItem>> RecordAsync(PressDraft draft, Officer by, CancellationToken cancel)
    {
        var problems = Wrong(draft, by);
        if (problems.Count > 0) return problems;
        await using (var db = stores.Open())
        {
            if (await db.WrongCampaignAsync(new BulletinDraft("", "", draft.Unit, BulletinClass.Normal, null, Campaign: draft.Campaign), Ground.Today(gazetteers, clock), cancel) is { } wrong) return wrong;
        }
        PressFile? file = null;
        if (draft.Upload is { } upload)
        {
            var look = await uploads.LookAsync(upload, by, cancel);
            if (!look.Ok) return look.Problems.ToList();
            file = look.Value;
        }
        return await ledger.WriteAsync<Outcome<PressItem>>(async (db, acts) =>
        {
            // The pieces now belong to the record; whoever takes the same file twice comes too late.
            if (file is not null && await db.Set<UploadRow>().Where(u => u.Id == file.Upload).ExecuteDeleteAsync(cancel) == 0) return new Problem("file", "Không còn giữ tệp gửi dở này. Gửi lại từ đầu.");
            var item = new PressItem
            {
                Id = Guid.CreateVersion7(acts.Now), Kind = draft.Kind, Title = VnText.Clean(draft.Title).Replace('\n', ' '), Channel = draft.Channel!, Topic = draft.Topic!,
                Unit = draft.Unit, Day = VnTime.ParseDay(draft.Day)!.Value, Link = VnText.Clean(draft.Link) is { Length: > 0 } link ? link : null, File = file,
                Bulletin = draft.Bulletin, Campaign = draft.Campaign, By = by.Person.User, ByName = by.Person.Name, At = acts.Now,
            };
            db.Add(item);
            acts.Record(by.Person.User, "press-recorded", item.Id.ToString("n"), new { item.Kind, item.Title, item.Channel, item.Topic, unit = item.Unit.Value, item.Day, item.Link, file = file?.Name });
            return item;
        }, cancel);
    }

    /// <summary>Takes a record out of the count; the record stays, with who did it.</summary>
    public Task<Outcome<PressItem>> TakeBackAsync(Guid id, Officer by, CancellationToken cancel) => ledger.WriteAsync<Outcome<PressItem>>(async (db, acts) =>
    {
        var item = await db.Set<PressItem>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.TakenBackAt == null, cancel);
        if (item is null) return new Problem("", "Không tìm thấy mục này, hoặc mục đã được bỏ khỏi thống kê.");
        if (Stranger(item.Unit, by) is { } stranger) return stranger;
        var next = item with { TakenBackAt = acts.Now, TakenBackBy = by.Person.User };
        db.Update(next);
        acts.Record(by.Person.User, "press-taken-back", item.Id.ToString("n"), new { item.Title });
        return next;
    }, cancel);

    private List<Problem> Wrong(PressDraft draft, Officer by)
    {
        var problems = new List<Problem>();
        var title = VnText.Clean(draft.Title);
        if (draft.Kind is not (PressKind.Video or PressKind.Article)) problems.Add(new Problem("kind", "Chọn phóng sự hoặc bài viết."));
        if (title.Length == 0) problems.Add(new Problem("title", "Chưa có tên phóng sự, bài viết."));
        else if (title.Length > BulletinRules.TitleLimit) problems.Add(new Problem("title", "Tiêu đề dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(title.Length), VnText.Number(BulletinRules.TitleLimit)));
        if (PressWords.ChannelName(draft.Channel) is null) problems.Add(new Problem("channel", "Chọn kênh đã đăng, phát."));
        if (PressWords.TopicName(draft.Topic) is null) problems.Add(new Problem("topic", "Chọn một chủ đề."));
        if (VnTime.ParseDay(draft.Day) is not { } day) problems.Add(VnTime.NoSuchDay("day", draft.Day));
        else if (day > clock.Today()) problems.Add(new Problem("day", "Ngày đăng {0} chưa tới.", VnTime.Text(day)));
        var link = VnText.Clean(draft.Link);
        if (link.Length > PressItem.LinkLimit) problems.Add(new Problem("link", "Đường dẫn dài {0} ký tự, nhiều nhất {1}.", VnText.Number(link.Length), VnText.Number(PressItem.LinkLimit)));
        else if (link.Length > 0 && !WebLink.Is(link)) problems.Add(new Problem("link", "Đường dẫn phải bắt đầu bằng http:// hoặc https://. Chép cả đường dẫn từ trình duyệt."));
        if (Stranger(draft.Unit, by) is { } stranger) problems.Add(stranger);
        return problems;
    }

    private Problem? Stranger(UnitId unit, Officer by)
    {
        var ground = Ground.Today(gazetteers, clock);
        return ground.Covers(by.Writes, unit) ? null
            : by.Writes.Count == 0 ? new Problem("unit", "Bạn chưa có quyền làm việc này. Hỏi người quản trị của đơn vị.")
            : new Problem("unit", "Bạn chưa có quyền ghi kết quả tuyên truyền của {0}. Quyền của bạn ở {1}.", ground.NameOf(unit), ground.NamesOf(by.Writes));
    }
}

/// <summary>A link that a page may show as one: of the web, and nothing that runs.</summary>
internal static class WebLink
{
    public static bool Is(string link) => Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") && address.Host.Length > 0;
}
