using System.Security.Cryptography;
using System.Text;
using LangSo.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>
/// Accounts in the store. The secret of the second step is kept wrapped under the session keys and recovery codes only as hashes, so that a
/// dump of the database opens nothing.
/// </summary>
internal sealed class AccountStore(StoreContext context, IDataProtectionProvider protection) : UserOnlyStore<Account, StoreContext, string>(context)
{
    private readonly IDataProtector _wrap = protection.CreateProtector("langso.second-step");

    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _wrap.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { } wrapped) return null;
        try
        {
            return _wrap.Unprotect(wrapped);
        }
        catch (CryptographicException)
        {
            // The keys were lost: no code is right, and an administrator takes the second step off.
            return null;
        }
    }

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(HashOf), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        RedeemHashAsync(user, HashOf(code), cancellationToken);

    /// <summary>Takes one code from those that are left; the base compares and would hash the rest again.</summary>
    private async Task<bool> RedeemHashAsync(Account user, string hash, CancellationToken cancel)
    {
        var left = (await GetTokenAsync(user, Provider, Codes, cancel) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!left.Remove(hash)) return false;
        await SetTokenAsync(user, Provider, Codes, string.Join(';', left), cancel);
        return true;
    }

    private const string Provider = "[AspNetUserStore]";
    private const string Codes = "RecoveryCodes";

    /// <summary>The codes are random and long enough that a plain hash cannot be turned back.</summary>
    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));
}
