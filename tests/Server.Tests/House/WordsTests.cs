using System.Net;
using System.Text.RegularExpressions;
using LangSo.Testing;

namespace LangSo.Server.Tests.House;

/// <summary>Pages speak English as fully as Vietnamese.</summary>
public sealed partial class WordsTests(DemoServer demo) : IClassFixture<DemoServer>
{
    /// <summary>Names and kinds of units, which stay as they are, look like these.</summary>
    private static readonly HashSet<string> InData = ["Xã", "xã, phường, thị trấn", "{0} xã, phường, thị trấn", "Tỉnh Ninh Bình"];

    [Fact]
    public void Every_Vietnamese_sentence_of_a_page_has_its_English()
    {
        var there = Words.English.Select(e => e.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        None(Words.InSources.Where(s => !there.Contains(s.Key)).Select(s => $"{s.First()}: {s.Key}"));
    }

    [Fact]
    public void No_English_is_kept_for_a_sentence_that_is_gone()
    {
        var used = Words.InSources.Select(s => s.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        None(Words.English.Select(e => e.Key).Where(key => !used.Contains(key)));
    }

    [Fact]
    public void English_and_Vietnamese_have_the_same_numbered_places() =>
        None(Words.English.Where(e => !Places(e.Key).SetEquals(Places(e.Words))).Select(e => e.Key));

    [Fact]
    public void English_is_in_English() =>
        None(Words.English.Where(e => e.Words.Length == 0 || e.Words == e.Key && e.Key.Any(c => c > 127)).Select(e => e.Key));

    [Fact]
    public async Task Who_chooses_English_is_asked_to_sign_in_in_English()
    {
        using var visitor = demo.Server.Visit();
        Assert.Contains("Mật khẩu", (await visitor.GetAsync("/sign-in")).Text, StringComparison.Ordinal);
        await ChooseEnglishAsync(visitor);
        var page = await visitor.GetAsync("/sign-in");
        Assert.Contains("<html lang=\"en\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("For officials of Ninh Bình province.", page.Text, StringComparison.Ordinal);
        Assert.Empty(VietnameseOn(page.Text));
        var wrong = await visitor.PostFormAsync("/sign-in", new() { ["name"] = "nobody-english", ["password"] = "wrong" });
        Assert.Contains("Account and password do not match. Tries left: 4.", wrong.Text, StringComparison.Ordinal);
        Assert.Empty(VietnameseOn(wrong.Text));
    }

    [Theory]
    [InlineData("dieuphoi", "/?asOf=2024-03-31", "Control room")]
    [InlineData("dieuphoi", "/?asOf=32/13/2024", "There is no day 32/13/2024.")]
    [InlineData("dieuphoi", "/figures/advanced?asOf=2024-03-31", "Not counted")]
    [InlineData("dieuphoi", "/units?asOf=2024-03-31", "Communes and wards")]
    [InlineData("dieuphoi", "/units?q=giao%20phong", "was not found on")]
    [InlineData("dieuphoi", "/criteria?asOf=2024-03-31", "Each criterion")]
    [InlineData("dieuphoi", "/criteria/ntm/units/uxytwvwb?asOf=2024-12-31", "Criteria through the years")]
    [InlineData("dieuphoi", "/criteria/what-if?asOf=2024-03-31", "If another set judged")]
    [InlineData("dieuphoi", "/criteria/sets/ntm", "Download JSON")]
    [InlineData("dieuphoi", "/criteria/checks", "Data checks")]
    [InlineData("dieuphoi", "/bulletins/new", "Write a bulletin")]
    [InlineData("dieuphoi", "/bulletins", "Bulletins by step")]
    [InlineData("dieuphoi", "/ledger", "Every official act")]
    [InlineData("dieuphoi", "/no-such-page", "There is no such page")]
    [InlineData("quantri", "/people", "Ask for two steps")]
    [InlineData("quantri", "/people/vanhoa", "Hand-over when moving")]
    [InlineData("quantri", "/people/invite", "Invite and get the link")]
    [InlineData("quantri", "/people/audit", "Rights held")]
    [InlineData("mattran", "/account", "My roles today")]
    [InlineData("mattran", "/notices", "Nothing waits")]
    [InlineData("mattran", "/surveys", "No survey yet")]
    [InlineData("mattran", "/surveys/new", "Households of each hamlet")]
    [InlineData("vanhoa", "/devices", "Loudspeakers")]
    [InlineData("vanhoa", "/boards", "Electronic boards")]
    [InlineData("vanhoa", "/more", "Sign out")]
    [InlineData("vanhoa", "/refused", "You may not open this page")]
    public async Task A_page_in_English_shows_no_Vietnamese_sentence_of_the_program(string account, string path, string english)
    {
        using var officer = await demo.Server.SignInAsync(account);
        await ChooseEnglishAsync(officer);
        var page = await officer.GetAsync(path);
        Assert.Contains(english, page.Text, StringComparison.Ordinal);
        Assert.Empty(VietnameseOn(page.Text));
    }

    [Theory]
    [InlineData("/units?asOf=2025-07-01&q=giao%20ninh", "href=\"(/units/[^\"]+)\">xã Giao Ninh<", "Titles through the years")]
    [InlineData("/devices", "href=\"(/devices/[^\"]+)\">Loa xóm", "Issue a new code")]
    public async Task The_page_of_one_unit_or_device_is_in_English_too(string list, string link, string english)
    {
        using var officer = await demo.Server.SignInAsync("vanhoa");
        await ChooseEnglishAsync(officer);
        var page = await officer.GetAsync(Regex.Match((await officer.GetAsync(list)).Text, link).Groups[1].Value);
        Assert.Contains(english, page.Text, StringComparison.Ordinal);
        Assert.Empty(VietnameseOn(page.Text));
    }

    [Fact]
    public async Task A_bulletin_with_faults_names_them_in_English()
    {
        using var officer = await demo.Server.SignInAsync("vanhoa");
        await ChooseEnglishAsync(officer);
        var page = await officer.PostFormAsync("/bulletins/new?handler=Submit", new() { ["Title"] = "", ["Text"] = "", ["Class"] = "normal", ["When"] = "at", ["Date"] = "31/2/2024", ["Time"] = "25:00" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        foreach (var fault in (string[])["things to put right:", "The bulletin has no title yet.", "The bulletin has no text yet.", "No place is chosen yet.", "There is no day 31/2/2024.", "There is no time 25:00."])
            Assert.Contains(fault, page.Text, StringComparison.Ordinal);
        Assert.Empty(VietnameseOn(page.Text));
    }

    private static async Task ChooseEnglishAsync(PageClient client)
    {
        var chosen = await client.GetAsync("/language?to=en&back=/");
        Assert.Equal((HttpStatusCode.Redirect, "/"), (chosen.Status, chosen.Location));
    }

    /// <summary>Sentences of the program that the page shows as whole texts of their own; names in the data stay Vietnamese.</summary>
    private static IEnumerable<string> VietnameseOn(string page)
    {
        var shown = Piece().Matches(page).Select(m => m.Value.Trim().TrimEnd('.')).ToHashSet(StringComparer.Ordinal);
        return Sentences.Where(s => s.Filled is { } filled ? shown.Any(filled.IsMatch) : shown.Contains(s.Sentence)).Select(s => s.Sentence);
    }

    /// <summary>Each Vietnamese sentence; one with places also as what it looks like when they are filled.</summary>
    private static readonly IReadOnlyList<(string Sentence, Regex? Filled)> Sentences =
        [.. Words.English.Where(e => e.Words != e.Key && !InData.Contains(e.Key)).Select(e => e.Key.Trim().TrimEnd('.'))
            .Select(s => (s, s.Contains("{0}", StringComparison.Ordinal) ? new Regex("^" + Regex.Replace(Regex.Escape(s), @"\\\{\d}", ".+") + "$") : null))];

    /// <summary>Fails naming every sentence in full.</summary>
    private static void None(IEnumerable<string> sentences)
    {
        var all = sentences.ToList();
        if (all.Count > 0) Assert.Fail(string.Join('\n', all));
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<=>)[^<>]+(?=<)|(?<=(?:aria-label|placeholder|title)="")[^""]+(?="")")]
    private static partial Regex Piece();
}
