using System.Globalization;
using System.Text;
using LangSo.Foundation;

namespace LangSo.Territory.Answers;

/// <summary>One unit as answers show it; the JSON names are a contract.</summary>
/// <param name="Code">The code on the day asked about.</param>
/// <param name="Kind">xã, phường, thị trấn …</param>
/// <param name="Name">Without the kind.</param>
/// <param name="Parent">Code of the unit above, null for a province.</param>
/// <param name="ValidFrom">First day of this version.</param>
/// <param name="ValidTo">First day after it, null while it holds.</param>
public sealed record UnitLine(string Code, string Kind, string Name, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Writes a version; the parent's code is that of <paramref name="asOf"/>.</summary>
    public static UnitLine Of(Gazetteer gazetteer, UnitVersion version, AsOf asOf) => new(version.Code, version.Kind, version.Name,
        version.Parent is { } up ? gazetteer.Find(up, asOf)?.Code : null, version.From, version.To);
}

/// <summary>Which units there are on a day, as known on a day; the JSON names are a contract.</summary>
public sealed record UnitsAnswer(DateOnly AsOf, DateOnly KnownOn, int Count, IReadOnlyList<UnitLine> Units)
{
    /// <summary>
    /// Answers "which units": all in force under <paramref name="under"/> (a code of that day) of the <paramref name="kinds"/> asked for.
    /// Without kinds it is the communes that are counted; provinces, districts and hamlets come when their kind is asked for.
    /// </summary>
    public static Outcome<UnitsAnswer> Build(Gazetteer gazetteer, AsOf asOf, string? under, string? kinds)
    {
        var day = Asking.Day(gazetteer, asOf);
        if (!day.Ok) return day.Problems.ToList();
        var asked = Asking.Kinds(gazetteer, kinds);
        if (!asked.Ok) return asked.Problems.ToList();
        IEnumerable<UnitVersion> units;
        if (string.IsNullOrWhiteSpace(under))
        {
            units = gazetteer.InForce(asOf);
        }
        else
        {
            var area = Asking.Unit(gazetteer, under, asOf, "under");
            if (!area.Ok) return area.Problems.ToList();
            units = gazetteer.Under(area.Value.Unit, asOf);
        }
        var lines = units
            .Where(v => asked.Value.Length == 0 ? gazetteer.LevelOf(v) == "commune" : asked.Value.Contains(v.Kind))
            .Select(v => UnitLine.Of(gazetteer, v, asOf))
            .ToList();
        return new UnitsAnswer(asOf.Date, asOf.KnownOn, lines.Count, lines);
    }

    /// <summary>For reading: a line a unit, the count last.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var unit in Units)
            text.Append(unit.Code.PadRight(9)).Append(unit.Kind).Append(' ').AppendLine(unit.Name);
        text.Append(CultureInfo.InvariantCulture, $"{VnText.Number(Count)} đơn vị ngày {VnTime.Text(AsOf)}, biết đến ngày {VnTime.Text(KnownOn)}");
        var kinds = Units.CountBy(u => u.Kind).Select(k => VnText.Number(k.Value) + " " + k.Key).ToList();
        if (kinds.Count > 1) text.Append(" (").AppendJoin(", ", kinds).Append(')');
        return text.AppendLine().ToString();
    }

    /// <summary>For a spreadsheet: the same names as in JSON.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("code,kind,name,parent,validFrom,validTo\n");
        foreach (var unit in Units)
            text.AppendJoin(',', unit.Code, unit.Kind, Quoted(unit.Name), unit.Parent, Iso(unit.ValidFrom), unit.ValidTo is { } to ? Iso(to) : "").Append('\n');
        return text.ToString();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
