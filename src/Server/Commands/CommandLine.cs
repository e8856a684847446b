using System.CommandLine;
using System.Runtime.InteropServices;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Server.Commands;

/// <summary>
/// The one program's command line. Only the answer goes to stdout; what is wrong is one line on stderr that begins
/// "langso: "; exit 2 for bad input, 1 for failure, 0 when done.
/// </summary>
internal static class CommandLine
{
    public const int BadInput = 2;
    public const int Failure = 1;

    /// <summary>Set to 1 for a child that must not outlive its parent: it ends when its standard input closes.</summary>
    public const string EndWithStdin = "LANGSO_END_WITH_STDIN";

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
        Console.CancelKeyPress += (_, key) => { key.Cancel = true; stop.Cancel(); };
        if (args is ["player", .. var rest])
        {
            if (Environment.GetEnvironmentVariable(EndWithStdin) == "1") _ = EndWithAsync(Console.OpenStandardInput(), stop);
            return await LangSo.Player.PlayerProgram.RunAsync(rest, stop.Token);
        }
        var root = new RootCommand("Làng Số: đo, xét, báo tin và chứng minh kết quả nông thôn mới.")
        {
            DemoCommand.Make(), ServeCommand.Make(), LoadCommand.Make(), ImportCommand.Make(), ExportCommand.Make(), UnitsCommand.Make(), LineageCommand.Make(), MeasureCommand.Make(), CriteriaCommand.Make(),
            ReportCommand.Make(), TimelineCommand.Make(), NormaliseCommand.Make(), SpeakCommand.Make(), VerifyCommand.Make(),
            InviteCommand.Make(), MoveCommand.Make(), BackupCommand.Make(), RestoreCommand.Make(), DoctorCommand.Make(), ConformCommand.Make(),
            new Command("player", "Chương trình của cụm loa: langso player --server URL --enrol MÃ --state THƯ_MỤC [--sink null|wav:TỆP]"),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0) return Refuse(WordsFor(parsed, args));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (MediaUnavailableException e)
        {
            Console.Error.WriteLine("langso: " + e.Problem);
            return Failure;
        }
        catch (Exception e) when (e is StoreCutException or IOException or UnauthorizedAccessException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            Console.Error.WriteLine("langso: " + (StoreTrouble.Of(e, Place.Shown(parsed))?.ToString() ?? "không làm được: " + e.Message.ReplaceLineEndings(" ")));
            return Failure;
        }
    }

    /// <summary>Says what is wrong; the exit code of bad input.</summary>
    public static int Refuse(string line)
    {
        Console.Error.WriteLine("langso: " + line.ReplaceLineEndings(" "));
        return BadInput;
    }

    /// <summary>Says every problem in one line.</summary>
    public static int Refuse(IReadOnlyList<Problem> problems) => Refuse(string.Join(" ", problems));

    private static async Task EndWithAsync(Stream input, CancellationTokenSource stop)
    {
        var buffer = new byte[64];
        while (await input.ReadAsync(buffer, stop.Token) > 0) { }
        await stop.CancelAsync();
    }

    private static string WordsFor(ParseResult parsed, string[] args)
    {
        if (parsed.CommandResult.Command is RootCommand)
            return args.Length == 0 || args[0].StartsWith('-')
                ? "thiếu lệnh. Gõ ./langso --help để xem các lệnh."
                : $"không có lệnh \"{args[0]}\". Gõ ./langso --help để xem các lệnh.";
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0) return $"lệnh {command.Name} không hiểu \"{parsed.UnmatchedTokens[0]}\". Gõ ./langso {command.Name} --help.";
        if (command.Options.FirstOrDefault(o => o.Required && parsed.GetResult(o) is null or { Implicit: true }) is { } missing) return $"lệnh {command.Name} thiếu {missing.Name}.";
        if (command.Arguments.FirstOrDefault(a => parsed.GetResult(a) is null or { Tokens.Count: 0 }) is { } absent) return $"lệnh {command.Name} thiếu {absent.Name}.";
        var wrong = command.Options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false } given && parsed.Errors.Any(e => e.SymbolResult == given || e.SymbolResult?.Parent == given));
        if (wrong is null) return $"lệnh {command.Name}: {parsed.Errors[0].Message}";
        return parsed.GetResult(wrong)!.Tokens is [var first, ..] tokens
            ? tokens.Count > 1 ? $"{wrong.Name} ghi hai lần." : $"{wrong.Name} không hiểu \"{first.Value}\"."
            : $"{wrong.Name} cần một giá trị đi sau.";
    }
}
