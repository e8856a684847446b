using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Access;
using LangSo.Server.Notices;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.Me;

/// <summary>One's own account: password, second step, sessions, mail.</summary>
[Authorize]
public sealed class AccountModel(UserManager<Account> users, SignInManager<Account> signIn, IServiceProvider services, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    private const int RecoveryCodes = 8;

    private string? _done;

    private readonly AccountDesk _desk = services.GetRequiredService<AccountDesk>();

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>What was done, in words.</summary>
    public string? Done => _done switch
    {
        "access-password" => "Đã đổi mật khẩu. Mọi nơi khác đang đăng nhập sẽ phải đăng nhập lại.",
        "access-two-steps-on" => "Đã bật đăng nhập hai bước.",
        "access-two-steps-off" => "Đã tắt đăng nhập hai bước.",
        "access-sign-out" => "Mọi nơi khác sẽ phải đăng nhập lại, chậm nhất sau một phút.",
        "mail" => "Đã ghi cách nhận thư.",
        _ => null,
    };

    /// <summary>The account.</summary>
    public Account Own { get; private set; } = null!;

    /// <summary>True when roles that decide need two steps.</summary>
    public bool Asked { get; private set; }

    /// <summary>The secret to type into the phone, in groups of four; null when none is being set up.</summary>
    public string? Secret { get; private set; }

    /// <summary>What the phone reads from the picture.</summary>
    public string? SecretLink { get; private set; }

    /// <summary>Recovery codes, shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>True when this server sends mail.</summary>
    public bool Mails => services.GetRequiredService<SmtpSetting>().On;

    internal IReadOnlyList<RoleGrant> Grants { get; private set; } = [];

    internal string Place(UnitId unit) => People.UnitChoice.NameOf(gazetteers.Current, unit, new AsOf(clock.Today(), clock.Today()));

    /// <summary>Opens it.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <summary>A new password; other sessions end.</summary>
    public async Task<IActionResult> OnPostPasswordAsync([FromForm] string? old, [FromForm] string? password, [FromForm] string? again, CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        if (InvitationDesk.PasswordRefused(password ?? "", again ?? "", user.UserName!) is { } weak) return await RefuseAsync(weak, cancel);
        if (!(await users.ChangePasswordAsync(user, old ?? "", password!)).Succeeded) return await RefuseAsync(new Problem("old", "Mật khẩu đang dùng chưa đúng."), cancel);
        return await DidAsync(user, "access-password", cancel);
    }

    /// <summary>Begins the second step: a fresh secret.</summary>
    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: false } user) return LocalRedirect("/account");
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        await ShowSecretAsync(user);
        return await ShowAsync(cancel);
    }

    /// <summary>Ends setting it up: the first code proves that the phone has the secret.</summary>
    public async Task<IActionResult> OnPostConfirmAsync([FromForm] string? code, CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { TwoFactorEnabled: false } user) return LocalRedirect("/account");
        var typed = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, typed))
        {
            await ShowSecretAsync(user);
            return await RefuseAsync(new Problem("code", "Mã chưa đúng. Xem giờ của điện thoại có đúng không, rồi gõ mã đang hiện."), cancel);
        }
        await users.SetTwoFactorEnabledAsync(user, true);
        Codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!];
        return await DidAsync(user, "access-two-steps-on", cancel);
    }

    /// <summary>Takes the second step off; asks for the password.</summary>
    public async Task<IActionResult> OnPostOffAsync([FromForm] string? password, CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        if (!await users.CheckPasswordAsync(user, password ?? "")) return await RefuseAsync(new Problem("password", "Mật khẩu đang dùng chưa đúng."), cancel);
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        return await DidAsync(user, "access-two-steps-off", cancel);
    }

    /// <summary>Ends every session but this one.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        await users.UpdateSecurityStampAsync(user);
        return await DidAsync(user, "access-sign-out", cancel);
    }

    /// <summary>Where mail goes and how.</summary>
    public async Task<IActionResult> OnPostMailAsync([FromForm] string? email, [FromForm] string? wish, CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        var address = VnText.Clean(email);
        if (address.Length > 0 && !System.Net.Mail.MailAddress.TryCreate(address, out _)) return await RefuseAsync(new Problem("email", "Địa chỉ thư “{0}” chưa đúng.", address), cancel);
        user.Email = address.Length == 0 ? null : address;
        user.MailWish = wish is "daily" or "none" ? wish : null;
        await users.UpdateAsync(user);
        _done = "mail";
        return await ShowAsync(cancel);
    }

    private async Task ShowSecretAsync(Account user)
    {
        var key = await users.GetAuthenticatorKeyAsync(user) ?? "";
        Secret = string.Join(' ', key.Chunk(4).Select(c => new string(c)));
        SecretLink = $"otpauth://totp/{Uri.EscapeDataString("Làng Số")}:{Uri.EscapeDataString(user.UserName!)}?secret={key}&issuer={Uri.EscapeDataString("Làng Số")}";
        Response.Headers.CacheControl = "no-store";
    }

    private async Task<IActionResult> DidAsync(Account user, string act, CancellationToken cancel)
    {
        await _desk.RecordOwnAsync(user.UserName!, act, cancel);
        await signIn.RefreshSignInAsync(user);
        _done = act;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> RefuseAsync(Problem problem, CancellationToken cancel)
    {
        Problems = [problem];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        if (await users.GetUserAsync(User) is not { } user) return Challenge();
        Own = user;
        Asked = await _desk.AsksTwoStepsAsync(cancel);
        await using var db = services.GetRequiredService<LangSo.Store.StoreFactory>().Open();
        Grants = await services.GetRequiredService<GrantBook>().HeldAsync(db, user.UserName!, cancel);
        return Page();
    }
}
