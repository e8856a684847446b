using System.Text;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Reports.Docx;

namespace LangSo.Reports;

/// <summary>A report as bytes, and on disk.</summary>
public static class ReportFormats
{
    /// <summary>The formats that can be asked for.</summary>
    public static IReadOnlyList<string> Known { get; } = ["text", "json", "docx"];

    /// <summary>Renders a report as <c>text</c>, <c>json</c> (both UTF-8) or <c>docx</c>. Equal reports give equal bytes.</summary>
    public static Outcome<byte[]> Render(ReportDocument report, string format) => format switch
    {
        "text" => Encoding.UTF8.GetBytes(report.ToText()),
        "json" => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(report.ToAnswer(), LangSoJson.Indented) + "\n"),
        "docx" => DecreeDocument.Write(report),
        "xlsx" or "pdf" => new Problem("format", "Bản này chưa xuất được dạng {0}. Dùng: {1}.", format, string.Join(", ", Known)),
        _ => new Problem("format", "Không có dạng “{0}”. Các dạng: {1}.", format, string.Join(", ", Known)),
    };

    /// <summary>The media type of a format, for downloads.</summary>
    public static string MediaType(string format) => format switch
    {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "json" => "application/json; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>Puts a rendered report on disk, whole or not at all.</summary>
    public static async Task<Outcome<string>> SaveAsync(byte[] content, string path, CancellationToken cancel)
    {
        string? partial = null;
        try
        {
            var full = Path.GetFullPath(path);
            partial = full + "." + Guid.NewGuid().ToString("n")[..8] + ".tmp";
            await File.WriteAllBytesAsync(partial, content, cancel);
            File.Move(partial, full, overwrite: true);
            return full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (partial is not null && File.Exists(partial)) File.Delete(partial);
            return new Problem("out", "Không ghi được tệp {0}. Chọn thư mục có và ghi được.", path);
        }
    }
}
