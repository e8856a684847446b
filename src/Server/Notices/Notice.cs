using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Server.Notices;

/// <summary>What is told, once; who is told are <see cref="NoticeFor"/> rows.</summary>
internal sealed class Notice
{
    /// <summary>Row number.</summary>
    public int Id { get; set; }

    /// <summary>What it is about and which turn of it.</summary>
    public required string Key { get; init; }

    /// <summary>The right that it is for, or null when it is for one person.</summary>
    public string? Right { get; init; }

    /// <summary>Over this unit.</summary>
    public UnitId Unit { get; init; }

    /// <summary>Whether only those at this very unit are meant.</summary>
    public bool Here { get; init; }

    /// <summary>The sentence, with numbered places.</summary>
    public required string Text { get; init; }

    /// <summary>What goes into the places: a JSON list of strings, already in the Vietnamese form.</summary>
    public required string Args { get; init; }

    /// <summary>Where to act.</summary>
    public required string Link { get; init; }

    /// <summary>The day by which, or null.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>When it was posted, UTC.</summary>
    public DateTime Posted { get; init; }

    /// <summary>When there was nothing left to do, UTC, or null.</summary>
    public DateTime? Settled { get; set; }

    /// <summary>The sentence with its places, as pages translate it.</summary>
    public Problem Sentence => new("", Text, [.. JsonSerializer.Deserialize<string[]>(Args)!]);

    /// <summary>The places' contents as they are kept.</summary>
    public static string Kept(IEnumerable<object> args) => JsonSerializer.Serialize(args.Select(Shown));

    private static string Shown(object? arg) => arg switch
    {
        DateOnly day => VnTime.Text(day),
        int number => VnText.Number(number),
        long number => VnText.Number(number),
        decimal number => VnText.Number(number),
        _ => Convert.ToString(arg, VnText.Culture) ?? "",
    };
}

/// <summary>One person's copy of a notice.</summary>
internal sealed class NoticeFor
{
    /// <summary>Which notice.</summary>
    public int NoticeId { get; set; }

    /// <summary>Whose copy, by user name.</summary>
    public required string UserName { get; init; }

    /// <summary>When it was read, UTC, or null.</summary>
    public DateTime? Read { get; set; }

    /// <summary>True once it was put into a mail, or needs none.</summary>
    public bool Mailed { get; set; }

    /// <summary>The notice.</summary>
    public Notice Notice { get; set; } = null!;
}

/// <summary>A mail to send. It is sent at most once: what may have gone out already is not tried again.</summary>
internal sealed class Mail
{
    /// <summary>Row number.</summary>
    public int Id { get; set; }

    /// <summary>The address.</summary>
    public required string To { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, wrapped under the session keys because it may hold a link that lets someone in; empty when it was sent.</summary>
    public required string Body { get; set; }

    /// <summary>Not before this instant, UTC.</summary>
    public DateTime NotBefore { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>waiting, sending, sent, failed, or doubtful (begun and never known to have ended).</summary>
    public string State { get; set; } = Waiting;

    /// <summary>Why it failed last, or null.</summary>
    public string? Fault { get; set; }

    public const string Waiting = "waiting";
    public const string Sending = "sending";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Doubtful = "doubtful";
}
