using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LangSo.Foundation;

/// <summary>The public half of an ES256 key, as a JWK (RFC 7517, RFC 7518 section 6.2), and its thumbprint (RFC 7638).</summary>
/// <param name="X">The x coordinate, base64url, 32 bytes.</param>
/// <param name="Y">The y coordinate, base64url, 32 bytes.</param>
public sealed record PublicKey(string X, string Y)
{
    /// <summary>RFC 7638 thumbprint, base64url of SHA-256: the <c>kid</c> everywhere.</summary>
    public string Id() => Base64Url.EncodeToString(SHA256.HashData(
        Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));

    /// <summary>True when <paramref name="signature"/> (r‖s, 64 bytes) is this key's over <paramref name="data"/>.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
            });
            return ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }
}

/// <summary>An ES256 key pair that signs. Kept by the one who signs; dispose it when done.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _ecdsa;

    private SigningKey(ECDsa ecdsa)
    {
        _ecdsa = ecdsa;
        var q = ecdsa.ExportParameters(false).Q;
        Public = new PublicKey(Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
        Id = Public.Id();
    }

    /// <summary>The half that may be shown.</summary>
    public PublicKey Public { get; }

    /// <summary>Its thumbprint.</summary>
    public string Id { get; }

    /// <summary>A new random key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a PKCS#8 PEM.</summary>
    public static SigningKey FromPem(string pem)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        return new SigningKey(ecdsa);
    }

    /// <summary>PKCS#8 PEM: secret.</summary>
    public string ToPem() => _ecdsa.ExportPkcs8PrivateKeyPem();

    /// <summary>A compact JWS (RFC 7515) over the JSON of <paramref name="payload"/>; <paramref name="type"/> becomes <c>typ</c>.</summary>
    public string Sign<T>(T payload, string type)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new JwsHeader("ES256", type, Id), LangSoJson.Compact);
        var body = JsonSerializer.SerializeToUtf8Bytes(payload, LangSoJson.Compact);
        var head = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(body);
        return head + "." + Base64Url.EncodeToString(_ecdsa.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256));
    }

    /// <inheritdoc/>
    public void Dispose() => _ecdsa.Dispose();
}

/// <summary>The protected header of every JWS that LangSo makes.</summary>
public sealed record JwsHeader(string Alg, string Typ, string Kid);

/// <summary>Opening a compact JWS. Nothing of the payload may be used before <see cref="TryOpen"/> says true.</summary>
public static class Jws
{
    /// <summary>The header, unverified: only to learn whose key to try. Null when it is not a JWS.</summary>
    public static JwsHeader? Peek(string? token)
    {
        try
        {
            var dot = token?.IndexOf('.', StringComparison.Ordinal) ?? -1;
            return dot < 1 ? null : JsonSerializer.Deserialize<JwsHeader>(Base64Url.DecodeFromChars(token.AsSpan(0, dot)), LangSoJson.Compact);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// True when <paramref name="token"/> is an ES256 JWS of this <paramref name="type"/> by <paramref name="key"/>;
    /// the algorithm and the key are fixed by the caller, never chosen by the token (RFC 8725 section 3.1).
    /// </summary>
    public static bool TryOpen<T>(string? token, string type, PublicKey key, out T payload)
    {
        payload = default!;
        var header = Peek(token);
        if (header is null || header.Alg != "ES256" || header.Typ != type || header.Kid != key.Id()) return false;
        var parts = token!.Split('.');
        if (parts.Length != 3) return false;
        try
        {
            var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            if (!key.Verifies(signed, Base64Url.DecodeFromChars(parts[2]))) return false;
            payload = JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(parts[1]), LangSoJson.Compact)!;
            return payload is not null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return false;
        }
    }
}
