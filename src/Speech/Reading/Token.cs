using System.Globalization;
using System.Text;

namespace LangSo.Speech.Reading;

internal enum TokenKind : byte
{
    /// <summary>Before the first and after the last.</summary>
    None,

    /// <summary>A row of letters with their marks.</summary>
    Letters,

    /// <summary>A row of the digits 0 to 9.</summary>
    Digits,

    /// <summary>A row of blanks; <see cref="Token.Breaks"/> when a line ends in it.</summary>
    Blank,

    /// <summary>What no announcer says: emoji, bullets, stray marks. Context looks through it as through a blank.</summary>
    Junk,

    /// <summary>One sign.</summary>
    Sign,
}

internal readonly record struct Token(TokenKind Kind, int Start, int Length, bool Breaks = false)
{
    public int End => Start + Length;
}

internal static class Tokeniser
{
    private const string Bullets = "*_#•●○◦▪▫■□◆◇►▶→←↑↓⇒✓✔✗✘★☆^`\\";

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>((text.Length / 3) + 8);
        for (var at = 0; at < text.Length;)
        {
            var kind = KindAt(text, at, out var size);
            var start = at;
            var breaks = text[at] == '\n';
            at += size;
            if (kind != TokenKind.Sign)
            {
                while (at < text.Length)
                {
                    var next = KindAt(text, at, out size);
                    var mark = kind == TokenKind.Letters && next == TokenKind.Junk && IsMark(text, at);
                    if (next != kind && !mark) break;
                    breaks |= text[at] == '\n';
                    at += size;
                }
            }
            tokens.Add(new Token(kind, start, at - start, breaks && kind == TokenKind.Blank));
        }
        return tokens;
    }

    // A sign that will not be said is junk from the start, so that what stands before it already sees what comes after.
    private static bool Unsaid(string text, int at)
    {
        var next = at + 1;
        if (text[at] == '-') return Dashed(text, next) || (at > 0 && text[at - 1] == '-');
        while (next < text.Length && text[next] is ' ' or '\t') next++;
        return next >= text.Length || !char.IsAsciiDigit(text[next]);
    }

    private static bool Dashed(string text, int at) => at < text.Length && text[at] == '-';

    private static TokenKind KindAt(string text, int at, out int size)
    {
        var c = text[at];
        size = 1;
        if (char.IsAsciiLetter(c)) return TokenKind.Letters;
        if (char.IsAsciiDigit(c)) return TokenKind.Digits;
        if (c is ' ' or '\n' or '\t') return TokenKind.Blank;
        // "=>" is an arrow.
        if (c == '=' && at + 1 < text.Length && text[at + 1] == '>') return TokenKind.Junk;
        if (c is '+' or '<' or '>' or '~' or '≈' or '-' && Unsaid(text, at)) return TokenKind.Junk;
        if (c < 128) return Bullets.Contains(c, StringComparison.Ordinal) ? TokenKind.Junk : TokenKind.Sign;
        if (char.IsLetter(c)) return TokenKind.Letters;
        if (char.IsSurrogate(c))
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune)) return TokenKind.Junk;
            size = rune.Utf16SequenceLength;
            return Rune.IsLetter(rune) ? TokenKind.Letters
                : Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber ? TokenKind.Sign
                : TokenKind.Junk;
        }
        if (Bullets.Contains(c, StringComparison.Ordinal)) return TokenKind.Junk;
        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
                or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => TokenKind.Sign,
            _ => "°№℃≥≤±×÷≈−₫€£¥".Contains(c, StringComparison.Ordinal) ? TokenKind.Sign : TokenKind.Junk,
        };
    }

    private static bool IsMark(string text, int at)
        => CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
