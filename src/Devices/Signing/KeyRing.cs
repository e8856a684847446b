using System.Security.Cryptography;
using System.Text;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>
/// The province's root key and the signers' keys, made when first needed. With one server (SQLite): a PEM file each, readable by
/// this account only. With several (PostgreSQL): in the store, wrapped, the same for all (<see cref="SharedKeys"/>).
/// Keys never leave this class.
/// </summary>
public sealed class KeyRing : IDisposable
{
    private readonly Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private readonly DataFolder _folder;
    private readonly SharedKeys _shared;
    private readonly bool _several;
    private bool _opened;

    internal KeyRing(DataFolder folder, StoreFactory stores, SharedKeys shared) =>
        (_folder, _shared, _several) = (folder, shared, stores.Address.Engine == StoreEngine.Postgres);

    /// <summary>Makes sure that this server may use the installation's keys, or says what has to be copied. Asked before serving.</summary>
    public Outcome<bool> Open()
    {
        lock (_turn)
        {
            if (_opened) return true;
            var opened = _several ? _shared.Open() : _shared.GiveBack();
            _opened = opened.Ok;
            return opened;
        }
    }

    /// <summary>Why this server cannot use the installation's keys, or null. Changes nothing.</summary>
    public Problem? Look() => _several ? _shared.Look() : null;

    /// <summary>What devices pin at enrolment.</summary>
    public PublicKey Root => With("root", key => key.Public);

    /// <summary>True when the province has a root key already; asking makes none.</summary>
    public bool HasRoot
    {
        get
        {
            lock (_turn) return Open().Ok && (_several ? _shared.Pem("root") is not null : File.Exists(FilePath("root")));
        }
    }

    /// <summary>Signs as the province: what the programme itself vouches for, never an order.</summary>
    public string SignAsRoot<T>(T payload, string type) => With("root", key => key.Sign(payload, type));

    /// <summary>The public half of a user's key.</summary>
    internal PublicKey PublicOf(string user) => With(FileOf(user), key => key.Public);

    /// <summary>Signs an order in a user's name.</summary>
    internal string SignAs(string user, Order order) => With(FileOf(user), key => key.Sign(order, Order.Type));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
        {
            foreach (var key in _keys.Values) key.Dispose();
            _keys.Clear();
        }
    }

    private static string FileOf(string user) => "signer-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)))[..32];

    /// <summary>One at a time: a key must not be made twice, nor be used by two threads at once.</summary>
    private T With<T>(string name, Func<SigningKey, T> use)
    {
        lock (_turn)
        {
            if (!_keys.TryGetValue(name, out var key)) _keys[name] = key = _several ? ReadOrMakeShared(name) : ReadOrMake(name);
            return use(key);
        }
    }

    private SigningKey ReadOrMakeShared(string name)
    {
        if (!Open().Ok) throw new InvalidOperationException("The keys of this installation are not open to this server.");
        if (_shared.Pem(name) is { } known) return SigningKey.FromPem(known);
        using (var fresh = SigningKey.Create()) _shared.Keep(name, Encoding.ASCII.GetBytes(fresh.ToPem()));
        return SigningKey.FromPem(_shared.Pem(name)!);
    }

    private SigningKey ReadOrMake(string name)
    {
        var path = FilePath(name);
        if (!File.Exists(path))
        {
            // Never a second root beside one that came along in the store.
            if (!Open().Ok) throw new InvalidOperationException("The keys of this installation are not open to this server.");
            _folder.Sub("keys");
        }
        if (File.Exists(path)) return SigningKey.FromPem(File.ReadAllText(path));
        var key = SigningKey.Create();
        PrivateFile.Write(path, key.ToPem());
        return key;
    }

    private string FilePath(string name) => Path.Combine(_folder.Path, "keys", name + ".pem");
}
