using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Territory;

namespace LangSo.Criteria.Assessments;

/// <summary>Assessments in the units of another day.</summary>
public static class CarriedAssessing
{
    /// <summary>
    /// The units of the day <paramref name="geography"/> by the values of the day asked about and the version in force then: new units before they
    /// were made, old ones after they ended. What cannot be carried to them is no data.
    /// </summary>
    public static Outcome<AreaAssessment> AssessArea(this AssessmentBook book, string set, UnitId? area, AsOf asOf, DateOnly geography)
    {
        var found = Version(book, set, asOf);
        if (!found.Ok) return found.Problems.ToList();
        return book.Carried(asOf, geography).AssessArea(found.Value.Set, found.Value.Version, area, new AsOf(geography, asOf.KnownOn), asOf.Date) with { AsOf = asOf, Geography = geography };
    }

    /// <summary>One unit of that day.</summary>
    public static Outcome<UnitAssessment> Assess(this AssessmentBook book, string set, UnitId unit, AsOf asOf, DateOnly geography)
    {
        var found = Version(book, set, asOf);
        return found.Ok ? book.Carried(asOf, geography).Assess(found.Value.Set, found.Value.Version, unit, new AsOf(geography, asOf.KnownOn), asOf.Date) : found.Problems.ToList();
    }

    private static Outcome<(CriteriaSet Set, SetVersion Version)> Version(AssessmentBook book, string set, AsOf asOf)
    {
        var found = book.Set(set);
        if (!found.Ok) return found.Problems.ToList();
        return found.Value.On(asOf.Date) is { } version ? (found.Value, version)
            : new Problem("set", "Bộ {0} không có bản nào có hiệu lực ngày {1}.", found.Value.Name, VnTime.Text(asOf.Date));
    }
}
