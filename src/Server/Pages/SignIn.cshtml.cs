using LangSo.Foundation;
using LangSo.Server.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages;

/// <summary>The door. Anyone may stand before it.</summary>
[AllowAnonymous]
public sealed class SignInModel : PageModel
{
    private readonly SignInManager<Account> _signIn;
    private readonly SignInTries _tries;

    /// <summary>Made by the container.</summary>
    public SignInModel(SignInManager<Account> signIn, IServiceProvider services) =>
        (_signIn, _tries) = (signIn, services.GetRequiredService<SignInTries>());

    /// <summary>The account name as typed.</summary>
    [BindProperty(SupportsGet = true)] public string Name { get; set; } = "";

    /// <summary>Where to go after.</summary>
    [BindProperty(SupportsGet = true)] public string? Back { get; set; }

    /// <summary>Why it did not work.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm] string? password)
    {
        var name = VnText.Clean(Name);
        if (_tries.Left(name) == 0)
            return Refuse(new Problem("password", "Đã sai quá nhiều lần. Chờ {0} phút rồi thử lại.", SignInTries.Wait.TotalMinutes));
        var result = await _signIn.PasswordSignInAsync(name, password ?? "", isPersistent: false, lockoutOnFailure: false);
        if (result.Succeeded)
        {
            _tries.Right(name);
            return LocalRedirect(Url.IsLocalUrl(Back) ? Back! : "/");
        }
        var left = _tries.Wrong(name);
        return Refuse(left == 0
            ? new Problem("password", "Đã sai quá nhiều lần. Chờ {0} phút rồi thử lại.", SignInTries.Wait.TotalMinutes)
            : new Problem("password", "Tài khoản hoặc mật khẩu không khớp. Còn {0} lần thử.", left));
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
