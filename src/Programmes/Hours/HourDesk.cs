using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Programmes;

/// <summary>Hours as somebody typed them.</summary>
/// <param name="Unit">Where.</param>
/// <param name="Kind">Silence or volume.</param>
/// <param name="From">Civil time.</param>
/// <param name="To">Civil time.</param>
/// <param name="Weekdays">Empty for every day.</param>
/// <param name="Volume">Of a volume.</param>
/// <param name="VotedOn">Day of the hamlet's vote.</param>
/// <param name="VotesFor">Households for it.</param>
/// <param name="VotesAgainst">Households against it.</param>
/// <param name="Minutes">Number of the minutes.</param>
internal sealed record HoursDraft(
    UnitId Unit, AirHoursKind Kind, TimeOnly? From, TimeOnly? To, IReadOnlyList<DayOfWeek> Weekdays, int? Volume, DateOnly? VotedOn, int? VotesFor, int? VotesAgainst, string? Minutes);

/// <summary>Sets and ends hours. A hamlet's silence stands on its recorded vote.</summary>
internal sealed class HourDesk(StoreFactory stores, Ledger ledger, Gazetteers gazetteers, HourRules rules, IOrderDesk orders, TimeProvider clock)
{
    /// <summary>The ledger's words for what is done here; the subject is the unit.</summary>
    public const string Set = "air-hours-set", Ended = "air-hours-ended";

    /// <summary>Hours of a unit that hold or held, the newest first.</summary>
    public async Task<IReadOnlyList<AirHoursRow>> OfAsync(IReadOnlyCollection<UnitId> units, CancellationToken cancel)
    {
        var wanted = units.ToArray();
        await using var db = stores.Open();
        return [.. (await db.Set<AirHoursRow>().AsNoTracking().Where(h => EF.Parameter(wanted).Contains(h.Unit)).ToListAsync(cancel)).OrderBy(h => h.EndedAt is not null).ThenBy(h => h.From)];
    }

    /// <summary>Sets hours; devices there get them at once, or when they come.</summary>
    public async Task<Outcome<AirHoursRow>> SetAsync(HoursDraft draft, Officer by, CancellationToken cancel, bool sample = false)
    {
        var places = Places.Today(gazetteers, clock);
        if (Wrong(draft, by, places, clock.Today()) is { Count: > 0 } problems) return problems;
        var row = await ledger.WriteAsync(async (db, acts) =>
        {
            var next = new AirHoursRow
            {
                Id = Guid.CreateVersion7(acts.Now), Unit = draft.Unit, Kind = draft.Kind, From = draft.From!.Value, To = draft.To!.Value, Days = draft.Weekdays.Aggregate(0, (bits, day) => bits | 1 << (int)day),
                Volume = draft.Kind == AirHoursKind.Volume ? draft.Volume : null, VotedOn = draft.VotedOn, VotesFor = draft.VotesFor, VotesAgainst = draft.VotesAgainst,
                Minutes = string.IsNullOrWhiteSpace(draft.Minutes) ? null : VnText.Clean(draft.Minutes), IsSample = sample, SetAt = acts.Now, SetByName = by.Person.Name,
            };
            await db.AddAsync(next, cancel);
            acts.Record(by.Person.User, Set, draft.Unit.Value, next);
            return next;
        }, cancel);
        rules.Refresh();
        await orders.RenewDesiredAsync(draft.Unit, CancellationToken.None);
        return row;
    }

    /// <summary>Ends hours; what was before is kept.</summary>
    public async Task<Outcome<AirHoursRow>> EndAsync(Guid id, Officer by, CancellationToken cancel)
    {
        var ended = await ledger.WriteAsync<Outcome<AirHoursRow>>(async (db, acts) =>
        {
            if (await db.Set<AirHoursRow>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id && h.EndedAt == null, cancel) is not { } was) return new Problem("", "Khung giờ này không còn hiệu lực. Tải lại trang.");
            if (!MaySet(was.Unit, by, Places.Today(gazetteers, clock))) return NoRight(was.Unit, Places.Today(gazetteers, clock));
            var next = was with { EndedAt = acts.Now };
            var entry = db.Entry(next);
            entry.State = EntityState.Modified;
            entry.Property(h => h.EndedAt).OriginalValue = null;
            acts.Record(by.Person.User, Ended, was.Unit.Value, new { id });
            return next;
        }, cancel);
        if (!ended.Ok) return ended;
        rules.Refresh();
        await orders.RenewDesiredAsync(ended.Value.Unit, CancellationToken.None);
        return ended;
    }

    /// <summary>Who plans or approves there sets hours there.</summary>
    public static bool MaySet(UnitId unit, Officer by, Places places) => places.Covers(by.Writes, unit) || places.Covers(by.Approves, unit);

    internal static List<Problem> Wrong(HoursDraft draft, Officer by, Places places, DateOnly today)
    {
        List<Problem> problems = [];
        if (places.Find(draft.Unit) is null) return [new Problem("unit", "Chưa chọn nơi áp dụng.")];
        if (!MaySet(draft.Unit, by, places)) return [NoRight(draft.Unit, places)];
        if (draft.From is null || draft.To is null || draft.From == draft.To) problems.Add(new Problem("hours", "Ghi giờ bắt đầu và giờ kết thúc khác nhau, ví dụ 21:00 đến 5:00."));
        if (draft.Kind == AirHoursKind.Volume)
        {
            if (draft.Volume is not (>= 0 and <= 100)) problems.Add(new Problem("volume", "Âm lượng từ 0 đến 100."));
            return problems;
        }
        if (draft.Kind != AirHoursKind.Quiet) problems.Add(new Problem("kind", "Chọn giờ yên tĩnh hoặc âm lượng theo giờ."));
        if (places.LevelOf(draft.Unit) != "hamlet") problems.Add(new Problem("unit", "Giờ yên tĩnh do từng thôn, xóm biểu quyết. Chọn một thôn, xóm."));
        if (draft.VotedOn is not { } day) problems.Add(new Problem("voted", "Ghi ngày họp biểu quyết."));
        else if (day > today) problems.Add(new Problem("voted", "Ngày họp {0} chưa tới.", VnTime.Text(day)));
        if (draft.VotesFor is not >= 0 || draft.VotesAgainst is not >= 0) problems.Add(new Problem("votes", "Ghi số hộ đồng ý và số hộ không đồng ý."));
        else if (draft.VotesFor <= draft.VotesAgainst) problems.Add(new Problem("votes", "Chưa quá nửa số hộ biểu quyết đồng ý ({0}/{1}), nên chưa đặt được giờ yên tĩnh.", draft.VotesFor.Value, draft.VotesFor.Value + draft.VotesAgainst.Value));
        if (VnText.Clean(draft.Minutes) is not { Length: > 0 and <= 120 }) problems.Add(new Problem("minutes", "Ghi số biên bản họp, ví dụ 04/BB-XLP."));
        return problems;
    }

    private static Problem NoRight(UnitId unit, Places places) => new("unit", "Bạn chưa có quyền đặt giờ cho {0}.", places.NameOf(unit));
}
