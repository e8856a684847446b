using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Programmes;

/// <summary>The demonstration's weeks: nobody planned them, and each item is shown so.</summary>
internal static class SampleWeek
{
    private const string MorningText = "Đây là đài truyền thanh xã Giao Ninh. Kính chào bà con. Sau đây là tin tức trong xã và lịch làm việc của Ủy ban nhân dân xã hôm nay.";
    private const string EveningText = "Đây là đài truyền thanh xã Giao Ninh. Bản tin nông nghiệp chiều nay: bà con thăm đồng, giữ nước mặt ruộng, theo dõi rầy nâu và báo cho cán bộ nông nghiệp xã.";
    private const string FillText = "Xã Giao Ninh giữ đường làng sạch, cổng nhà xanh, rác bỏ đúng giờ.";

    public static async Task<Outcome<int>> AddAsync(
        IServiceProvider services, UnitId province, UnitId commune, UnitId hamlet, Person writer, Person approver, Person provinceWriter, Person provinceApprover, CancellationToken cancel)
    {
        var (stores, desk, clock) = (services.GetRequiredService<StoreFactory>(), services.GetRequiredService<ProgrammeDesk>(), services.GetRequiredService<TimeProvider>());
        await using (var db = stores.Open())
            if (await db.Set<Programme>().AnyAsync(cancel)) return 0;
        var (writes, approves) = (new Officer(writer, [commune], [], [commune]), new Officer(approver, [], [commune], [commune]));
        var (provinceWrites, provinceApproves) = (new Officer(provinceWriter, [province], [], [province]), new Officer(provinceApprover, [], [province], [province]));
        var hours = await services.GetRequiredService<HourDesk>().SetAsync(
            new HoursDraft(hamlet, AirHoursKind.Quiet, new TimeOnly(11, 30), new TimeOnly(13, 30), [], null, clock.Today().AddDays(-40), 62, 9, "04/BB-XLP"), writes, cancel, sample: true);
        if (!hours.Ok) return hours.Problems.ToList();
        var relay = await services.GetRequiredService<RelayDesk>().AddAsync(province, "Đài Phát thanh và Truyền hình tỉnh (minh họa)", "https://vidu.langso.example/tinh.mp3", provinceWrites, cancel, sample: true);
        if (!relay.Ok) return relay.Problems.ToList();

        var newsroom = services.GetRequiredService<Newsroom>();
        // Yesterday, so that the whole week of today is there.
        var monday = clock.Today().AddDays(-(((int)clock.Today().DayOfWeek + 6) % 7));
        var until = ";UNTIL=" + VnTime.At(clock.Today().AddDays(180), new TimeOnly(16, 59, 59)).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var added = 0;
        foreach (var (officer, other, area, title, text, at, minutes, repeat, source, stream) in new (Officer, Officer, UnitId, string, string?, TimeOnly, int, string, ProgrammeSource, string?)[]
        {
            (writes, approves, commune, "Tiếng nói xã nhà, buổi sáng", MorningText, new(5, 0), 15, "FREQ=DAILY", ProgrammeSource.Files, null),
            (writes, approves, commune, "Bản tin nông nghiệp", EveningText, new(17, 0), 20, "FREQ=WEEKLY;BYDAY=MO,WE,FR", ProgrammeSource.Files, null),
            (writes, approves, commune, "Tiếng nói xã nhà, buổi chiều", MorningText, new(17, 30), 15, "FREQ=DAILY", ProgrammeSource.Files, null),
            (writes, approves, commune, "Phát nền buổi chiều", FillText, new(16, 45), 75, "FREQ=WEEKLY;BYDAY=SA,SU", ProgrammeSource.Fill, null),
            (provinceWrites, provinceApproves, province, "Thời sự tỉnh (tiếp sóng)", null, new(6, 0), 20, "FREQ=DAILY", ProgrammeSource.Relay, relay.Value.Address),
        })
        {
            List<PlanItem> items = [];
            if (text is not null)
            {
                var sound = await newsroom.SpeakAsync(text, area, officer, cancel);
                // Without a voice there is nothing to play, and the demonstration goes on without it.
                if (!sound.Ok) continue;
                items.Add(new PlanItem(PlanItemKind.Text, null, title, text, sound.Value));
            }
            var plan = new ProgrammePlan(title, area, BulletinClass.Normal, source, First(monday, at, repeat, clock), minutes * 60_000, repeat + until, [], items, stream, LatenessPolicy.StartLate, 10 * 60_000, ResumePolicy.Resume);
            if (source == ProgrammeSource.Relay) plan = plan with { Late = LatenessPolicy.Cut };
            var saved = await desk.SaveAsync(null, 0, plan, handIn: true, officer, cancel, sample: true);
            if (!saved.Ok) return saved.Problems.ToList();
            var approved = await desk.ApproveAsync(saved.Value.Id, saved.Value.Version, other, cancel);
            if (!approved.Ok) return approved.Problems.ToList();
            added++;
        }
        return added;
    }

    private static DateTime First(DateOnly monday, TimeOnly at, string repeat, TimeProvider clock)
    {
        var rule = Recurrence.Read(repeat).Value;
        var now = clock.GetUtcNow().UtcDateTime.AddMinutes(1);
        return rule.Between(VnTime.At(monday, at).UtcDateTime, now, now.AddDays(8)).First();
    }
}
