using System.Text;
using LangSo.Speech.Reading;

namespace LangSo.Speech.Tests;

public sealed class ReadingCases
{
    private static readonly Normaliser Normaliser = new(ReadingStyle.Default);

    public static IEnumerable<TheoryDataRow<string, string, string>> Notices() => Rows("notices.tsv").Concat(Rows("communes.tsv"));

    private static IEnumerable<TheoryDataRow<string, string, string>> Rows(string file)
    {
        using var reader = new StreamReader(typeof(ReadingCases).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#') && line.Split('\t') is [var kind, var written, var spoken]) yield return new(kind, written, spoken);
    }

    [Theory, MemberData(nameof(Notices), DisableDiscoveryEnumeration = true)]
    public void A_notice_is_read_as_an_announcer_reads_it(string kind, string written, string spoken)
        => Assert.Equal((kind, spoken), (kind, Normaliser.Read(written).Text));

    [Theory, MemberData(nameof(Notices), DisableDiscoveryEnumeration = true)]
    public void A_notice_in_decomposed_letters_reads_the_same(string kind, string written, string spoken)
        => Assert.Equal((kind, spoken), (kind, Normaliser.Read(written.Normalize(NormalizationForm.FormD)).Text));

    [Fact]
    public void There_are_thirteen_hundred_cases_and_three_hundred_of_them_whole_notices()
    {
        Assert.True(Notices().Count() >= 1300);
        Assert.True(Rows("communes.tsv").Select(r => r.Data.Item2).Distinct().Count() >= 300);
    }

    [Fact]
    public void Reading_a_notice_that_was_read_changes_nothing()
    {
        foreach (var row in Notices()) Assert.Equal(row.Data.Item3, Normaliser.Read(row.Data.Item3).Text);
    }

    [Fact]
    public void Two_hundred_bulletins_leave_no_figure_and_no_initials_unread()
    {
        using var reader = new StreamReader(typeof(ReadingCases).Assembly.GetManifestResourceStream("bulletins.tsv")!);
        var bulletins = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).ToList();
        Assert.Equal(200, bulletins.Count);
        var left = bulletins.Select(b => Normaliser.Read(b).Text)
            .SelectMany(s => s.Split(' ').Where(word => word.Any(char.IsDigit) || word.Count(char.IsUpper) > 1)).Distinct().ToList();
        Assert.Empty(left);
    }

    [Fact]
    public void Pieces_name_what_was_changed_and_where()
    {
        var form = Normaliser.Read("Từ 7h30 ngày 18/3/2024, UBND xã");
        Assert.Equal(
            ["time 3+4 7h30 → bảy giờ ba mươi phút", "date 13+9 18/3/2024 → mười tám tháng ba năm hai nghìn hai mươi tư", "abbreviation 24+4 UBND → Ủy ban nhân dân"],
            form.Pieces.Select(p => $"{p.Kind} {p.Start}+{p.Length} {p.Written} → {p.Spoken}"));
    }

    [Fact]
    public void A_region_has_its_own_words()
    {
        var south = new Normaliser(new ReadingStyle(Le: true, Ngan: true, ZeroHundred: true));
        Assert.Equal("năm hai ngàn không trăm hai mươi tư, một trăm lẻ hai, hai mươi lăm ngàn đồng", south.Read("năm 2024, 102, 25.000đ").Text);
        Assert.Equal("một triệu không trăm linh một nghìn", new Normaliser(new ReadingStyle(ZeroHundred: true)).Read("1.001.000").Text);
    }

    [Theory]
    [InlineData("KHOÁ XV")]
    [InlineData("KHÓA XV")]
    public void Both_placements_of_the_tone_mark_give_the_same_context(string written) => Assert.EndsWith("mười lăm", Normaliser.Read(written).Text, StringComparison.Ordinal);

    [Fact]
    public void Every_abbreviation_of_the_table_is_final()
    {
        foreach (var (written, spoken) in Abbreviations.All)
            Assert.Equal((written, spoken), (written, Normaliser.Read(spoken).Text));
        foreach (var (written, spoken) in ForeignWords.All) Assert.Equal((written, spoken), (written, Normaliser.Read(spoken).Text));
        foreach (var spoken in Units.Spoken) Assert.Equal("năm " + spoken, Normaliser.Read("năm " + spoken).Text);
    }

    [Fact]
    public void Every_abbreviation_of_the_table_is_read()
    {
        foreach (var (written, spoken) in Abbreviations.All.Where(a => a.Written.All(char.IsLetter)))
            Assert.True(Normaliser.Read("theo " + written).Pieces.Count == 1, $"{written} ({spoken}) is passed over");
    }

    [Fact]
    public void A_place_reads_its_own_names()
    {
        var own = new Normaliser(ReadingStyle.Default, new PronunciationDictionary(
            [new("Krông Pắc", "Krông Pách"), new("UBND", "ủy ban"), new("ql1a", "quốc lộ 1"), new("Bắc", "miền Bắc"), new("hoà an", "hòa an")]));
        Assert.Equal("ủy ban Krông Pách, quốc lộ một", own.Read("UBND KRÔNG PẮC, QL1A").Text.Replace("KRÔNG PẮC", "Krông Pách", StringComparison.Ordinal));
        Assert.Equal("đi miền Bắc", own.Read("đi Bắc").Text);
        Assert.Equal("đi miền Bắc", own.Read(own.Read("đi Bắc").Text).Text);
        Assert.Equal("hòa an", own.Read("Hòa An").Text);
    }

    [Fact]
    public void Entries_that_call_each_other_do_not_loop()
    {
        var own = new Normaliser(ReadingStyle.Default, new PronunciationDictionary([new("một", "hai"), new("hai", "một"), new("ba", "ba ba"), new(" ", "x"), new("x", "")]));
        Assert.Equal("hai một ba ba", own.Read("một hai ba").Text);
    }

    [Fact]
    public void A_table_is_read_row_by_row_with_pauses()
        => Assert.Equal("Xóm, Giờ\nmột, bảy giờ ba mươi phút", Normaliser.Read("| Xóm | Giờ |\n|-----|-----|\n| 1 | 7h30 |").Text.Replace("\n\n", "\n", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_said_for_nothing() => Assert.Equal(new SpokenForm("", "", []).Text, Normaliser.Read("").Text);
}
