using System.Text;
using LangSo.Foundation;

namespace LangSo.Territory.DataFiles;

/// <summary>
/// Whether a code or an id meant this territory on that day. Codes come back: of the 3,321 codes of 1/7/2025, 3,316 were those of an
/// old commune, 2,180 under another name. A value that is joined to the wrong one is a false figure that nobody sees, so a code is
/// read by the day of the value, and a name that contradicts it is refused with what was probably meant.
/// </summary>
public static class Vintage
{
    /// <summary>The unit that bore <paramref name="code"/> on <paramref name="day"/>, if <paramref name="name"/> (may be empty) is its name.</summary>
    public static Outcome<UnitVersion> OfCode(Gazetteer gazetteer, string code, string name, DateOnly day, string field = "code")
    {
        var ever = gazetteer.EverWithCode(code).ToList();
        if (ever.Count == 0) return new Problem(field, "không có đơn vị nào mang mã {0}", code);
        var then = ever.FirstOrDefault(v => v.From <= day && (v.To is null || day < v.To)) ?? Earlier(gazetteer, ever, day);
        if (then is null)
            return new Problem(field, "ngày {0} không có đơn vị nào mang mã {1}; mã này là {2}", VnTime.Text(day), code, string.Join("; ", ever.Select(v => Meant(gazetteer, v, day))));
        if (name.Length == 0 || SameName(gazetteer, then, name)) return then;
        var meant = ever.Where(v => v != then && SameName(gazetteer, v, name)).Select(v => Meant(gazetteer, v, day)).ToList();
        if (meant.Count == 0) meant = Namesakes(gazetteer, then, name, day);
        return meant.Count == 0
            ? new Problem(field, "mã {0} ngày {1} là {2}, không phải “{3}”", code, VnTime.Text(day), then.FullName, name)
            : new Problem(field, "mã {0} ngày {1} là {2}, không phải “{3}”; có lẽ muốn nói {4}", code, VnTime.Text(day), Since(then), name, string.Join("; ", meant));
    }

    /// <summary>The version of <paramref name="unit"/> on <paramref name="day"/>, if <paramref name="name"/> (may be empty) is its name.</summary>
    public static Outcome<UnitVersion> OfUnit(Gazetteer gazetteer, UnitId unit, string name, DateOnly day, string field = "unit")
    {
        var life = gazetteer.Life(unit);
        if (life.Count == 0) return new Problem(field, "không có đơn vị {0}", unit);
        var then = life.FirstOrDefault(v => v.From <= day && (v.To is null || day < v.To)) ?? Earlier(gazetteer, life, day);
        if (then is null)
            return new Problem(field, "đơn vị {0} không tồn tại ngày này; đó là {1}", unit, Meant(gazetteer, day < life[0].From ? life[0] : life[^1], day));
        if (name.Length == 0 || SameName(gazetteer, then, name)) return then;
        return life.FirstOrDefault(v => v != then && SameName(gazetteer, v, name)) is { } other
            ? new Problem(field + "_is", "ngày này đơn vị tên là “{0}”; có lẽ muốn nói {1}", then.FullName, Meant(gazetteer, other, day))
            : new Problem(field + "_is", "ngày này đơn vị tên là “{0}”", then.FullName);
    }

    /// <summary>
    /// True when the unit's history begins only because the data do: nothing says that it was made that day. Its first version speaks
    /// for the days before.
    /// </summary>
    public static bool BeginsWithTheData(Gazetteer gazetteer, UnitVersion first) =>
        !gazetteer.Into(first.Unit, DateOnly.MaxValue).Any(e => e.On <= first.From)
        && (first.From == gazetteer.FirstDay || gazetteer.Instruments.GetValueOrDefault(first.Basis) is { } basis && basis.Effective == first.From && basis.Issued == first.From);

    /// <summary>"Xã Hoà Bình", "xã Hòa Bình" and "Hòa  Bình" are one name: case, the place of the tone and a missing kind are no difference.</summary>
    public static bool SameName(Gazetteer gazetteer, UnitVersion version, string name)
    {
        var given = OneForm(name);
        if (given == OneForm(version.FullName)) return true;
        return given == OneForm(version.Name) && !gazetteer.Kinds.Any(k => given.StartsWith(OneForm(k.Kind) + " ", StringComparison.Ordinal));
    }

    private static UnitVersion? Earlier(Gazetteer gazetteer, IEnumerable<UnitVersion> versions, DateOnly day) => versions
        .Where(v => day < v.From && gazetteer.Life(v.Unit)[0] == v && BeginsWithTheData(gazetteer, v))
        .MinBy(v => v.From);

    // What a version was, until when, and where it is on the day that was asked about.
    private static string Meant(Gazetteer gazetteer, UnitVersion version, DateOnly day)
    {
        var text = new StringBuilder(version.FullName).Append(" (").Append(version.Code).Append(") ");
        if (version.To is not { } end) return text.Append("từ ").Append(VnTime.Text(version.From)).ToString();
        text.Append("đến ").Append(VnTime.Text(end.AddDays(-1)));
        var after = gazetteer.Became(version.Unit).Where(e => e.On == end && e.On <= day)
            .Select(e => gazetteer.Life(e.To).FirstOrDefault(v => v.From == e.On)).OfType<UnitVersion>().Select(v => v.FullName + " (" + v.Code + ")").ToList();
        if (after.Count > 0) text.Append(", từ ").Append(VnTime.Text(end)).Append(" thuộc ").AppendJoin(", ", after);
        return text.ToString();
    }

    private static string Since(UnitVersion version) => version.FullName + " (từ " + VnTime.Text(version.From) + ")";

    // Units of that name on that day in the same province: the code was mistyped, not old.
    private static List<string> Namesakes(Gazetteer gazetteer, UnitVersion then, string name, DateOnly day)
    {
        var asOf = new AsOf(day < then.From ? then.From : day, DateOnly.MaxValue);
        return gazetteer.Chain(then.Unit, asOf) is [.., var top]
            ? [.. gazetteer.Under(top.Unit, asOf).Where(v => v.Unit != then.Unit && SameName(gazetteer, v, name)).Take(3).Select(v => Meant(gazetteer, v, day))]
            : [];
    }

    // Lower case, each word's letters without its tone and then the tone: hoà and hòa are the same word.
    private static string OneForm(string name)
    {
        var (built, tone) = (new StringBuilder(name.Length + 8), '\0');
        foreach (var c in VnText.Clean(name).ToLower(VnText.Culture).Normalize(NormalizationForm.FormD))
        {
            if (c is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323') tone = c;
            else if (c == ' ') End().Append(' ');
            else built.Append(c);
        }
        return End().ToString();

        StringBuilder End()
        {
            if (tone != '\0') built.Append(tone);
            tone = '\0';
            return built;
        }
    }
}
