using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LangSo.Testing;

namespace LangSo.Server.Tests.Commands;

/// <summary>What the command line answers; the names in its JSON are a contract.</summary>
public sealed class AnswersTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const string Known = "2026-01-31";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("2024-03-31", "advanced 197/204 96,6 %", "model 32/188 17 %", "model-digital 8/32 25 %", "digital-smart-hamlet 8/8 100 %", "digital-trained 8/8 100 %", "digital-radio 8/8 100 %", "digital-board 8/8 100 %", "trained-communes 70")]
    [InlineData("2024-09-01", "advanced */161", "model */146")]
    [InlineData("2025-07-01", "advanced 0/49 0 %")]
    public async Task The_report_counts_what_is_in_force_on_its_day(string day, params string[] figures)
    {
        var report = await JsonAsync("report", "--as-of", day, "--format", "json");
        var found = report["measures"]!.AsArray().Select(m => $"{m!["id"]} {m["numerator"]}" + (m["denominator"] is { } of ? $"/{of} {m["percentText"]}" : "")).ToList();
        foreach (var figure in figures)
            Assert.Contains(found, f => figure.Contains('*') ? f.StartsWith(figure.Split('*')[0], StringComparison.Ordinal) && f.Contains(figure.Split('*')[1] + " ", StringComparison.Ordinal) : f == figure);
    }

    [Fact]
    public async Task The_report_of_March_2024_says_what_the_report_said()
    {
        var text = (await AnswerAsync("report", "--as-of", "2024-03-31")).ReplaceLineEndings(" ");
        foreach (var part in (string[])["197 xã, thị trấn", "96,6 %", "32 xã", "17 %", "8/32", "25 %", "14.000", "70 xã", "Giao Phong", "11 tỷ đồng", "31 tiêu chí", "18 mục tiêu", "18/3/2024"])
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_as_a_document_is_written_whole_and_names_its_file()
    {
        var file = demo.Sub("bao-cao.docx");
        Assert.Equal(file, (await AnswerAsync("report", "--as-of", "2024-03-31", "--format", "docx", "--out", file)).Trim());
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(file, isEditable: false);
        Assert.Contains("96,6 %", document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Communes_and_townships_of_the_day_are_counted()
    {
        var units = await JsonAsync("units", "--as-of", "2024-03-31", "--known-on", Known, "--under", "36", "--kind", "xã,thị_trấn", "--format", "json");
        Assert.Equal(204, (int)units["count"]!);
        Assert.Equal(204, units["units"]!.AsArray().Count);
        Assert.Null(Approved.Difference(Shortened(units), "units"));
    }

    [Fact]
    public async Task A_lineage_names_what_a_unit_was_made_from()
    {
        var lineage = await JsonAsync("lineage", "14212", "--as-of", "2025-07-01", "--format", "json");
        Assert.Equal(["Giao Phong", "Giao Thịnh", "Quất Lâm"], lineage["from"]!.AsArray().Select(f => (string)f!["name"]!).Order(StringComparer.Ordinal));
        Assert.Null(Approved.Difference(Shortened(lineage), "lineage"));
    }

    [Fact]
    public async Task One_code_means_another_unit_on_another_day()
    {
        Assert.Equal("Giao Phong", (string)(await JsonAsync("lineage", "14212", "--as-of", "2024-03-31", "--format", "json"))["unit"]!["name"]!);
    }

    [Fact]
    public async Task A_measure_has_the_names_of_the_contract() => Assert.Null(Approved.Difference(
        Shortened(await JsonAsync("measure", "advanced", "--as-of", "2024-03-31", "--known-on", Known, "--format", "json"))
        + Shortened(await JsonAsync("measure", "trained-people", "--as-of", "2024-03-31", "--known-on", Known, "--format", "json")), "measure"));

    [Fact]
    public async Task A_report_has_the_names_of_the_contract() => Assert.Null(Approved.Difference(
        Shortened(await JsonAsync("report", "--as-of", "2024-03-31", "--known-on", Known, "--format", "json")), "report"));

    [Fact]
    public async Task Loading_again_changes_nothing()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        var answer = await Cli.RunAsync("load", "demo", "--data", folder.Path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.DoesNotContain("thêm", answer.Out, StringComparison.Ordinal);
    }

    private async Task<string> AnswerAsync(params string[] arguments)
    {
        var answer = await Cli.RunAsync([.. arguments, "--data", demo.Path]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Out;
    }

    private async Task<JsonNode> JsonAsync(params string[] arguments) => JsonNode.Parse(await AnswerAsync(arguments))!;

    /// <summary>All names and the kinds of their values: of a list the first two, of a long text its beginning.</summary>
    private static string Shortened(JsonNode json)
    {
        return Short(json)!.ToJsonString(Readable) + "\n";

        static JsonNode? Short(JsonNode? node) => node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Short(p.Value)))),
            JsonArray a => new JsonArray([.. a.Take(2).Select(Short), .. a.Count > 2 ? [JsonValue.Create($"… {a.Count}")] : (JsonNode?[])[]]),
            JsonValue v when v.TryGetValue<string>(out var text) && text.Length > 60 => text[..60] + "…",
            _ => node?.DeepClone(),
        };
    }
}
