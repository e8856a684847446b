using System.CommandLine;
using LangSo.Foundation;
using LangSo.Speech;

namespace LangSo.Server.Commands;

/// <summary><c>langso speak</c>: a written text into a finished Ogg/Opus sound.</summary>
internal static class SpeakCommand
{
    public static Command Make()
    {
        var text = new Option<string>("--text") { Description = "Văn bản", Required = true };
        var file = new Option<string>("--out") { Description = "Tệp .ogg", Required = true };
        var command = new Command("speak", "Đọc văn bản thành tệp âm thanh Ogg/Opus") { text, file };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var services = new ServiceCollection().AddSpeech().BuildServiceProvider();
            var written = parsed.GetRequiredValue(text);
            if (string.IsNullOrWhiteSpace(written)) return CommandLine.Refuse("chưa có văn bản để đọc.");
            var spoken = services.GetRequiredService<INormaliser>().Read(written);
            var sound = await services.GetRequiredService<IAnnouncer>().SpeakAsync(spoken.Text, cancel);
            if (!sound.Ok) return CommandLine.Refuse(sound.Problems);
            var path = parsed.GetRequiredValue(file);
            try
            {
                await File.WriteAllBytesAsync(path, sound.Value.Opus, cancel);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return CommandLine.Refuse($"không ghi được tệp \"{path}\".");
            }
            Console.WriteLine($"{path}: {VnText.Number(sound.Value.DurationMs / 1000m)} giây, {VnText.Number(sound.Value.Opus.Length)} byte");
            return 0;
        });
        return command;
    }
}
