using System.Text;

namespace LangSo.Store;

/// <summary>
/// Keeps one part of a server's memory in step with what other servers of the installation write. News says what to read again,
/// never what it says: the store stays the truth. A server does not hear its own news.
/// </summary>
public interface INewsReader
{
    /// <summary>True when it wants this topic.</summary>
    bool Hears(string topic);

    /// <summary>Takes one piece of news; called one after the other, in the order of the commits, so it does not take long.</summary>
    Task HearAsync(News news, CancellationToken cancel);

    /// <summary>Reads again all that may have been missed: when listening begins, and after each time that it was cut off.</summary>
    Task CatchUpAsync(CancellationToken cancel);
}

/// <summary>What another server tells.</summary>
/// <param name="Topic">One of <see cref="Topics"/>, or a module's own.</param>
/// <param name="Lines">Ids, one a line; <see cref="Many"/> alone when there are too many to name.</param>
public sealed record News(string Topic, IReadOnlyList<string> Lines)
{
    /// <summary>Acts that were written to the ledger, <c>act subject</c> a line. Told by <see cref="Ledger"/> itself.</summary>
    public const string Acts = "acts";

    /// <summary>Stands for an id when there are too many to name: read everything again.</summary>
    public const string Many = "*";

    /// <summary>PostgreSQL takes less than 8,000 bytes at a time.</summary>
    private const int MostBytes = 7_400;

    /// <summary>More messages than this are one that says <see cref="Many"/>.</summary>
    private const int MostMessages = 40;

    /// <summary>The acts of a line-up of <see cref="Acts"/>.</summary>
    public IEnumerable<(string Act, string Subject)> ActLines() =>
        Lines.Select(line => line.Split(' ', 2)).Select(pair => (pair[0], pair.Length == 2 ? pair[1] : Many));

    /// <summary>Whole lines, as many in each message as fit.</summary>
    internal static IReadOnlyList<string> Messages(string from, string topic, IEnumerable<string> lines)
    {
        var head = from + " " + topic;
        var messages = new List<string>();
        var (message, bytes) = (new StringBuilder(head), Encoding.UTF8.GetByteCount(head));
        foreach (var line in lines.Select(OneLine))
        {
            var more = Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes + more > MostBytes)
            {
                messages.Add(message.ToString());
                (message, bytes) = (new StringBuilder(head), Encoding.UTF8.GetByteCount(head));
                if (messages.Count == MostMessages) return [head + "\n" + Many];
            }
            message.Append('\n').Append(line);
            bytes += more;
        }
        messages.Add(message.ToString());
        return messages;
    }

    /// <summary>Who told it and what; null when it is nothing of ours.</summary>
    internal static (string From, News News)? Read(string message)
    {
        var lines = message.Split('\n');
        return lines[0].Split(' ', 2) is [var from, var topic] ? (from, new News(topic, lines[1..])) : null;
    }

    private static string OneLine(string line)
    {
        line = line.ReplaceLineEndings(" ");
        return line.Length > 1_000 ? Many : line;
    }
}
