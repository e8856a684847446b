using System.Collections;
using System.CommandLine;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Notices;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Server.Commands;

/// <summary>
/// The options that say where an installation is, the same in every command. What an operator would not type each time, or not
/// show in a list of processes, may stand in the environment: LANGSO_DATA, LANGSO_DB, LANGSO_MEDIA
/// (with LANGSO_S3_KEY and LANGSO_S3_SECRET), LANGSO_BROKER.
/// </summary>
internal sealed class Place : IEnumerable<Option>
{
    private readonly Option<string?> _data = new("--data") { Description = "Thư mục dữ liệu", HelpName = "THƯ_MỤC" };
    private readonly Option<string?> _db = new("--db") { Description = "Cơ sở dữ liệu PostgreSQL; bỏ trống: tệp trong thư mục dữ liệu", HelpName = "postgres://tên@máy/langso" };
    private readonly Option<string?> _media = new("--media") { Description = "Kho âm thanh, hình: thư mục chung hoặc kho S3", HelpName = "THƯ_MỤC|s3://máy:cổng/kho" };
    private readonly Option<string?> _broker = new("--broker") { Description = "Máy chủ MQTT bên ngoài", HelpName = "mqtt://tên@máy:1883" };

    /// <summary>The options, for the command's own list.</summary>
    public IEnumerator<Option> GetEnumerator() => ((IEnumerable<Option>)[_data, _db, _media, _broker]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds the options to a command.</summary>
    public Command On(Command command)
    {
        foreach (var option in this) command.Options.Add(option);
        return command;
    }

    /// <summary>
    /// The installation that was named, or what is wrong with its address. Without a folder and without a database, the
    /// demonstration's folder when <paramref name="orDemo"/>, else a problem.
    /// </summary>
    public Outcome<Installation> Read(ParseResult parsed, bool orDemo = false)
    {
        var db = Said(parsed.GetValue(_db), "LANGSO_DB");
        var data = Said(parsed.GetValue(_data), "LANGSO_DATA");
        if (data is null && db is null && !orDemo) return new Problem("--data", "lệnh {0} thiếu --data.", parsed.CommandResult.Command.Name);
        return Of(data ?? CommonOptions.DefaultFolder, db, Said(parsed.GetValue(_media), "LANGSO_MEDIA"), Said(parsed.GetValue(_broker), "LANGSO_BROKER"));
    }

    /// <summary>What people are told of the installation that a command named: its database, or its folder.</summary>
    public static string Shown(ParseResult parsed)
    {
        string? Of(string option) => parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(o => o.Name == option) is { } found ? parsed.GetValue(found) : null;
        var installation = Place.Of(Said(Of("--data"), "LANGSO_DATA") ?? CommonOptions.DefaultFolder, Said(Of("--db"), "LANGSO_DB"));
        return !installation.Ok ? "" : installation.Value.Store.Engine == StoreEngine.Sqlite ? $"thư mục \"{installation.Value.Folder.Given}\"" : installation.Value.Store.Shown;
    }

    /// <summary>The same from plain words.</summary>
    public static Outcome<Installation> Of(string folder, string? db, string? media = null, string? broker = null)
    {
        var data = new DataFolder(folder);
        if (broker is not null && BrokerAddress.Parse(broker) is { Ok: false } wrong) return wrong.Problems[0];
        return StoreAddress.Parse(db, data).Then(store => MediaAddress.Parse(media, data).Then(sounds =>
            RecordRetention.Read(Environment.GetEnvironmentVariable).Then(keep =>
            SmtpSetting.Read(Environment.GetEnvironmentVariable(SmtpSetting.Variable)).Then<Installation>(mail => new Installation(data, store, sounds, broker, keep, mail)))));
    }

    private static string? Said(string? option, string variable) =>
        !string.IsNullOrWhiteSpace(option) ? option : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : null;
}
