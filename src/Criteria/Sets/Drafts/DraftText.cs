using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LangSo.Foundation;

namespace LangSo.Criteria.Sets.Drafts;

/// <summary>Writes drafts as the files that docs/criteria-sets.md describes: pure.</summary>
internal static class DraftText
{
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// The set's file with the draft as a version of its own, every other version word for word as it was; the one before it ends on its first
    /// day. A version that is not yet in force is replaced by one of the same id.
    /// </summary>
    public static Outcome<string> OfSet(string file, SetDraftContent draft, DateOnly today)
    {
        var (problems, head) = (new List<Problem>(), draft.Head);
        if (head.Id.Length == 0) problems.Add(Fault(head, "id", "ghi mã của bản, ví dụ số văn bản"));
        if (head.From is null) problems.Add(Fault(head, "from", "ghi ngày có hiệu lực"));
        if (head.Instrument.Length == 0) problems.Add(Fault(head, "instrument", "ghi văn bản là căn cứ"));
        if (head is { Sample: false, Source.Length: 0 }) problems.Add(Fault(head, "source", "phải có nguồn, hoặc ghi minh họa"));
        var root = JsonNode.Parse(file, null, Comments)!;
        var versions = root["versions"]!.AsArray();
        var same = versions.FirstOrDefault(v => Text(v, "id") == head.Id);
        if (head.Id.Length > 0 && same is not null && Day(same, "from") <= today)
            problems.Add(Fault(head, "id", "bản này đã có hiệu lực nên không sửa; đặt mã khác cho bản mới"));
        if (problems.Count > 0) return problems;

        var from = head.From!.Value;
        var was = same is null ? null : Day(same, "from");
        if (same is not null) versions.Remove(same);
        var after = versions.FirstOrDefault(v => Day(v, "from") >= from);
        var before = versions.LastOrDefault(v => Day(v, "from") < from);
        if (before is not null && (Day(before, "to") is not { } end || end > from || end == was)) before["to"] = Written(from);
        versions.Insert(after is null ? versions.Count : versions.IndexOf(after), Version(draft));
        return root.ToJsonString(Shown) + "\n";
    }

    /// <summary>The file of a layer.</summary>
    public static Outcome<string> OfLayer(SetDraftContent draft, string provinceIs)
    {
        var (problems, head) = (new List<Problem>(), draft.Head);
        if (head.Id.Length == 0) problems.Add(Fault(head, "id", "ghi mã của quy định, ví dụ số văn bản"));
        if (head.From is null) problems.Add(Fault(head, "from", "ghi ngày có hiệu lực"));
        if (head.Instrument.Length == 0) problems.Add(Fault(head, "instrument", "ghi văn bản là căn cứ"));
        if (head.Source.Length == 0) problems.Add(Fault(head, "source", "ghi nơi đã đọc văn bản"));
        if (!draft.Indicators.Any()) problems.Add(Fault(head, "thresholds", "chưa có mức hay chỉ tiêu nào của tỉnh"));
        if (problems.Count > 0) return problems;
        var levels = draft.Indicators.Where(i => i.Indicator.LevelsOnly).Select(i => new JsonObject
        {
            ["indicator"] = i.Indicator.Code, ["levels"] = Levels(i.Indicator.Thresholds),
        });
        var adds = draft.Indicators.Where(i => !i.Indicator.LevelsOnly).Select(i => new JsonObject { ["criterion"] = i.Criterion.Code, ["indicator"] = Indicator(i.Indicator) });
        var layer = new JsonObject
        {
            ["id"] = head.Id, ["layerOf"] = draft.Set, ["province"] = head.Province, ["provinceIs"] = provinceIs, ["instrument"] = head.Instrument, ["source"] = head.Source,
            ["from"] = Written(head.From!.Value),
        };
        if (head.To is { } to) layer["to"] = Written(to);
        layer["thresholds"] = Array(levels);
        layer["adds"] = Array(adds);
        return layer.ToJsonString(Shown) + "\n";
    }

