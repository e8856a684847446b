using System.Globalization;
using System.Text;
using CsCheck;
using LangSo.Speech.Reading;

namespace LangSo.Speech.Tests;

public sealed class ReadingProperties
{
    private static readonly Normaliser Normaliser = new(ReadingStyle.Default);

    // What notices are made of, so that the rules meet each other in every order.
    private static readonly string[] Bits =
    [
        "ngày ", "tháng ", "năm ", "từ ", "số ", "thứ ", "quý ", "phần ", "mục ", "khoản ", "xã ", "giờ ", "gọi ", "km", "m2", "m²", "°C", "%", "đ", "đồng", "/", "-", " - ", ".", ",", ":", "(", ")",
        " ", "\n", "|", "&", "+", "~", ">", "<", "=", "@", "1", "2", "5", "18", "3", "2024", "318", "0912", "345", "678", "000", "12,5", "1.000", "7h30", "8/32", "18/3", "QĐ", "TTg", "UBND", "NTM",
        "TT ", "P.", "X", "I", "IV", "XIV", "xi", "vi", "xl", "CA ", "VI ", "HÀNH ", "A", "B12", "www.", "http://", ".vn", "com", "a@b", "😀", "•", "½", "³", "x", "tr", "k", "h", "p", "s", "g", "v.v.", "ĐT ",
        "Covid-19", "GMT", "utc", "đ/c", "Tp.", "QL", "Quất Lâm ", "hộ ", "cấp ", "tỷ ", "tỷ số ", "t", "$", "€", "-5", "00", "\t", "ABC", "OAZalo", "T.", "K", "\u0301", "…", "“", "”", "thôn/xóm",
    ];

    private static readonly Gen<string> Notices = Gen.Int[0, Bits.Length - 1].Select(i => Bits[i]).Array[0, 14].Select(string.Concat);

    private static readonly Gen<string> Garbage = Gen.OneOf(
        Gen.Int[0, 0x2FFF].Select(c => (char)c), Gen.Char, Gen.Char['0', '9'], Gen.Char[' ', '~'], Gen.Int[0xD800, 0xDFFF].Select(c => (char)c), Gen.Int[0x300, 0x36F].Select(c => (char)c))
        .Array[0, 40].Select(c => new string(c));

    private static readonly Gen<string> Texts = Gen.OneOf(Notices, Garbage, Gen.Select(Notices, Garbage, (a, b) => a + b));

    [Fact]
    public void The_spoken_form_holds_no_digit()
        => Texts.Sample(text => !Normaliser.Read(text).Text.Any(char.IsDigit), iter: 20_000);

    [Fact]
    public void Reading_what_was_read_changes_nothing()
        => Texts.Sample(text =>
        {
            var once = Normaliser.Read(text).Text;
            Assert.Equal(once, Normaliser.Read(once).Text);
        }, iter: 50_000);

    [Fact]
    public void Pieces_come_in_order_and_quote_the_input()
        => Texts.Sample(text =>
        {
            var form = Normaliser.Read(text);
            var at = 0;
            foreach (var piece in form.Pieces)
            {
                Assert.True(piece.Start >= at && piece.Length > 0);
                Assert.Equal(piece.Written, form.Input.Substring(piece.Start, piece.Length));
                at = piece.Start + piece.Length;
            }
            Assert.True(at <= form.Input.Length && form.Input.IsNormalized(NormalizationForm.FormC));
        }, iter: 20_000);

    [Fact]
    public void Outside_the_pieces_every_word_is_kept()
        => Texts.Sample(text =>
        {
            var form = Normaliser.Read(text);
            var expected = new StringBuilder();
            var at = 0;
            foreach (var piece in form.Pieces)
            {
                expected.Append(form.Input, at, piece.Start - at).Append(' ').Append(piece.Spoken).Append(' ');
                at = piece.Start + piece.Length;
            }
            expected.Append(form.Input, at, form.Input.Length - at);
            Assert.Equal(Words(expected.ToString()), Words(form.Text));
        }, iter: 20_000);

    [Fact]
    public void A_cardinal_says_each_number_its_own_way()
    {
        var numbers = new NumberWords(ReadingStyle.Default);
        var seen = new HashSet<string>();
        for (var i = 0; i <= 20_000; i++) Assert.True(seen.Add(numbers.Cardinal(i)), $"{i} sounds like another number");
    }

    [Theory]
    [InlineData("1.")]
    [InlineData("1,")]
    [InlineData("1-")]
    [InlineData("1/")]
    [InlineData("1 000 ")]
    [InlineData("1x")]
    [InlineData("7h30-")]
    [InlineData("18/3-")]
    [InlineData("a.")]
    [InlineData("a@")]
    [InlineData("a:")]
    [InlineData("QĐ-")]
    [InlineData("1/QĐ-")]
    [InlineData("đ/")]
    [InlineData("0912 ")]
    [InlineData("(")]
    [InlineData("((NTM")]
    [InlineData("-")]
    [InlineData("|")]
    [InlineData("A")]
    [InlineData("9")]
    [InlineData("1\t")]
    [InlineData("😀")]
    public void A_hostile_row_is_read_in_steps_that_grow_with_its_length(string bit)
    {
        // Memory handed out is a measure of the work that doesn't depend on how busy the machine is.
        var (small, large) = (Work(bit, 5_000), Work(bit, 20_000));
        Assert.True(large < (small * 8) + 4_000_000, $"{bit}: {small} bytes became {large}");
    }

    private static long Work(string bit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(bit, length / bit.Length));
        Normaliser.Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Normaliser.Read(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) continue;
            if (Rune.IsLetter(rune)) word.Append(rune.ToString());
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
