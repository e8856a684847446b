using System.Text.Json;
using LangSo.Foundation;
using LangSo.Territory.Answers;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class UnitsOfADayTests(NamDinh province)
{
    [Theory]
    [InlineData("2018-01-01", "36", "xã,thị_trấn", 204)]
    [InlineData("2024-03-31", "36", "xã,thị_trấn", 204)]
    [InlineData("2024-03-31", "36", "xã", 188)]
    [InlineData("2024-03-31", "36", "xã,thị_trấn,phường", 226)]
    [InlineData("2024-03-31", "36", "huyện,thành_phố", 10)]
    [InlineData("2024-08-31", "36", "xã,thị_trấn", 204)]
    [InlineData("2024-09-01", "36", "xã,thị_trấn", 161)]
    [InlineData("2024-09-01", "36", "xã", 146)]
    [InlineData("2024-09-01", "36", "phường", 14)]
    [InlineData("2024-09-01", "36", "huyện,thành_phố", 9)]
    [InlineData("2024-09-01", "356", "phường,xã", 21)]
    [InlineData("2025-06-30", "36", "xã,thị_trấn,phường", 175)]
    [InlineData("2025-07-01", "37", "xã", 49)]
    [InlineData("2025-07-01", "37", "phường", 8)]
    [InlineData("2025-07-01", "37", "huyện,thành_phố", 0)]
    [InlineData("2025-07-01", "14212", "xóm", 6)]
    [InlineData("2025-07-01", "37", "Xã, Phường", 57)]
    public void Units_of_a_day_are_counted(string day, string under, string kinds, int count) =>
        Assert.Equal(count, UnitsAnswer.Build(province.Units, NamDinh.On(day), under, kinds).Value.Count);

    [Fact]
    public void Without_kinds_the_communes_are_counted()
    {
        Assert.Equal(57, UnitsAnswer.Build(province.Units, NamDinh.On("2025-07-01"), null, null).Value.Count);
        Assert.Equal(226, UnitsAnswer.Build(province.Units, NamDinh.On("2024-03-31"), "36", null).Value.Count);
        Assert.Contains("226 đơn vị ngày 31/3/2024, biết đến ngày 16/3/2026 (22 phường, 16 thị trấn, 188 xã)",
            UnitsAnswer.Build(province.Units, NamDinh.On("2024-03-31"), null, null).Value.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_counts_only_from_the_day_it_was_known()
    {
        Assert.Equal(204, UnitsAnswer.Build(province.Units, NamDinh.On("2024-09-01", "2024-07-22"), "36", "xã,thị_trấn").Value.Count);
        Assert.Equal(161, UnitsAnswer.Build(province.Units, NamDinh.On("2024-09-01", "2024-07-23"), "36", "xã,thị_trấn").Value.Count);
        Assert.Equal("tỉnh Nam Định", Assert.Single(province.Units.Roots(NamDinh.On("2025-07-01", "2025-06-15"))).FullName);
    }

    [Fact]
    public void A_commune_moved_with_its_district_stays_the_same_unit()
    {
        var before = province.Units.ByCode("13711", NamDinh.On("2024-08-31"))!;
        var after = province.Units.ByCode("13711", NamDinh.On("2024-09-01"))!;

        Assert.Equal(before.Unit, after.Unit);
        Assert.Equal("huyện Mỹ Lộc", province.Units.Chain(before.Unit, NamDinh.On("2024-08-31"))[1].FullName);
        Assert.Equal("thành phố Nam Định", province.Units.Chain(after.Unit, NamDinh.On("2024-09-01"))[1].FullName);
    }

    [Fact]
    public void One_code_is_two_units_in_two_years()
    {
        var phong = province.Units.ByCode("14212", NamDinh.On("2025-06-30"))!;
        var ninh = province.Units.ByCode("14212", NamDinh.On("2025-07-01"))!;

        Assert.Equal(("xã Giao Phong", "xã Giao Ninh"), (phong.FullName, ninh.FullName));
        Assert.NotEqual(phong.Unit, ninh.Unit);
        Assert.All(province.Units.All, v => Assert.DoesNotContain(v.Code, v.Unit.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_51_that_vanished_are_open_questions_and_have_no_edge()
    {
        var open = province.Units.Events.Where(e => e.Question.Length > 0).ToList();

        Assert.Equal(51, open.Count);
        Assert.All(open, e => Assert.Empty(province.Units.Became(e.Unit)));
        Assert.Single(LineageAnswer.Build(province.Units, "13633", NamDinh.On("2024-03-31")).Value.Open);
    }

    [Fact]
    public void Lineage_of_Giao_Ninh_names_its_three_parts_and_the_clause()
    {
        var answer = LineageAnswer.Build(province.Units, "14212", NamDinh.On("2025-07-01")).Value;

        Assert.Equal(["thị trấn Quất Lâm", "xã Giao Thịnh", "xã Giao Phong"], answer.From.Select(l => l.Kind + " " + l.Name));
        Assert.All(answer.From, l => Assert.Equal(("full", "NQ 1674/NQ-UBTVQH15, Điều 1, khoản 59"), (l.Extent, l.Instrument)));
        Assert.Equal("Giao Ninh", Assert.Single(LineageAnswer.Build(province.Units, "14212", NamDinh.On("2024-03-31")).Value.To).Name);
        Assert.Empty(LineageAnswer.Build(province.Units, "14212", NamDinh.On("2024-03-31", "2024-03-31")).Value.To);
    }

    [Fact]
    public void The_sources_of_the_57_are_the_175_each_once_and_whole()
    {
        var units = province.Units;
        var before = units.InForce(NamDinh.On("2025-06-30")).Where(v => units.LevelOf(v.Kind) == "commune").Select(v => v.Unit);
        var sources = units.InForce(NamDinh.On("2025-07-01")).Where(v => units.LevelOf(v.Kind) == "commune").SelectMany(v => units.MadeFrom(v.Unit)).ToList();

        Assert.Equal(before.Order(Comparer<UnitId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))),
            sources.Select(e => e.From).Order(Comparer<UnitId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
        Assert.All(sources, e => Assert.True(e.Whole));
    }

    [Fact]
    public void Units_answer_has_the_agreed_names()
    {
        var answer = UnitsAnswer.Build(province.Units, NamDinh.On("2024-03-31"), "365", "xã").Value;
        var json = JsonDocument.Parse(JsonSerializer.Serialize(answer, LangSoJson.Compact)).RootElement;

        Assert.Equal(["asOf", "knownOn", "count", "units"], json.EnumerateObject().Select(p => p.Name));
        var phong = json.GetProperty("units").EnumerateArray().Single(u => u.GetProperty("code").GetString() == "14212");
        Assert.Equal("""{"code":"14212","kind":"xã","name":"Giao Phong","parent":"365","validFrom":"2018-01-01","validTo":"2025-07-01"}""", phong.GetRawText());
        Assert.Contains("14212,xã,Giao Phong,365,2018-01-01,2025-07-01\n", answer.ToCsv(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-31", "99999", null, "Không có đơn vị nào mang mã 99999.")]
    [InlineData("2025-07-01", "36", null, "Mã này là tỉnh Nam Định từ 1/1/2018 đến 30/6/2025.")]
    [InlineData("2024-03-31", "37", null, "Mã này là tỉnh Ninh Bình từ 1/7/2025.")]
    [InlineData("2024-03-31", "36", "làng", "Không có loại đơn vị “làng”. Các loại: tỉnh, thành phố,")]
    [InlineData("2017-12-31", "36", null, "Dữ liệu bắt đầu từ ngày 1/1/2018")]
    public void What_cannot_be_answered_is_refused_in_words(string day, string under, string? kinds, string words) =>
        Assert.Contains(words, Assert.Single(UnitsAnswer.Build(province.Units, NamDinh.On(day), under, kinds).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Every_commune_of_each_epoch_has_a_cell_of_its_own()
    {
        var map = HexMap.Read(TempStore.ShippedData).Value;

        foreach (var (day, count) in ((string, int)[])[("2024-03-31", 226), ("2024-09-01", 175), ("2025-07-01", 57)])
        {
            var places = map.At(NamDinh.On(day).Date);
            var communes = province.Units.InForce(NamDinh.On(day)).Where(v => province.Units.LevelOf(v.Kind) == "commune").Select(v => v.Unit).ToHashSet();
            Assert.Equal(count, places.Count);
            Assert.True(communes.SetEquals(places.Select(p => p.Unit)));
            Assert.Equal(count, places.Select(p => (p.Row, p.Column)).Distinct().Count());
        }
        Assert.Empty(map.At(new DateOnly(2017, 12, 31)));
    }
}
