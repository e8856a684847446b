using LangSo.Foundation;

namespace LangSo.Store.Keeping;

/// <summary>What was found where a store is said to be.</summary>
public sealed record StoreFinding
{
    /// <summary>Why it cannot be reached, or null.</summary>
    public Problem? Unreachable { get; init; }

    /// <summary>True when there is a file or a database.</summary>
    public bool Exists { get; init; }

    /// <summary>A migration that this program does not know, or null.</summary>
    public string? Newer { get; init; }

    /// <summary>Migrations that are not applied yet.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>What a store that is still being filled says of itself.</summary>
    public CarryState? Carrying { get; init; }

    /// <summary>The first table that holds rows, or null when the store is empty.</summary>
    public string? Filled { get; init; }

    /// <summary>Why this store is not opened, or null.</summary>
    public Problem? Refusal(StoreAddress address) =>
        Unreachable ?? (Newer is { } newer
            ? new Problem("data", "Thư mục dữ liệu do bản Làng Số mới hơn ghi ({0}). Cập nhật phần mềm rồi mở lại; chưa đổi gì.", newer)
            : Carrying is { } carrying
                ? new Problem("data", carrying.Deed == "move"
                    ? "Dữ liệu ở {0} đang chuyển dở từ {1}, chưa dùng được. Chạy lại ./langso move để chuyển tiếp."
                    : "Dữ liệu ở {0} đang phục hồi dở từ {1}, chưa dùng được. Chạy lại ./langso restore.", address.Shown, carrying.From)
                : null);
}
