using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LangSo.Foundation;

namespace LangSo.Server.Keeping.Doctor;

/// <summary>The programs that make speech are there.</summary>
internal sealed class VoiceCheck : ICheck
{
    public string Id => "voice";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var (program, argument) in ((string, string)[])[("espeak-ng", "--version"), ("ffmpeg", "-version")])
            if (await patient.Tool(program, argument, cancel) is null) findings.Add(new Finding(Id, $"Không chạy được {program}: không làm được âm thanh.", $"apt install {program}"));
        return findings;
    }
}

/// <summary>The machine's clock is kept right: bulletins begin at an instant.</summary>
internal sealed class TimeSyncCheck : ICheck
{
    public string Id => "time-sync";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel) =>
        (await patient.Tool("timedatectl", "show -p NTPSynchronized --value", cancel))?.Trim() == "no"
            ? [new Finding(Id, "Đồng hồ máy này chưa đồng bộ với giờ chuẩn.", "apt install chrony, hoặc timedatectl set-ntp true")]
            : [];
}

/// <summary>The port that the server is to listen on is free.</summary>
internal sealed class PortCheck : ICheck
{
    public string Id => "port";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (patient.Port is not { } port) return Task.FromResult<IReadOnlyList<Finding>>([]);
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return Task.FromResult<IReadOnlyList<Finding>>([]);
        }
        catch (SocketException)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([new Finding(Id, $"Cổng {port} đang có chương trình dùng.", $"Nếu đó không phải máy chủ Làng Số đang chạy: ss -ltnp 'sport = :{port}', rồi dừng nó hoặc chọn --port khác.")]);
        }
    }
}

/// <summary>The outside broker answers.</summary>
internal sealed class BrokerCheck : ICheck
{
    public string Id => "broker";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (patient.Store.Installation.Broker is not { } broker) return [];
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var url) || url.Host.Length == 0) return [new Finding(Id, "Địa chỉ --broker không đúng.", "Viết như mqtt://tên@máy:1883")];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.Host, url.Port > 0 ? url.Port : url.Scheme == "mqtts" ? 8883 : 1883, limit.Token);
            return [];
        }
        catch (Exception e) when (e is SocketException || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return [new Finding(Id, $"Không tới được máy chủ MQTT {url.Host}.", "Xem nó có chạy không, cổng và tường lửa.")];
        }
    }
}

/// <summary>The certificate that browsers are shown does not end soon.</summary>
internal sealed class CertificateCheck : ICheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    public string Id => "certificate";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (patient.Certificate is not { } path) return Task.FromResult<IReadOnlyList<Finding>>([]);
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        var end = certificate.NotAfter.ToUniversalTime();
        return Task.FromResult<IReadOnlyList<Finding>>(
            end - patient.Clock.GetUtcNow().UtcDateTime < Soon ? [new Finding(Id, $"Chứng thư HTTPS hết hạn {VnTime.Moment(end)}.", "Gia hạn (certbot renew) rồi nạp lại nginx.")] : []);
    }
}
