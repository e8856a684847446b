using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Recognition.Tests.Dossiers;

/// <summary>The demonstration province on 16/3/2026 in a real store, with what other modules will bring played by small ones.</summary>
internal sealed class FilledProvince : IAsyncDisposable
{
    public const int Year = 2025;

    private FilledProvince(TempStore store, UnitId commune, UnitId province) => (Store, Commune, Province) = (store, commune, province);

    public TempStore Store { get; }
    public UnitId Commune { get; }
    public UnitId Province { get; }
    public DossierDesk Desk => Store.Get<DossierDesk>();
    public FakeTimeProvider Clock => (FakeTimeProvider)Store.Get<TimeProvider>();
    public Notes Board => (Notes)Store.Get<INoticeBoard>();
    public Shelf Evidence => (Shelf)Store.Get<IEvidenceBook>();
    public Asker Officer => new("nongthon", "Công chức xã", [(Rights.KeepDossiers, Commune), (Rights.SelfAssess, Commune)]);
    public Asker Office => new("dieuphoi", "Văn phòng Điều phối", [(Rights.KeepDossiers, Province)]);
    public Asker Verifier => new("thamtra", "Thẩm tra", [(Rights.VerifyDossiers, Province)]);
    public Asker Leader => new("lanhdao", "Lãnh đạo UBND tỉnh", [(Rights.DecideDossiers, Province)]);
    public DateOnly Today => Clock.Today();

    /// <summary>A commune whose sheet of 2025 meets the set in full, as known today.</summary>
    public static async Task<FilledProvince> MakeAsync(Action<IServiceCollection>? more = null)
    {
        var store = await TempStore.CreateAsync(s =>
        {
            s.AddTerritory().AddCriteria().AddRecognition().AddSingleton<INoticeBoard, Notes>().AddSingleton<IEvidenceBook, Shelf>().AddSingleton<IPublicationProof, Air>();
            more?.Invoke(s);
        });
        var cancel = TestContext.Current.CancellationToken;
        ((FakeTimeProvider)store.Get<TimeProvider>()).AdjustTime(new DateTimeOffset(2026, 1, 12, 2, 0, 0, TimeSpan.Zero));
        Assert.True((await store.Get<DemoData>().LoadAsync(TempStore.ShippedData, cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, cancel)).Ok);
        var today = store.Get<TimeProvider>().Today();
        var asOf = new AsOf(today, today);
        var units = store.Get<Gazetteers>().Current;
        var made = new FilledProvince(store, units.ByCode("14212", asOf)!.Unit, units.ByCode("37", asOf)!.Unit);
        await made.FillAsync("ntm");
        await made.SaveAsync("satisfaction", "96.5", "list");
        return made;
    }

    /// <summary>Every indicator of a set at its level.</summary>
    public async Task FillAsync(string set)
    {
        for (var round = 0; round < 3; round++)
        {
            var assessed = Store.Get<Assessor>().Current.Assess(set, Commune, new AsOf(new DateOnly(Year, 12, 31), Today)).Value;
            if (assessed.Title == Criteria.Engine.Verdict.Met) return;
            var facts = assessed.Criteria.SelectMany(c => c.Indicators).Where(i => i.Verdict != Criteria.Engine.Verdict.Met).SelectMany(i => i.Indicator.Facts.Select(f => (f, i)))
                .DistinctBy(f => f.f).Select(f => New(f.f, f.i.Indicator.Kind == ValueKind.YesNo ? "yes" : (f.i.Threshold?.Value ?? (f.i.Indicator.Direction == Direction.AtLeast ? 100 : 0)).ToString(System.Globalization.CultureInfo.InvariantCulture), "typed")).ToList();
            var saved = await Store.Get<FactDesk>().SaveAsync(facts, "nongthon", TestContext.Current.CancellationToken);
            Assert.True(saved.Ok, string.Join(" ", saved.Problems));
        }
        Assert.Fail("The sheet cannot be filled: " + Store.Get<Assessor>().Current.Assess(set, Commune, new AsOf(new DateOnly(Year, 12, 31), Today)).Value.ToText("xã"));
    }

    public async Task SaveAsync(string indicator, string value, string kind = "typed")
    {
        var saved = await Store.Get<FactDesk>().SaveAsync([New(indicator, value, kind)], "nongthon", TestContext.Current.CancellationToken);
        Assert.True(saved is { Ok: true, Value: 1 }, string.Join(" ", saved.Problems));
    }

