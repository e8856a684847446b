namespace LangSo.Devices;

/// <summary>Versions of the player: numbers with dots, compared as numbers.</summary>
internal static class PlayerVersion
{
    private const string Program = "langso-player ";

    /// <summary>The version, or null when it is none.</summary>
    public static Version? Parse(string? text) => Version.TryParse(text, out var version) && text!.Split('.').Length is 2 or 3 ? version : null;

    /// <summary>True when a heartbeat's "langso-player 0.2.0" is that version.</summary>
    public static bool Runs(string? said, string version) => said is not null && Parse(Of(said)) is { } running && running == Parse(version);

    /// <summary>"0.2.0" of "langso-player 0.2.0"; another maker's word whole.</summary>
    public static string Of(string said) => said.StartsWith(Program, StringComparison.Ordinal) ? said[Program.Length..] : said;
}
