using System.Net.Sockets;
using LangSo.Foundation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LangSo.Store;

/// <summary>What became of a deed during which the database went away.</summary>
public enum Fate
{
    /// <summary>Nothing of it was written.</summary>
    NotWritten = 1,

    /// <summary>The database went away while it confirmed, and has not come back to say.</summary>
    Unknown = 2,
}

/// <summary>The database went away in the middle of a deed, and what became of the deed.</summary>
public sealed class StoreCutException(Fate fate, Exception inner) : Exception(inner.Message, inner)
{
    /// <summary>What became of it.</summary>
    public Fate Fate { get; } = fate;
}

/// <summary>What an engine's exception means to a person.</summary>
public static class StoreTrouble
{
    /// <summary>True when the connection to the database broke or could not be made; false for all that the database refused itself.</summary>
    public static bool IsCut(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            switch (e)
            {
                case StoreCutException:
                    return true;
                case PostgresException refused:
                    return refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("08", StringComparison.Ordinal) || refused.SqlState == PostgresErrorCodes.TooManyConnections;
                case NpgsqlException:
                case SocketException:
                    return true;
            }
        return false;
    }

    /// <summary>One sentence for what stands in the way, or null when it is nothing of the store or the disk.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="where">The folder or database that people are told.</param>
    public static Problem? Of(Exception exception, string where)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is StoreCutException { Fate: Fate.Unknown })
                return new Problem("", "Cơ sở dữ liệu {0} ngắt đúng lúc đang ghi; chưa biết lần ghi này đã vào chưa. Xem lại trước khi làm lại.", where);
            if (e is StoreCutException) return new Problem("", "Cơ sở dữ liệu {0} vừa ngắt; chưa ghi gì. Chạy lại lệnh.", where);
            if (e is SqliteException { SqliteErrorCode: 10 or 13 } || (e is IOException && (e.HResult & 0xFFFF) is 27 or 28 or 112 or 122))
                return new Problem("--data", "Đĩa của {0} đã đầy hoặc hỏng; việc này chưa ghi gì. Kiểm chỗ trống rồi chạy lại.", where);
            if (e is SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException || (e is IOException && (e.HResult & 0xFFFF) == 30))
                return new Problem("--data", "Không ghi được vào {0}: chỉ được đọc. Kiểm quyền của thư mục; việc này chưa ghi gì.", where);
            if (e is PostgresException { SqlState: "53100" }) return new Problem("--db", "Đĩa của {0} đã đầy; việc này chưa ghi gì. Dọn chỗ trống rồi chạy lại.", where);
            if (e is PostgresException { SqlState: "25006" }) return new Problem("--db", "{0} đang chỉ cho đọc; việc này chưa ghi gì. Kiểm máy chủ cơ sở dữ liệu.", where);
        }
        return IsCut(exception) ? new Problem("--db", "Cơ sở dữ liệu {0} vừa ngắt. Kiểm máy chủ rồi chạy lại.", where) : null;
    }
}
