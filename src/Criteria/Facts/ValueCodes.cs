using System.Globalization;

namespace LangSo.Criteria;

/// <summary>
/// A fact's value as one number: yes and no as 1 and 0, a decimal number as its hundredfold, "không áp dụng" and "miễn" as numbers of their
/// own, and whatever else by its place in a list of texts. Text goes in and the same text comes out.
/// </summary>
internal sealed class ValueCodes
{
    public const int NoData = int.MinValue;
    public const int NotApplicable = int.MinValue + 1;
    public const int Exempt = int.MinValue + 2;

    /// <summary>Every number of a value lies between minus this and this; greater ones are stored as text and compare as this.</summary>
    public const int Most = 1 << 30;

    private const int FirstText = int.MinValue + 16;

    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The texts in the order of their numbers.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock) return [.. _texts];
        }
    }

    /// <summary>Takes texts back in their order, into a list that has none.</summary>
    public void Take(IReadOnlyList<string> texts)
    {
        lock (_lock)
        {
            _texts.AddRange(texts);
            for (var i = 0; i < texts.Count; i++) _codes[texts[i]] = FirstText + i;
        }
    }

    public int Code(bool yesNo, string value)
    {
        if (yesNo && value is "yes" or "no") return value == "yes" ? 1 : 0;
        if (value == Indicator.NotApplicable) return NotApplicable;
        if (value == Indicator.Exempt) return Exempt;
        if (!yesNo && Scaled(value) is { } scaled && Math.Abs(scaled) < Most && scaled == decimal.Truncate(scaled) && Text(false, (int)scaled) == value) return (int)scaled;
        lock (_lock)
        {
            if (_codes.TryGetValue(value, out var known)) return known;
            _texts.Add(value);
            return _codes[value] = FirstText + _texts.Count - 1;
        }
    }

    public string Text(bool yesNo, int code)
    {
        if (code == NotApplicable) return Indicator.NotApplicable;
        if (code == Exempt) return Indicator.Exempt;
        if (code < -Most)
        {
            lock (_lock) return _texts[code - FirstText];
        }
        return yesNo ? code == 1 ? "yes" : "no" : (code / 100m).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The value as a number that compares: its hundredfold, rounded down after the sign is turned, so that a comparison with a bound of
    /// at most two decimals is exact. A text that is no number is no data.
    /// </summary>
    public int Comparable(int code, bool negate)
    {
        if (code <= Exempt) return code;
        if (code >= -Most) return negate ? -code : code;
        string text;
        lock (_lock) text = _texts[code - FirstText];
        if (Scaled(text) is not { } scaled) return NoData;
        return (int)Math.Clamp(decimal.Floor(negate ? -scaled : scaled), -Most, Most);
    }

    private static decimal? Scaled(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) < 1e20m ? number * 100m : null;
}
