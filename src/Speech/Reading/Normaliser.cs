namespace LangSo.Speech.Reading;

/// <summary>
/// Written Vietnamese into what an announcer says, in one pass: at each token the first rule that fits is read, and what no
/// rule claims is kept. Pure; safe for concurrent use.
/// </summary>
internal sealed class Normaliser(ReadingStyle style, PronunciationDictionary? extra = null) : INormaliser
{
    private static readonly Func<Scan, int, Match?>[] AtDigits =
        [WebAddresses.Try, Codes.TryDossier, Phones.Try, LegalNumbers.Try, Dates.Try, Times.Try, Fractions.Try, Codes.TryFigure, Ordinal, Amounts.Try];

    private static readonly Func<Scan, int, Match?>[] AtLetters =
        [WebAddresses.Try, Roads.Try, Codes.TryLetter, Romans.Try, ForeignWords.Try, Abbreviations.Try];

    private static readonly Func<Scan, int, Match?>[] AtSigns =
        [Phones.TrySigned, Abbreviations.TryDefined, Amounts.TryNegative, Amounts.TryCurrencyFirst, Per.TryStroke, Symbols.Try];

    private readonly NumberWords _numbers = new(style);
    private readonly PronunciationDictionary? _extra = extra is { IsEmpty: false } ? extra : null;

    /// <inheritdoc/>
    public SpokenForm Read(string written)
    {
        var text = Preparation.Of(written);
        var tokens = Tokeniser.Split(text);
        var scan = new Scan(text, tokens, _numbers);
        for (var at = 0; at < tokens.Count;)
        {
            if (_extra?.Find(scan, at) is { } own)
            {
                if (own.Spoken is null) scan.Keep(at, own.Next);
                else scan.Say(at, new Match(own.Next, own.Spoken, "dictionary"));
                at = own.Next;
                continue;
            }
            if (Rule(scan, at) is { } match)
            {
                scan.Say(at, match);
                at = match.Next;
                continue;
            }
            scan.Keep(at, ++at);
        }
        return scan.Finish();
    }

    private static Match? Rule(Scan scan, int at) => scan.Kind(at) switch
    {
        TokenKind.Digits => First(AtDigits, scan, at),
        TokenKind.Letters => First(AtLetters, scan, at),
        TokenKind.Sign => First(AtSigns, scan, at),
        TokenKind.Junk => new Match(at + 1, "", "symbol"),
        _ => null,
    };

    private static Match? First(Func<Scan, int, Match?>[] rules, Scan scan, int at)
    {
        foreach (var rule in rules)
            if (rule(scan, at) is { } match) return match;
        return null;
    }

    // "thứ 1" → "nhất", "thứ 4" → "tư", "ngã 4" → "tư".
    private static Match? Ordinal(Scan scan, int at)
    {
        if (scan.Last == "ngã" && scan.Digits(at) == 1 && scan.Value(at) == 4 && scan.Kind(at + 1) is not TokenKind.Letters) return new Match(at + 1, "tư", "number");
        if (scan.Last != "thứ" || scan.Value(at) is not (1 or 4) || scan.Kind(at + 1) is TokenKind.Letters) return null;
        if (scan.Kind(at + 1) == TokenKind.Sign && scan.Kind(at + 2) == TokenKind.Digits && !scan.Sign(at + 1, ',') && !scan.Dash(at + 1)) return null;
        return new Match(at + 1, scan.Value(at) == 1 ? "nhất" : "tư", "number");
    }
}
