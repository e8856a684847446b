using LangSo.Foundation;

namespace LangSo.Territory.Changes;

/// <summary>
/// The rules that a change keeps. Each breach is one line that names the row, the field and the rule; a draft with one is not applied.
/// </summary>
public static class ChangeRules
{
    private static readonly string[] Levels = ["province", "district", "commune", "hamlet"];

    /// <summary>Every breach; none when the draft may be applied.</summary>
    public static List<Problem> Check(Gazetteer gazetteer, ChangeDraft draft)
    {
        var problems = new List<Problem>();
        if (draft.Title.Length == 0) problems.Add(new Problem("title", "Đặt tên cho đợt thay đổi."));
        if (draft.Instrument.Short.Length == 0) problems.Add(new Problem("instrument", "Ghi số và ký hiệu của văn bản."));
        if (draft.Instrument.Issued is not { } issued) problems.Add(new Problem("issued", "Ghi ngày ký văn bản."));
        else if (draft.On < issued) problems.Add(new Problem("on", "Ngày có hiệu lực {0} trước ngày ký văn bản {1}.", VnTime.Text(draft.On.Value), VnTime.Text(issued)));
        if (draft.Units.Count == 0) problems.Add(new Problem("units", "Chưa có đơn vị nào thay đổi."));
        if (ChangePlan.Of(gazetteer, draft) is not { } plan) problems.Add(new Problem("on", "Ghi ngày có hiệu lực."));
        else if (gazetteer.FirstDay is not { } first || plan.Eve.Date < first) problems.Add(new Problem("on", "Ngày có hiệu lực phải sau ngày đầu của dữ liệu."));
        else new Breaches(plan, problems).All();
        return problems;
    }

    /// <summary>What is allowed and yet worth a second look: codes that come back for another territory.</summary>
    public static List<Problem> Notices(ChangePlan plan)
    {
        var notices = new List<Problem>();
        foreach (var (unit, row) in plan.Draft.Units.Select((u, i) => (u, i + 1)))
        {
            var sources = plan.Into[unit.Unit].Select(e => e.From).Append(unit.Unit).ToHashSet();
            if (plan.Gazetteer.EverWithCode(unit.Code).LastOrDefault(v => v.From < plan.On) is { } other && !sources.Contains(other.Unit))
                notices.Add(new Problem($"units[{row}].code", "Đơn vị dòng {0}, cột {1}: {2}.", row, "code",
                    $"mã {unit.Code} từng là {other.FullName}, không phải một phần của {unit.FullName}"));
        }
        return notices;
    }

    private sealed class Breaches(ChangePlan plan, List<Problem> problems)
    {
        private readonly Gazetteer _units = plan.Gazetteer;

        public void All()
        {
            UnitRows();
            EdgeRows();
            Orphans();
        }

        private void UnitFault(int row, string field, string rule) => problems.Add(new Problem($"units[{row}].{field}", "Đơn vị dòng {0}, cột {1}: {2}.", row, field, rule));

        private void EdgeFault(int row, string field, string rule) => problems.Add(new Problem($"edges[{row}].{field}", "Nguồn gốc dòng {0}, cột {1}: {2}.", row, field, rule));

        private void UnitRows()
        {
            var (seen, codes) = (new HashSet<UnitId>(), new Dictionary<string, UnitId>(StringComparer.Ordinal));
            foreach (var (unit, row) in plan.Draft.Units.Select((u, i) => (u, i + 1)))
            {
                if (!seen.Add(unit.Unit)) UnitFault(row, "unit", "đơn vị này có hai dòng");
                if (unit.Name.Length == 0) UnitFault(row, "name", "không được để trống");
                if (unit.Code.Length == 0) UnitFault(row, "code", "không được để trống");
                else if (!codes.TryAdd(unit.Code, unit.Unit)) UnitFault(row, "code", $"mã {unit.Code} có ở hai dòng");
                else if (_units.ByCode(unit.Code, plan.Day) is { } other && other.Unit != unit.Unit && plan.IsThereAfter(other.Unit) && (plan.Unit(other.Unit)?.Code ?? other.Code) == unit.Code)
                    UnitFault(row, "code", $"mã {unit.Code} đang thuộc {other.FullName}");
                if (plan.Before(unit.Unit) is { } before) CheckOpen(before, (field, rule) => UnitFault(row, field, rule));
                else if (_units.Life(unit.Unit).Count > 0) UnitFault(row, "unit", "đơn vị này không tồn tại ngày trước khi thay đổi");
                CheckParent(unit, row);
            }
        }

