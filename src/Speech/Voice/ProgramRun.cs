using System.ComponentModel;
using CliWrap;

namespace LangSo.Speech.Voice;

/// <summary>One run of a program: bytes in, bytes out, no files. Cancelling ends the process.</summary>
/// <param name="ExitCode">Zero when it went well; -1 when it could not even start.</param>
/// <param name="Output">All of its standard output.</param>
internal sealed record ProgramRun(int ExitCode, byte[] Output)
{
    public static async Task<ProgramRun> OfAsync(string program, IReadOnlyList<string> arguments, byte[] input, CancellationToken cancel)
    {
        using var output = new MemoryStream();
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithStandardInputPipe(PipeSource.FromBytes(input))
                .WithStandardOutputPipe(PipeTarget.ToStream(output))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancel);
            return new ProgramRun(result.ExitCode, output.ToArray());
        }
        catch (Win32Exception)
        {
            // Not for this machine, or not allowed to run.
            return new ProgramRun(-1, []);
        }
    }
}
