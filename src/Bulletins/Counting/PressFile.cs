using System.Runtime.CompilerServices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Bulletins;

/// <summary>What an editor may keep beside an article or a video report.</summary>
internal enum PressFileForm
{
    /// <summary>MPEG-4 with H.264, as phones and stations give it.</summary>
    Mp4 = 1,

    /// <summary>A page of a paper, scanned or printed.</summary>
    Pdf = 2,

    /// <summary>A picture.</summary>
    Jpeg = 3,

    /// <summary>A picture of a screen.</summary>
    Png = 4,
}

/// <summary>A file that proves that something was published. It lies in the vault in the pieces in which it came.</summary>
/// <param name="Upload">Under which its pieces are.</param>
/// <param name="Name">As its sender called it.</param>
/// <param name="Seconds">Of a video; null of anything else.</param>
/// <param name="Silent">A video without sound.</param>
internal sealed record PressFile(Guid Upload, string Name, long Bytes, PressFileForm Form, double? Seconds = null, bool Silent = false)
{
    /// <summary>What a browser is told.</summary>
    public string ContentType => Form switch { PressFileForm.Mp4 => "video/mp4", PressFileForm.Pdf => "application/pdf", PressFileForm.Jpeg => "image/jpeg", _ => "image/png" };
}

/// <summary>Which files are taken: told apart by their first bytes, never by their names alone.</summary>
internal static class PressFiles
{
    /// <summary>The largest video.</summary>
    public const long MostBytes = 300L * 1024 * 1024;

    private const long MostPaper = 50L * 1024 * 1024;
    private const long MostPicture = 20L * 1024 * 1024;

    /// <summary>Null when it is nothing that is taken.</summary>
    public static PressFileForm? Of(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[4..].StartsWith("ftyp"u8) ? PressFileForm.Mp4
        : head.StartsWith("%PDF-"u8) ? PressFileForm.Pdf
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? PressFileForm.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? PressFileForm.Png
        : null;

    /// <summary>Why a file that begins so is not taken under this name, or null.</summary>
    public static Problem? Refuse(string name, long bytes, ReadOnlySpan<byte> head)
    {
        if (Of(head) is not { } form) return new Problem("file", "\"{0}\" không phải MP4, PDF, JPG hoặc PNG. Chọn tệp khác.", name);
        var (endings, shown, most) = form switch
        {
            PressFileForm.Mp4 => (new[] { ".mp4", ".m4v", ".mov" }, "MP4", MostBytes),
            PressFileForm.Pdf => ([".pdf"], "PDF", MostPaper),
            PressFileForm.Jpeg => ([".jpg", ".jpeg"], "JPG", MostPicture),
            _ => ([".png"], "PNG", MostPicture),
        };
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (ending.Length > 0 && !endings.Contains(ending)) return new Problem("file", "\"{0}\" có đuôi {1} nhưng bên trong là {2}. Đổi đúng đuôi tệp rồi gửi lại.", name, ending, shown);
        return bytes <= most ? null : new Problem("file", "Tệp {0} nặng {1} MB, nhiều nhất {2} MB. Xuất lại nhẹ hơn hoặc ghi đường dẫn.", shown, VnText.Number(bytes >> 20), VnText.Number(most >> 20));
    }
}

/// <summary>The pieces of kept files are not swept away.</summary>
internal sealed class PressFilesWanted : IMediaWanted
{
    public async IAsyncEnumerable<string> WantedAsync(StoreContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        var kept = await db.Set<PressItem>().AsNoTracking().Where(i => i.File != null).Select(i => i.File!).ToListAsync(cancel);
        foreach (var file in kept)
            foreach (var hash in await db.Set<UploadPiece>().AsNoTracking().Where(p => p.Upload == file.Upload).Select(p => p.Sha256).ToListAsync(cancel))
                yield return hash;
    }
}
