using LangSo.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>Accounts and grants in the store; the tables of ASP.NET Core Identity under our names.</summary>
internal sealed class AccessMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions) { }

    public void Map(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.HasKey(a => a.Id);
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<IdentityUserClaim<string>>(claim => claim.ToTable("account_claims").HasKey(c => c.Id));
        model.Entity<IdentityUserLogin<string>>(login => login.ToTable("account_logins").HasKey(l => new { l.LoginProvider, l.ProviderKey }));
        model.Entity<IdentityUserToken<string>>(token => token.ToTable("account_tokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name }));
        model.Entity<SessionKeyRow>(key =>
        {
            key.ToTable("session_keys");
            key.HasKey(k => k.Name);
            key.Property(k => k.Name).HasMaxLength(128);
        });
        model.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("role_grants");
            grant.HasIndex(g => g.UserName);
            grant.Property(g => g.GivenBy).HasDefaultValue("");
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations");
            invitation.HasKey(i => i.Hash);
            invitation.Property(i => i.Hash).HasMaxLength(64);
        });
        model.Entity<AccessSetting>(setting =>
        {
            setting.ToTable("access_settings");
            setting.HasKey(s => s.Name);
            setting.Property(s => s.Name).HasMaxLength(40);
        });
    }
}
