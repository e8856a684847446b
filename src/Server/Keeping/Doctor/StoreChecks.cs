using LangSo.Foundation;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping.Doctor;

/// <summary>The store is there, whole, and of this version.</summary>
internal sealed class DatabaseCheck : ICheck
{
    public string Id => "database";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
        patient.Found.Refusal(patient.Store.Factory.Address) is { } refused
            ? [new Finding(Id, refused.ToString(), patient.Found.Unreachable is not null ? "Xem máy chủ cơ sở dữ liệu có chạy không, rồi chạy lại." : "Chưa mở máy chủ trên dữ liệu này.")]
            : !patient.Found.Exists
                ? [new Finding(Id, $"Ở {patient.Store.Factory.Address.Shown} chưa có dữ liệu.", "Nạp dữ liệu, hoặc ./langso restore.")]
                : patient.Found.Pending.Count > 0
                    ? [new Finding(Id, $"Dữ liệu do bản cũ hơn ghi; còn {patient.Found.Pending.Count} bước nâng cấp.", "Sao lưu, rồi mở bằng ./langso serve của bản này.")]
                    : []);
}

/// <summary>The SQLite file is whole and its log is not left to grow.</summary>
internal sealed class SqliteCheck : ICheck
{
    private const long LongestLog = 256 << 20;

    public string Id => "sqlite";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (patient.OnPostgres || !patient.Found.Exists) return [];
        var findings = new List<Finding>();
        var said = await patient.AskAsync<string>("select quick_check as \"Value\" from pragma_quick_check limit 1", cancel);
        if (said != "ok") findings.Add(new Finding(Id, $"Tệp cơ sở dữ liệu bị hỏng: {said?.ReplaceLineEndings(" ")}.", "Dừng máy chủ, giữ tệp lại để xem, phục hồi bản sao lưu mới nhất."));
        var log = new FileInfo(patient.Store.Installation.Folder.Database + "-wal");
        if (log is { Exists: true, Length: > LongestLog })
            findings.Add(new Finding(Id, $"Tệp nhật ký ghi (-wal) lên đến {VnText.Number(log.Length >> 20)} MB.", "Khởi động lại máy chủ; nếu vẫn lớn, tìm chương trình nào giữ tệp mở."));
        return findings;
    }
}

/// <summary>The ledger follows from its first act to its last.</summary>
internal sealed class LedgerCheck : ICheck
{
    public string Id => "ledger";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.Usable) return [];
        await using var picture = await StoreSnapshot.TakeAsync(patient.Store.Factory, cancel);
        var proof = await picture.ProveAsync(cancel);
        return proof.FirstBroken is { } number
            ? [new Finding(Id, $"Sổ cái bị sửa từ mục {VnText.Number(number)} trong {VnText.Number(proof.Rows)} mục.", "Không ghi thêm; báo người phụ trách, đối chiếu bản sao lưu gần nhất.")]
            : [];
    }
}

/// <summary>PostgreSQL is set so that what is committed stays.</summary>
internal sealed class PostgresSettingsCheck : ICheck
{
    public string Id => "postgres";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.OnPostgres || !patient.Usable) return [];
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["fsync", "full_page_writes", "server_encoding", "max_connections", "synchronous_commit"])
            settings[name] = await patient.AskAsync<string>("select current_setting({0}) as \"Value\"", cancel, name) ?? "";
        return Judge(settings);
    }

    internal IReadOnlyList<Finding> Judge(IReadOnlyDictionary<string, string> settings)
    {
        var findings = new List<Finding>();
        foreach (var name in (string[])["fsync", "full_page_writes", "synchronous_commit"])
            if (settings[name] == "off") findings.Add(new Finding(Id, $"PostgreSQL đặt {name} = off: mất điện là mất việc đã ghi.", $"Đặt {name} = on trong postgresql.conf rồi nạp lại."));
        if (settings["server_encoding"] != "UTF8") findings.Add(new Finding(Id, $"Cơ sở dữ liệu dùng bảng mã {settings["server_encoding"]}, không phải UTF8.", "Tạo cơ sở dữ liệu mới: createdb -E UTF8 -T template0 langso, rồi ./langso move."));
        if (int.Parse(settings["max_connections"], System.Globalization.CultureInfo.InvariantCulture) is < 40 and var most)
            findings.Add(new Finding(Id, $"PostgreSQL chỉ nhận {most} kết nối; mỗi máy chủ Làng Số dùng tới 30.", "Đặt max_connections = 100 trở lên rồi khởi động lại PostgreSQL."));
        return findings;
    }
}

/// <summary>The database's clock and this machine's agree.</summary>
internal sealed class DatabaseClockCheck : ICheck
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    public string Id => "clock";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.OnPostgres || !patient.Usable) return [];
        var begun = patient.Clock.GetTimestamp();
        var theirs = await patient.AskAsync<DateTime>("select clock_timestamp() as \"Value\"", cancel);
        var skew = patient.Clock.GetUtcNow().UtcDateTime - theirs.ToUniversalTime();
        // Whatever the answer took cannot be told from skew.
        return skew.Duration() > Most + patient.Clock.GetElapsedTime(begun)
            ? [new Finding(Id, $"Đồng hồ máy này lệch {VnText.Number((decimal)Math.Round(skew.TotalSeconds, 1))} giây so với máy chủ cơ sở dữ liệu.", "Bật đồng bộ giờ (chrony hoặc systemd-timesyncd) ở cả hai máy.")]
            : [];
    }
}

/// <summary>Next month's playback has its own place already.</summary>
internal sealed class PartitionCheck : ICheck
{
    public string Id => "partitions";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.OnPostgres || !patient.Usable) return [];
        var today = patient.Clock.Today();
        var next = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var bounds = $"FROM ('{next:yyyy-MM-dd}')";
        var there = await patient.AskAsync<long>(
            "select count(*) as \"Value\" from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'plays'::regclass and pg_get_expr(c.relpartbound, c.oid) like '%' || {0} || '%'", cancel, bounds);
        return there > 0 ? [] : [new Finding(Id, $"Chưa có ngăn cho lịch sử phát tháng {next.Month}/{next.Year}.", "Chạy máy chủ bằng tài khoản được tạo bảng: máy chủ tự làm ngăn của tháng tới.")];
    }
}
