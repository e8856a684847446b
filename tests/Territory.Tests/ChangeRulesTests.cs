using LangSo.Foundation;
using LangSo.Territory.Changes;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class ChangeRulesTests(NamDinh province)
{
    private Gazetteer Units => province.Units;

    private Drafting Of(string on = "2026-04-01") => new(Units, on);

    [Fact]
    public void A_merger_a_split_a_renaming_a_new_code_and_a_move_keep_the_rules()
    {
        var draft = Of().Merge("99001", "xã", "Mới", "14212", "14161").Split("14167", ("99002", 0.4m), ("99003", 0.6m)).Rename("14203", "Tên Khác").Recode("14077", "99004");

        Assert.Empty(ChangeRules.Check(Units, draft.Draft));
        var plan = ChangePlan.Of(Units, draft.Draft)!;
        Assert.Equal(["14161", "14167", "14212"], plan.Ending.Select(v => v.Code).Order());
        Assert.Equal(6, plan.Followers.Count);
        Assert.Equal(2 + 6, plan.Changing.Count());
        Assert.Equal(["create", "merge", "recode", "rename", "split", "split", "split", "transfer"],
            plan.Rows(new DateOnly(2026, 3, 16), "x").Events.Select(e => e.Kind).GroupBy(k => k).SelectMany(g => g.Key is "split" ? g : g.Take(1)).Append("create").Order());
    }

    public static TheoryData<string, string> Breaches => new()
    {
        { "shares", "Nguồn gốc dòng 2, cột share: các tỷ lệ của đơn vị này cộng lại được 0,9, phải bằng 1." },
        { "share", "Nguồn gốc dòng 1, cột share: tỷ lệ của một phần phải lớn hơn 0 và nhỏ hơn 1." },
        { "part", "Nguồn gốc dòng 1, cột extent: chỉ có một phần; phần còn lại đi đâu phải có dòng riêng." },
        { "whole twice", "Nguồn gốc dòng 2, cột extent: đơn vị này đã chuyển toàn bộ ở dòng khác." },
        { "edge twice", "Nguồn gốc dòng 2, cột to: nguồn và đích này đã có dòng khác." },
        { "source", "Nguồn gốc dòng 1, cột from: không có đơn vị này ngày 31/3/2026." },
        { "target", "Nguồn gốc dòng 2, cột to: không có đơn vị này từ ngày 1/4/2026." },
        { "code", "Đơn vị dòng 1, cột code: mã 14203 đang thuộc xã " },
        { "cycle", "Đơn vị dòng 1, cột parent: vòng: đơn vị cấp trên lại nằm dưới chính đơn vị này." },
        { "level", "Đơn vị dòng 1, cột parent: đơn vị cấp trên phải ở cấp cao hơn." },
        { "parent", "Đơn vị dòng 1, cột parent: phải có đơn vị cấp trên." },
        { "gone parent", "Đơn vị dòng 1, cột parent: tỉnh Nam Định không còn từ ngày này." },
        { "kind", "Đơn vị dòng 1, cột kind: không có loại đơn vị “làng”." },
        { "name", "Đơn vị dòng 1, cột name: không được để trống." },
        { "twice", "Đơn vị dòng 2, cột unit: đơn vị này có hai dòng." },
        { "orphans", "xóm Lâm Phú (14212-01) mất đơn vị cấp trên là xã Giao Ninh: thêm dòng cho biết nay thuộc đơn vị nào." },
        { "issued", "Ngày có hiệu lực 1/4/2026 trước ngày ký văn bản 2/4/2026." },
        { "later", "Đơn vị dòng 1, cột on: xã Giao Phong đã có thay đổi khác từ ngày 1/7/2025." },
        { "first day", "Ngày có hiệu lực phải sau ngày đầu của dữ liệu." },
        { "empty", "Chưa có đơn vị nào thay đổi." },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Each_breach_is_one_line_that_names_row_field_and_rule(string breach, string line)
    {
        var commune = Of().Unit("14161");
        var drafting = breach switch
        {
            "shares" => Of().Split("14167", ("99002", 0.4m), ("99003", 0.5m)),
            "share" => Of().Split("14167", ("99002", 1.4m), ("99003", 0.5m)),
            "part" => Of().Split("14167", ("99002", null)),
            "whole twice" => Of().New("99001", "xã", "A", out var a).New("99002", "xã", "B", out var b).Edge(commune, a, true).Edge(commune, b, true),
            "edge twice" => Of().New("99001", "xã", "A", out var a).Edge(commune, a, true).Edge(commune, a, true),
            "source" => Of().New("99001", "xã", "A", out var a).Edge(Units.ByCode("14212", NamDinh.On("2025-06-30"))!.Unit, a, true),
            "target" => Of().New("99001", "xã", "A", out _).Split("14167", ("99002", 0.4m)).Edge(Of().Unit("14167"), new UnitId("unknown"), false, 0.6m),
            "code" => Of().Merge("14203", "xã", "Mới", "14161"),
            "cycle" => Of().Change("14212-01", v => v with { Parent = v.Unit }),
            "level" => Of().Change("14161", v => v with { Parent = Of().Unit("14167") }),
            "parent" => Of().Change("14161", v => v with { Parent = null }),
            "gone parent" => Of("2025-07-01").Change("14212", v => v, Units.ByCode("36", NamDinh.On("2025-06-30"))!.Unit),
            "kind" => Of().Merge("99001", "làng", "Mới", "14161"),
            "name" => Of().Merge("99001", "xã", "", "14161"),
            "twice" => Of().Rename("14161", "A").Rename("14161", "B"),
            "orphans" => Of().Split("14212", ("99002", 0.4m), ("99003", 0.6m)),
            "issued" => Of().Rename("14161", "A").Issued("2026-04-02"),
            "later" => Of("2025-06-01").Issued("2025-05-01").Rename("14212", "A"),
            "first day" => Of("2018-01-01").Issued("2018-01-01"),
            _ => Of(),
        };

        Assert.Contains(ChangeRules.Check(Units, drafting.Draft).Select(p => p.ToString()), text => text.StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_code_that_comes_back_for_another_territory_is_pointed_out()
    {
        var plan = ChangePlan.Of(Units, Of().Merge("14200", "xã", "Mới", "14161").Draft)!;
        var own = ChangePlan.Of(Units, Of().Merge("14161", "xã", "Mới", "14161", "14167").Draft)!;

        Assert.Equal("Đơn vị dòng 1, cột code: mã 14200 từng là xã Giao Thịnh, không phải một phần của xã Mới.", Assert.Single(ChangeRules.Notices(plan)).ToString());
        Assert.Empty(ChangeRules.Notices(own));
    }
}
