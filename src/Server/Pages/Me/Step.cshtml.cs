using LangSo.Foundation;
using LangSo.Server.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.Me;

/// <summary>The second step of signing in: a code of six digits from the person's phone (RFC 6238), or a recovery code.</summary>
[AllowAnonymous]
public sealed class StepModel(SignInManager<Account> signIn, UserManager<Account> users, IServiceProvider services) : PageModel
{
    private const string Provider = "langso";
    private const string LastCode = "last-code";

    private readonly SignInTries _tries = services.GetRequiredService<SignInTries>();

    /// <summary>Where to go after.</summary>
    [BindProperty(SupportsGet = true)] public string? Back { get; set; }

    /// <summary>Why it did not work.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Shows the form to who has given a password just now.</summary>
    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? LocalRedirect("/sign-in") : Page();

    /// <summary>Takes the code.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? code)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user) return LocalRedirect("/sign-in");
        var tries = "step:" + user.UserName;
        if (_tries.Left(tries) == 0) return Refuse(0);
        var typed = new string([.. (code ?? "").Where(c => !char.IsWhiteSpace(c))]);
        if (typed.Length == 6 && typed.All(char.IsAsciiDigit))
        {
            // A code that was used once is used up (RFC 6238, 5.2).
            if (await users.GetAuthenticationTokenAsync(user, Provider, LastCode) != typed && (await signIn.TwoFactorAuthenticatorSignInAsync(typed, isPersistent: false, rememberClient: false)).Succeeded)
            {
                await users.SetAuthenticationTokenAsync(user, Provider, LastCode, typed);
                return In(tries);
            }
        }
        else if ((await signIn.TwoFactorRecoveryCodeSignInAsync(typed)).Succeeded)
        {
            return In(tries);
        }
        return Refuse(_tries.Wrong(tries));
    }

    private LocalRedirectResult In(string tries)
    {
        _tries.Right(tries);
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : "/");
    }

    private PageResult Refuse(int left)
    {
        Problem = left == 0 ? new Problem("code", "Đã sai quá nhiều lần. Chờ {0} phút rồi thử lại.", SignInTries.Wait.TotalMinutes)
            : new Problem("code", "Mã chưa đúng hoặc đã dùng. Chờ mã kế tiếp rồi gõ lại; còn {0} lần thử.", left);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
