using System.Globalization;
using System.IO.Compression;
using System.Xml;
using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>
/// The parts of a workbook's zip file, looked at with suspicion: how many there are is read before the list is, and every part is counted
/// while it is unpacked, whatever size it claims to have.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, MaxCharactersFromEntities = 0 };

    private readonly FileStream _file;

    private XlsxPackage(FileStream file) => (_file, Zip) = (file, new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));

    public ZipArchive Zip { get; }

    /// <summary>Path of the first sheet that is not hidden.</summary>
    public string SheetPath { get; private set; } = "";

    /// <summary>True for days counted from 1904, as old Macintosh files have them.</summary>
    public bool From1904 { get; private set; }

    public string? StylesPath { get; private set; }

    public string? StringsPath { get; private set; }

    public static Outcome<XlsxPackage> Open(string path)
    {
        XlsxPackage? package = null;
        var file = File.OpenRead(path);
        try
        {
            if (CountEntries(file) > SheetLimits.Parts) throw new SheetRefusedException(new Problem("file", "Tệp .xlsx có quá nhiều phần; đây không phải bảng tính thường."));
            package = new XlsxPackage(file);
            package.FindParts();
            return package;
        }
        catch (Exception e) when (Refusal(e) is { } problem)
        {
            package?.Dispose();
            file.Dispose();
            return problem;
        }
    }

    /// <summary>What a broken file is called; null for what is no fault of the file.</summary>
    public static Problem? Refusal(Exception e) => e switch
    {
        SheetRefusedException refused => refused.Problem,
        InvalidDataException or XmlException or FormatException or EndOfStreamException or OverflowException => new Problem("file", "Tệp .xlsx hỏng hoặc không phải bảng tính. Mở bằng Excel, lưu lại rồi nạp."),
        _ => null,
    };

    public XmlReader Read(string path, long most = SheetLimits.Unpacked) => XmlReader.Create(Unpack(path, most), Settings);

    public Stream Unpack(string path, long most = SheetLimits.Unpacked)
    {
        var entry = Zip.GetEntry(path) ?? throw new InvalidDataException(path);
        if (entry.Length > most) throw TooLarge(most);
        return new CountedStream(entry.Open(), most);
    }

    public void Dispose()
    {
        Zip.Dispose();
        _file.Dispose();
    }

    public static SheetRefusedException TooLarge(long most) => new(new Problem("file", "Tệp .xlsx khi mở ra lớn hơn {0} MB; không nạp.", most >> 20));

    private void FindParts()
    {
        var workbook = Target("_rels/.rels", "", id: null, "/officeDocument") ?? throw new InvalidDataException("workbook");
        var folder = workbook.Contains('/') ? workbook[..(workbook.LastIndexOf('/') + 1)] : "";
        var relations = folder + "_rels/" + workbook[folder.Length..] + ".rels";
        string? sheet = null;
        using (var xml = Read(workbook))
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "workbookPr") From1904 = xml.GetAttribute("date1904") is "1" or "true";
                if (xml.LocalName == "sheet" && sheet is null && xml.GetAttribute("state") is null or "visible") sheet ??= xml.GetAttribute("id", Relations) ?? xml.GetAttribute("r:id");
            }
        }
        if (sheet is null) throw new SheetRefusedException(new Problem("file", "Tệp .xlsx không có trang tính nào hiện ra."));
        SheetPath = Target(relations, folder, sheet, "/worksheet") ?? throw new InvalidDataException("sheet");
        StylesPath = Target(relations, folder, null, "/styles");
        StringsPath = Target(relations, folder, null, "/sharedStrings");
    }

    private string? Target(string relations, string folder, string? id, string type)
    {
        using var xml = Read(relations, 8 * 1024 * 1024);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("Type")?.EndsWith(type, StringComparison.Ordinal) != true) continue;
            if (id is not null && xml.GetAttribute("Id") != id) continue;
            var target = xml.GetAttribute("Target") ?? "";
            var path = target.StartsWith('/') ? target[1..] : folder + target;
            return Zip.GetEntry(path) is null ? null : path;
        }
        return null;
    }

    // The end record of a zip says how many entries there are; 65,535 stands for more.
    private static int CountEntries(FileStream file)
    {
        var tail = new byte[Math.Min(file.Length, 65_557)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + 12 > tail.Length) throw new InvalidDataException("end");
        return tail[at + 10] | tail[at + 11] << 8;
    }

    /// <summary>Stops a part that unpacks to more than it may.</summary>
    private sealed class CountedStream(Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            return _read > most ? throw TooLarge(most) : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
