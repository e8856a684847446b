using System.Diagnostics;
using System.Text;
using LangSo.Testing;

namespace LangSo.Server.Tests.Commands;

/// <summary>What a command left behind.</summary>
internal sealed record CliAnswer(int Code, string Out, string Error);

/// <summary>The built program as a process of its own, as a user starts it.</summary>
internal static class Cli
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<CliAnswer> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliAnswer(process.ExitCode, await said, await complained);
    }

    /// <summary>Starts a command that goes on.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LangSo.Server.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // In a run on PostgreSQL the folder's database is another one than its file.
        if (Array.IndexOf(arguments, "--data") is >= 0 and var at && at + 1 < arguments.Length && TestDatabase.Of(arguments[at + 1]) is { } db) start.Environment["LANGSO_DB"] = db;
        return Process.Start(start)!;
    }

    /// <summary>Bad input: exit 2, nothing on stdout, one line on stderr.</summary>
    public static void Refused(CliAnswer answer, string says)
    {
        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.StartsWith("langso: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(1, answer.Error.Count(c => c == '\n'));
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }
}
