using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>
/// What may happen to a bulletin, by whom. Pure: each deed takes the bulletin as it stands and gives the next one, or says why not.
/// </summary>
internal static class BulletinRules
{
    /// <summary>Characters in a title.</summary>
    public const int TitleLimit = 150;

    /// <summary>Characters in a text: about half an hour of reading is more than any hamlet listens to.</summary>
    public const int TextLimit = 5_000;

    /// <summary>Characters in a reason.</summary>
    public const int ReasonLimit = 500;

    /// <summary>How far ahead one may plan.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    /// <summary>A time just gone by, while the form was being sent, still counts as now.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>How long after its start a bulletin may still be played or shown: a loudspeaker without power overnight catches up, yesterday's news stays silent.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>A new draft. What is missing is no problem yet; what is wrong is.</summary>
    public static Outcome<Bulletin> Begin(BulletinId id, BulletinDraft draft, Officer by, Ground ground, DateTime now)
    {
        var problems = Wrong(draft, by, ground, now);
        if (problems.Count > 0) return problems;
        return Filled(new Bulletin
        {
            Id = id, Version = 1, State = BulletinState.Draft, Title = "", Text = "", Area = null, Class = draft.Class, PlayAt = null,
            Author = by.Person.User, AuthorName = by.Person.Name, Created = now, Edited = now,
        }, draft, now);
    }

    /// <summary>The author changes a draft, or a bulletin that came back.</summary>
    public static Outcome<Bulletin> Change(Bulletin was, BulletinDraft draft, Officer by, Ground ground, DateTime now)
    {
        if (NotOwn(was, by) is { } stranger) return stranger;
        if (was.State is not (BulletinState.Draft or BulletinState.Returned)) return AlreadyElsewhere(was);
        var problems = Wrong(draft, by, ground, now);
        if (problems.Count > 0) return problems;
        return Filled(was with { Version = was.Version + 1, Edited = now }, draft, now);
    }

    /// <summary>The author hands it in, with the renditions that will be approved.</summary>
    public static Outcome<Bulletin> Submit(Bulletin was, string spoken, BoardCard card, SoundRef? sound, Officer by, Ground ground, DateTime now)
    {
        if (NotOwn(was, by) is { } stranger) return stranger;
        if (was.State is not (BulletinState.Draft or BulletinState.Returned)) return AlreadyElsewhere(was);
        var problems = Whole(was.ToDraft(), by, ground, now);
        if (problems.Count > 0) return problems;
        return was with
        {
            Version = was.Version + 1, State = BulletinState.Submitted, SubmittedAt = now, Spoken = spoken, Card = card, Sound = sound,
            DecidedBy = null, DecidedByName = null, DecidedAt = null, ReturnReason = null,
        };
    }

    /// <summary>The author takes it back to change it.</summary>
    public static Outcome<Bulletin> Recall(Bulletin was, Officer by)
    {
        if (NotOwn(was, by) is { } stranger) return stranger;
        if (was.State != BulletinState.Submitted) return AlreadyElsewhere(was);
        return Unsealed(was, BulletinState.Draft);
    }

    /// <summary>Somebody else approves exactly what they saw. Where two are asked for, the first leaves it waiting for the second.</summary>
    public static Outcome<Bulletin> Approve(Bulletin was, int seen, Officer by, Ground ground, ApprovalPolicy policy, DateTime now)
    {
        if (MayDecide(was, seen, by, ground) is { } problem) return problem;
        if (TooLate(was, now) is { } late) return late;
        if (!policy.AsksForTwo(was, ground)) return Approved(was, by, now);
        if (was.FirstApproval is not { } first) return was with { Version = was.Version + 1, FirstApproval = new Approval(by.Person.User, by.Person.Name, now) };
        return by.Is(first.User)
            ? new Problem("", "Bạn đã duyệt lần thứ nhất lúc {0}. Bản tin này cần thêm một người khác duyệt.", VnTime.Moment(first.At))
            : Approved(was, by, now);
    }

