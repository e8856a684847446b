using System.Security.Cryptography;
using System.Text;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>
/// The province's root key and the signers' keys: one PEM file each, readable by this account only, made when first needed.
/// Keys never leave this class.
/// </summary>
public sealed class KeyRing(DataFolder folder) : IDisposable
{
    private readonly Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    /// <summary>What devices pin at enrolment.</summary>
    public PublicKey Root => With("root", key => key.Public);

    /// <summary>Signs as the province.</summary>
    internal string SignAsRoot<T>(T payload, string type) => With("root", key => key.Sign(payload, type));

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
            if (!_keys.TryGetValue(name, out var key)) _keys[name] = key = ReadOrMake(Path.Combine(folder.Sub("keys"), name + ".pem"));
            return use(key);
        }
    }

    private static SigningKey ReadOrMake(string path)
    {
        if (File.Exists(path)) return SigningKey.FromPem(File.ReadAllText(path));
        var key = SigningKey.Create();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var fresh = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ToPem()));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: false);
        return key;
    }
}
