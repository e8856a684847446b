namespace LangSo.Speech.Reading;

/// <summary>What a rule read: the first token it did not, the words, and their kind.</summary>
internal readonly record struct Match(int Next, string Spoken, string Kind);

/// <summary>
/// One pass over one text. Rules look ahead in the tokens but back only at what has been SAID: a second reading of the
/// result then meets the same left context at every place, which is what makes reading twice the same as reading once.
/// </summary>
internal sealed class Scan(string text, List<Token> tokens, NumberWords numbers)
{
    private const int FarthestBack = 96;
    private const string Closing = ",;!?)]}”’»\"'…";
    private const string Opening = "([{“‘«\"'";

    private readonly List<SpokenPiece> _pieces = [];
    private char[] _said = new char[text.Length + 64];
    private int _length;
    private bool _afterPiece;

    public string Text => text;

    public NumberWords Numbers => numbers;

    public int Count => tokens.Count;

    public Token this[int at] => (uint)at < (uint)tokens.Count ? tokens[at] : default;

    public TokenKind Kind(int at) => this[at].Kind;

    public ReadOnlySpan<char> Span(int at) => text.AsSpan(this[at].Start, this[at].Length);

    public string Lower(int at) => Kind(at) == TokenKind.Letters ? Syllable.Canonical(Span(at)) : "";

    public bool Sign(int at, char sign) => Kind(at) == TokenKind.Sign && text[tokens[at].Start] == sign;

    public bool Dash(int at) => Sign(at, '-') || Sign(at, '–') || Sign(at, '—') || Sign(at, '‑') || Sign(at, '−');

    public int Digits(int at) => Kind(at) == TokenKind.Digits ? tokens[at].Length : 0;

    /// <summary>The value of a row of at most nine digits; -1 for anything else.</summary>
    public int Value(int at) => Digits(at) is > 0 and < 10 ? int.Parse(Span(at), System.Globalization.CultureInfo.InvariantCulture) : -1;

    /// <summary>The first token from here that is neither blank nor junk, on the same line.</summary>
    public int SkipBlank(int at)
    {
        while (Kind(at) is TokenKind.Blank or TokenKind.Junk && !tokens[at].Breaks) at++;
        return at;
    }

    /// <summary>The next word on the line, a full stop between allowed ("TP. Nam Định"); empty when a figure or sign comes first.</summary>
    public string NextWord(int at) => Lower(SkipBlank(at));

    /// <summary>Whether nothing but blanks has been said on this line.</summary>
    public bool LineStart
    {
        get
        {
            for (var i = _length - 1; i >= 0; i--)
            {
                if (_said[i] == '\n') return true;
                if (_said[i] != ' ') return false;
            }
            return true;
        }
    }

    /// <summary>Whether the last thing said was a rule's doing, so that what is kept next stands apart from it.</summary>
    public bool AfterPiece => _afterPiece;

    /// <summary>"Website:" right before here.</summary>
    public bool AfterWordColon => _length > 1 && _said[_length - 1] == ':' && char.IsLetter(_said[_length - 2]);

    public char LastSaid => _length > 0 ? _said[_length - 1] : '\0';

    /// <summary>Whether the text so far ends with these words, capitals aside.</summary>
    public bool JustSaid(string words)
    {
        var said = _said.AsSpan(0, _length).TrimEnd(' ');
        return said.EndsWith(words, StringComparison.OrdinalIgnoreCase) && (said.Length == words.Length || !char.IsLetter(said[^(words.Length + 1)]));
    }

    /// <summary>The word said last, when only blanks lie between; else empty.</summary>
    public string Last => Word(1, adjacent: true);

    /// <summary>The nth word back (1 is the last) within the sentence; empty when there is none.</summary>
    public string Back(int nth) => Word(nth, adjacent: false);

    /// <summary>Whether one of the last words of the sentence is among these.</summary>
    public bool Recently(IReadOnlySet<string> words, int reach)
    {
        for (var i = 1; i <= reach; i++)
        {
            var word = Back(i);
            if (word.Length == 0) return false;
            if (words.Contains(word)) return true;
        }
        return false;
    }

    public void Keep(int from, int next)
    {
        for (var i = from; i < next; i++)
        {
            var token = tokens[i];
            if (token.Kind == TokenKind.Blank) Gap(token.Breaks ? '\n' : ' ');
            else
            {
                if (_afterPiece && !CanFollow(token)) Gap(' ');
                Append(Span(i));
            }
            _afterPiece = false;
        }
    }

    public void Say(int from, in Match match)
    {
        var (start, end) = (tokens[from].Start, tokens[match.Next - 1].End);
        _pieces.Add(new SpokenPiece(start, end - start, text[start..end], match.Spoken, match.Kind));
        if (match.Spoken.Length > 0)
        {
            if (match.Spoken == ",") while (_length > 0 && LastSaid == ' ') _length--;
            else if (_length > 0 && LastSaid is not (' ' or '\n') && !Opening.Contains(LastSaid, StringComparison.Ordinal)) Gap(' ');
            Append(match.Spoken);
        }
        _afterPiece = true;
    }

    public SpokenForm Finish()
    {
        var (start, end) = (0, _length);
        while (end > 0 && _said[end - 1] is ' ' or '\n') end--;
        return new SpokenForm(new string(_said, start, end), text, _pieces);
    }

    // A full stop or colon right before a letter could make a web address of what was just said.
    private bool CanFollow(in Token token)
    {
        var c = text[token.Start];
        if (Closing.Contains(c, StringComparison.Ordinal)) return true;
        if (c is not ('.' or ':')) return false;
        var next = token.End;
        while (next < text.Length && next < token.End + 3 && text[next] == '.') next++;
        return next >= text.Length || text[next] is ' ' or '\n' or '\t' || Closing.Contains(text[next], StringComparison.Ordinal);
    }

    private void Gap(char blank)
    {
        if (_length == 0) return;
        if (LastSaid == '\n') return;
        if (LastSaid == ' ')
        {
            if (blank == '\n') _said[_length - 1] = '\n';
            return;
        }
        Append([blank]);
    }

    private void Append(ReadOnlySpan<char> said)
    {
        if (_length + said.Length > _said.Length) Array.Resize(ref _said, Math.Max(_said.Length * 2, _length + said.Length));
        said.CopyTo(_said.AsSpan(_length));
        _length += said.Length;
    }

    private string Word(int nth, bool adjacent)
    {
        var (at, floor) = (_length - 1, Math.Max(0, _length - FarthestBack));
        while (true)
        {
            while (at >= floor && !char.IsLetter(_said[at]))
            {
                if (_said[at] is '\n' or '.' or '!' or '?' or ';') return "";
                if (adjacent && _said[at] != ' ') return "";
                at--;
            }
            if (at < floor) return "";
            var end = at + 1;
            while (at >= floor && char.IsLetter(_said[at])) at--;
            if (--nth > 0) continue;
            return Syllable.Canonical(_said.AsSpan(at + 1, end - at - 1));
        }
    }
}
