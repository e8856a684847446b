using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Sets;
using LangSo.Foundation;

namespace LangSo.SelfAssessment;

/// <summary>What the sheet of a unit, set and year asks, on one day.</summary>
/// <param name="Sheet">Which sheet.</param>
/// <param name="Set">The set.</param>
/// <param name="Version">The version in force on the day.</param>
/// <param name="Asked">What may be typed: by the indicator of facts.</param>
/// <param name="Day">The day that it is judged on: the year's last, or today before that.</param>
/// <param name="First">The first day that a value of the year can hold from: the year's first, or the unit's own first day in it.</param>
internal sealed record SheetForm(SheetKey Sheet, CriteriaSet Set, SetVersion Version, IReadOnlyDictionary<string, SetIndicator> Asked, DateOnly Day, DateOnly First)
{
    /// <summary>Where values typed on sheets come from, in words: tells them from all other facts.</summary>
    public static string SourceOf(int year) => "Tự đánh giá của xã năm " + year.ToString(VnText.Culture);

    /// <summary>The form, or why there is none.</summary>
    public static Outcome<SheetForm> Of(AssessmentBook book, SheetKey sheet, DateOnly today)
    {
        if (sheet.Year < 2000 || sheet.Year > today.Year) return new Problem("year", "Không có phiếu năm {0}.", sheet.Year.ToString(VnText.Culture));
        if (!book.Shelf.Sets.TryGetValue(sheet.Set, out var set)) return new Problem("set", "Không có bộ tiêu chí “{0}”.", sheet.Set);
        var day = SheetDay.Of(book.Units, sheet.Unit, sheet.Year, new AsOf(today, today));
        if (Standing(book, sheet.Unit, today) is { } gone) return gone;
        var life = book.Units.Find(sheet.Unit, new AsOf(day, today));
        if (life is null) return new Problem("unit", "Năm {0} chưa có đơn vị này.", sheet.Year.ToString(VnText.Culture));
        if (!set.Kinds.Contains(life.Kind)) return new Problem("unit", "Bộ {0} không áp dụng cho {1}.", set.Name, life.FullName);
        if (set.On(day) is not { } version) return new Problem("set", "Bộ {0} không có bản nào có hiệu lực ngày {1}.", set.Name, VnTime.Text(day));
        var first = new DateOnly(sheet.Year, 1, 1);
        var born = book.Units.Life(sheet.Unit, today) is [var earliest, ..] ? earliest.From : life.From;
        return new SheetForm(sheet, set, version, Asks(book, set, version, life, new AsOf(day, today)), day, born > first ? born : first);
    }

    /// <summary>Null while the unit exists; else what it became.</summary>
    public static Problem? Standing(AssessmentBook book, UnitId unit, DateOnly today)
    {
        var now = new AsOf(today, today);
        if (book.Units.Find(unit, now) is not null) return null;
        var name = book.Units.Life(unit, today) is [.., var last] ? last.FullName : "Đơn vị này";
        return book.Units.HeirOf(unit, now) is { } heir
            ? new Problem("unit", "{0} đã nhập vào {1}. Mở phiếu của {1} để ghi tiếp; những gì đã gõ còn trong máy.", name, heir.FullName)
            : new Problem("unit", "{0} không còn. Hỏi Văn phòng Điều phối tỉnh xem ghi tiếp ở đâu; những gì đã gõ còn trong máy.", name);
    }

    /// <summary>Why a value is not taken, or null.</summary>
    public Problem? Refuses(string indicator, string value, FactBook facts)
    {
        if (!Asked.TryGetValue(indicator, out var asked) || !facts.Indicators.TryGetValue(indicator, out var known))
            return new Problem("indicator", "Bản đang áp dụng của bộ tiêu chí không hỏi chỉ tiêu này nữa. Mở lại phiếu để lấy bản mới.");
        if (value == Indicator.Exempt) return new Problem("value", "{0}: miễn là do quyết định của cấp trên, không tự ghi được.", asked.Name);
        if (value == Indicator.NotApplicable && !asked.MayNotApply) return new Problem("value", "{0}: chỉ tiêu này luôn áp dụng.", asked.Name);
        return known.Refuses(value) is { } rule ? new Problem("value", "{0}: giá trị {1}.", asked.Name, rule) : null;
    }

    /// <summary>
    /// The first day of a newly typed value. A correction keeps the day of what it corrects; what came from elsewhere within the year is followed by
    /// the typed value and not displaced, so that it stands again when the typed one is taken back.
    /// </summary>
    public DateOnly FromOf(FactBook facts, string indicator, DateOnly? before)
    {
        var (from, source) = (before > First ? before.Value : First, SourceOf(Sheet.Year));
        foreach (var fact in facts.History(indicator, Sheet.Unit))
            if (fact.From >= from && fact.From <= Day && !(fact.SourceKind == "typed" && fact.Source == source)) from = fact.From < Day ? fact.From.AddDays(1) : Day;
        return from;
    }

    private static Dictionary<string, SetIndicator> Asks(AssessmentBook book, CriteriaSet set, SetVersion version, Territory.UnitVersion unit, AsOf asOf)
    {
        var asked = new Dictionary<string, SetIndicator>(StringComparer.Ordinal);
        foreach (var (_, indicator) in version.Indicators)
            foreach (var fact in indicator.Facts) asked[fact] = indicator;
        var chain = book.Units.Chain(unit.Unit, asOf);
        foreach (var layer in book.Layers(set.Id))
            if (layer.From <= asOf.Date && (layer.To is null || asOf.Date < layer.To) && chain.Any(c => c.Unit == layer.Province))
                foreach (var (_, indicator) in layer.Adds)
                    foreach (var fact in indicator.Facts) asked[fact] = indicator;
        return asked;
    }
}
