namespace LangSo.Speech.Reading;

/// <summary>Currencies, and the cents of foreign ones.</summary>
internal static class Money
{
    internal readonly record struct Currency(int Next, string Spoken, bool Foreign);

    public static Currency? At(Scan scan, int at)
    {
        var next = at + 1;
        switch (scan.Kind(at))
        {
            case TokenKind.Letters:
                var (name, foreign) = scan.Span(at) switch
                {
                    "đ" or "Đ" or "đồng" or "VND" or "VNĐ" or "vnđ" or "vnd" or "Vnđ" => ("đồng", false),
                    "USD" or "usd" or "Usd" => ("đô la", true),
                    "EUR" or "eur" or "Euro" or "euro" => ("ơ rô", true),
                    _ => ("", false),
                };
                // "2 đ/c" are comrades.
                if (scan.Span(at) is "đ" or "Đ" && scan.Sign(at + 1, '/') && scan.Lower(at + 2) is "c" or "chí") return null;
                return name.Length > 0 ? new Currency(next, name, foreign) : null;
            case TokenKind.Sign:
                var sign = scan.Text[scan[at].Start] switch { '₫' => "đồng", '$' => "đô la", '€' => "ơ rô", '£' => "bảng anh", '¥' => "yên", _ => null };
                return sign is null ? null : new Currency(next, sign, sign != "đồng");
            default:
                return null;
        }
    }

    /// <summary>"2,50€" → "hai ơ rô năm mươi xu"; null for what has no cents.</summary>
    public static string? Cents(NumberWords numbers, in Numeral figure, string currency)
    {
        if (currency is not ("đô la" or "ơ rô") || figure.Decimals is not { Length: 1 or 2 } cents) return null;
        var few = numbers.Cardinal(cents.PadRight(2, '0'));
        if (few == "không") return null;
        return figure.Whole.Trim('0').Length == 0 ? $"{few} xu" : $"{numbers.Cardinal(figure.Whole)} {currency} {few} xu";
    }
}
