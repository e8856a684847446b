using System.Diagnostics;
using LangSo.Testing;

namespace LangSo.Several.Tests;

/// <summary>A disk that is full or may only be read: one line, and what was there is as it was.</summary>
public sealed class DiskTests
{
    [Fact]
    public async Task A_full_disk_is_one_line_and_the_store_is_as_it_was()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        // Enough for the empty store, not for the province: the system refuses files beyond this many blocks of 1 kB.
        // (The run-time itself makes one large file for its compiled code unless it is told not to.)
        await using (var first = LangSoProgram.Under("trap '' XFSZ; ulimit -f 700; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "load", "demo", "--data", data))
        {
            Assert.Equal(1, await first.EndAsync());
            OneLine(first, "Đĩa của thư mục");
        }
        await using var units = new LangSoProgram(null, "verify", "--data", data);
        Assert.True(await units.EndAsync() == 0, units.Complained);
        await using var again = new LangSoProgram(null, "load", "demo", "--data", data);
        Assert.True(await again.EndAsync() == 0, again.Complained);
        await using var verify = new LangSoProgram(null, "verify", "--data", data);
        Assert.Equal(0, await verify.EndAsync());
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read_is_one_line_and_nothing_changes()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        using var readOnly = ReadOnly.Begin(folder.Path);
        foreach (var command in (string[][])[["load", "demo"], ["serve", "--port", "0"]])
        {
            await using var program = new LangSoProgram(null, [.. command, "--data", folder.Path]);
            Assert.NotEqual(0, await program.EndAsync());
            OneLine(program, "Không ghi được vào");
        }
    }

    private static void OneLine(LangSoProgram program, string says)
    {
        Assert.Equal("", program.Said);
        Assert.StartsWith("langso: ", program.Complained, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', program.Complained);
        Assert.Contains(says, program.Complained, StringComparison.Ordinal);
    }

    /// <summary>Takes the right to write from a folder: by its mode, or for the administrator, whom modes do not bind, by mounting it so.</summary>
    private sealed class ReadOnly : IDisposable
    {
        private readonly string _folder;
        private readonly bool _mounted;

        private ReadOnly(string folder, bool mounted) => (_folder, _mounted) = (folder, mounted);

        public static ReadOnly Begin(string folder)
        {
            var root = Environment.UserName == "root";
            if (root) Run("mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"", folder);
            else Run("chmod -R a-w \"$0\"", folder);
            return new ReadOnly(folder, root);
        }

        public void Dispose() => Run(_mounted ? "umount \"$0\"" : "chmod -R u+w \"$0\"", _folder);

        private static void Run(string script, string folder)
        {
            using var shell = Process.Start("/bin/sh", ["-c", script, folder]);
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }
    }
}
