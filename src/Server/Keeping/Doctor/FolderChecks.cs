using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Server.Keeping.Doctor;

/// <summary>The data folder can be written.</summary>
internal sealed class FolderCheck : ICheck
{
    public string Id => "folder";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        var folder = patient.Store.Installation.Folder;
        var trial = Path.Combine(folder.Path, ".langso-" + Guid.NewGuid().ToString("n"));
        try
        {
            File.WriteAllText(trial, "");
            File.Delete(trial);
            return Task.FromResult<IReadOnlyList<Finding>>([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<IReadOnlyList<Finding>>(
                [new Finding(Id, $"Không ghi được vào thư mục \"{folder.Given}\".", $"Tạo thư mục và cho tài khoản chạy máy chủ quyền ghi: chown -R langso {folder.Given}")]);
        }
    }
}

/// <summary>There is room on the disk.</summary>
internal sealed class DiskCheck : ICheck
{
    /// <summary>Less is too little for a day of a province's sounds and records.</summary>
    internal const long Least = 1L << 30;

    public string Id => "disk";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel) =>
        Task.FromResult(Judge(Directory.Exists(patient.Folder) ? new DriveInfo(patient.Folder).AvailableFreeSpace : long.MaxValue));

    internal IReadOnlyList<Finding> Judge(long free) => free >= Least
        ? []
        : [new Finding(Id, $"Đĩa chứa thư mục dữ liệu chỉ còn {VnText.Number(free / (1 << 20))} MB.", "Dọn đĩa hoặc chuyển sang đĩa lớn hơn; cần ít nhất 1 GB.")];
}

/// <summary>The keys are there, and nobody else can read them.</summary>
internal sealed class KeysCheck : ICheck
{
    public string Id => "keys";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        var keys = new KeyFolder(patient.Folder);
        if (patient.Usable && patient.Store.Factory.Address.Engine == StoreEngine.Postgres) findings.AddRange(await SharedAsync(patient, cancel));
        else if (patient.Usable && keys.RootPem is null && await patient.AskAsync<long>("select count(*) as \"Value\" from delegations", cancel) > 0)
            findings.Add(new Finding(Id, "Không có khóa gốc mà đã có ủy quyền ký bằng khóa gốc: thiết bị sẽ không nhận lệnh mới.", "Chép lại thư mục keys, hoặc ./langso restore … --with-keys."));
        if (OperatingSystem.IsWindows()) return findings;
        foreach (var name in keys.List())
        {
            var mode = File.GetUnixFileMode(Path.Combine(patient.Folder, "keys", name));
            if ((mode & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0 && name.EndsWith(".pem", StringComparison.Ordinal))
                findings.Add(new Finding(Id, $"Người khác đọc được khóa keys/{name}.", $"chmod 600 {Path.Combine(patient.Folder, "keys", name)}"));
        }
        return findings;
    }

    /// <summary>Keys that all servers share lie in the store, under a secret that each server has.</summary>
    private async Task<IReadOnlyList<Finding>> SharedAsync(Patient patient, CancellationToken cancel)
    {
        var delegated = await patient.AskAsync<long>("select count(*) as \"Value\" from delegations", cancel) > 0;
        if (delegated && await patient.AskAsync<long>("select count(*) as \"Value\" from signing_keys where name = 'root'", cancel) == 0)
            return [new Finding(Id, "Không có khóa gốc mà đã có ủy quyền ký bằng khóa gốc: thiết bị sẽ không nhận lệnh mới.", "Phục hồi bản sao lưu có khóa: ./langso restore … --with-keys.")];
        return patient.Store.Services.GetRequiredService<KeyRing>().Look() is { } closed
            ? [new Finding(Id, closed.ToString(), "Chép keys/installation.key từ một máy chủ đang chạy, hoặc đặt LANGSO_SECRET.")]
            : [];
    }
}

/// <summary>Sounds that bulletins name are there, and files are what their names say.</summary>
internal sealed class MediaCheck : ICheck
{
    private const int Sample = 50;

    public string Id => "media";

    public async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        if (!patient.Usable) return [];
        var findings = new List<Finding>();
        var media = VaultMedia.Of(patient.Store);
        var there = new List<string>();
        try
        {
            await foreach (var (name, _) in media.ListAsync(cancel)) there.Add(name);
        }
        catch (MediaUnavailableException e)
        {
            return [new Finding(Id, e.Problem.ToString(), "Kiểm kho âm thanh (--media) rồi khám lại.")];
        }
        foreach (var name in (await WantedMedia.InAsync(patient.Store.Factory, cancel)).Except(there).Take(Sample))
            findings.Add(new Finding(Id, $"Tệp âm thanh {name} không còn.", "Phục hồi thư mục media từ bản sao lưu."));
        var looked = patient.Full ? there : Random.Shared.GetItems(there.ToArray(), Math.Min(Sample, there.Count)).Distinct();
        foreach (var name in looked)
            if (!await media.IsWholeAsync(name, cancel))
                findings.Add(new Finding(Id, $"Tệp âm thanh {name} bị hỏng: nội dung không đúng tên.", "Xóa tệp này rồi phục hồi từ bản sao lưu; kiểm đĩa."));
        return findings;
    }
}

/// <summary>There is a backup, not long ago.</summary>
internal sealed class BackupCheck : ICheck
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);

    public string Id => "backup";

    public Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>(
        LastBackup.Read(patient.Folder) is not { } last
            ? [new Finding(Id, "Chưa sao lưu lần nào.", "./langso backup --data … --out THƯ_MỤC --keep 14 (đặt chạy hằng đêm)")]
            : patient.Clock.GetUtcNow().UtcDateTime - last.At > Oldest
                ? [new Finding(Id, $"Bản sao lưu mới nhất từ {VnTime.Moment(last.At)}.", "Xem lịch chạy ./langso backup có bị dừng không.")]
                : []);
}
