namespace LangSo.Speech.Reading;

/// <summary>Roads and the place on them: "QL1A", "ĐT 490C", "TL 56", "Km12+500".</summary>
internal static class Roads
{
    public static Match? Try(Scan scan, int at)
    {
        var road = scan.Span(at) switch
        {
            "QL" => "quốc lộ",
            "TL" => "tỉnh lộ",
            "ĐT" => "đường tỉnh",
            "HL" => "hương lộ",
            "ĐH" => "đường huyện",
            "ĐX" => "đường xã",
            "CT" when scan.Sign(at + 1, '.') && scan.Kind(at + 2) == TokenKind.Digits => "cao tốc",
            "Km" or "KM" or "km" => "ki lô mét",
            _ => null,
        };
        if (road is null) return null;
        var number = at + 1;
        if (scan.Sign(number, '.') || scan.Dash(number)) number++;
        number = scan.SkipBlank(number);
        if (scan.Digits(number) is 0 or > 4 || road == "đường tỉnh" && Phones.Try(scan, number) is not null) return null;
        var next = number + 1;
        var spoken = $"{road} {scan.Numbers.Cardinal(scan.Span(number))}";
        if (road == "ki lô mét")
        {
            if (scan.Sign(next, '+') && scan.Digits(next + 1) is 1 or 2 or 3)
                return new Match(next + 2, scan.Value(next + 1) == 0 ? spoken : $"{spoken} cộng {scan.Numbers.Cardinal(scan.Span(next + 1))}", "road");
            return scan.Kind(next) == TokenKind.Sign && scan.Kind(next + 1) == TokenKind.Digits ? null : new Match(next, spoken, "road");
        }
        if (scan.Kind(next) == TokenKind.Letters && scan[next].Length == 1 && char.IsUpper(scan.Span(next)[0]) && LetterNames.Of(scan.Span(next)[0]) is { } branch)
            return new Match(next + 1, $"{spoken} {branch}", "road");
        return new Match(next, spoken, "road");
    }
}
