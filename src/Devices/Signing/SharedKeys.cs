using System.Text;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>A signing key in the store, wrapped under the installation's secret.</summary>
internal sealed class SigningKeyRow
{
    /// <summary><c>root</c>, <c>signer-…</c>, or <see cref="SharedKeys.Proof"/>.</summary>
    public required string Name { get; init; }
    public required byte[] Wrapped { get; init; }
    public required DateTime Added { get; init; }
}

/// <summary>
/// The keys of an installation with several servers: in the store, the same for all, wrapped under a secret that the store does
/// not have. Written once, never changed.
/// </summary>
internal sealed class SharedKeys(DataFolder folder, StoreFactory stores, InstallationSecret secret, TimeProvider clock)
{
    /// <summary>A known text under the secret: by it a server knows whether its secret is the installation's.</summary>
    internal const string Proof = "proof";

    private static readonly byte[] ProofText = "langso"u8.ToArray();

    /// <summary>
    /// Makes sure of the secret. The first server makes it and takes over the keys that its folder has from the days of SQLite;
    /// a later one without it, or with another one, is told what to copy.
    /// </summary>
    public Outcome<bool> Open()
    {
        var known = secret.Read();
        if (!known.Ok) return known;
        var proof = Find(Proof);
        if (proof is null)
        {
            if (!known.Value) secret.Make();
            Keep(Proof, ProofText);
            // Two first servers at once: one proof stands, and only who has its secret goes on.
            proof = Find(Proof)!;
        }
        if (Fits(proof) is { } misfit) return misfit;
        TakeOverFiles();
        return true;
    }

    /// <summary>
    /// The way back, on SQLite: keys that came along in the store become files again, before anything could make a second root. Keys that
    /// are files already stay.
    /// </summary>
    public Outcome<bool> GiveBack()
    {
        List<SigningKeyRow> rows;
        using (var db = stores.Open()) rows = db.Set<SigningKeyRow>().AsNoTracking().Where(k => k.Name != Proof).ToList();
        rows.RemoveAll(row => File.Exists(FileOf(row.Name)));
        if (rows.Count == 0) return true;
        var known = secret.Read();
        if (!known.Ok) return known;
        if (Find(Proof) is { } proof && Fits(proof) is { } misfit) return misfit;
        Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        foreach (var row in rows)
            if (secret.Unwrap(row.Name, row.Wrapped) is { } pem) PrivateFile.Write(FileOf(row.Name), Encoding.ASCII.GetString(pem));
        return true;
    }

    /// <summary>Why the secret of this server does not serve, or null; nothing is made.</summary>
    public Problem? Look()
    {
        var known = secret.Read();
        return known.Ok ? Find(Proof) is { } proof ? Fits(proof) : null : known.Problems[0];
    }

    private Problem? Fits(byte[] proof)
    {
        if (!secret.Known)
            return new Problem("keys", "Máy chủ này chưa có khóa của hệ thống. Chép tệp keys/installation.key từ thư mục dữ liệu của máy chủ đang chạy vào {0} (hoặc đặt LANGSO_SECRET), rồi chạy lại.", secret.File);
        return secret.Unwrap(Proof, proof) is { } text && text.AsSpan().SequenceEqual(ProofText)
            ? null
            : new Problem("keys", "Khóa {0} không phải của cơ sở dữ liệu {1}. Chép tệp keys/installation.key từ thư mục dữ liệu của máy chủ đang chạy trên cơ sở dữ liệu ấy, rồi chạy lại.", secret.File, stores.Address.Shown);
    }

    /// <summary>The PEM of a key, or null.</summary>
    public string? Pem(string name) => Find(name) is { } wrapped
        ? Encoding.ASCII.GetString(secret.Unwrap(name, wrapped) ?? throw new InvalidOperationException($"The key {name} does not open under this installation's secret."))
        : null;

    /// <summary>Adds a key unless another server was first; <see cref="Pem"/> says which one stands.</summary>
    public void Keep(string name, ReadOnlySpan<byte> pem)
    {
        using var db = stores.Open();
        var (wrapped, added) = (secret.Wrap(name, pem), clock.GetUtcNow().UtcDateTime);
        db.Database.ExecuteSql($"insert into signing_keys (name, wrapped, added) values ({name}, {wrapped}, {added}) on conflict (name) do nothing");
    }

    private string FileOf(string name) => Path.Combine(folder.Path, "keys", name + ".pem");

    private byte[]? Find(string name)
    {
        using var db = stores.Open();
        return db.Set<SigningKeyRow>().AsNoTracking().Where(k => k.Name == name).Select(k => k.Wrapped).SingleOrDefault();
    }

    /// <summary>Files of this installation, from before it had several servers; those of another province are left alone.</summary>
    private void TakeOverFiles()
    {
        var keys = Path.Combine(folder.Path, "keys");
        if (!File.Exists(FileOf("root")) || (Pem("root") is { } root && root != File.ReadAllText(FileOf("root")))) return;
        foreach (var file in Directory.GetFiles(keys, "*.pem")) Keep(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file));
    }
}
