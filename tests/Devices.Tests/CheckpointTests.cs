using CsCheck;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LangSo.Devices.Tests;

/// <summary>The ledger's head is signed by the root, and what is wrapped opens only under the same secret and name.</summary>
public sealed class CheckpointTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("langso-checkpoints-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 16, 1, 42, 0, TimeSpan.Zero));
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Ledger Ledger => _services.GetRequiredService<Ledger>();

    private LedgerCheckpoints Checkpoints => _services.GetRequiredService<LedgerCheckpoints>();

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
            .AddStore(new DataFolder(_folder), TestDatabase.For(_folder)).AddSingleton<LangSo.Territory.Gazetteers>().AddDevices().BuildServiceProvider();
        await using var db = _services.GetRequiredService<StoreFactory>().Open();
        await db.Database.EnsureTablesAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        TestDatabase.Drop(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_act_is_covered_by_a_signature_within_the_hour_and_only_once()
    {
        Assert.False(await Checkpoints.SignIfDueAsync(Cancel));
        await ActAsync("first");
        Assert.False(await Checkpoints.SignIfDueAsync(Cancel));
        _clock.Advance(LedgerCheckpoints.Every);
        await ActAsync("second");
        var twice = await Task.WhenAll(Checkpoints.SignIfDueAsync(Cancel), Checkpoints.SignIfDueAsync(Cancel));
        Assert.Single(twice, signed => signed);
        _clock.Advance(LedgerCheckpoints.Every);
        Assert.False(await Checkpoints.SignIfDueAsync(Cancel));
        await ActAsync("third");
        _clock.Advance(LedgerCheckpoints.Every);
        Assert.True(await Checkpoints.SignIfDueAsync(Cancel));
        Assert.Equal((2, (long?)null), (await Checkpoints.VerifyAsync(Cancel)).Value);
        Assert.Null((await Ledger.VerifyAsync(Cancel)).FirstBroken);
    }

    [Fact]
    public async Task A_chain_that_was_made_anew_without_the_root_key_is_found_out()
    {
        await ActAsync("first");
        _clock.Advance(LedgerCheckpoints.Every);
        Assert.True(await Checkpoints.SignIfDueAsync(Cancel));
        await using (var db = _services.GetRequiredService<StoreFactory>().Open())
        {
            var rows = await db.Set<LedgerRow>().OrderBy(r => r.Number).ToListAsync(Cancel);
            // Another first act, and every hash after it made to fit.
            var forged = LedgerChain.Next(null, rows[0].At, rows[0].Actor, rows[0].Act, "another", rows[0].Body);
            var next = LedgerChain.Next(forged, rows[1].At, rows[1].Actor, rows[1].Act, rows[1].Subject, rows[1].Body);
            db.RemoveRange(rows);
            await db.SaveChangesAsync(Cancel);
            db.ChangeTracker.Clear();
            db.AddRange(forged, next);
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Null((await Ledger.VerifyAsync(Cancel)).FirstBroken);
        Assert.Equal(2, (await Checkpoints.VerifyAsync(Cancel)).Value.FirstBad);
    }

    [Fact]
    public void What_is_wrapped_opens_only_under_its_secret_and_its_name()
    {
        using var one = Secret("one");
        using var other = Secret("other");
        Gen.Select(Gen.String[1, 20], Gen.Byte.Array[0, 400], Gen.Int[0, 1_000]).Sample((name, plain, place) =>
        {
            var wrapped = one.Wrap(name, plain);
            Assert.Equal(plain, one.Unwrap(name, wrapped));
            Assert.Null(one.Unwrap(name + "x", wrapped));
            Assert.Null(other.Unwrap(name, wrapped));
            wrapped[place % wrapped.Length] ^= 1;
            Assert.Null(one.Unwrap(name, wrapped));
        }, iter: 200);
    }

    private InstallationSecret Secret(string name)
    {
        var secret = new InstallationSecret(new DataFolder(Path.Combine(_folder, name)));
        secret.Make();
        return secret;
    }

    private Task<bool> ActAsync(string subject) => Ledger.WriteAsync(
        (_, acts) =>
        {
            acts.Record("vanhoa", "return", subject, new { subject });
            return Task.FromResult(true);
        },
        Cancel);
}
