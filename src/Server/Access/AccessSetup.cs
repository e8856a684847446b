using System.Security.Claims;
using LangSo.Look;
using LangSo.Server.Host;
using LangSo.Server.Notices;
using LangSo.Store;
using LangSo.Store.Notices;
using LangSo.Territory;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LangSo.Server.Access;

/// <summary>Sign-in and rights: ASP.NET Core Identity, a cookie, one policy a right.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services, Installation installation)
    {
        services.AddSingleton<IStoreMapping, AccessMapping>();
        services.AddScoped(provider => provider.GetRequiredService<StoreFactory>().Open());
        services.AddSingleton<SignInTries>();
        services.AddSingleton<SessionKeys>();
        services.AddSingleton<IStoreMapping, NoticesMapping>();
        services.AddSingleton(installation.Mail ?? SmtpSetting.Off);
        services.AddSingleton<MailSender>();
        services.AddSingleton<NoticeBoard>().AddSingleton<INoticeBoard>(all => all.GetRequiredService<NoticeBoard>());
        services.AddSingleton<NoticeList>().AddSingleton<IBell>(all => all.GetRequiredService<NoticeList>());
        services.AddLeaderTimer<MailTimer>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<GrantBook>();
        services.AddSingleton<PeopleDesk>();
        services.AddSingleton<InvitationDesk>();
        services.AddSingleton<AccountDesk>();
        services.AddSingleton<PeopleList>();
        services.AddSingleton<AccessAudit>();
        var protection = services.AddDataProtection().SetApplicationName("LangSo");
        if (installation.Store.Engine == StoreEngine.Postgres)
            services.AddOptions<KeyManagementOptions>().Configure<SessionKeys>((options, keys) => options.XmlRepository = keys);
        else protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(installation.Folder.Path, "keys", "session")));
        // A grant or a password that changed through another server is seen within a minute.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddIdentityCore<Account>(options =>
            {
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequiredLength = 10;
                options.Lockout.MaxFailedAccessAttempts = SignInTries.Most;
                options.Lockout.DefaultLockoutTimeSpan = SignInTries.Wait;
            })
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddClaimsPrincipalFactory<GrantClaims>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        // Between the password and the code of the second step; no browser is remembered: each sign-in asks for both.
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            cookie.Cookie.Name = "langso.step";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        }).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "langso";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/refused";
            cookie.ReturnUrlParameter = "back";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var right in Roles.AllRights)
            authorization.AddPolicy(right, policy => policy.RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.AreasFor(right).Count > 0));
    }

    /// <summary>Puts the grants of today into the sign-in, as "right@unit"; a right follows its unit through mergers.</summary>
    private sealed class GrantClaims(UserManager<Account> users, IOptions<IdentityOptions> options, StoreContext db, GrantBook book, Gazetteers gazetteers)
        : UserClaimsPrincipalFactory<Account>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new Claim(Caller.NameClaim, user.ShownName));
            var held = await book.HeldAsync(db, user.UserName!, CancellationToken.None);
            var counted = AccessRule.Counted(held, await GrantBook.AsksTwoStepsAsync(db, CancellationToken.None), user.TwoFactorEnabled).ToList();
            if (counted.Count < held.Count) identity.AddClaim(new Claim(Caller.TwoStepsClaim, "1"));
            var others = counted.Select(g => g.For).OfType<string>().Distinct().ToList();
            var names = others.Count == 0 ? [] : await db.Set<Account>().AsNoTracking().Where(a => others.Contains(a.UserName!)).ToDictionaryAsync(a => a.UserName!, a => a.ShownName);
            var asOf = book.Today;
            foreach (var right in counted.SelectMany(g => Roles.Carries(g.Role)).Distinct())
            {
                foreach (var area in AccessRule.AreasOf(counted, right, asOf, gazetteers.Current).Distinct())
                    identity.AddClaim(new Claim(Caller.GrantClaim, right + "@" + area.Value));
                if (AccessRule.InPlaceOf(counted, right, asOf.Date) is { } other)
                    identity.AddClaim(new Claim(Caller.ForClaim, right + "=" + names.GetValueOrDefault(other, other)));
            }
            return identity;
        }
    }
}
