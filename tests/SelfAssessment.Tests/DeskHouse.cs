using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.SelfAssessment.Tests;

/// <summary>The commune's desk on a store of its own, on 16/3/2026, with a dossier that can close sheets and one that listens.</summary>
internal sealed class DeskHouse : IAsyncDisposable
{
    public const string Set = "ntm-2026", YesNo = "plan-general", Other = "plan-rules", Percent = "road-commune";
    public const int Year = 2026;

    private readonly TempStore _store;
    private long _n;

    private DeskHouse(TempStore store, UnitId unit, UnitId merged) => (_store, Unit, Merged) = (store, unit, merged);

    /// <summary>xã Giao Ninh.</summary>
    public UnitId Unit { get; }

    /// <summary>xã Giao Phong, which is a part of Giao Ninh since 1/7/2025.</summary>
    public UnitId Merged { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock => (FakeTimeProvider)_store.Get<TimeProvider>();

    public SyncCaller Lan => new("lan", [Unit]);

    public Switch Dossier => _store.Get<Switch>();

    public static async Task<DeskHouse> OpenAsync(Action<IServiceCollection>? more = null)
    {
        var store = await TempStore.CreateAsync(s =>
        {
            s.AddTerritory().AddCriteria().AddSelfAssessment().AddSingleton<ISheetTables, Server.Host.SheetTables>().AddSingleton<Switch>();
            s.AddSingleton<ISheetGuard>(all => all.GetRequiredService<Switch>()).AddSingleton<ISheetListener>(all => all.GetRequiredService<Switch>());
            more?.Invoke(s);
        });
        Assert.True((await store.Get<TerritoryLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<FactLoader>().LoadAsync(TempStore.ShippedData, Cancel)).Ok);
        Assert.True((await store.Get<Assessor>().OpenAsync(TempStore.ShippedData, Cancel)).Ok);
        var units = store.Get<Gazetteers>().Current;
        var (today, before) = (new DateOnly(2026, 3, 16), new DateOnly(2024, 3, 1));
        return new DeskHouse(store, units.ByCode("14212", new AsOf(today, today))!.Unit, units.ByCode("14212", new AsOf(before, today))!.Unit);
    }

    public T Get<T>()
        where T : notnull => _store.Get<T>();

    public SyncOp Op(string kind, string field = YesNo, string? value = null, long @base = 0, long seen = 0, UnitId? unit = null, string? file = null) => new(
        Guid.NewGuid().ToString("n"), kind, (unit ?? Unit).Value, Set, Year, kind == "submit" ? "" : field, value, @base, seen, ++_n, Clock.GetUtcNow(), "51",
        file is null ? null : HashOf(file), file is null ? null : file + ".jpg", 1000);

    public async Task<SyncResult> DoAsync(string device, SyncOp op, SyncCaller? caller = null) => Assert.Single(await Get<SyncDesk>().ApplyAsync(caller ?? Lan, Device(device), [op], Cancel));

    public static string Device(string name) => "may-" + name.PadLeft(8, '0');

    public static string HashOf(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file)));

    /// <summary>What counts in every answer today.</summary>
    public string? Value(string indicator, UnitId? unit = null) => Get<FactBooks>().Current.Find(indicator, unit ?? Unit, new AsOf(Clock.Today(), Clock.Today()))?.Value;

    public async Task<SheetView> SheetAsync() => (await Get<SheetReader>().ReadAsync(new SheetKey(Unit, Set, Year), Cancel)).Value;

    public async Task<IReadOnlyList<ToldEvidence>> FilesAsync()
    {
        await using var db = Get<StoreFactory>().Open();
        return await EvidenceBook.ToldAsync(db, Unit, Year, Cancel);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>Stands for the dossier.</summary>
    internal sealed class Switch : ISheetGuard, ISheetListener
    {
        public bool Closed { get; set; }

        public Problem? Refuses { get; set; }

        public List<HandedInSheet> Taken { get; } = [];

        public ValueTask<Problem?> ClosedAsync(SheetKey sheet, CancellationToken cancel) =>
            ValueTask.FromResult(Closed ? new Problem("dossier", "Phiếu đã nộp theo hồ sơ số 7, đang thẩm tra.") : null);

        public Task<Problem?> TakeAsync(HandedInSheet sheet, StoreContext db, Ledger.Recorder acts, CancellationToken cancel)
        {
            acts.Record(sheet.Actor, "dossier-opened", sheet.Sheet.Unit.Value, new { sheet.Digest });
            if (Refuses is null) Taken.Add(sheet);
            return Task.FromResult(Refuses);
        }
    }
}
