using CsCheck;

namespace LangSo.Bulletins.Tests.Writing;

public sealed class TextDifferenceTests
{
    private static readonly string[] Words = ["xã ", "xóm ", "7h30 ", "họp\n", "mai ", "nhà"];

    private static readonly Gen<string> Text = Gen.Int[0, 5].Select(i => Words[i]).List[0, 25].Select(words => string.Concat(words));

    [Fact]
    public void Kept_and_removed_are_the_earlier_text_kept_and_added_the_later() => Gen.Select(Text, Text).Sample((before, after) =>
    {
        var runs = TextDifference.Between(before, after);
        Assert.Equal(before, string.Concat(runs.Where(r => r.Edit != Edit.Added).Select(r => r.Text)));
        Assert.Equal(after, string.Concat(runs.Where(r => r.Edit != Edit.Removed).Select(r => r.Text)));
    });

    [Fact]
    public void Equal_texts_differ_in_nothing() => Text.Sample(text => Assert.DoesNotContain(TextDifference.Between(text, text), r => r.Edit != Edit.Kept));

    [Fact]
    public void One_changed_word_is_one_removed_and_one_added() => Assert.Equal(
        [new(Edit.Kept, "Họp lúc "), new(Edit.Removed, "7h30 "), new(Edit.Added, "8h "), new(Edit.Kept, "sáng mai")],
        TextDifference.Between("Họp lúc 7h30 sáng mai", "Họp lúc 8h sáng mai"));
}
