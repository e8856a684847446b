using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace LangSo.SelfAssessment.Tests;

/// <summary>A table of a sheet in the hands of an office: a file on disk whose value cells are filled in, as Excel would leave it.</summary>
internal sealed partial class OfficeFile : IDisposable
{
    private const string Part = "xl/worksheets/sheet1.xml";
    private byte[] _bytes;

    public OfficeFile(byte[] bytes) => _bytes = bytes;

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "langso-test-" + Guid.NewGuid().ToString("n"));

    private bool IsWorkbook => _bytes is [(byte)'P', (byte)'K', ..];

    /// <summary>The text of a workbook's sheet, or of the CSV.</summary>
    public string Text => IsWorkbook ? Encoding.UTF8.GetString(Entry()) : Encoding.UTF8.GetString(_bytes);

    /// <summary>Writes words into the value cell of an indicator; none empties it.</summary>
    public OfficeFile Fill(string indicator, string words)
    {
        if (IsWorkbook)
        {
            var row = Rows().Matches(Text).Single(r => r.Value.Contains(">" + indicator + "<", StringComparison.Ordinal));
            var number = row.Groups[1].Value;
            var cell = words.Length == 0 ? "" : $"<c r=\"D{number}\" t=\"inlineStr\"><is><t>{words}</t></is></c>";
            Replace(Text.Replace(row.Value, Regex.Replace(row.Value, $"<c r=\"D{number}\".*?</c>", cell), StringComparison.Ordinal));
        }
        else
        {
            var line = Text.Split("\r\n").Single(l => l.EndsWith(";" + indicator, StringComparison.Ordinal));
            var cells = Cells().Matches(line).Select(m => m.Groups[1].Value).ToArray();
            cells[3] = words;
            _bytes = Encoding.UTF8.GetBytes(Text.Replace(line, string.Join(';', cells), StringComparison.Ordinal));
        }
        return this;
    }

    /// <summary>Changes the text of the sheet, or of the CSV.</summary>
    public OfficeFile Change(Func<string, string> change)
    {
        if (IsWorkbook) Replace(change(Text));
        else _bytes = Encoding.UTF8.GetBytes(change(Text));
        return this;
    }

    /// <summary>Puts it on disk.</summary>
    public string Save()
    {
        File.WriteAllBytes(Path, _bytes);
        return Path;
    }

    public void Dispose() => File.Delete(Path);

    private byte[] Entry()
    {
        using var zip = new ZipArchive(new MemoryStream(_bytes));
        using var part = zip.GetEntry(Part)!.Open();
        using var to = new MemoryStream();
        part.CopyTo(to);
        return to.ToArray();
    }

    private void Replace(string text)
    {
        using var all = new MemoryStream();
        all.Write(_bytes);
        using (var zip = new ZipArchive(all, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(Part)!.Delete();
            using var part = zip.CreateEntry(Part).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }
        _bytes = all.ToArray();
    }

    [GeneratedRegex("<row r=\"(\\d+)\">.*?</row>")]
    private static partial Regex Rows();

    [GeneratedRegex("(?:^|;)(\"(?:[^\"]|\"\")*\"|[^;]*)")]
    private static partial Regex Cells();
}
