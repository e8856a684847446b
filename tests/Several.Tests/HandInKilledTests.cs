using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LangSo.Testing;

namespace LangSo.Several.Tests;

/// <summary>The server is killed (kill -9) while a commune hands its sheet in: afterwards it was handed in wholly or not at all, and the phone's next try tells which.</summary>
public sealed partial class HandInKilledTests(Province province)
{
    private const int Rounds = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_kill_during_a_hand_in_leaves_all_of_it_or_nothing_and_the_next_try_ends_it_once(bool onPostgres)
    {
        using var folder = new TempFolder();
        await using var place = onPostgres ? province.New() : null;
        var db = place?.Db;
        if (!onPostgres)
        {
            await using var load = new LangSoProgram(null, "load", "demo", "--data", folder.Path);
            Assert.Equal(0, await load.EndAsync());
        }
        var server = await LangSoProgram.ServeAsync(folder.Path, db);
        try
        {
            string sheet;
            object hand;
            var handed = false;
            using (var phone = await PhoneAsync(server, ""))
            {
                sheet = phone.Sheet;
                Assert.Equal("applied", await phone.SendAsync(phone.Op("gia-tri-0001", "edit", "plan-general", "yes", 1)));
                await phone.StateAsync();
                hand = phone.Op("nop-000001", "submit", "", null, 2);
            }
            // Killed later and later: first before anything was written, at last after all was.
            for (var round = 0; round < Rounds && !handed; round++)
            {
                using var before = await PhoneAsync(server, sheet);
                var sent = before.TrySendAsync(hand);
                await Task.Delay(round * 15, Cancel);
                server.Kill();
                var said = await sent;
                await server.DisposeAsync();
                server = await LangSoProgram.ServeAsync(folder.Path, db);
                using var after = await PhoneAsync(server, sheet);
                handed = after.HandedIn;
                // the dossier, which closes the sheet, has it exactly when the desk says so; and what was answered before the kill was true
                Assert.Equal(handed, after.Closed);
                if (said is not null) Assert.Equal((true, "applied"), (handed, said));
            }
            using var again = await PhoneAsync(server, sheet);
            Assert.Equal(handed ? "duplicate" : "applied", await again.SendAsync(hand));
            Assert.Equal("duplicate", await again.SendAsync(hand));
        }
        finally
        {
            await server.DisposeAsync();
        }
        await using var verify = new LangSoProgram(null, ["verify", "--rows", "--data", folder.Path, .. db is null ? (string[])[] : ["--db", db]]);
        Assert.True(await verify.EndAsync() == 0, verify.Complained);
    }

    private static async Task<Phone> PhoneAsync(LangSoProgram server, string sheet)
    {
        var pages = new PageClient(server.Address);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await pages.PostFormAsync("/sign-in", new() { ["name"] = "nongthon", ["password"] = "langso-minh-hoa" })).Status);
        var phone = new Phone(pages, sheet.Length > 0 ? sheet : SheetLink().Match((await pages.GetAsync("/self-assessment")).Text).Value);
        await phone.StateAsync();
        return phone;
    }

    [GeneratedRegex("/self-assessment/[a-z0-9]+/ntm-2026/[0-9]{4}")]
    private static partial Regex SheetLink();

    private sealed class Phone(PageClient pages, string sheet) : IDisposable
    {
        private string _csrf = "";

        public string Sheet => sheet;

        public bool HandedIn { get; private set; }

        public bool Closed { get; private set; }

        private long Seen { get; set; }

        public object Op(string id, string kind, string indicator, string? value, long n)
        {
            var parts = sheet.Split('/');
            return new { id, kind, unit = parts[2], set = parts[3], year = int.Parse(parts[4], System.Globalization.CultureInfo.InvariantCulture), indicator, value, @base = 1_000_000L, seen = Seen, n };
        }

        public async Task StateAsync()
        {
            using var state = JsonDocument.Parse(await pages.Http.GetStringAsync("/api" + sheet.Replace("/self-assessment/", "/self-assessment/sheets/", StringComparison.Ordinal), Cancel));
            _csrf = state.RootElement.GetProperty("csrf").GetString()!;
            Seen = state.RootElement.GetProperty("seen").GetInt64();
            (HandedIn, Closed) = (Said("handedIn"), Said("closed"));

            bool Said(string name) => state.RootElement.TryGetProperty(name, out var words) && words.ValueKind == JsonValueKind.String;
        }

        public async Task<string> SendAsync(object op)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Post, "/api/self-assessment/sync") { Content = JsonContent.Create(new { user = "nongthon", device = "may-xa-000001", ops = (object[])[op] }) };
            ask.Headers.Add("X-CSRF", _csrf);
            using var answer = await pages.Http.SendAsync(ask, Cancel);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            var line = said.RootElement.GetProperty("results")[0];
            var outcome = line.GetProperty("outcome").GetString()!;
            return outcome is "applied" or "duplicate" ? outcome : line.GetRawText();
        }

        /// <summary>What was answered, or null when the server was gone first.</summary>
        public async Task<string?> TrySendAsync(object op)
        {
            try
            {
                return await SendAsync(op);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                return null;
            }
        }

        public void Dispose() => pages.Dispose();
    }
}
