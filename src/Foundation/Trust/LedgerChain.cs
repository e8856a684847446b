using System.Security.Cryptography;
using System.Text;

namespace LangSo.Foundation;

/// <summary>One row of the ledger: an official act, chained to the row before it.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="At">When it was written, UTC, to the millisecond.</param>
/// <param name="Actor">Who did it: a user name, or <c>langso</c>.</param>
/// <param name="Act">What was done: <c>decision</c>, <c>approval</c>, <c>order</c> …</param>
/// <param name="Subject">What it was done to: an id.</param>
/// <param name="Body">The act in full, compact JSON.</param>
/// <param name="Previous">Hash of the row before, or 64 zeros.</param>
/// <param name="Hash">SHA-256 over all of the above, hex.</param>
public sealed record LedgerRow(long Number, DateTime At, string Actor, string Act, string Subject, string Body, string Previous, string Hash);

/// <summary>The chain's one rule, apart from any store.</summary>
public static class LedgerChain
{
    /// <summary>What the first row is chained to.</summary>
    public static readonly string Root = new('0', 64);

    /// <summary>The hash of a row: SHA-256 over its fields, each preceded by its length so that no two rows share a form.</summary>
    public static string HashOf(long number, DateTime at, string actor, string act, string subject, string body, string previous)
    {
        var text = new StringBuilder();
        foreach (var field in (string[])[number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), actor, act, subject, body, previous])
            text.Append(Encoding.UTF8.GetByteCount(field)).Append(':').Append(field);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The row that follows <paramref name="last"/>.</summary>
    public static LedgerRow Next(LedgerRow? last, DateTime at, string actor, string act, string subject, string body)
    {
        var number = (last?.Number ?? 0) + 1;
        var previous = last?.Hash ?? Root;
        at = new DateTime(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return new LedgerRow(number, at, actor, act, subject, body, previous, HashOf(number, at, actor, act, subject, body, previous));
    }

    /// <summary>The number of the first row that does not follow from the one before, or null when all do.</summary>
    public static long? FirstBroken(IEnumerable<LedgerRow> rows)
    {
        var (number, previous) = (0L, Root);
        foreach (var row in rows)
        {
            number++;
            if (row.Number != number || row.Previous != previous
                || row.Hash != HashOf(row.Number, row.At, row.Actor, row.Act, row.Subject, row.Body, row.Previous))
                return number;
            previous = row.Hash;
        }
        return null;
    }
}
