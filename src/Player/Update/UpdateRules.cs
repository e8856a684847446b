using System.Globalization;
using System.Runtime.InteropServices;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What is to be done with an offer: take <paramref name="File"/>, or refuse it with a reason, or neither: it is what runs already.</summary>
internal sealed record UpdateVerdict(string Version, UpdateFile? File, string? Refusal);

/// <summary>Judges an offered program, by docs/device-protocol.md section 11, in its order. Pure.</summary>
internal static class UpdateRules
{
    /// <summary>This machine, as manifests name it.</summary>
    public static string Platform { get; } = "linux-" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    public static UpdateVerdict Judge(string manifest, PublicKey root, DateTime now, string running, string platform)
    {
        if (!Jws.TryOpen<UpdateManifest>(manifest.Trim(), UpdateManifest.Type, root, out var offered) || offered is not { Version: not null, Files: not null } || Numbers(offered.Version) is not { } version)
            return new UpdateVerdict("", null, "bad-signature: Bản kê chương trình không do khóa gốc của tỉnh ký.");
        if (offered.Expires <= now) return Refuse("expired: Bản kê chương trình đã quá hạn.");
        switch (Compare(version, Numbers(running) ?? []))
        {
            case < 0: return Refuse($"downgrade: Bản {offered.Version} thấp hơn bản đang chạy {running}.");
            case 0: return new UpdateVerdict(offered.Version, null, null);
        }
        return offered.Files.FirstOrDefault(f => f.Platform == platform) is { Bytes: > 0 } file && file.Sha256 is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)
            ? new UpdateVerdict(offered.Version, file, null)
            : Refuse($"no-platform: Không có chương trình cho máy {platform}.");

        UpdateVerdict Refuse(string reason) => new(offered.Version, null, reason);
    }

    /// <summary>Number by number; what is missing is 0.</summary>
    private static int Compare(int[] a, int[] b)
    {
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
            if ((i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0) is not 0 and var order) return order;
        return 0;
    }

    private static int[]? Numbers(string version)
    {
        var parts = version.Split('.');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
        return numbers;
    }
}
