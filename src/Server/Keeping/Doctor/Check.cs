using System.Diagnostics;
using LangSo.Store;
using LangSo.Store.Keeping;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Keeping.Doctor;

/// <summary>Something that is wrong with an installation.</summary>
/// <param name="Check">Which check saw it.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
internal sealed record Finding(string Check, string Text, string Mend);

/// <summary>What is looked at.</summary>
/// <param name="Store">The installation and its store.</param>
/// <param name="Found">What was found where the store should be.</param>
/// <param name="Clock">The time.</param>
/// <param name="Full">True to read every file and try every account, however long it takes.</param>
/// <param name="Port">The HTTP port that the server is to listen on, when it was said.</param>
/// <param name="Certificate">The certificate that browsers are shown, when it was said.</param>
/// <param name="Tool">Runs a program of the machine: its output, or null when there is none.</param>
internal sealed record Patient(
    OpenedStore Store, StoreFinding Found, TimeProvider Clock, bool Full, int? Port, string? Certificate, Func<string, string, CancellationToken, Task<string?>> Tool)
{
    public string Folder => Store.Installation.Folder.Path;

    /// <summary>True when the store can be asked.</summary>
    public bool Usable => Found is { Exists: true, Pending.Count: 0 } && Found.Refusal(Store.Factory.Address) is null;

    public bool OnPostgres => Store.Factory.Address.Engine == StoreEngine.Postgres;

    /// <summary>One value of the store.</summary>
    public async Task<T?> AskAsync<T>(string sql, CancellationToken cancel, params object[] values)
    {
        await using var db = Store.Factory.Open();
        return (await db.Database.SqlQueryRaw<T>(sql, values).ToListAsync(cancel)).FirstOrDefault();
    }

    /// <summary>Runs a program as the server would.</summary>
    public static async Task<string?> RunAsync(string program, string arguments, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(10));
            var said = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? said : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
    }
}

/// <summary>One thing that is looked at.</summary>
internal interface ICheck
{
    /// <summary>Its name, for scripts.</summary>
    string Id { get; }

    /// <summary>What is wrong; nothing when all is well or when it does not apply here.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel);
}

/// <summary>Every check, in the order in which they are worth mending.</summary>
internal static class Checks
{
    public static readonly IReadOnlyList<ICheck> All =
    [
        new FolderCheck(), new DiskCheck(), new DatabaseCheck(), new SqliteCheck(), new PostgresSettingsCheck(), new DatabaseClockCheck(), new PartitionCheck(),
        new LedgerCheck(), new KeysCheck(), new MediaCheck(), new BackupCheck(), new VoiceCheck(), new TimeSyncCheck(), new PortCheck(), new BrokerCheck(),
        new SilentDevicesCheck(), new PublicPasswordCheck(), new CertificateCheck(),
    ];

    /// <summary>Looks at everything; a check that fails is a finding of its own.</summary>
    public static async Task<IReadOnlyList<Finding>> LookAsync(Patient patient, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var check in All)
        {
            try
            {
                findings.AddRange(await check.LookAsync(patient, cancel));
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                findings.Add(new Finding(check.Id, "Không kiểm được: " + e.Message.ReplaceLineEndings(" "), "Sửa các mục khác trước, rồi chạy lại."));
            }
        }
        return findings;
    }
}
