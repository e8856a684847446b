using System.CommandLine;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Store;

namespace LangSo.Server.Commands;

/// <summary>The options that many commands share, and how they are read.</summary>
internal static class CommonOptions
{
    /// <summary>Where the demonstration and a plain serve keep their data, below the folder one stands in.</summary>
    public const string DefaultFolder = ".data/demo";

    public static Option<string> AsOf() => new("--as-of") { Description = "Số liệu tại ngày (2024-03-31 hoặc 31/3/2024)", Required = true, HelpName = "NGÀY" };

    public static Option<string?> KnownOn() => new("--known-on") { Description = "Biết đến ngày; mặc định hôm nay", HelpName = "NGÀY" };

    public static Option<string?> Under() => new("--under") { Description = "Chỉ các đơn vị thuộc mã này", HelpName = "MÃ" };

    public static Option<string?> Geography() => new("--geography") { Description = "Tính theo đơn vị hành chính của ngày này", HelpName = "NGÀY" };

    /// <summary>A day that may be left out.</summary>
    public static Outcome<DateOnly?> Day(string option, string? given) =>
        string.IsNullOrWhiteSpace(given) ? (DateOnly?)null : VnTime.ParseDay(given) is { } day ? day : VnTime.NoSuchDay(option, given);

    public static Option<string> Format(string fallback, params string[] forms) =>
        new("--format") { Description = string.Join(", ", forms), DefaultValueFactory = _ => fallback, HelpName = string.Join("|", forms) };

    /// <summary>Both days, or the one that does not exist.</summary>
    public static Outcome<AsOf> Days(string? asOf, string? knownOn, TimeProvider clock)
    {
        if (VnTime.ParseDay(asOf) is not { } date) return VnTime.NoSuchDay("--as-of", asOf);
        if (string.IsNullOrWhiteSpace(knownOn)) return new AsOf(date, clock.Today());
        return VnTime.ParseDay(knownOn) is { } known ? new AsOf(date, known) : VnTime.NoSuchDay("--known-on", knownOn);
    }

    /// <summary>A form that the command knows, or the problem that names those.</summary>
    public static Outcome<string> Form(string given, params string[] forms) =>
        forms.Contains(given) ? given : new Problem("--format", "Không có dạng \"{0}\". Chọn một trong: {1}.", given, string.Join(", ", forms));

    /// <summary>
    /// What every asking command does: checks form and days, opens the installation, asks, prints. Nothing is printed on stdout
    /// unless all went well.
    /// </summary>
    public static async Task<int> AnswerAsync(
        Outcome<Installation> place, string? asOf, string? knownOn, string form, string[] forms, Func<IServiceProvider, AsOf, Outcome<string>> ask, CancellationToken cancel)
    {
        var checkedForm = Form(form, forms);
        if (!checkedForm.Ok) return CommandLine.Refuse(checkedForm.Problems);
        var days = Days(asOf, knownOn, TimeProvider.System);
        if (!days.Ok) return CommandLine.Refuse(days.Problems);
        var opened = await OpenAsync(place, create: false, cancel);
        if (!opened.Ok) return CommandLine.Refuse(opened.Problems);
        await using var services = opened.Value;
        var answer = ask(services, days.Value);
        if (!answer.Ok) return CommandLine.Refuse(answer.Problems);
        Console.Out.Write(answer.Value);
        return 0;
    }

    /// <summary>Opens an installation with everything in memory, without the web.</summary>
    public static async Task<Outcome<ServiceProvider>> OpenAsync(Outcome<Installation> place, bool create, CancellationToken cancel)
    {
        if (!place.Ok) return place.Problems.ToList();
        var installation = place.Value;
        if (!create && !installation.Exists)
            return new Problem("--data", "Thư mục \"{0}\" chưa có dữ liệu Làng Số. Nạp trước: ./langso load demo --data {0}", installation.Folder.Given);
        if (create && MakeFolder(installation) is { } refused) return refused;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLangSo(installation);
        var provider = services.BuildServiceProvider();
        var ready = await provider.GetRequiredService<Snapshots>().ReadyAsync(cancel);
        if (ready.Ok) return provider;
        await provider.DisposeAsync();
        return ready.Problems.ToList();
    }

    /// <summary>Makes the data folder, or says that it cannot be written.</summary>
    public static Problem? MakeFolder(Installation installation)
    {
        try
        {
            Directory.CreateDirectory(installation.Folder.Path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem("--data", "Không ghi được vào thư mục \"{0}\".", installation.Folder.Given);
        }
    }
}
