using System.Net;
using System.Text.RegularExpressions;
using LangSo.Several.Tests;
using LangSo.Testing;

[assembly: AssemblyFixture(typeof(Province))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace LangSo.Several.Tests;

/// <summary>One PostgreSQL server for all tests, with the demonstration province to start from.</summary>
public sealed class Province : IAsyncLifetime
{
    private const string Demo = "demo";

    public PostgresServer Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Postgres = new PostgresServer();
        using var folder = new TempFolder();
        await using var load = new LangSoProgram(null, "load", "demo", "--data", folder.Path, "--db", Postgres.Address(Demo));
        if (await load.EndAsync() != 0) throw new InvalidOperationException(load.Complained);
    }

    public ValueTask DisposeAsync()
    {
        Postgres.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>An installation of its own on this province.</summary>
    internal Place New() => new(Postgres, Postgres.New(like: Demo));
}

/// <summary>An installation: a database and the folders of its servers.</summary>
internal sealed class Place(PostgresServer postgres, string database) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<LangSoProgram> _programs = [];

    public string Database { get; } = database;

    public string Db => postgres.Address(Database);

    public string Folder(string name) => _folder.Sub(name);

    /// <summary>A server; the first makes the secret, the others get a copy as an operator would give it.</summary>
    public async Task<LangSoProgram> ServeAsync(string name, int port = 0, int drain = 0)
    {
        var key = Path.Combine(Folder(name), "keys", "installation.key");
        var known = Directory.GetFiles(_folder.Path, "installation.key", SearchOption.AllDirectories);
        if (known is [var first, ..] && !File.Exists(key))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(key)!);
            File.Copy(first, key);
        }
        var server = await LangSoProgram.ServeAsync(Folder(name), Db, port, drain);
        _programs.Add(server);
        return server;
    }

    /// <summary>A loudspeaker that was enrolled at this server.</summary>
    public LangSoProgram Play(LangSoProgram server, string device)
    {
        var code = postgres.Ask<string>(Database, $"select enrol_code from devices where name = '{device}'");
        var player = new LangSoProgram(null, "player", "--server", server.Address.ToString().TrimEnd('/'), "--enrol", code, "--state", Folder("loa-" + code), "--sink", "null");
        _programs.Add(player);
        return player;
    }

    public T Ask<T>(string sql) => postgres.Ask<T>(Database, sql);

    /// <summary>How <c>langso verify</c> ends.</summary>
    public async Task<(int Code, string Said)> VerifyAsync()
    {
        var name = Directory.GetDirectories(_folder.Path).First(d => !d.Contains("loa-", StringComparison.Ordinal));
        await using var verify = new LangSoProgram(null, "verify", "--data", name, "--db", Db);
        var code = await verify.EndAsync();
        return (code, verify.Said + verify.Complained);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs) await program.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Officers of the demonstration at a server's pages.</summary>
internal sealed partial class Officer(PageClient pages) : IDisposable
{
    public const string Writer = "vanhoa", Approver = "phochutich";

    public PageClient Pages => pages;

    /// <summary>What a browser would send along.</summary>
    public string Cookies => pages.Cookies;

    public static async Task<Officer> SignInAsync(Uri address, string user)
    {
        var pages = new PageClient(address);
        var page = await pages.PostFormAsync("/sign-in", new() { ["name"] = user, ["password"] = "langso-minh-hoa" });
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return new Officer(pages);
    }

    /// <summary>Hands a bulletin in; returns its page.</summary>
    public async Task<string> SubmitAsync(string title, string area)
    {
        var answer = await pages.PostFormAsync("/bulletins/new?handler=Submit", new()
        {
            ["Seen"] = "0", ["Title"] = title, ["Text"] = "Mời bà con đưa chó, mèo ra nhà văn hóa tiêm phòng lúc 7 giờ 30.", ["Class"] = "priority", ["Area"] = area,
            ["When"] = "now", ["Date"] = "", ["Time"] = "", ["Headline"] = "", ["Facts"] = "",
        }, page: "/bulletins/new");
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return answer.Location!;
    }

    public async Task<PageAnswer> ApproveAsync(string bulletin)
    {
        var seen = Seen().Match((await pages.GetAsync(bulletin)).Text).Groups[1].Value;
        return await pages.PostFormAsync(bulletin + "?handler=Approve", new() { ["seen"] = seen }, page: bulletin);
    }

    public void Dispose() => pages.Dispose();

    [GeneratedRegex("name=\"seen\"[^>]*value=\"(\\d+)\"")]
    private static partial Regex Seen();
}
