using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Access;

/// <summary>What is asked of the audit.</summary>
/// <param name="Areas">Only what lies within these units.</param>
/// <param name="Text">Part of a person's name, marks aside.</param>
/// <param name="Unit">Only at this unit or below.</param>
/// <param name="From">First day, or null.</param>
/// <param name="Until">Last day, or null.</param>
internal sealed record AuditQuestion(IReadOnlyCollection<UnitId> Areas, string? Text, UnitId? Unit, DateOnly? From, DateOnly? Until);

/// <summary>One grant as the audit shows it.</summary>
internal sealed record HeldRow(RoleGrant Grant, string Name, string UnitName);

/// <summary>One deed as the audit shows it.</summary>
/// <param name="Row">The ledger's row.</param>
/// <param name="Name">Who, by shown name.</param>
/// <param name="InPlaceOf">In whose place, by shown name, when that day the actor held no role of the own.</param>
internal sealed record DoneRow(LedgerRow Row, string Name, string? InPlaceOf);

/// <summary>Who held which right when, and who did what.</summary>
internal sealed class AccessAudit(StoreFactory stores, GrantBook book, Gazetteers gazetteers)
{
    /// <summary>The grants that held on any day of the question, newest first.</summary>
    public async Task<IReadOnlyList<HeldRow>> HeldAsync(AuditQuestion question, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var (grants, names) = await ReadAsync(db, question, cancel);
        return [.. grants.Where(g => g.To != g.From && (question.Until is null || g.From <= question.Until) && (question.From is null || g.To is null || g.To > question.From))
            .OrderByDescending(g => g.From).ThenByDescending(g => g.Id).Select(g => new HeldRow(g, names.GetValueOrDefault(g.UserName, g.UserName), NameOf(g)))];
    }

    /// <summary>What people with a role in the area did, newest first: a page of it, or all when <paramref name="size"/> is 0.</summary>
    public async Task<(int Total, IReadOnlyList<DoneRow> Rows)> DoneAsync(AuditQuestion question, int page, int size, CancellationToken cancel)
    {
        await using var db = stores.Open();
        var (grants, names) = await ReadAsync(db, question, cancel);
        var actors = grants.Select(g => g.UserName).Distinct().ToList();
        var rows = db.Set<LedgerRow>().AsNoTracking().Where(r => actors.Contains(r.Actor));
        if (question.From is { } from)
        {
            var first = VnTime.At(from, TimeOnly.MinValue).UtcDateTime;
            rows = rows.Where(r => r.At >= first);
        }
        if (question.Until is { } until)
        {
            var end = VnTime.At(until.AddDays(1), TimeOnly.MinValue).UtcDateTime;
            rows = rows.Where(r => r.At < end);
        }
        var total = await rows.CountAsync(cancel);
        var newest = rows.OrderByDescending(r => r.Number);
        var shown = await (size == 0 ? newest : newest.Skip((page - 1) * size).Take(size)).ToListAsync(cancel);
        var held = (await db.Set<RoleGrant>().AsNoTracking().Where(g => actors.Contains(g.UserName)).ToListAsync(cancel)).ToLookup(g => g.UserName);
        return (total, [.. shown.Select(r => new DoneRow(r, names.GetValueOrDefault(r.Actor, r.Actor), InPlaceOf([.. held[r.Actor]], r) is { } other ? names.GetValueOrDefault(other, other) : null))]);
    }

    /// <summary>In whose place a deed was done: the right that it needs was held that day only as a deputy.</summary>
    internal static string? InPlaceOf(IReadOnlyCollection<RoleGrant> grants, LedgerRow row)
    {
        var day = VnTime.DayOf(new DateTimeOffset(DateTime.SpecifyKind(row.At, DateTimeKind.Utc)));
        if (ActRights.Of(row.Act) is { } right) return AccessRule.InPlaceOf(grants, right, day);
        var held = grants.Where(g => g.HoldsOn(day)).ToList();
        return held.Count > 0 && held.All(g => g.For is not null) ? held[0].For : null;
    }

    private async Task<(IReadOnlyList<RoleGrant> Grants, IReadOnlyDictionary<string, string> Names)> ReadAsync(StoreContext db, AuditQuestion question, CancellationToken cancel)
    {
        var names = await db.Set<Account>().AsNoTracking().ToDictionaryAsync(a => a.UserName!, a => a.ShownName, StringComparer.Ordinal, cancel);
        var (asOf, units, text) = (book.Today, gazetteers.Current, VnText.Fold(VnText.Clean(question.Text)));
        var within = new Dictionary<UnitId, bool>();
        bool Within(UnitId unit) => within.TryGetValue(unit, out var known) ? known : within[unit] = units.Covers(question.Areas, unit, asOf, reading: true)
            && (question.Unit is null || units.Covers([question.Unit.Value], unit, asOf, reading: true));
        var grants = await db.Set<RoleGrant>().AsNoTracking().ToListAsync(cancel);
        return ([.. grants.Where(g => Within(g.Unit) && (text.Length == 0 || VnText.Fold(names.GetValueOrDefault(g.UserName) + " " + g.UserName).Contains(text, StringComparison.Ordinal)))], names);
    }

    private string NameOf(RoleGrant grant) =>
        (gazetteers.Current.Find(grant.Unit, new AsOf(grant.From, book.Today.Date)) ?? (gazetteers.Current.Life(grant.Unit) is [.., var last] ? last : null))?.FullName ?? grant.Unit.Value;
}
