using System.Text.Json;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Sheets.Store;

namespace LangSo.Sheets;

/// <summary>How far an import of the page is.</summary>
public enum ImportState
{
    /// <summary>It is read and checked.</summary>
    Checking,

    /// <summary>It was read; what is wrong, if anything, is known. Nothing is written.</summary>
    Checked,

    /// <summary>It is written.</summary>
    Writing,

    /// <summary>It is in the store.</summary>
    Written,

    /// <summary>Somebody stopped it; nothing was written.</summary>
    Stopped,

    /// <summary>The file could not be taken at all.</summary>
    Failed,

    /// <summary>The server that worked on it went away; nothing was written.</summary>
    Cut,
}

/// <summary>A table that someone sent by the page, as it stood when it was asked for.</summary>
/// <param name="Id">Its address.</param>
/// <param name="State">How far it is.</param>
/// <param name="Name">What its sender called the file.</param>
/// <param name="Source">From whom it is.</param>
/// <param name="AsOf">The day of the values.</param>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Begun">When it was sent, UTC.</param>
/// <param name="Part">How much of it is read or written, 0 to 1.</param>
/// <param name="Map">What headings mean, as the officer said.</param>
/// <param name="Result">What it holds, once it was read.</param>
/// <param name="Problems">Why the file could not be taken at all.</param>
/// <param name="Columns">What each column was taken for, as far as headings were found.</param>
/// <param name="HasFile">False once the file is no longer kept.</param>
public sealed record ImportJob(
    string Id, ImportState State, string Name, string Source, DateOnly AsOf, string Hash, DateTime Begun, double Part,
    IReadOnlyDictionary<string, string> Map, ImportResult? Result, IReadOnlyList<Problem> Problems, IReadOnlyList<SheetColumn> Columns, bool HasFile)
{
    /// <summary>True while a server works on it.</summary>
    public bool Running => State is ImportState.Checking or ImportState.Writing;
}

/// <summary>What came of an import, as it lies in the store.</summary>
internal sealed record ImportOutcome(
    IReadOnlyList<KeptProblem> Problems, IReadOnlyList<KeptColumn> Columns, long Rows, long Values, int New, IReadOnlyList<RowFault> Faults, bool More, int HeaderRow)
{
    public static string Of(ImportResult result) => JsonSerializer.Serialize(new ImportOutcome([], [.. result.Columns.Select(c => new KeptColumn(c.Index, c.Header, c.Target))],
        result.Rows, result.Values, result.New, result.Faults, result.More, result.HeaderRow), LangSoJson.Compact);

    public static string Of(IReadOnlyList<Problem> problems, IReadOnlyList<SheetColumn>? columns = null) => JsonSerializer.Serialize(
        new ImportOutcome([.. problems.Select(p => new KeptProblem(p.Field, p.Text, [.. p.Args.Select(a => Convert.ToString(a, VnText.Culture) ?? "")]))], [.. (columns ?? []).Select(c => new KeptColumn(c.Index, c.Header, c.Target))], 0, 0, 0, [], false, 1), LangSoJson.Compact);

    public static ImportOutcome? Read(string text) => text.Length == 0 ? null : JsonSerializer.Deserialize<ImportOutcome>(text, LangSoJson.Compact);

    public ImportResult? Result(ImportJobRow row, IReadOnlyDictionary<string, Indicator> indicators) => Problems.Count > 0 ? null
        : new ImportResult([.. Columns.Select(c => c.Read(indicators))], Rows, Values, New, Faults, More, row.State == ImportState.Written, row.Hash) { HeaderRow = HeaderRow };
}

internal sealed record KeptProblem(string Field, string Text, string[] Args)
{
    public Problem Read() => new(Field, Text, [.. Args]);
}

internal sealed record KeptColumn(int Index, string Header, string Target)
{
    public SheetColumn Read(IReadOnlyDictionary<string, Indicator> indicators) => indicators.TryGetValue(Target, out var measure)
        ? new SheetColumn(Index, Header, ColumnRole.Measure, measure)
        : new SheetColumn(Index, Header, Target.StartsWith('@') && Enum.TryParse<ColumnRole>(Target[1..], ignoreCase: true, out var role) ? role : ColumnRole.Ignored, null);
}
