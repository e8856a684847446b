using System.Globalization;
using System.Text.RegularExpressions;
using LangSo.Foundation;

namespace LangSo.Bulletins;

/// <summary>"Từ 7h30 đến 11h thứ Tư, 18/3/2026" → "7:30 đến 11:00, thứ Tư 18/3". The first stretch of the notice that says most about its time.</summary>
internal static partial class WhenFact
{
    /// <summary>" đến hết ngày ", "; vào lúc ": what stands between two parts of one time is short.</summary>
    private const int LongestGap = 40;

    private enum Kind { Time, Date, Weekday, PartOfDay }

    private sealed record Token(int Start, int End, Kind Kind, string Shown);

    private sealed record Stretch(IReadOnlyList<Token> Tokens, string Before, IReadOnlyList<string> Between);

    public static string? Find(string text, DateOnly today)
    {
        Stretch? best = null;
        foreach (var stretch in Stretches(text, today))
            if (best is null || Worth(stretch) > Worth(best)) best = stretch;
        return best is null || Worth(best) < 2 ? null : Show(best);
    }

    private static IEnumerable<Stretch> Stretches(string text, DateOnly today)
    {
        var tokens = Tokens(text, today);
        for (var i = 0; i < tokens.Count;)
        {
            var run = new List<Token> { tokens[i] };
            var between = new List<string>();
            var j = i + 1;
            for (; j < tokens.Count; j++)
            {
                var gap = text[tokens[j - 1].End..tokens[j].Start];
                if (gap.Length > LongestGap || !Connects().IsMatch(gap)) break;
                run.Add(tokens[j]);
                between.Add(gap);
            }
            yield return new Stretch(run, text[Math.Max(0, tokens[i].Start - 24)..tokens[i].Start], between);
            i = j;
        }
    }

    private static List<Token> Tokens(string text, DateOnly today)
    {
        var tokens = new List<Token>();
        void Add(Match match, Kind kind, string? shown)
        {
            if (shown is not null && !tokens.Exists(t => match.Index < t.End && t.Start < match.Index + match.Length))
                tokens.Add(new Token(match.Index, match.Index + match.Length, kind, shown));
        }
        foreach (Match m in Days().Matches(text)) Add(m, Kind.Date, Day(m, today));
        foreach (Match m in Times().Matches(text)) Add(m, Kind.Time, Time(m));
        foreach (Match m in Weekdays().Matches(text)) Add(m, Kind.Weekday, Weekday(m.Value));
        foreach (Match m in RelativeDays().Matches(text)) Add(m, Kind.Date, m.Value.ToLower(VnText.Culture));
        foreach (Match m in PartsOfDay().Matches(text)) Add(m, Kind.PartOfDay, m.Value.ToLower(VnText.Culture));
        return [.. tokens.OrderBy(t => t.Start)];
    }

    private static int Worth(Stretch stretch) => stretch.Tokens.Select(t => t.Kind).Distinct().Sum(k => k switch
    {
        Kind.Time => 4,
        Kind.Date => 4,
        Kind.Weekday => 2,
        _ => 1,
    });

    private static string Show(Stretch stretch)
    {
        var times = Line(stretch, Kind.Time);
        var dates = Line(stretch, Kind.Date);
        var weekdays = string.Join(" và ", stretch.Tokens.Where(t => t.Kind == Kind.Weekday).Select(t => t.Shown).Distinct());
        var part = stretch.Tokens.FirstOrDefault(t => t.Kind == Kind.PartOfDay)?.Shown;
        var severalDates = stretch.Tokens.Count(t => t.Kind == Kind.Date) > 1;
        var day = (weekdays.Length > 0 && !severalDates ? weekdays + " " : "") + dates;
        // "8:00 sáng" says no more than "8:00"; "sáng thứ Bảy" does.
        var shown = times.Length > 0
            ? times + (day.Trim().Length > 0 ? ", " + day.Trim() : part is null ? "" : " " + part)
            : (part is null ? "" : part + " ") + day.Trim();
        var limit = Limit().Match(stretch.Before);
        var lead = limit.Success && !shown.Contains(" đến ", StringComparison.Ordinal) ? limit.Groups["w"].Value.ToLower(VnText.Culture) + " " : "";
        if (lead is "tới ") lead = "đến ";
        return VnSentence.Capital(lead + shown);
    }

