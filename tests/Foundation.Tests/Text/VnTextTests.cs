using System.Text;
using CsCheck;

namespace LangSo.Foundation.Tests.Text;

public sealed class VnTextTests
{
    [Theory]
    [InlineData("Đường làng Giao Phong", "duong lang giao phong")]
    [InlineData("Uỷ ban", "uy ban")]
    [InlineData("Ủy ban", "uy ban")]
    [InlineData("hoà", "hoa")]
    [InlineData("hòa", "hoa")]
    [InlineData("TRUYỀN", "truyen")]
    public void Search_form_has_no_marks_and_no_crossed_d(string text, string folded)
    {
        Assert.Equal(folded, VnText.Fold(text));
        Assert.Equal(folded, VnText.Fold(text.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Folding_twice_changes_nothing() =>
        Gen.String.Sample(s => VnText.Fold(VnText.Fold(Valid(s))) == VnText.Fold(Valid(s)));

    [Fact]
    public void Clean_text_is_in_one_form_without_doubled_blanks() => Gen.String.Sample(s =>
    {
        var clean = VnText.Clean(Valid(s));
        return clean.IsNormalized(NormalizationForm.FormC) && !clean.Contains("  ", StringComparison.Ordinal) && clean == clean.Trim();
    });

    [Theory]
    [InlineData(96.6, "96,6 %")]
    [InlineData(17.0, "17 %")]
    [InlineData(0, "0 %")]
    [InlineData(100, "100 %")]
    public void Percent_drops_a_zero_decimal(double percent, string text) => Assert.Equal(text, VnText.Percent((decimal)percent));

    [Fact]
    public void Thousands_are_grouped_with_dots() => Assert.Equal("14.236", VnText.Number(14236L));

    [Fact]
    public void Names_sort_in_Vietnamese_order() =>
        Assert.Equal(["An", "Ân", "Đà", "Em"], new[] { "Em", "Đà", "Ân", "An" }.Order(VnText.Order));

    // lone surrogates are not text: normalisation refuses them, and no page can send one
    private static string Valid(string s) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s));
}