    /// <summary>A layer's file that ends on a day.</summary>
    public static string Ended(string file, DateOnly on)
    {
        var root = JsonNode.Parse(file, null, Comments)!;
        root["to"] = Written(on);
        return root.ToJsonString(Shown) + "\n";
    }

    private static JsonObject Version(SetDraftContent draft)
    {
        var head = draft.Head;
        var version = new JsonObject { ["id"] = head.Id, ["from"] = Written(head.From!.Value) };
        if (head.To is { } to) version["to"] = Written(to);
        version["instrument"] = head.Instrument;
        version["source"] = head.Source;
        version["near"] = head.Near;
        if (head.Sample) version["sample"] = true;
        Put(version, "note", head.Note);
        if (head.Revocation is { } rule)
        {
            version["revocation"] = new JsonObject { ["withKey"] = rule.WithKey, ["without"] = rule.Without, ["warnWithin"] = rule.WarnWithin, ["basis"] = rule.Basis };
            if (rule.Sample) version["revocation"]!["sample"] = true;
        }
        version["criteria"] = Array(draft.Criteria.Select(Criterion));
        if (draft.Goals.Count > 0)
            version["goals"] = Array(draft.Goals.Select(g =>
            {
                var goal = new JsonObject { ["code"] = g.Code, ["name"] = g.Name };
                Put(goal, "part", g.Part);
                goal["criteria"] = new JsonArray([.. g.Criteria.Select(c => JsonValue.Create(c))]);
                if (g.Sample) goal["sample"] = true;
                return goal;
            }));
        return version;
    }

    private static JsonObject Criterion(DraftCriterion criterion)
    {
        var node = new JsonObject { ["code"] = criterion.Code, ["name"] = criterion.Name };
        Put(node, "part", criterion.Group);
        if (criterion.Key) node["key"] = true;
        Put(node, "oneOf", criterion.OneOf);
        if (criterion.Sample) node["sample"] = true;
        node["indicators"] = Array(criterion.Indicators.Select(Indicator));
        return node;
    }

    private static JsonObject Indicator(DraftIndicator i)
    {
        var kind = i.Kind switch { ValueKind.YesNo => "yes-no", ValueKind.Percent => "percent", _ => "number" };
        var node = new JsonObject { ["code"] = i.Code, ["name"] = i.Name, ["kind"] = kind, ["fact"] = i.Fact };
        if (i.Direction == Direction.AtMost) node["direction"] = "at-most";
        if (i.Kind == ValueKind.Number) Put(node, "unit", i.Unit);
        if (i.ProvinceSets) node["provinceSets"] = true;
        if (i.BySex) node["bySex"] = true;
        if (i.MayNotApply) node["mayNotApply"] = true;
        if (i.Thresholds.Count > 0) node["thresholds"] = Levels(i.Thresholds);
        Put(node, "basis", i.Basis);
        Put(node, "guidance", i.Guidance);
        Put(node, "evidence", i.Evidence);
        Put(node, "source", i.Source);
        if (i.Sample) node["sample"] = true;
        return node;
    }

    private static JsonArray Levels(IReadOnlyList<DraftThreshold> levels) => Array(levels.Select(t =>
    {
        var node = new JsonObject { ["group"] = t.Group };
        if (t.Year is { } year) node["year"] = year;
        if (t.From is { } from) node["from"] = Written(from);
        if (t.To is { } to) node["to"] = Written(to);
        node["value"] = t.Value;
        Put(node, "source", t.Source);
        if (t.Sample) node["sample"] = true;
        return node;
    }));

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    private static void Put(JsonObject node, string name, string text)
    {
        if (text.Length > 0) node[name] = text;
    }

    private static Problem Fault(DraftHead head, string field, string rule) => new("head", "{0}, {1}, {2}: {3}.", "", "bản " + head.Id, field, rule);

    private static string Text(JsonNode? node, string name) => node?[name]?.GetValue<string>() ?? "";

    private static DateOnly? Day(JsonNode? node, string name) => DateOnly.TryParseExact(Text(node, name), "yyyy-MM-dd", out var day) ? day : null;

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", VnText.Culture);
}