    /// <summary>One person approves alone what asks for two, saying why. It holds for the policy's minutes, and ends by itself.</summary>
    public static Outcome<Bulletin> ApproveAlone(Bulletin was, int seen, string? reason, Officer by, Ground ground, ApprovalPolicy policy, DateTime now)
    {
        if (MayDecide(was, seen, by, ground) is { } problem) return problem;
        if (!policy.AsksForTwo(was, ground)) return new Problem("", "Bản tin này chỉ cần một người duyệt. Bấm Duyệt.");
        if (TooLate(was, now) is { } late) return late;
        var why = VnText.Clean(reason);
        if (why.Length == 0) return new Problem("alone", "Viết lý do chưa có người thứ hai duyệt. Lý do được báo ngay tới lãnh đạo.");
        if (why.Length > ReasonLimit) return TooLong("alone", "Lý do dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", why, ReasonLimit);
        var approved = Approved(was, by, now);
        var until = approved.StartsAt!.Value + policy.AloneFor;
        return approved with { AloneReason = why, AloneUntil = until, Expires = until };
    }

    /// <summary>A second person confirms what one approved alone, while that still holds: from then on it has its whole life.</summary>
    public static Outcome<Bulletin> Confirm(Bulletin was, Officer by, Ground ground, DateTime now)
    {
        if (was.State != BulletinState.Approved || was.AloneUntil is null) return AlreadyElsewhere(was);
        if (was.Confirmed is { } done) return new Problem("", "{0} đã xác nhận bản tin này lúc {1}.", done.Name, VnTime.Moment(done.At));
        if (was.AloneUntil <= now) return new Problem("", "Hạn xác nhận đã hết lúc {0}, loa và bảng tin đã tự dừng. Soạn bản tin mới nếu còn cần.", VnTime.Moment(was.AloneUntil.Value));
        if (by.Is(was.Author) || by.Is(was.DecidedBy!)) return new Problem("", "Người xác nhận phải khác người soạn và người đã duyệt.");
        if (!ground.Covers(by.Approves, was.Area!.Value)) return OutOfReach("", "Bạn chưa có quyền duyệt bản tin cho {0}. Quyền của bạn ở {1}.", was.Area.Value, by.Approves, ground);
        return was with { Version = was.Version + 1, Confirmed = new Approval(by.Person.User, by.Person.Name, now), Expires = now + Life };
    }

    /// <summary>Somebody else sends it back, saying why.</summary>
    public static Outcome<Bulletin> Return(Bulletin was, int seen, string? reason, Officer by, Ground ground, DateTime now)
    {
        if (MayDecide(was, seen, by, ground) is { } problem) return problem;
        var why = VnText.Clean(reason);
        if (why.Length == 0) return new Problem("reason", "Viết lý do trả lại để người soạn biết cần sửa gì.");
        if (why.Length > ReasonLimit) return TooLong("reason", "Lý do dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", why, ReasonLimit);
        return Unsealed(was, BulletinState.Returned) with
        {
            DecidedBy = by.Person.User, DecidedByName = by.Person.Name, DecidedAt = now, ReturnReason = why,
        };
    }

    /// <summary>Somebody with the right to approve there takes an approved bulletin off the air.</summary>
    public static Outcome<Bulletin> Withdraw(Bulletin was, Officer by, Ground ground, DateTime now)
    {
        if (was.State == BulletinState.Withdrawn)
            return new Problem("", "{0} đã thu hồi bản tin này lúc {1}.", was.WithdrawnByName ?? "", VnTime.Moment(was.WithdrawnAt ?? now));
        if (was.State != BulletinState.Approved) return new Problem("", "Bản tin chưa được duyệt nên chưa có gì để thu hồi.");
        if (was.IsDone(now)) return new Problem("", "Bản tin đã hết hạn lúc {0}, không còn gì để thu hồi.", VnTime.Moment(was.Expires ?? now));
        if (!ground.Covers(by.Approves, was.Area!.Value)) return OutOfReach("", "Bạn chưa có quyền thu hồi bản tin ở {0}. Quyền của bạn ở {1}.", was.Area.Value, by.Approves, ground);
        return was with
        {
            Version = was.Version + 1, State = BulletinState.Withdrawn,
            WithdrawnBy = by.Person.User, WithdrawnByName = by.Person.Name, WithdrawnAt = now,
        };
    }

