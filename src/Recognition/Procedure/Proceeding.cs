using LangSo.Foundation;
using LangSo.Look;

namespace LangSo.Recognition.Procedure;

/// <summary>
/// The engine: what may be done with a dossier, by whom, and where it leads. Pure; what it allows is an act, and the acts are the dossier.
/// What is not allowed is a problem in an official's words.
/// </summary>
public static class Proceeding
{
    /// <summary>The dossier after what is asked, or why not. <paramref name="on"/> is the day it was done, when that was earlier on paper.</summary>
    public static Outcome<DossierState> Next(DossierState? state, Deed deed, Asker asker, string reason, Circumstances now, DateOnly? on = null, DossierId? id = null)
    {
        var act = Act(state, deed, asker, reason, now, on, id);
        return act.Ok ? DossierState.After(state, act.Value) : act.Problems.ToList();
    }

    /// <summary>The act that would be recorded, or why it may not be.</summary>
    public static Outcome<DossierAct> Act(DossierState? state, Deed deed, Asker asker, string reason, Circumstances now, DateOnly? on = null, DossierId? id = null)
    {
        var day = on ?? now.Today;
        var why = VnText.Clean(reason);
        if (deed is Opening opening) return Begin(opening, asker, why, now, day, id ?? new DossierId(Guid.CreateVersion7(new DateTimeOffset(now.Now, TimeSpan.Zero))));
        if (state is null) return new Problem("dossier", "Không có hồ sơ này.");
        if (day > now.Today) return new Problem("on", "Ngày {0} chưa tới.", VnTime.Text(day));
        if (day < state.OpenedOn) return new Problem("on", "Ngày {0} trước ngày lập hồ sơ {1}.", VnTime.Text(day), VnTime.Text(state.OpenedOn));
        if (day < state.Last.On) return new Problem("on", "Ngày {0} trước việc làm gần nhất của hồ sơ, ngày {1}.", VnTime.Text(day), VnTime.Text(state.Last.On));

        var step = new Step(state, now.Shelf.Find(state.At.Template), asker, why, now, day);
        if (deed is Moving or Joining or Escalating or Drifting) return step.ByRule(deed);
        if (deed is DriftRead) return step.ReadDrift();
        if (!state.IsUnderWay) return new Problem("dossier", "Hồ sơ đã kết thúc, không làm thêm được.");
        if (deed is Entrusting to) return InFlight.Entrust(step, to);
        if (deed is Withdrawing && InFlight.IsStuck(state, now)) return InFlight.Withdraw(step);
        if (state.Status == DossierStatus.Paused && deed is not (Resuming or Attaching or Withdrawing)) return new Problem("dossier", "Hồ sơ đang tạm dừng. Bấm tiếp tục trước.");
        if (step.Refusal(deed) is { } refused) return refused;
        return deed switch
        {
            Receiving => state.ReceivedBy is { } had ? new Problem("", "{0} đã tiếp nhận hồ sơ ở bước này.", had) : step.Stay(deed),
            HandingIn d => step.HandIn(d),
            Rereading => step.Reread(),
            Passing => step.Pass(),
            Returning d => step.Return(d.To),
            Pausing => step.Pause(),
            Resuming => step.Resume(),
            Attaching d => step.Attach(d),
            Attesting d => step.Attest(d),
            Publishing d => step.Publish(d),
            Posting d => step.Post(d),
            Convening d => Council.Convene(step, d),
            Voting d => Council.Vote(step, d),
            Closing => Council.Close(step),
            Deciding d => step.Decide(d),
            Refusing d => step.Refuse(d),
            Withdrawing => step.Withdraw(),
            _ => throw new InvalidOperationException("An unknown deed."),
        };
    }

