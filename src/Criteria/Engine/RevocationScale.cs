using LangSo.Criteria.Sets;

namespace LangSo.Criteria.Engine;

/// <summary>
/// The revocation rule counted out for a number of criteria: how many further criteria may fail before the title is lost. 0 is lost.
/// </summary>
public sealed class RevocationScale
{
    private readonly int _withKey, _without;

    /// <summary>Counts the rule out: shares are of <paramref name="criteria"/>, both bounds inclusive.</summary>
    public RevocationScale(RevocationRule rule, int criteria) => (_withKey, _without) = (Share(rule.WithKey, criteria), Share(rule.Without, criteria));

    /// <summary>
    /// The least number of further failures that loses the title: with a key criterion failing, or one of the further ones being key, the
    /// lower share counts. 0 when it is lost now.
    /// </summary>
    public int Distance(int failing, bool keyFails, bool keyLeft)
    {
        if (failing >= _without || (keyFails && failing >= _withKey)) return 0;
        var any = _without - failing;
        if (keyFails) return Math.Min(any, _withKey - failing);
        return keyLeft ? Math.Min(any, Math.Max(1, _withKey - failing)) : any;
    }

    /// <summary>The least whole number of criteria that is at least so many percent.</summary>
    private static int Share(int percent, int criteria) => (percent * criteria + 99) / 100;
}
