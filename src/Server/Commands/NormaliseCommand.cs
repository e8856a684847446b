using System.CommandLine;
using LangSo.Speech;

namespace LangSo.Server.Commands;

/// <summary><c>langso normalise</c>: one written line in, one spoken line out.</summary>
internal static class NormaliseCommand
{
    public static Command Make()
    {
        var command = new Command("normalise", "Đọc từng dòng văn bản viết, ghi ra dòng để đọc thành tiếng");
        command.SetAction(async (_, cancel) =>
        {
            await using var services = new ServiceCollection().AddSpeech().BuildServiceProvider();
            var normaliser = services.GetRequiredService<INormaliser>();
            using var input = new StreamReader(Console.OpenStandardInput());
            while (await input.ReadLineAsync(cancel) is { } line) Console.Out.WriteLine(normaliser.Read(line).Text);
            return 0;
        });
        return command;
    }
}
