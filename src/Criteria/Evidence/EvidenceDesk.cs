using System.Globalization;
using System.Security.Cryptography;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria.Evidence;

/// <summary>How much is taken.</summary>
/// <param name="MostBytes">Of one file. <c>LANGSO_EVIDENCE_MB</c> says it in megabytes.</param>
public sealed record EvidenceLimits(long MostBytes)
{
    private const int DefaultMegabytes = 15, MostMegabytes = 60;

    /// <summary>As the environment says, else 15 MB.</summary>
    public static EvidenceLimits Of(Func<string, string?> environment) => new(
        1024L * 1024 * (int.TryParse(environment("LANGSO_EVIDENCE_MB"), NumberStyles.None, CultureInfo.InvariantCulture, out var mb) && mb is >= 1 and <= MostMegabytes ? mb : DefaultMegabytes));
}

/// <summary>Takes files in: checked for size, type and viruses, then kept in the vault under their hash. A picture stays byte for byte as it was taken.</summary>
public sealed class EvidenceDesk(StoreFactory stores, IMediaVault vault, IEvidenceScan scan, EvidenceLimits limits, TimeProvider clock)
{
    /// <summary>Of one file, bytes.</summary>
    public long MostBytes => limits.MostBytes;

    /// <summary>What people are told of the scanner.</summary>
    public Problem Scanning => scan.Shown;

    /// <summary>Why a file of this size is not taken, or null.</summary>
    public Problem? Refuses(long bytes, string name) => bytes <= 0 ? new Problem("file", "“{0}” trống.", name)
        : bytes > limits.MostBytes ? new Problem("file", "“{0}” lớn hơn {1} MB. Chụp lại ở cỡ nhỏ hơn hoặc tách tệp.", name, limits.MostBytes >> 20) : null;

    /// <summary>Keeps a whole file; its hash, or why not. Keeping it twice is once.</summary>
    public async Task<Outcome<string>> KeepAsync(ReadOnlyMemory<byte> bytes, string name, string actor, CancellationToken cancel)
    {
        if (Refuses(bytes.Length, name) is { } size) return size;
        var type = EvidenceKinds.Of(bytes.Span, name);
        return type.Ok ? await KeepAsync(bytes, type.Value, name, actor, cancel) : type.Problems.ToList();
    }

    /// <summary>Keeps a paper of a dossier the same way: what evidence may be, or a document of Word. Its hash and its media type.</summary>
    public async Task<Outcome<(string Sha256, string MediaType)>> KeepPaperAsync(ReadOnlyMemory<byte> bytes, string name, string actor, CancellationToken cancel)
    {
        if (Refuses(bytes.Length, name) is { } size) return size;
        var type = WordKind.Begins(bytes.Span) ? WordKind.Of(bytes, name) : EvidenceKinds.Of(bytes.Span, name);
        if (!type.Ok) return type.Problems.ToList();
        return (await KeepAsync(bytes, type.Value, name, actor, cancel)).Then<(string, string)>(hash => (hash, type.Value));
    }

    private async Task<Outcome<string>> KeepAsync(ReadOnlyMemory<byte> bytes, string type, string name, string actor, CancellationToken cancel)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        await using var db = stores.Open();
        var there = await db.Set<KeptEvidence>().AnyAsync(k => k.Sha256 == hash, cancel);
        if (there && await vault.SizeAsync(hash, cancel) == bytes.Length) return hash;
        if (await scan.ScanAsync(bytes, name, cancel) is { } found) return found;
        try
        {
            await vault.PutAsync(bytes, cancel);
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
        if (there) return hash;
        db.Add(new KeptEvidence(hash, type, bytes.Length, actor, clock.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Another request kept the same file at the same moment.
            db.ChangeTracker.Clear();
            if (!await db.Set<KeptEvidence>().AnyAsync(k => k.Sha256 == hash, cancel)) throw;
        }
        return hash;
    }
}

/// <summary>Registers evidence.</summary>
internal static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton(EvidenceLimits.Of(Environment.GetEnvironmentVariable))
        .AddSingleton<IEvidenceScan>(all => Environment.GetEnvironmentVariable("LANGSO_CLAMD") is { Length: > 0 } address
            ? new ClamdScan(address, all.GetRequiredService<TimeProvider>()) : new NoScan())
        .AddSingleton<EvidenceBook>()
        .AddSingleton<IEvidenceBook>(all => all.GetRequiredService<EvidenceBook>())
        .AddSingleton<IMediaWanted>(all => all.GetRequiredService<EvidenceBook>())
        .AddSingleton<EvidenceDesk>()
        .AddSingleton<EvidenceProof>()
        .AddSingleton<EvidenceUploads>();
}
