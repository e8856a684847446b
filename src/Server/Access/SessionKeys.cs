using System.Text;
using System.Xml.Linq;
using LangSo.Devices;
using LangSo.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>A key of sign-in cookies and forms, wrapped under the installation's secret.</summary>
internal sealed class SessionKeyRow
{
    /// <summary>The name that the framework gives it.</summary>
    public required string Name { get; init; }
    public required byte[] Wrapped { get; init; }
    public required DateTime Added { get; init; }
}

/// <summary>The keys of sign-in cookies and forms in the store, so that each server takes what another one gave.</summary>
internal sealed class SessionKeys(StoreFactory stores, KeyRing keys, InstallationSecret secret, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        if (!keys.Open().Ok) return [];
        using var db = stores.Open();
        return [.. db.Set<SessionKeyRow>().AsNoTracking().OrderBy(k => k.Added).AsEnumerable()
            .Select(k => secret.Unwrap("session-" + k.Name, k.Wrapped)).OfType<byte[]>().Select(xml => XElement.Parse(Encoding.UTF8.GetString(xml)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        if (!keys.Open().Ok) return;
        using var db = stores.Open();
        db.Add(new SessionKeyRow
        {
            Name = friendlyName, Added = clock.GetUtcNow().UtcDateTime,
            Wrapped = secret.Wrap("session-" + friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))),
        });
        db.SaveChanges();
    }
}