    /// <summary>What is wrong with a draft, leaving out what is only missing.</summary>
    public static List<Problem> Wrong(BulletinDraft draft, Officer by, Ground ground, DateTime now)
    {
        var problems = new List<Problem>();
        var (title, text) = (VnText.Clean(draft.Title), VnText.Clean(draft.Text));
        if (title.Length > TitleLimit) problems.Add(TooLong("title", "Tiêu đề dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", title, TitleLimit));
        if (text.Length > TextLimit)
            problems.Add(TooLong("text", "Nội dung dài {0} ký tự, nhiều nhất {1}. Rút ngắn hoặc chia thành nhiều bản tin.", text, TextLimit));
        if (!Enum.IsDefined(draft.Class)) problems.Add(new Problem("class", "Chọn một mức: thông thường, ưu tiên hoặc khẩn cấp."));
        if (draft.Area is { } area)
        {
            if (!ground.Exists(area)) problems.Add(new Problem("area", "Nơi nghe đã chọn không có trong địa giới hôm nay. Chọn lại."));
            else if (!ground.Covers(by.Writes, area)) problems.Add(OutOfReach("area", "Bạn chưa có quyền soạn bản tin cho {0}. Quyền của bạn ở {1}.", area, by.Writes, ground));
        }
        if (draft.PlayAt is { } at)
        {
            if (at < now - Grace) problems.Add(new Problem("when", "Giờ phát {0} đã qua. Chọn giờ sau {1}.", VnTime.Moment(at), VnTime.Moment(now)));
            else if (at > now + Horizon) problems.Add(new Problem("when", "Giờ phát {0} quá xa. Chọn trước {1}.", VnTime.Moment(at), VnTime.Moment(now + Horizon)));
        }
        if (draft.Topic is { Length: > 0 } topic && PressWords.TopicName(topic) is null) problems.Add(new Problem("topic", "Chủ đề đã chọn không có trong danh mục. Chọn lại."));
        problems.AddRange(CardMaker.Wrong(draft));
        return problems;
    }

    /// <summary>What stands in the way of handing a draft in: what is wrong and what is missing.</summary>
    public static List<Problem> Whole(BulletinDraft draft, Officer by, Ground ground, DateTime now)
    {
        var problems = Wrong(draft, by, ground, now);
        if (VnText.Clean(draft.Title).Length == 0) problems.Insert(0, new Problem("title", "Bản tin chưa có tiêu đề. Viết một dòng nói việc gì."));
        if (!VnText.Clean(draft.Text).Any(char.IsLetterOrDigit)) problems.Add(new Problem("text", "Bản tin chưa có nội dung. Viết điều cần báo cho bà con."));
        if (ForeignScript.First(draft.Title) is { } odd) problems.Add(new Problem("title", "Tiêu đề có chữ “{0}” máy không đọc được. Viết bằng chữ quốc ngữ.", odd));
        if (ForeignScript.First(draft.Text) is { } strange) problems.Add(new Problem("text", "Nội dung có chữ “{0}” máy không đọc được. Viết bằng chữ quốc ngữ.", strange));
        if (OpenPlaces.In(draft.Title + "\n" + draft.Text) is [var open, ..]) problems.Add(new Problem("text", "Còn chỗ chưa điền: {0}. Điền hoặc xóa chỗ đó.", open));
        if (draft.Area is null) problems.Add(new Problem("area", "Chưa chọn nơi nghe. Chọn tỉnh, xã hoặc xóm."));
        return problems;
    }

