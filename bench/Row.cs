using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Id">Its limit's id in expected.json; one without a limit stands for comparison.</param>
/// <param name="What">In words.</param>
/// <param name="Unit">ms, MB or rows a second.</param>
/// <param name="Values">Null when it could not be measured.</param>
/// <param name="Note">What a reader should know, or why it could not be measured.</param>
internal sealed record Row(string Id, string What, string Unit, Samples? Values, string Note = "")
{
    /// <summary>How busy the machine was when it had been measured.</summary>
    public double? Load { get; init; }
}

/// <summary>A promise.</summary>
/// <param name="Id">Of which row.</param>
/// <param name="Figure">median, p95, p99 or most.</param>
/// <param name="Limit">At most this.</param>
/// <param name="Unit">The row's unit.</param>
/// <param name="AtLeast">The limit is the least, not the most.</param>
internal sealed record Promise(string Id, string Figure, double Limit, string Unit, bool AtLeast = false)
{
    private sealed record PromiseFile(IReadOnlyList<Promise> Limits);

    public static async Task<IReadOnlyList<Promise>> ReadAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return (await JsonSerializer.DeserializeAsync<PromiseFile>(file, LangSoJson.Compact, cancel))!.Limits;
    }
}