    private static Outcome<DossierAct> Begin(Opening opening, Asker asker, string why, Circumstances now, DateOnly day, DossierId id)
    {
        if (day > now.Today) return new Problem("on", "Ngày {0} chưa tới.", VnTime.Text(day));
        if (now.Shelf.On(opening.Kind, day) is not { } template) return new Problem("kind", "Ngày {0} chưa có trình tự cho loại hồ sơ này.", VnTime.Text(day));
        if (now.Units.Find(opening.Unit, new AsOf(day, now.Today)) is not { } unit) return new Problem("unit", "Không có đơn vị này ngày {0}.", VnTime.Text(day));
        if (now.Titles.LadderAt(day)?.Titles.FirstOrDefault(t => t.Id == opening.Title) is not { } title || !template.Titles.Any(t => t.Title == opening.Title))
            return new Problem("title", "Trình tự {0} không xét danh hiệu này.", template.Name);
        if (!title.Kinds.Contains(unit.Kind)) return new Problem("unit", "Danh hiệu {0} không dành cho {1}.", title.Name.Vi, unit.FullName);
        if (title.ByField && now.Titles.Field(opening.Field) is null) return new Problem("field", "Chọn lĩnh vực của danh hiệu kiểu mẫu.");
        if (opening.Year < template.From.Year - 1 || opening.Year > day.Year) return new Problem("year", "Năm xét phải từ {0} đến {1}.", template.From.Year - 1, day.Year);
        if (Refusal(opening, title, why, now) is { } refused) return refused;
        var first = template.Steps[0];
        if (now.DeskOf(first, opening.Unit) is not { } desk) return new Problem("unit", "{0} không thuộc cấp nào làm được bước này.", unit.FullName);
        if (asker.ScopeFor(first.Right, desk.Unit) is not { } scope) return new Problem("", "Bước này do {0} làm; bạn chưa có quyền ở đó.", desk.FullName);
        var due = first.Days is { } days ? now.Shelf.Calendar.Add(day, days).Then<DateOnly?>(d => d) : (DateOnly?)null;
        if (!due.Ok) return due.Problems.ToList();
        var named = opening with { Field = title.ByField ? opening.Field : "" };
        return DossierAct.Next(id, null, now.Now, day, new Doer(asker.User, asker.Name, scope), named, why, new StepEntry(template.Id, first.Id, desk.Unit, due.Value));
    }

    private static Problem? Refusal(Opening opening, Title title, string why, Circumstances now)
    {
        switch (opening.Kind)
        {
            case DossierKind.Recognise:
                return now.Held.FirstOrDefault(h => h.Title.Id == title.Id && h.Decision.Field == (title.ByField ? opening.Field : "")) is { } held
                    ? new Problem("title", "{0} đang giữ danh hiệu này theo {1}.", now.NameOf(opening.Unit), held.Decision.Number) : null;
            case DossierKind.Revoke:
                if (!now.Held.Any(h => h.Title.Id == title.Id)) return new Problem("title", "{0} không giữ danh hiệu này.", now.NameOf(opening.Unit));
                if (why.Length == 0) return new Problem("reason", "Ghi lý do đề nghị thu hồi.");
                if (now.Watched?.Version.Revocation is not { } rule) return new Problem("set", "Bộ tiêu chí của năm này không có mức thu hồi.");
                return now.Watched.Distance == 0 ? null : new Problem("set", "Chưa thuộc diện thu hồi theo {0}: còn {1} tiêu chí nữa mới tới mức.", rule.Basis, now.Watched.Distance ?? 0);
            default:
                if (now.Suggestion is not { } suggestion) return new Problem("unit", "{0} không phải đơn vị mới sáp nhập còn chờ ghi nhận.", now.NameOf(opening.Unit));
                return suggestion.Title?.Rank >= title.Rank ? null
                    : new Problem("title", "Theo {0}, các đơn vị cũ của {1} không cùng giữ danh hiệu này: phải xét lại từ đầu.", suggestion.Basis, now.NameOf(opening.Unit));
        }
    }
}
