using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>Finds or makes the delegation under which a user signs. Each one that is made is an act of its own in the ledger.</summary>
internal sealed class Delegations(KeyRing keys)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365), Renewed = TimeSpan.FromDays(30);

    /// <summary>The delegation's JWS: it holds now and at least until <paramref name="needed"/>.</summary>
    public async Task<string> ForAsync(StoreContext db, Ledger.Recorder acts, string user, SignerGrant grant, DateTime needed, CancellationToken cancel)
    {
        var key = keys.PublicOf(user);
        var keyId = key.Id();
        var until = Later(acts.Now + Renewed, needed);
        bool Fits(DelegationRow d) => d.UserName == user && d.KeyId == keyId && d.Area == grant.Area && d.HighestClass == grant.HighestClass && d.ValidUntil > until;
        var known = db.Set<DelegationRow>().Local.FirstOrDefault(Fits)
            ?? (await db.Set<DelegationRow>().Where(d => d.UserName == user && d.ValidUntil > until).ToListAsync(cancel)).FirstOrDefault(Fits);
        if (known is not null) return known.Jws;

        var delegation = new Delegation(key, grant.Name, grant.Area, grant.HighestClass, acts.Now.AddMinutes(-5), Later(acts.Now + Life, needed + Renewed));
        var row = new DelegationRow
        {
            Id = Guid.CreateVersion7(acts.Now).ToString("n"), UserName = user, KeyId = keyId, Area = grant.Area, HighestClass = grant.HighestClass,
            ValidFrom = delegation.From, ValidUntil = delegation.Until, Jws = keys.SignAsRoot(delegation, Delegation.Type),
        };
        db.Add(row);
        acts.Record("langso", "delegation", user, delegation);
        return row.Jws;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
