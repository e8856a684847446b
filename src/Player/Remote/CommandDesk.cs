using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What a command can reach in the loudspeaker.</summary>
internal interface ICommandHands
{
    /// <summary>A sound of so many seconds on the loudspeaker; null when it was heard, else why not.</summary>
    Task<string?> ToneAsync(int seconds, CancellationToken cancel);

    /// <summary>Plays a chirp and listens: whether it was heard, and a sentence.</summary>
    Task<(bool Heard, string Says)> SoundCheckAsync(CancellationToken cancel);

    /// <summary>Breaks off what plays.</summary>
    void StopAll();

    /// <summary>Ends the program when nothing plays; whoever started it starts it again.</summary>
    void Restart();

    /// <summary>An answer is to be told.</summary>
    void Answered();
}

/// <summary>
/// Does remote commands, each once: it is written down as begun before it is done, so that a loss of power in the middle of a restart
/// does not make a second one. Answers stay until the command expires.
/// </summary>
internal sealed class CommandDesk(PlayerStore store, PlayerClock clock, ICommandHands hands)
{
    private volatile string? _doing;

    /// <summary>Answers that are still to be told.</summary>
    public IReadOnlyList<CommandAnswer> Answers() => [.. store.Answers(clock.UtcNow).Where(a => a.Id != _doing)];

    /// <summary>Takes what the desired state brought. One at a time.</summary>
    public async Task TakeAsync(IReadOnlyList<DeviceCommand> commands, CancellationToken cancel)
    {
        store.ForgetAnswers(clock.UtcNow.AddDays(-1));
        foreach (var command in commands.OrderBy(c => c.Issued))
        {
            var late = command.Expires <= clock.UtcNow;
            // Done is what stays if the power goes between here and the answer: a restart is over then, a tone was heard in part.
            var begun = new CommandAnswer(command.Id, late ? CommandAnswer.Expired : CommandAnswer.Done, clock.UtcNow) { Says = late ? "Lệnh đến khi đã quá hạn." : null };
            _doing = command.Id;
            try
            {
                if (!store.Answer(begun, command.Expires, first: true)) continue;
                if (!late && await DoAsync(command, cancel) is { } answer) store.Answer(answer, command.Expires, first: false);
            }
            finally
            {
                _doing = null;
            }
            hands.Answered();
        }
    }

    private async Task<CommandAnswer?> DoAsync(DeviceCommand command, CancellationToken cancel)
    {
        switch (command.Kind)
        {
            case DeviceCommand.Tone:
                return await hands.ToneAsync(Math.Clamp(command.Value ?? 3, 1, 10), cancel) is { } why ? Answer(CommandAnswer.Failed, why) : null;
            case DeviceCommand.SoundCheck:
                var (heard, says) = await hands.SoundCheckAsync(cancel);
                return Answer(heard ? CommandAnswer.Done : CommandAnswer.Failed, says);
            case DeviceCommand.StopAll:
                hands.StopAll();
                return null;
            case DeviceCommand.Restart:
                hands.Restart();
                return null;
            case DeviceCommand.Drill:
                return null;
            default:
                return Answer(CommandAnswer.Unknown, "Loa này không biết lệnh ấy.");
        }

        CommandAnswer Answer(string result, string says) => new(command.Id, result, clock.UtcNow) { Says = says };
    }
}
