using System.Security.Claims;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Host;
using LangSo.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
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
            .AddClaimsPrincipalFactory<GrantClaims>();
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, StoreContext, string>>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
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

    /// <summary>Puts the grants of today into the sign-in, as "right@unit".</summary>
    private sealed class GrantClaims(UserManager<Account> users, IOptions<IdentityOptions> options, StoreContext db, TimeProvider clock)
        : UserClaimsPrincipalFactory<Account>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new Claim(Caller.NameClaim, user.ShownName));
            var today = clock.Today();
            var grants = await db.Set<RoleGrant>().AsNoTracking()
                .Where(g => g.UserName == user.UserName && g.From <= today && (g.To == null || g.To > today)).ToListAsync();
            foreach (var grant in grants)
                foreach (var right in Roles.Carries(grant.Role))
                    identity.AddClaim(new Claim(Caller.GrantClaim, right + "@" + grant.Unit.Value));
            return identity;
        }
    }
}
