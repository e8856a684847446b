using System.ComponentModel;
using CliWrap;

namespace LangSo.Speech.Voice;

/// <summary>One run of a program: bytes in, bytes out, no files. Cancelling ends the process.</summary>
/// <param name="ExitCode">Zero when it went well; -1 when it could not even start.</param>
/// <param name="Output">All of its standard output.</param>
internal sealed record ProgramRun(int ExitCode, byte[] Output)
{
    public static Task<ProgramRun> OfAsync(string program, IReadOnlyList<string> arguments, byte[] input, CancellationToken cancel) =>
        OfAsync(program, arguments, PipeSource.FromBytes(input), cancel);

    public static async Task<ProgramRun> OfAsync(string program, IReadOnlyList<string> arguments, PipeSource input, CancellationToken cancel)
    {
        using var output = new MemoryStream();
        var code = await ToAsync(program, arguments, input, PipeTarget.ToStream(output), cancel);
        return new ProgramRun(code, output.ToArray());
    }

    /// <summary>The same with its output taken as it comes.</summary>
    public static async Task<int> ToAsync(string program, IReadOnlyList<string> arguments, PipeSource input, PipeTarget output, CancellationToken cancel)
    {
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments)
                .WithStandardInputPipe(input).WithStandardOutputPipe(output).WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancel);
            return result.ExitCode;
        }
        catch (Win32Exception)
        {
            // Not for this machine, or not allowed to run.
            return -1;
        }
    }
}
