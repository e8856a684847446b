using LangSo.Foundation;

namespace LangSo.Sheets;

/// <summary>What a file may at most be. Beyond it, it is no table that an office sends.</summary>
internal static class SheetLimits
{
    /// <summary>Bytes of the file itself.</summary>
    public const long File = 256L * 1024 * 1024;

    /// <summary>Bytes of one part of a workbook once it is unpacked: a country with ten years of 75 indicators takes some 300 MB.</summary>
    public const long Unpacked = 640L * 1024 * 1024;

    /// <summary>Bytes of texts that many cells share: they are held in memory.</summary>
    public const long Shared = 64L * 1024 * 1024;

    public const int Parts = 2_000, Columns = 16_384, Rows = 2_000_000, CellText = 32_767;
}

/// <summary>A file turned out not to be what it must be, in the middle of reading.</summary>
internal sealed class SheetRefusedException(Problem problem) : Exception(problem.ToString())
{
    public Problem Problem { get; } = problem;
}

/// <summary>How numbers that are texts are written.</summary>
public enum NumberForm
{
    /// <summary>1.234,5: the comma is the decimal sign, a dot before three digits groups thousands.</summary>
    Vietnamese,

    /// <summary>1234.5: a single dot is the decimal sign.</summary>
    Machine,
}

/// <summary>Reads one table row by row, in memory that does not grow with the file.</summary>
public abstract class SheetReader : IDisposable
{
    /// <summary>Cells that were made one.</summary>
    public abstract IReadOnlyList<Merge> Merges { get; }

    /// <summary>How numbers that are texts are written in this file.</summary>
    public abstract NumberForm Numbers { get; }

    /// <summary>How much of the file is behind, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <summary>Fills <paramref name="row"/> with the next row that holds something; false at the end.</summary>
    public abstract bool Read(SheetRow row);

    /// <summary>
    /// Opens a table: what it is, its content says, not its name. What is no table, too large, packed to burst or in an unknown
    /// encoding is refused in one line.
    /// </summary>
    public static Outcome<SheetReader> Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0) return new Problem("file", "Tệp trống.");
        if (length > SheetLimits.File) return new Problem("file", "Tệp lớn hơn {0} MB; chia thành nhiều tệp rồi nạp từng tệp.", SheetLimits.File >> 20);
        return FileKinds.Of(path) switch
        {
            FileKind.Xlsx => XlsxReader.OpenFile(path),
            FileKind.Text => CsvReader.OpenFile(path),
            FileKind.OldOffice => new Problem("file", "Đây là tệp .xls cũ hoặc tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu thành .xlsx rồi nạp lại."),
            _ => new Problem("file", "Đây không phải bảng tính. Nạp tệp .xlsx hoặc .csv."),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the file.</summary>
    protected abstract void Dispose(bool disposing);
}
