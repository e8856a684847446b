using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>
/// Where the outside broker is and how LangSo uses it: <c>mqtt://user:password@host:1883</c> or <c>mqtts://…:8883</c>, with
/// <c>?devices=host:port</c> (what loudspeakers are told; <c>server</c>: to come through our own servers), <c>ws=wss://…</c> (what boards
/// are told), <c>provision=none</c> (rights are the operator's) and <c>ca=file.pem</c> (who signed the broker's certificate).
/// </summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP.</param>
/// <param name="Tls">True for mqtts.</param>
/// <param name="User">LangSo's own account on the broker.</param>
/// <param name="Password">Its password; never shown.</param>
/// <param name="Provision">True when LangSo keeps the rights of devices by mosquitto's dynamic security.</param>
/// <param name="Devices">What loudspeakers are told when they enrol; its port is null when they come through our own servers.</param>
/// <param name="Authority">A PEM file with the authority of the broker's certificate; null: those of the machine.</param>
public sealed record BrokerAddress(string Host, int Port, bool Tls, string User, string Password, bool Provision, MqttAddress Devices, string? Authority = null)
{
    /// <summary>What people are told: "10.1.2.3:1883".</summary>
    public string Shown => string.Create(VnText.Culture, $"{Host}:{Port:0}");

    /// <summary>Reads what <c>--broker</c> says.</summary>
    public static Outcome<BrokerAddress> Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("mqtt" or "mqtts") || url.Host.Length == 0) return NotAnAddress();
        if (url.UserInfo.Split(':', 2) is not [{ Length: > 0 } user, { Length: > 0 } password]) return NotAnAddress();
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var key, var value] && key is "devices" or "ws" or "provision" or "ca") said[key] = Uri.UnescapeDataString(value);
            else return NotAnAddress();
        if (said.GetValueOrDefault("provision") is not (null or "none" or "dynsec")) return NotAnAddress();
        var ws = said.GetValueOrDefault("ws");
        if (ws is not null && !(Uri.TryCreate(ws, UriKind.Absolute, out var socket) && socket.Scheme is "ws" or "wss")) return NotAnAddress();
        var tls = url.Scheme == "mqtts";
        var port = url.Port > 0 ? url.Port : tls ? 8883 : 1883;
        if (Told(said.GetValueOrDefault("devices"), url.Host, port, tls) is not { } devices) return NotAnAddress();
        return new BrokerAddress(
            url.Host, port, tls, Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), said.GetValueOrDefault("provision") != "none",
            devices with { Ws = ws ?? DeviceLinkOptions.WebSocketPath }, said.GetValueOrDefault("ca"));
    }

    /// <summary>How TLS is spoken to it.</summary>
    internal SslClientAuthenticationOptions TlsOptions()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = Host };
        if (Authority is null) return options;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(Authority);
        options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        return options;
    }

    /// <summary>A broker on this machine is reached at the name that a device enrolled at; a listener with TLS the protocol does not know: those come through us.</summary>
    private static MqttAddress? Told(string? devices, string host, int port, bool tls)
    {
        if (devices == "server" || (devices is null && tls)) return new MqttAddress(null, null, "");
        if (devices is null) return new MqttAddress(host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)) ? null : host, port, "");
        return Uri.TryCreate("mqtt://" + devices, UriKind.Absolute, out var url) && url.Host.Length > 0 ? new MqttAddress(url.Host, url.Port > 0 ? url.Port : 1883, "") : null;
    }

    private static Problem NotAnAddress() => new("--broker", "Địa chỉ máy chủ MQTT không đúng. Viết như mqtt://langso:mật-khẩu@máy:1883.");
}
