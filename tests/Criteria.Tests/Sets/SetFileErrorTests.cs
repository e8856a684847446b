using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Criteria.Tests.Sets;

public sealed class SetFileErrorTests : IDisposable
{
    private const string Set = """
        {"id":"s","name":"Bộ","level":"standard","kinds":["xã"],"groups":{"fact":"region","list":[{"id":"a","name":"A"},{"id":"b","name":"B"}]},
         "versions":[{"id":"1","from":"2022-01-01","to":"2024-01-01","instrument":"QĐ","source":"nguồn",
           "revocation":{"withKey":30,"without":50,"basis":"QĐ"},
           "criteria":[{"code":"1","name":"Một","indicators":[
             {"code":"1.1","name":"Nước","kind":"percent","fact":"clean-water","source":"nguồn","thresholds":[{"group":"a","value":70,"source":"nguồn"},{"group":"b","value":50,"source":"nguồn"}]},
             {"code":"1.2","name":"Nghèo","kind":"percent","direction":"at-most","fact":"poverty","source":"nguồn","thresholds":[{"group":"*","value":5,"source":"nguồn"}]},
             {"code":"1.3","name":"Chợ","kind":"yes-no","fact":"market","source":"nguồn"}]}]}]}
        """;

    private const string Layer = """
        {"id":"l","layerOf":"s","province":"u1","provinceIs":"tỉnh Một","instrument":"QĐ tỉnh","source":"nguồn","from":"2022-06-01",
         "thresholds":[{"indicator":"1.1","levels":[{"group":"*","value":75,"source":"nguồn"}]},{"indicator":"1.2","levels":[{"group":"a","value":4,"source":"nguồn"}]}]}
        """;

    private static readonly Dictionary<UnitId, string> Units = new() { [new("u1")] = "tỉnh Một" };

    private readonly string _folder = Directory.CreateTempSubdirectory("langso-sets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Outcome<SetShelf> Read(string set, string? layer = null)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "criteria", "sets"));
        Directory.CreateDirectory(Path.Combine(_folder, "criteria", "layers"));
        File.WriteAllText(Path.Combine(_folder, "criteria", "sets", "s.json"), set);
        File.WriteAllText(Path.Combine(_folder, "criteria", "layers", "l.json"), layer ?? Layer);
        return SetShelf.Read(_folder, ShippedSetsTests.Indicators, Units);
    }

    [Fact]
    public void A_sound_file_with_a_stricter_layer_is_read()
    {
        var shelf = Read(Set);
        Assert.True(shelf.Ok, string.Join(" ", shelf.Problems));
        Assert.Equal(75, shelf.Value.Layers[0].Thresholds["1.1"][0].Value);
    }

    [Theory]
    [InlineData("{\"group\":\"a\",\"value\":70,", "{\"value\":70,", "s.json, chỉ tiêu 1.1, thresholds: mức 70 không ghi nhóm (group)")]
    [InlineData("{\"group\":\"b\",\"value\":50,", "{\"group\":\"z\",\"value\":50,", "s.json, chỉ tiêu 1.1, thresholds: không có nhóm “z”")]
    [InlineData(",{\"group\":\"b\",\"value\":50,\"source\":\"nguồn\"}", "", "s.json, chỉ tiêu 1.1, thresholds: từ ngày 1/1/2022 nhóm “b” không có mức")]
    [InlineData("{\"group\":\"b\",", "{\"group\":\"a\",\"from\":\"2023-01-01\",", "chồng ngày nhau (1/1/2022 và 1/1/2023)")]
    [InlineData("\"value\":70", "\"value\":170", "s.json, chỉ tiêu 1.1, thresholds: mức 170 phải từ 0 đến 100")]
    [InlineData("\"fact\":\"clean-water\"", "\"fact\":\"clean-wine\"", "s.json, chỉ tiêu 1.1, fact: indicators.csv không có “clean-wine”")]
    [InlineData("\"kind\":\"yes-no\"", "\"kind\":\"number\",\"unit\":\"chợ\"", "s.json, chỉ tiêu 1.3, fact: “market” của indicators.csv khác loại (yes-no)")]
    [InlineData("\"kind\":\"yes-no\"", "\"kind\":\"maybe\"", "s.json, chỉ tiêu 1.3, kind: “maybe” phải là một trong")]
    [InlineData("\"code\":\"1.3\"", "\"code\":\"1.1\"", "chỉ tiêu “1.1” ghi hai lần")]
    [InlineData("\"to\":\"2024-01-01\"", "\"to\":\"2021-01-01\"", "s.json, bản 1, to: phải sau ngày đầu")]
    [InlineData("\"withKey\":30", "\"withKey\":60", "s.json, bản 1, revocation")]
    [InlineData("\"name\":\"Chợ\",\"kind\":\"yes-no\",\"fact\":\"market\",\"source\":\"nguồn\"", "\"name\":\"Chợ\",\"kind\":\"yes-no\",\"fact\":\"market\"", "s.json, chỉ tiêu 1.3, source: phải có nguồn, hoặc ghi sample")]
    [InlineData("\"level\":\"standard\"", "\"levle\":\"standard\"", "s.json, dòng")]
    [InlineData("\"fact\":\"region\"", "\"fact\":\"market\"", "s.json, bộ s, groups.fact")]
    public void A_wrong_item_is_named_with_its_field_and_rule(string good, string bad, string words)
    {
        Assert.Contains(good, Set, StringComparison.Ordinal);
        Assert.Contains(Read(Set.Replace(good, bad, StringComparison.Ordinal)).Problems, p => p.ToString().Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_whose_days_overlap_are_refused()
    {
        var second = """,{"id":"2","from":"2023-06-01","instrument":"QĐ 2","source":"nguồn","amends":"1"}]}""";
        Assert.Contains(Read(Set.TrimEnd()[..^2] + second).Problems, p => p.ToString() == "s.json, bản 2, from: chồng lên thời gian của bản 1.");
    }

    [Theory]
    [InlineData("\"value\":75", "\"value\":65", "l.json, chỉ tiêu 1.1, thresholds: mức 65 của tỉnh lỏng hơn mức 70 của Trung ương (bản 1, nhóm “a”, từ ngày 1/6/2022)")]
    [InlineData("\"value\":4,", "\"value\":6,", "l.json, chỉ tiêu 1.2, thresholds: mức 6 của tỉnh lỏng hơn mức 5 của Trung ương")]
    [InlineData("\"provinceIs\":\"tỉnh Một\"", "\"provinceIs\":\"tỉnh Hai\"", "l.json, lớp l, province: đơn vị u1 không phải “tỉnh Hai”")]
    [InlineData("\"indicator\":\"1.1\"", "\"indicator\":\"9.9\"", "l.json, lớp l, thresholds: bộ s không có chỉ tiêu “9.9”")]
    [InlineData("\"layerOf\":\"s\"", "\"layerOf\":\"t\"", "l.json, lớp l, layerOf: không có bộ “t”")]
    public void A_layer_that_is_looser_or_lies_on_nothing_is_refused(string good, string bad, string words)
    {
        Assert.Contains(good, Layer, StringComparison.Ordinal);
        Assert.Contains(Read(Set, Layer.Replace(good, bad, StringComparison.Ordinal)).Problems, p => p.ToString().Contains(words, StringComparison.Ordinal));
    }
}
