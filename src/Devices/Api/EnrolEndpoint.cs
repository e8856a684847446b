using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Enrols a device: a code, once, for an id and a token.</summary>
internal sealed class Enrolment(
    StoreFactory stores, Ledger ledger, DeviceRegister register, DesiredStates desired, KeyRing keys, IDeviceLink link, DeviceLinkOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Counts wrong codes only: a whole commune may be enrolled behind one address.</summary>
    private readonly PartitionedRateLimiter<string> _wrongCodes = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>All addresses together: who has a thousand of them gets no more tries at 27^6 codes than a province that enrols needs.</summary>
    private readonly FixedWindowRateLimiter _wrongEverywhere = new(new FixedWindowRateLimiterOptions { PermitLimit = 200, Window = TimeSpan.FromHours(1) });

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/api/devices/enrol", (EnrolRequest request, HttpContext http, Enrolment enrolment) =>
            enrolment.EnrolAsync(request, http.Connection.RemoteIpAddress?.ToString() ?? "", http.RequestAborted))
        // A device has no account yet; the single-use code is its right.
        .AllowAnonymous();

    public void Dispose()
    {
        _wrongCodes.Dispose();
        _wrongEverywhere.Dispose();
    }

    private async Task<IResult> EnrolAsync(EnrolRequest request, string address, CancellationToken cancel)
    {
        using (var left = _wrongCodes.AttemptAcquire(address, 0))
            if (!left.IsAcquired) return Results.Problem("Sai mã quá nhiều lần. Chờ một phút rồi thử lại.", statusCode: StatusCodes.Status429TooManyRequests);

        using (var left = _wrongEverywhere.AttemptAcquire(0))
            if (!left.IsAcquired) return Results.Problem("Có quá nhiều mã sai gửi tới máy chủ. Việc ghi danh tạm dừng, thử lại sau một giờ.", statusCode: StatusCodes.Status429TooManyRequests);

        var code = EnrolCode.Clean(request.Code);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var hash = DeviceRegister.HashOf(token);
        var now = clock.GetUtcNow().UtcDateTime;
        var row = code.Length == 0 ? null : await ledger.WriteAsync(
            async (db, acts) =>
            {
                var found = await db.Set<DeviceRow>().SingleOrDefaultAsync(d => d.EnrolCode == code && d.EnrolCodeUntil > now, cancel);
                if (found is null) return null;
                (found.EnrolCode, found.EnrolCodeUntil, found.TokenHash, found.EnrolledAt, found.Alarm) = (null, null, hash, now, null);
                acts.Record("langso", "device-enrolled", found.Id, new { found.Name, Version = request.Version?[..Math.Min(40, request.Version.Length)] });
                return found;
            },
            cancel);
        if (row is null)
        {
            using var spent = _wrongCodes.AttemptAcquire(address);
            using var spentEverywhere = _wrongEverywhere.AttemptAcquire();
            return Results.Problem("Mã ghi danh không đúng hoặc đã dùng. Xin mã mới ở trang Thiết bị.", statusCode: StatusCodes.Status404NotFound);
        }

        var device = (await register.RefreshAsync(row.Id, CancellationToken.None))!;
        await link.AdmitAsync(row.Id, token, cancel);
        await using var store = stores.Open();
        var last = await store.Set<PlayRow>().Where(p => p.Device == row.Id).MaxAsync(p => (long?)p.N, cancel) ?? 0;
        return Results.Json(
            new EnrolReply(
                row.Id, token, row.Name, row.Kind == DeviceKind.Board ? "board" : "loudspeaker", desired.ChainOf(device), keys.Root,
                new MqttAddress(options.Host, options.Port, options.WebSocket), last + 1, desired.SignedFor(device)),
            LangSoJson.Compact);
    }
}
