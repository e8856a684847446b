using LangSo.Foundation;

namespace LangSo.Territory.Answers;

/// <summary>Turns what a user wrote (a code, kinds, a day) into what the gazetteer knows, or into a clear line.</summary>
public static class Asking
{
    /// <summary>Refuses a day before the first data, and a gazetteer without data.</summary>
    public static Outcome<AsOf> Day(Gazetteer gazetteer, AsOf asOf) => gazetteer.FirstDay switch
    {
        null => new Problem("as-of", "Chưa có dữ liệu địa giới. Nạp dữ liệu trước, ví dụ: langso load demo."),
        { } first when asOf.Date < first =>
            new Problem("as-of", "Dữ liệu bắt đầu từ ngày {0}; chưa có gì cho ngày {1}.", VnTime.Text(first), VnTime.Text(asOf.Date)),
        _ when !gazetteer.InForce(asOf).Any() =>
            new Problem("known-on", "Đến ngày {0} Làng Số chưa ghi nhận đơn vị nào cho ngày {1}.", VnTime.Text(asOf.KnownOn), VnTime.Text(asOf.Date)),
        _ => asOf,
    };

    /// <summary>The unit that bears this code on that day; a code of other days is answered with what it meant when.</summary>
    public static Outcome<UnitVersion> Unit(Gazetteer gazetteer, string? code, AsOf asOf, string field = "code")
    {
        var day = Day(gazetteer, asOf);
        if (!day.Ok) return day.Problems.ToList();
        code = VnText.Clean(code);
        if (gazetteer.ByCode(code, asOf) is { } unit) return unit;
        var other = gazetteer.EverWithCode(code).Select(Meant).ToList();
        return other.Count == 0
            ? new Problem(field, "Không có đơn vị nào mang mã {0}.", code.Length == 0 ? "(trống)" : code)
            : new Problem(field, "Ngày {0} không có đơn vị nào mang mã {1}. Mã này là {2}.", VnTime.Text(asOf.Date), code, string.Join("; ", other));
    }

    /// <summary>Kinds written "xã,thị_trấn" (an underscore stands for a blank); null or empty asks for all.</summary>
    public static Outcome<string[]> Kinds(Gazetteer gazetteer, string? kinds)
    {
        if (string.IsNullOrWhiteSpace(kinds)) return Array.Empty<string>();
        var known = gazetteer.Kinds.Select(k => k.Kind).ToList();
        var asked = kinds.Split(',').Select(k => VnText.Clean(k.Replace('_', ' ')).ToLower(VnText.Culture)).ToArray();
        var unknown = Array.Find(asked, k => !known.Contains(k));
        return unknown is null
            ? asked
            : new Problem("kind", "Không có loại đơn vị “{0}”. Các loại: {1}.", unknown, string.Join(", ", known));
    }

    private static string Meant(UnitVersion version) => version.FullName + (version.To is { } end
        ? " từ " + VnTime.Text(version.From) + " đến " + VnTime.Text(end.AddDays(-1))
        : " từ " + VnTime.Text(version.From));
}
