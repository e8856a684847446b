using LangSo.Foundation;
using LangSo.Territory.DataFiles;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class VintageTests(Country country)
{
    private static readonly DateOnly LastDay = new(2025, 6, 30), FirstDay = new(2025, 7, 1), Later = new(2025, 12, 31);

    private Gazetteer Units => country.Units;

    private IEnumerable<(UnitVersion Old, UnitVersion New)> ReusedCodes()
    {
        foreach (var now in Units.InForce(new AsOf(FirstDay, Later)).Where(u => Units.LevelOf(u) == "commune"))
            if (Units.ByCode(now.Code, new AsOf(LastDay, Later)) is { } old && Units.LevelOf(old) == "commune") yield return (old, now);
    }

    [Fact]
    public void Each_of_the_codes_that_came_back_under_another_name_is_refused_with_both_units()
    {
        // The lists write 2,180 of them otherwise; eighteen differ only by a doubled blank (mended on loading), a capital or the
        // place of a tone, which is no other name.
        var renamed = ReusedCodes().Where(p => !Vintage.SameName(Units, p.Old, p.New.FullName)).ToList();

        Assert.Equal((3_316, 2_162), (ReusedCodes().Count(), renamed.Count));
        Assert.Equal(16, ReusedCodes().Count(p => p.Old.FullName != p.New.FullName && Vintage.SameName(Units, p.Old, p.New.FullName)));
        foreach (var (old, now) in renamed)
        {
            // A figure of the old territory dated after the wave, and one of the new territory dated before it.
            foreach (var (meant, there, day) in (ReadOnlySpan<(UnitVersion, UnitVersion, DateOnly)>)[(old, now, Later), (now, old, LastDay)])
            {
                var line = Assert.Single(Vintage.OfCode(Units, there.Code, meant.FullName, day).Problems).ToString();
                Assert.StartsWith($"mã {there.Code} ngày {VnTime.Text(day)} là {there.FullName} (từ ", line, StringComparison.Ordinal);
                Assert.Contains($"không phải “{meant.FullName}”; có lẽ muốn nói {meant.FullName} ({meant.Code})", line, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', line);
            }
            Assert.Equal(old.Unit, Vintage.OfCode(Units, old.Code, old.FullName, LastDay).Value.Unit);
            Assert.Equal(now.Unit, Vintage.OfCode(Units, now.Code, now.FullName, Later).Value.Unit);
        }
    }

    [Fact]
    public void A_code_without_a_name_means_the_unit_of_its_day()
    {
        foreach (var (old, now) in ReusedCodes())
        {
            Assert.Equal(old.Unit, Vintage.OfCode(Units, old.Code, "", LastDay).Value.Unit);
            Assert.Equal(now.Unit, Vintage.OfCode(Units, now.Code, "", Later).Value.Unit);
        }
    }

    [Theory]
    [InlineData("14212", "xã Giao Phong", "2025-12-31",
        "mã 14212 ngày 31/12/2025 là xã Giao Ninh (từ 1/7/2025), không phải “xã Giao Phong”; có lẽ muốn nói xã Giao Phong (14212) đến 30/6/2025, từ 1/7/2025 thuộc xã Giao Ninh (14212)")]
    [InlineData("14200", "", "2025-12-31", "ngày 31/12/2025 không có đơn vị nào mang mã 14200; mã này là xã Giao Thịnh (14200) đến 30/6/2025, từ 1/7/2025 thuộc xã Giao Ninh (14212)")]
    [InlineData("14212", "xã Giao Châu", "2025-06-30", "có lẽ muốn nói xã Giao Châu (14188) đến 30/6/2025")]
    [InlineData("00001", "xã Không Có", "2025-06-30", "mã 00001 ngày 30/6/2025 là phường Phúc Xá, không phải “xã Không Có”")]
    [InlineData("99999", "", "2025-06-30", "không có đơn vị nào mang mã 99999")]
    public void What_a_code_probably_meant_is_said_in_one_line(string code, string name, string day, string words) =>
        Assert.Contains(words, Assert.Single(Vintage.OfCode(Units, code, name, NamDinh.On(day).Date).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("14212", "Xã Giao Phong", "2024-03-31")]
    [InlineData("14212", "Giao Phong", "2017-05-01")]
    [InlineData("00001", "Phường Phúc Xá", "2021-02-01")]
    [InlineData("14212", "XÃ GIAO  PHONG", "2024-03-31")]
    [InlineData("14212", "xã Giao Phòng", "2024-03-31", false)]
    [InlineData("14212", "thị trấn Giao Phong", "2024-03-31", false)]
    public void Names_are_compared_as_people_write_them(string code, string name, string day, bool fits = true)
    {
        var found = Vintage.OfCode(Units, code, name, NamDinh.On(day).Date);
        Assert.Equal(fits, found.Ok);
    }

    [Fact]
    public void The_place_of_a_tone_is_no_other_name()
    {
        var commune = Units.InForce(new AsOf(LastDay, Later)).First(u => u.Name.EndsWith("Hòa", StringComparison.Ordinal));

        Assert.True(Vintage.SameName(Units, commune, commune.FullName.Replace("Hòa", "Hoà", StringComparison.Ordinal)));
        Assert.False(Vintage.SameName(Units, commune, commune.FullName.Replace("Hòa", "Hóa", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_first_version_speaks_for_days_before_the_data_but_not_before_a_unit_was_made()
    {
        Assert.True(Vintage.BeginsWithTheData(Units, Units.ByCode("00001", new AsOf(LastDay, Later))!));
        Assert.False(Vintage.BeginsWithTheData(Units, Units.ByCode("00004", new AsOf(FirstDay, Later))!));
        var made = Units.ByCode("14212", new AsOf(FirstDay, Later))!;
        Assert.Contains("không tồn tại ngày này; đó là xã Giao Ninh (14212) từ 1/7/2025", Assert.Single(Vintage.OfUnit(Units, made.Unit, "", LastDay).Problems).ToString(), StringComparison.Ordinal);
    }
}
