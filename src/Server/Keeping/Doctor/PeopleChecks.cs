using LangSo.Foundation;
using LangSo.Server.Access;
using LangSo.Server.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Keeping.Doctor;

/// <summary>Devices that were joined are heard of.</summary>
internal sealed class SilentDevicesCheck : ICheck
{
    public string Id => "devices";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.Usable) return [];
        var since = patient.Clock.GetUtcNow().UtcDateTime.AddDays(-1);
        var silent = await patient.AskAsync<long>("select count(*) as \"Value\" from devices where enrolled_at < {0} and (last_seen is null or last_seen < {0})", cancel, since);
        return silent == 0 ? [] : [new Finding(Id, $"{VnText.Number(silent)} thiết bị im hơn một ngày.", "Xem trang Loa và Bảng tin điện tử: nguồn điện, sim, mạng ở từng nơi.")];
    }
}

/// <summary>No account opens with the password that the demonstration shows to everyone.</summary>
internal sealed class PublicPasswordCheck : ICheck
{
    public string Id => "public-password";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.Usable) return [];
        await using var db = patient.Store.Factory.Open();
        var names = DemoAccounts.All.Select(a => a.UserName).ToList();
        // Trying a password is slow on purpose: only the demonstration's accounts unless all are asked for.
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => patient.Full || names.Contains(a.UserName!)).OrderBy(a => a.UserName).ToListAsync(cancel);
        var hasher = new PasswordHasher<Account>();
        var open = accounts.Where(a => a.PasswordHash is { } hash && hasher.VerifyHashedPassword(a, hash, DemoAccounts.Password) != PasswordVerificationResult.Failed).Select(a => a.UserName).ToList();
        return open.Count == 0 ? [] : [new Finding(Id, $"Tài khoản dùng mật khẩu minh họa ai cũng biết: {string.Join(", ", open)}.", "Đổi mật khẩu hoặc khóa tài khoản; dữ liệu minh họa chỉ để thử.")];
    }
}
