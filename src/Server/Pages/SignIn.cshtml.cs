using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
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
    private readonly Figures _figures;
    private readonly TimeProvider _clock;

    /// <summary>Made by the container.</summary>
    public SignInModel(SignInManager<Account> signIn, IServiceProvider services) =>
        (_signIn, _tries, _figures, _clock) =
            (signIn, services.GetRequiredService<SignInTries>(), services.GetRequiredService<Figures>(), services.GetRequiredService<TimeProvider>());

    /// <summary>The communes on the day of the newest decision, for the picture beside the form: nothing on it can be pressed.</summary>
    public IReadOnlyList<HexCell> Cells
    {
        get
        {
            var (book, today) = (_figures.Current, _clock.Today());
            var asOf = new AsOf(book.Decisions.All.Select(d => d.Effective).Where(d => d <= today).DefaultIfEmpty(today).Max(), today);
            return [.. book.Map.At(asOf.Date).Select(p => (Place: p, Unit: book.Units.Find(p.Unit, asOf))).Where(p => p.Unit is not null)
                .Select(p => new HexCell(p.Place.Row, p.Place.Column, p.Unit!.FullName, "", book.Decisions.ShadeOf(p.Place.Unit, asOf)?.Rank ?? 0, "", null))];
        }
    }

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
        if (result.RequiresTwoFactor) return LocalRedirect("/sign-in/step" + (Url.IsLocalUrl(Back) ? "?back=" + Uri.EscapeDataString(Back!) : ""));
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
