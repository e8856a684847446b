using System.Text;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>
/// Reads CSV with comma, semicolon or tab, as UTF-8 or with the mark of UTF-16. Vietnamese in an old code page is refused, because a
/// guess would store wrong letters silently.
/// </summary>
internal sealed class CsvReader : SheetReader
{
    private const int Pooled = 1 << 14, PooledLength = 24;

    private readonly Stream _file;
    private readonly StreamReader _text;
    private readonly string?[] _pool = new string?[Pooled];
    private char[] _buffer = new char[64 * 1024];
    private int _at, _end, _line = 1;
    private bool _last;

    private CsvReader(Stream file, Encoding encoding)
    {
        (_file, Encoding) = (file, encoding);
        _text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 64 * 1024);
    }

    public override IReadOnlyList<Merge> Merges => [];

    public override NumberForm Numbers => Delimiter == ',' ? NumberForm.Machine : NumberForm.Vietnamese;

    public override double Progress => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    public char Delimiter { get; private set; } = ',';

    public Encoding Encoding { get; }

    public static Outcome<SheetReader> OpenFile(string path)
    {
        var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[3];
        var length = file.ReadAtLeast(head, 3, throwOnEndOfStream: false);
        file.Position = 0;
        Encoding encoding = length >= 2 && head[0] == 0xFF && head[1] == 0xFE ? new UnicodeEncoding(false, true, true)
            : length >= 2 && head[0] == 0xFE && head[1] == 0xFF ? new UnicodeEncoding(true, true, true)
            : new UTF8Encoding(length == 3 && head[0] == 0xEF, throwOnInvalidBytes: true);
        var reader = new CsvReader(file, encoding);
        try
        {
            reader.Fill();
            reader.Delimiter = DelimiterOf(reader._buffer.AsSpan(0, reader._end));
            return reader;
        }
        catch (DecoderFallbackException)
        {
            reader.Dispose();
            return NotUnicode();
        }
    }

    public override bool Read(SheetRow row)
    {
        try
        {
            do
            {
                if (!ReadRecord(row)) return false;
            }
            while (row.IsEmpty);
            return true;
        }
        catch (DecoderFallbackException)
        {
            throw new SheetRefusedException(NotUnicode());
        }
    }

    /// <summary>Reads the next record, an empty one too; false at the end.</summary>
    internal bool ReadRecord(SheetRow row)
    {
        row.Begin(_line);
        if (_at == _end && !Fill()) return false;
        if (_line > SheetLimits.Rows) throw new SheetRefusedException(new Problem("file", "Tệp có hơn {0} dòng; chia thành nhiều tệp.", VnText.Number(SheetLimits.Rows)));
        for (var column = 0; ; column++)
        {
            if (column >= SheetLimits.Columns) throw new SheetRefusedException(new Problem("file", "Dòng {0} có quá nhiều cột.", row.Number));
            var ends = _at < _end && _buffer[_at] == '"' ? Quoted(row, column) : Plain(row, column);
            if (ends) break;
        }
        _line++;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _text.Dispose();
        _file.Dispose();
    }

    // A cell without quotes; true when the record ends with it.
    private bool Plain(SheetRow row, int column)
    {
        var length = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_at + length, _end - _at - length);
            var stop = rest.IndexOfAny(Delimiter, '\n');
            if (stop >= 0)
            {
                length += stop;
                break;
            }
            length += rest.Length;
            if (!More()) return Take(row, column, length, ends: true, skip: 0);
        }
        return Take(row, column, length, _buffer[_at + length] == '\n', skip: 1);
    }

    private bool Take(SheetRow row, int column, int length, bool ends, int skip)
    {
        row.Set(column, Make(_buffer.AsSpan(_at, length)));
        _at += length + skip;
        return ends;
    }

    private bool Quoted(SheetRow row, int column)
    {
        var built = new StringBuilder();
        _at++;
        while (true)
        {
            if (_at == _end && !More()) throw new SheetRefusedException(new Problem("file", "Dòng {0}: thiếu dấu ngoặc kép đóng.", row.Number));
            var c = _buffer[_at++];
            if (c != '"')
            {
                built.Append(c);
                if (built.Length > SheetLimits.CellText) throw new SheetRefusedException(new Problem("file", "Dòng {0}: một ô dài hơn {1} chữ; có lẽ thiếu dấu ngoặc kép đóng.", row.Number, SheetLimits.CellText));
                continue;
            }
            if (_at == _end && !More()) break;
            if (_buffer[_at] != '"') break;
            built.Append('"');
            _at++;
        }
        row.Set(column, Make(built.ToString()));
        // What follows the closing quote up to the delimiter is blank in a sound file.
        while (_at < _end || More())
        {
            var c = _buffer[_at++];
            if (c == Delimiter) return false;
            if (c == '\n') return true;
        }
        return true;
    }

    private Cell Make(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return Cell.Empty;
        if (text.Length > SheetLimits.CellText) throw new SheetRefusedException(new Problem("file", "Dòng {0}: một ô dài hơn {1} chữ.", _line, SheetLimits.CellText));
        if (text.Length > PooledLength) return new Cell(CellKind.Text, VnText.Clean(text.ToString()));
        // Codes, days and small numbers come again and again.
        ref var place = ref _pool[string.GetHashCode(text) & (Pooled - 1)];
        if (place is not null && text.SequenceEqual(place)) return new Cell(CellKind.Text, place);
        var made = text.ToString();
        var clean = VnText.Clean(made);
        if (clean == made) place = clean;
        return new Cell(CellKind.Text, clean);
    }

    // Moves what is unread to the front and reads on behind it.
    private bool More()
    {
        if (_last) return false;
        if (_at == 0 && _end == _buffer.Length)
        {
            if (_buffer.Length > 16 * 1024 * 1024) throw new SheetRefusedException(new Problem("file", "Dòng {0} quá dài; đây không phải bảng CSV.", _line));
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        (_at, _end) = (0, _end - _at);
        var read = _text.Read(_buffer, _end, _buffer.Length - _end);
        _last = read == 0;
        if (_buffer.AsSpan(_end, read).Contains('\0')) throw new SheetRefusedException(new Problem("file", "Đây không phải bảng tính. Nạp tệp .xlsx hoặc .csv."));
        _end += read;
        return read > 0;
    }

    private bool Fill() => More();

    private static char DelimiterOf(ReadOnlySpan<char> text)
    {
        Span<int> count = stackalloc int[3];
        var (quoted, lines) = (false, 0);
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '\n' && ++lines == 20) break;
            if (c is ';' or '\t' or ',') count[c == ';' ? 0 : c == '\t' ? 1 : 2]++;
        }
        // A comma also stands inside numbers and headings, so the others come first when every line has one.
        var least = Math.Max(1, lines / 2);
        return count[1] >= least && count[1] >= count[0] ? '\t' : count[0] >= least ? ';' : ',';
    }

    private static Problem NotUnicode() =>
        new("file", "Chữ trong tệp không phải UTF-8 (có lẽ là bảng mã cũ như Windows-1258, TCVN3, VNI). Mở bằng Excel, lưu dạng “CSV UTF-8” rồi nạp lại.");
}
