using LangSo.Devices;
using LangSo.Server.Demo;
using LangSo.Server.Notices;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Server.Host;

/// <summary>Where one installation keeps what it keeps. Several servers of one installation say the same, apart from their own folder.</summary>
/// <param name="Folder">The data folder: the SQLite file, sounds and keys, unless they are said to be elsewhere.</param>
/// <param name="Store">The database.</param>
/// <param name="Media">Where sounds lie when not in the folder; null: in the folder.</param>
/// <param name="Broker">The outside MQTT broker; null: the broker in this process.</param>
/// <param name="Keep">How long records of devices are kept; null: as usual.</param>
/// <param name="Mail">The mail server; null: no mail.</param>
/// <param name="Clock">The clock of a demonstration of another day; null: the machine's.</param>
internal sealed record Installation(DataFolder Folder, StoreAddress Store, MediaAddress? Media = null, string? Broker = null, RecordRetention? Keep = null, SmtpSetting? Mail = null, DemoClock? Clock = null)
{
    /// <summary>Everything in one folder.</summary>
    public static Installation In(string folder)
    {
        var data = new DataFolder(folder);
        return new Installation(data, StoreAddress.In(data));
    }

    /// <summary>True when there is something to open.</summary>
    public bool Exists => Store.Engine != StoreEngine.Sqlite || File.Exists(Folder.Database);
}