    /// <summary>The tokens of one kind: two joined by a word of range are a range, others a list.</summary>
    private static string Line(Stretch stretch, Kind kind)
    {
        var line = "";
        var last = -1;
        for (var i = 0; i < stretch.Tokens.Count; i++)
        {
            if (stretch.Tokens[i].Kind != kind) continue;
            var shown = stretch.Tokens[i].Shown;
            var ranges = last >= 0 && stretch.Between.Skip(last).Take(i - last).Any(b => Ranges().IsMatch(b));
            line = line.Length == 0 ? shown : line.EndsWith(shown, StringComparison.Ordinal) ? line : line + (ranges ? " đến " : " và ") + shown;
            last = i;
        }
        return line;
    }

    private static string? Time(Match m)
    {
        var hour = int.Parse(m.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = m.Groups["m"].Success && m.Groups["m"].Length > 0 ? int.Parse(m.Groups["m"].Value, CultureInfo.InvariantCulture)
            : m.Groups["half"].Success ? 30 : 0;
        return hour <= 24 && minute < 60 ? string.Create(CultureInfo.InvariantCulture, $"{hour}:{minute:00}") : null;
    }

    private static string? Day(Match m, DateOnly today)
    {
        var (day, month) = (int.Parse(m.Groups["d"].Value, CultureInfo.InvariantCulture), int.Parse(m.Groups["mo"].Value, CultureInfo.InvariantCulture));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month)) return null;
        var shown = string.Create(CultureInfo.InvariantCulture, $"{day}/{month}");
        return m.Groups["y"].Success && m.Groups["y"].Value != today.Year.ToString(CultureInfo.InvariantCulture) ? shown + "/" + m.Groups["y"].Value : shown;
    }

    private static string Weekday(string written) => VnText.Fold(written) switch
    {
        "thu hai" or "thu 2" => "thứ Hai",
        "thu ba" or "thu 3" => "thứ Ba",
        "thu tu" or "thu 4" => "thứ Tư",
        "thu nam" or "thu 5" => "thứ Năm",
        "thu sau" or "thu 6" => "thứ Sáu",
        "thu bay" or "thu 7" => "thứ Bảy",
        _ => "Chủ nhật",
    };

    [GeneratedRegex(@"(?<![\d./,:])(?<h>\d{1,2})(?:\s*(?:h|g|giờ)\s*(?<m>[0-5]\d)?(?!\p{L})(?:\s*(?:phút|'))?(?<half>\s+rưỡi)?|:(?<m>[0-5]\d)(?!\d))", RegexOptions.IgnoreCase)]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<![\d./,:hg])(?:(?<d>\d{1,2})[/.-](?<mo>\d{1,2})(?:[/.-](?<y>\d{4}))?(?![\d%/hg:]|\s*%|[.,]\d)|(?<d>\d{1,2})\s+tháng\s+(?<mo>\d{1,2})(?:[ ,]+năm\s+(?<y>\d{4}))?)", RegexOptions.IgnoreCase)]
    private static partial Regex Days();

    [GeneratedRegex(@"(?<!\p{L})(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?![\p{L}\d])", RegexOptions.IgnoreCase)]
    private static partial Regex Weekdays();

    [GeneratedRegex(@"(?<!\p{L})(?:hôm nay|ngày mai|ngày kia|(?:sáng|trưa|chiều|tối|đêm) (?:nay|mai)|hằng ngày|hàng ngày)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex RelativeDays();

    [GeneratedRegex(@"(?<!\p{L})(?:sáng|trưa|chiều|tối|đêm)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex PartsOfDay();

    [GeneratedRegex(@"^[\s,()–-]*(?>(?:từ|đến|tới|hết|ngày|vào|lúc|hồi|các|và|buổi|khoảng|kể|trong|hàng tuần|hằng tuần|cùng ngày|bắt đầu)[\s,()–-]*)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Connects();

    [GeneratedRegex(@"đến|tới|hết|[–-]", RegexOptions.IgnoreCase)]
    private static partial Regex Ranges();

    [GeneratedRegex(@"(?<!\p{L})(?<w>trước|đến|tới|đến hết|chậm nhất|sau)\s+(?:(?:ngày|hết|lúc|là|vào|hết ngày)\s+)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();
}
