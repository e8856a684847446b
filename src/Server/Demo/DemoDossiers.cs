using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Territory;

namespace LangSo.Server.Demo;

/// <summary>
/// A handful of dossiers at different steps, all marked minh họa: recognition as far as a commune brings it without a broadcast that really
/// was, and merged units up to the decision. Nothing is decided, so no figure changes.
/// </summary>
internal static class DemoDossiers
{
    private const string Note = "Cả dòng là minh họa: số được đặt ra để trình bày hồ sơ, không phải số của xã.";

    /// <summary>Communes by name since 1/7/2025, to which step a dossier of recognition is brought, and how many days ago it was opened.</summary>
    private static readonly (string Unit, string Step, int DaysAgo)[] Recognition =
        [("Giao Ninh", "self-assessment", 12), ("Giao Hưng", "publication", 40), ("Giao Bình", "opinions", 30), ("Giao Hòa", "registration", 35)];

    /// <summary>Loads those that are missing; doing it again changes nothing. Returns how many were opened.</summary>
    public static async Task<Outcome<int>> AddAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (lists, ground) = (services.GetRequiredService<DossierLists>(), services.GetRequiredService<DossierGround>());
        var now = ground.Bare();
        var asOf = new AsOf(now.Today, now.Today);
        if (now.Units.ByCode(DemoAccounts.ProvinceCode, asOf) is not { } province) return 0;
        if ((await lists.ListAsync(new DossierFilter(Show: "all"), [province.Unit], cancel)).Total > 0) return 0;
        if (await services.GetRequiredService<Assessor>().OpenAsync(Host.ShippedData.Folder, cancel) is { Ok: false } wrong) return wrong.Problems.ToList();
        var walk = new Walk(services.GetRequiredService<DossierDesk>(), province.Unit, now.Today);
        var opened = 0;
        foreach (var (name, step, daysAgo) in Recognition)
        {
            if (now.Units.InForce(asOf).FirstOrDefault(v => v.Kind == "xã" && v.Name == name) is not { } unit) continue;
            if (step is "opinions" or "publication" && await FillAsync(services, unit, now.Today, cancel) is { Ok: false } values) return values.Problems.ToList();
            if (await walk.RecogniseAsync(unit.Unit, step, now.Today.AddDays(-daysAgo), cancel) is { } problem) return problem;
            opened++;
        }
        var suggested = services.GetRequiredService<Figures>().Current.Suggestions(asOf, province).Where(s => s.Title is not null).OrderBy(s => s.Unit.Code, StringComparer.Ordinal).Take(3).ToList();
        foreach (var (suggestion, step) in suggested.Zip((string[])["proposal", "appraisal", "decision"]))
        {
            if (await walk.MergedAsync(suggestion.Unit.Unit, suggestion.Title!.Id, step, cancel) is { } problem) return problem;
            opened++;
        }
        return opened;
    }

    /// <summary>A value for each indicator of the year's set, most of them met.</summary>
    private static async Task<Outcome<int>> FillAsync(IServiceProvider services, UnitVersion unit, DateOnly today, CancellationToken cancel)
    {
        var last = new AsOf(new DateOnly(today.Year, 12, 31), today);
        var (book, from) = (services.GetRequiredService<Assessor>().Current, new DateOnly(today.Year, 1, 1));
        if (book.Shelf.Sets.Values.FirstOrDefault(s => s.Id.StartsWith("ntm", StringComparison.Ordinal) && s.On(last.Date) is not null) is not { } set) return 0;
        if (book.Assess(set.Id, unit.Unit, last) is not { Ok: true } assessed) return 0;
        var facts = assessed.Value.Criteria.SelectMany(c => c.Indicators).SelectMany(i => i.Indicator.Facts.Select(f => (Fact: f, Asked: i)))
            .DistinctBy(f => f.Fact).Where(f => book.Facts.Find(f.Fact, unit.Unit, last) is null)
            .Select(f => new NewFact(f.Fact, unit.Unit, f.Asked.Indicator.Kind == ValueKind.YesNo ? "yes" : ((f.Asked.Indicator.Thresholds is [var level, ..] ? level.Value : 90)).ToString(System.Globalization.CultureInfo.InvariantCulture),
                from, null, "typed", $"Biểu tự đánh giá của xã năm {today.Year}", true, Note)).ToList();
        return await services.GetRequiredService<FactDesk>().SaveAsync(facts, "langso", cancel);
    }

    /// <summary>Does what the demonstration's people would do.</summary>
    private sealed class Walk(DossierDesk desk, UnitId province, DateOnly today)
    {
        public async Task<Problem?> RecogniseAsync(UnitId unit, string to, DateOnly from, CancellationToken cancel)
        {
            var officer = new Asker("nongthon", "Công chức nông thôn mới xã", [(Rights.KeepDossiers, unit), (Rights.SelfAssess, unit)]);
            var state = await desk.OpenAsync(new Opening(DossierKind.Recognise, unit, "standard", "", today.Year, Sample: true), officer, "Xã đăng ký xét đạt chuẩn.", cancel, from);
            foreach (var (step, deeds) in ((string, Deed[])[])[
                ("registration", [new Attaching("register", "12/TTr-UBND", from, ""), new Passing([], [], false)]), ("self-assessment", [new HandingIn("", [])]),
                ("opinions", [new Attaching("opinions", "31/BC-UBND", from.AddDays(15), ""), new Attaching("minutes", "02/BB-UBND", from.AddDays(16), ""), new Passing([], [], false)])])
            {
                if (!state.Ok || state.Value.At.Step == to) break;
                if (state.Value.At.Step == step) state = await DoneAsync(state.Value, deeds, officer, step == "registration" ? from.AddDays(3) : step == "self-assessment" ? from.AddDays(14) : from.AddDays(17), cancel);
            }
            return state.Ok ? null : state.Problems[0];
        }

        public async Task<Problem?> MergedAsync(UnitId unit, string title, string to, CancellationToken cancel)
        {
            var office = new Asker("dieuphoi", "Cán bộ Văn phòng Điều phối NTM tỉnh", [(Rights.KeepDossiers, province)]);
            var appraiser = new Asker("thamdinh", "Ủy viên Hội đồng thẩm định", [(Rights.AppraiseDossiers, province)]);
            var from = today.AddDays(-9);
            var state = await desk.OpenAsync(new Opening(DossierKind.Merged, unit, title, title == "model" ? "education" : "", today.Year, Sample: true), office, "Các đơn vị cũ đều giữ danh hiệu này.", cancel, from);
            if (state.Ok && to != "proposal") state = await DoneAsync(state.Value, [new Attaching("proposal", "87/TTr-VPĐP", from, ""), new Passing([], [], false)], office, from.AddDays(2), cancel);
            if (state.Ok && to == "decision") state = await DoneAsync(state.Value, [new Attaching("appraisal", "15/BC-HĐTĐ", from, ""), new Passing([], [], false)], appraiser, from.AddDays(5), cancel);
            return state.Ok ? null : state.Problems[0];
        }

        private async Task<Outcome<DossierState>> DoneAsync(DossierState state, Deed[] deeds, Asker asker, DateOnly on, CancellationToken cancel)
        {
            Outcome<DossierState> next = state;
            foreach (var deed in deeds)
            {
                next = await desk.ActAsync(next.Value.Id, next.Value.Version, deed, asker, "", cancel, on);
                if (!next.Ok) return next;
            }
            return next;
        }
    }
}