    public async Task<DossierState> DoAsync(DossierState state, Deed deed, Asker asker, string reason = "Lý do")
    {
        var done = await Desk.ActAsync(state.Id, state.Version, deed, asker, reason, TestContext.Current.CancellationToken);
        Assert.True(done.Ok, string.Join(" ", done.Problems));
        return done.Value;
    }

    public async Task<DossierState> OpenAsync()
    {
        var opened = await Desk.OpenAsync(new Opening(DossierKind.Recognise, Commune, "standard", "", Year), Officer, "Đăng ký", TestContext.Current.CancellationToken);
        Assert.True(opened.Ok, string.Join(" ", opened.Problems));
        return opened.Value;
    }

    /// <summary>Brings a new dossier to a step, each act by whose it is.</summary>
    public async Task<DossierState> AtAsync(string to)
    {
        var state = await OpenAsync();
        while (state.At.Step != to) state = await ForwardAsync(state);
        return state;
    }

    /// <summary>Finishes the step that it is at.</summary>
    public async Task<DossierState> ForwardAsync(DossierState state)
    {
        var step = World.Shelf.Find(state.At.Template).Step(state.At.Step)!;
        var who = (step.Level, step.Kind) switch { ("commune", _) => Officer, (_, StepKind.Verification) => Verifier, (_, StepKind.Appraisal or StepKind.Vote) => World.Appraiser(1) with { Grants = [(Rights.AppraiseDossiers, Province)] }, (_, StepKind.Decision) => Leader, _ => Office };
        foreach (var kind in step.Documents) state = await DoAsync(state, World.Paper(kind.Id, Today), who);
        if (step.BroadcastDays > 0) state = await DoAsync(state, new Publishing(Guid.NewGuid()), who);
        if (step.Conditions.Contains("arrears") && !state.Attested.ContainsKey("arrears"))
            foreach (var id in (string[])["arrears", "order"]) state = await DoAsync(state, new Attesting(id, true, "34/XN ngày 2/1/2026"), who);
        if (step.Kind == StepKind.Vote)
        {
            state = await DoAsync(state, World.Council(5, Today), who);
            var chair = who with { User = "thamdinh0", Name = "Ủy viên 0" };
            for (var n = 0; n < 5; n++) state = await DoAsync(state, new Voting(n, Ballot.Yes, n >= 2), n == 0 ? chair : who);
        }
        return await DoAsync(state, step.Kind switch
        {
            StepKind.SelfAssessment => new HandingIn("", []),
            StepKind.Vote => new Closing(new Count(0, 0, 0, false), []),
            StepKind.Decision => new Deciding("12/QĐ-UBND", Today, Today, []),
            _ => new Passing([], [], false),
        }, who);
    }

    private NewFact New(string indicator, string value, string kind) => new(indicator, Commune, value, new DateOnly(Year, 12, 31), null, kind, "Thử");

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>Keeps what would be told; written nowhere, so a test sees what the transaction meant to tell.</summary>
    internal sealed class Notes : INoticeBoard
    {
        public List<NewNotice> Posted { get; } = [];
        public List<string> Settled { get; } = [];

        public Task PostAsync(StoreContext db, NewNotice notice, CancellationToken cancel)
        {
            Posted.Add(notice);
            return Task.CompletedTask;
        }

        public Task SettleAsync(StoreContext db, string key, CancellationToken cancel)
        {
            Settled.Add(key);
            return Task.CompletedTask;
        }
    }

    internal sealed class Shelf : IEvidenceBook
    {
        public List<EvidenceFile> Files { get; } = [];

        public Task<IReadOnlyList<EvidenceFile>> OfAsync(StoreContext db, UnitId unit, int year, CancellationToken cancel) => Task.FromResult<IReadOnlyList<EvidenceFile>>([.. Files.Where(f => f.Unit == unit && f.Year == year)]);
    }

    internal sealed class Air : IPublicationProof
    {
        public Task<IReadOnlyList<PublishedBulletin>> OfAsync(UnitId unit, IReadOnlyList<Guid> bulletins, DateOnly from, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PublishedBulletin>>([.. bulletins.Select(b => new PublishedBulletin(b, "Công khai", [.. Enumerable.Range(0, 12).Select(n => new DateOnly(2026, 1, 12).AddDays(n))]))]);

        public Task<IReadOnlyList<PublishedBulletin>> RecentAsync(UnitId unit, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PublishedBulletin>>([]);
    }
}