        // Only a stretch without an end can be ended: later changes are undone first.
        private static void CheckOpen(UnitVersion before, Action<string, string> fault)
        {
            if (before.To is { } end) fault("on", $"{before.FullName} đã có thay đổi khác từ ngày {VnTime.Text(end)}");
        }

        private void CheckParent(DraftUnit unit, int row)
        {
            if (_units.LevelOf(unit.Kind) is null) UnitFault(row, "kind", $"không có loại đơn vị “{unit.Kind}”");
            if (unit.Parent is not { } parent)
            {
                if (_units.LevelOf(unit.Kind) is "commune" or "hamlet") UnitFault(row, "parent", "phải có đơn vị cấp trên");
                return;
            }
            if (!plan.IsThereAfter(parent))
            {
                UnitFault(row, "parent", _units.Find(parent, plan.Eve) is { } gone ? $"{gone.FullName} không còn từ ngày này" : "không có đơn vị cấp trên này");
                return;
            }
            var (steps, up) = (0, (UnitId?)parent);
            for (; up is not null && steps <= 8; up = plan.ParentAfter(up.Value), steps++)
                if (up == unit.Unit) break;
            if (up is not null) UnitFault(row, "parent", "vòng: đơn vị cấp trên lại nằm dưới chính đơn vị này");
            else if (Array.IndexOf(Levels, LevelAfter(parent)) >= Array.IndexOf(Levels, _units.LevelOf(unit.Kind)))
                UnitFault(row, "parent", "đơn vị cấp trên phải ở cấp cao hơn");
        }

        private string? LevelAfter(UnitId unit) => plan.Unit(unit) is { } there
            ? there.Parent is null ? "province" : _units.LevelOf(there.Kind)
            : _units.Find(unit, plan.Day) is { } version ? _units.LevelOf(version) : null;

        private void EdgeRows()
        {
            var seen = new HashSet<(UnitId, UnitId)>();
            foreach (var (edge, row) in plan.Draft.Edges.Select((e, i) => (e, i + 1)))
            {
                if (!seen.Add((edge.From, edge.To))) EdgeFault(row, "to", "nguồn và đích này đã có dòng khác");
                if (plan.Before(edge.From) is not { } before) EdgeFault(row, "from", $"không có đơn vị này ngày {VnTime.Text(plan.Eve.Date)}");
                else CheckOpen(before, (_, rule) => EdgeFault(row, "from", rule));
                if (!plan.IsThereAfter(edge.To)) EdgeFault(row, "to", $"không có đơn vị này từ ngày {VnTime.Text(plan.On)}");
                if (edge.Whole ? edge.Share is not (null or 1) : edge.Share is <= 0 or >= 1)
                    EdgeFault(row, "share", edge.Whole ? "toàn bộ thì tỷ lệ là 1 hoặc để trống" : "tỷ lệ của một phần phải lớn hơn 0 và nhỏ hơn 1");
            }
            foreach (var from in plan.Draft.Edges.Select((e, i) => (Edge: e, Row: i + 1)).GroupBy(e => e.Edge.From)) Shares([.. from]);
        }

        private void Shares(List<(DraftEdge Edge, int Row)> edges)
        {
            var row = edges[^1].Row;
            var sum = edges.Sum(e => e.Edge.Whole ? 1 : e.Edge.Share ?? 0);
            var unknown = edges.Exists(e => !e.Edge.Whole && e.Edge.Share is null);
            if (edges.Exists(e => e.Edge.Whole) && edges.Count > 1) EdgeFault(row, "extent", "đơn vị này đã chuyển toàn bộ ở dòng khác");
            else if (edges.Count == 1 && !edges[0].Edge.Whole) EdgeFault(row, "extent", "chỉ có một phần; phần còn lại đi đâu phải có dòng riêng");
            else if (unknown ? sum >= 1 : Math.Abs(sum - 1) > Passages.Rounding)
                EdgeFault(row, "share", $"các tỷ lệ của đơn vị này cộng lại được {sum.ToString("0.######", VnText.Culture)}, phải bằng 1");
        }

        // Whoever lost the unit above must have another one.
        private void Orphans()
        {
            foreach (var ended in plan.Ending)
                foreach (var child in _units.Below(ended.Unit, plan.Day))
                    if (plan.IsThereAfter(child.Unit) && plan.Unit(child.Unit) is null)
                        problems.Add(new Problem("units", "{0} ({1}) mất đơn vị cấp trên là {2}: thêm dòng cho biết nay thuộc đơn vị nào.", child.FullName, child.Code, ended.FullName));
        }
    }
}