    private static Bulletin Filled(Bulletin was, BulletinDraft draft, DateTime now) => was with
    {
        Title = VnText.Clean(draft.Title).Replace('\n', ' '), Text = VnText.Clean(draft.Text), Area = draft.Area, Class = draft.Class,
        PlayAt = draft.PlayAt is { } at && at <= now ? null : draft.PlayAt, Topic = string.IsNullOrEmpty(draft.Topic) ? null : draft.Topic, Campaign = draft.Campaign,
        OwnHeadline = draft.OwnHeadline is null ? null : VnText.Clean(draft.OwnHeadline),
        OwnFacts = draft.OwnFacts is null ? null : [.. draft.OwnFacts.Select(VnText.Clean).Where(f => f.Length > 0)],
        Source = draft.Source, Spoken = null, Card = null, Sound = null,
    };

    private static Bulletin Unsealed(Bulletin was, BulletinState state) =>
        was with { Version = was.Version + 1, State = state, SubmittedAt = null, Spoken = null, Card = null, Sound = null, FirstApproval = null };

    private static Bulletin Approved(Bulletin was, Officer by, DateTime now)
    {
        var starts = was.PlayAt ?? now;
        return was with
        {
            Version = was.Version + 1, State = BulletinState.Approved, DecidedBy = by.Person.User, DecidedByName = by.Person.Name, DecidedAt = now,
            ApprovedHash = ApprovedContent.Of(was).Hash(), StartsAt = starts, Expires = starts + Life,
        };
    }

    private static Problem? TooLate(Bulletin was, DateTime now) => was.PlayAt is { } at && at < now - Grace
        ? new Problem("", "Giờ phát {0} đã qua. Trả lại để người soạn chọn giờ khác.", VnTime.Moment(at))
        : null;

    private static Problem? MayDecide(Bulletin was, int seen, Officer by, Ground ground)
    {
        if (was.State != BulletinState.Submitted) return AlreadyElsewhere(was);
        if (by.Is(was.Author)) return new Problem("", "Người soạn không tự duyệt.");
        if (!ground.Covers(by.Approves, was.Area!.Value)) return OutOfReach("", "Bạn chưa có quyền duyệt bản tin cho {0}. Quyền của bạn ở {1}.", was.Area.Value, by.Approves, ground);
        if (seen == was.Version) return null;
        return was.FirstApproval is { } first
            ? new Problem("", "{0} vừa duyệt lần thứ nhất lúc {1}. Đọc lại rồi quyết định.", first.Name, VnTime.Moment(first.At))
            : new Problem("", "Bản tin vừa được sửa lúc {0}. Đọc lại rồi quyết định.", VnTime.Moment(was.SubmittedAt ?? was.Edited));
    }

    private static Problem? NotOwn(Bulletin was, Officer by) =>
        by.Is(was.Author) ? null : new Problem("", "Bản tin này do {0} soạn. Chỉ người soạn được sửa.", was.AuthorName);

    private static Problem AlreadyElsewhere(Bulletin was) => was.State switch
    {
        BulletinState.Submitted => new Problem("", "Bản tin đang chờ duyệt. Rút lại rồi mới sửa."),
        BulletinState.Approved => new Problem("", "{0} đã duyệt bản tin này lúc {1}.", was.DecidedByName ?? "", VnTime.Moment(was.DecidedAt ?? was.Edited)),
        BulletinState.Returned => new Problem("", "{0} đã trả lại bản tin này lúc {1}.", was.DecidedByName ?? "", VnTime.Moment(was.DecidedAt ?? was.Edited)),
        BulletinState.Withdrawn => new Problem("", "{0} đã thu hồi bản tin này lúc {1}.", was.WithdrawnByName ?? "", VnTime.Moment(was.WithdrawnAt ?? was.Edited)),
        _ => new Problem("", "Người soạn đã rút bản tin lại để sửa. Chưa có gì để duyệt."),
    };

    private static Problem OutOfReach(string field, string sentence, UnitId area, IReadOnlyList<UnitId> areas, Ground ground) => areas.Count == 0
        ? new Problem(field, "Bạn chưa có quyền làm việc này. Hỏi người quản trị của đơn vị.")
        : new Problem(field, sentence, ground.NameOf(area), ground.NamesOf(areas));

    private static Problem TooLong(string field, string sentence, string text, int limit) =>
        new(field, sentence, VnText.Number(text.Length), VnText.Number(limit));
}
