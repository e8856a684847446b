using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Criteria.Sets;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment.Tests;

/// <summary>The sheet as a table of an office: out, filled in, and in again wholly or not at all.</summary>
public sealed class TableTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<OfficeFile> GiveAsync(DeskHouse house, string form = "xlsx") => new(house.Get<SheetTableDesk>().Give(await house.SheetAsync(), form));

    private static Task<Outcome<TakenSheet>> TakeAsync(DeskHouse house, OfficeFile file, SyncCaller? caller = null, SheetKey? sheet = null) =>
        house.Get<SheetTableDesk>().TakeAsync(caller ?? house.Lan, sheet ?? new SheetKey(house.Unit, DeskHouse.Set, DeskHouse.Year), file.Save(), "bang.xlsx", Cancel);

    [Theory, InlineData("xlsx"), InlineData("csv")]
    public async Task What_an_office_fills_in_is_saved_as_if_it_had_been_typed(string form)
    {
        await using var house = await DeskHouse.OpenAsync();
        using var file = (await GiveAsync(house, form)).Fill(DeskHouse.Percent, "97,5").Fill(DeskHouse.YesNo, "Không");

        var taken = (await TakeAsync(house, file)).Value;

        Assert.Empty(taken.Faults);
        Assert.Equal(2, taken.Saved);
        Assert.Equal("97.5", house.Value(DeskHouse.Percent));
        Assert.Equal("no", house.Value(DeskHouse.YesNo));
        Assert.True((await house.SheetAsync()).Rows.SelectMany(r => r.Fields).Single(f => f.Indicator == DeskHouse.Percent).Typed);
        Assert.Equal(2, (await house.Get<SheetProof>().VerifyAsync(Cancel)).Value.Values);
        await using var db = house.Get<StoreFactory>().Open();
        Assert.Contains("\"tables\":[{\"name\":\"bang.xlsx\",\"sha256\":\"", (await db.Set<LedgerRow>().AsNoTracking().OrderBy(r => r.Number).LastAsync(r => r.Act == "self-assessed", Cancel)).Body, StringComparison.Ordinal);

        var again = (await TakeAsync(house, file)).Value;
        Assert.Equal((0, 0), (again.Saved, again.Faults.Count));
    }

    [Fact]
    public async Task One_wrong_cell_saves_nothing_and_the_table_comes_back_with_the_reasons()
    {
        await using var house = await DeskHouse.OpenAsync();
        using var file = (await GiveAsync(house)).Fill(DeskHouse.Percent, "966").Fill(DeskHouse.YesNo, "chắc thế").Fill(DeskHouse.Other, "Chưa đạt");
        var before = house.Value(DeskHouse.Other);

        var taken = (await TakeAsync(house, file)).Value;

        Assert.Equal(0, taken.Saved);
        Assert.Equal(2, taken.Faults.Count);
        Assert.Equal(("yes", before), (before, house.Value(DeskHouse.Other)));
        var (marked, ending) = house.Get<SheetTableDesk>().Marked(file.Path, taken);
        Assert.Equal(".xlsx", ending);
        using var back = new OfficeFile(marked);
        foreach (var (row, words) in taken.Faults.Select(f => (f.Row, f.Why.ToString())))
            Assert.Matches($"<row r=\"{row}\">.*{System.Text.RegularExpressions.Regex.Escape(words)}.*</row>", back.Text.Split("</row>").Single(r => r.Contains($"<row r=\"{row}\">", StringComparison.Ordinal)) + "</row>");
        Assert.Contains(taken.Faults, f => f.Why.ToString().Contains("phải từ 0 đến 100", StringComparison.Ordinal));

        // mended and sent again, the rest of it counts too
        using var mended = new OfficeFile(marked).Fill(DeskHouse.Percent, "96,6").Fill(DeskHouse.YesNo, "Không");
        Assert.Equal(3, (await TakeAsync(house, mended)).Value.Saved);
        Assert.Equal(("96.6", "no", "no"), (house.Value(DeskHouse.Percent), house.Value(DeskHouse.YesNo), house.Value(DeskHouse.Other)));
    }

    [Fact]
    public async Task What_somebody_else_wrote_since_is_never_written_over()
    {
        await using var house = await DeskHouse.OpenAsync();
        using var file = (await GiveAsync(house)).Fill(DeskHouse.Percent, "80");
        await house.DoAsync("khac", house.Op("create", DeskHouse.Percent, "91"), new SyncCaller("minh", [house.Unit]));
        await house.DoAsync("khac", house.Op("create", DeskHouse.YesNo, "no"), new SyncCaller("minh", [house.Unit]));

        var taken = (await TakeAsync(house, file)).Value;
        Assert.Contains("minh đã ghi 91", Assert.Single(taken.Faults).Why.ToString(), StringComparison.Ordinal);
        Assert.Equal("91", house.Value(DeskHouse.Percent));

        // a cell that nobody touched says nothing, though another wrote there meanwhile
        using var other = (await GiveAsync(house)).Fill(DeskHouse.Other, "Không");
        await house.DoAsync("khac", house.Op("edit", DeskHouse.Percent, "92", @base: 1), new SyncCaller("minh", [house.Unit]));
        Assert.Equal(1, (await TakeAsync(house, other)).Value.Saved);
        Assert.Equal(("92", "no", "no"), (house.Value(DeskHouse.Percent), house.Value(DeskHouse.YesNo), house.Value(DeskHouse.Other)));
    }

    [Fact]
    public async Task An_empty_cell_takes_nothing_back_and_a_column_that_was_moved_is_found()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("a", house.Op("create", DeskHouse.Percent, "85"));
        using var file = (await GiveAsync(house, "csv")).Fill(DeskHouse.Percent, "");
        Assert.Equal(0, (await TakeAsync(house, file)).Value.Saved);
        Assert.Equal("85", house.Value(DeskHouse.Percent));

        var name = (await house.SheetAsync()).Rows.Single(r => r.Fields[0].Indicator == DeskHouse.YesNo).Asked.Indicator;
        using var own = new OfficeFile(System.Text.Encoding.UTF8.GetBytes($"Giá trị;Chỉ tiêu\r\nKhông;\"{name.Code} {name.Name}\"\r\n;\r\nNgười lập biểu;\r\n"));
        Assert.Equal(1, (await TakeAsync(house, own)).Value.Saved);
        Assert.Equal("no", house.Value(DeskHouse.YesNo));
    }

    [Fact]
    public async Task A_table_of_another_sheet_a_closed_sheet_and_a_stranger_are_named()
    {
        await using var house = await DeskHouse.OpenAsync();
        using var file = (await GiveAsync(house)).Fill(DeskHouse.Percent, "80");
        Assert.Contains("Bảng này là phiếu của xã Giao Ninh", Refusal(await TakeAsync(house, file, sheet: new SheetKey(house.Unit, "ntm", 2025))), StringComparison.Ordinal);
        Assert.Contains("không có quyền", Refusal(await TakeAsync(house, file, new SyncCaller("ai", [new UnitId("khac")]))), StringComparison.Ordinal);
        house.Dossier.Closed = true;
        Assert.Contains("đang thẩm tra", Refusal(await TakeAsync(house, file)), StringComparison.Ordinal);
        house.Dossier.Closed = false;
        Assert.Contains("Không thấy dòng tiêu đề", Refusal(await TakeAsync(house, new OfficeFile("a;b\r\n1;2\r\n"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Contains("không phải bảng tính", Refusal(await TakeAsync(house, new OfficeFile("%PDF-1.4 thử"u8.ToArray()))), StringComparison.Ordinal);
        Assert.NotEqual("80", house.Value(DeskHouse.Percent));

        static string Refusal(Outcome<TakenSheet> outcome) => Assert.Single(outcome.Problems).ToString();
    }

    [Fact]
    public async Task A_row_that_the_sheet_does_not_ask_and_one_said_twice_are_named()
    {
        await using var house = await DeskHouse.OpenAsync();
        using var file = (await GiveAsync(house, "csv")).Change(t => t + "x;;;5;;;;khong-co\r\nx;;;70;;;;" + DeskHouse.Percent + "\r\nx;;;71;;;;" + DeskHouse.Percent + "\r\n");
        var faults = (await TakeAsync(house, file)).Value.Faults;
        Assert.Equal(3, faults.Count);
        Assert.Contains("không hỏi “khong-co”", faults[0].Why.ToString(), StringComparison.Ordinal);
        Assert.Contains("nói khác dòng", faults[1].Why.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_come_as_one_are_written_together_or_not_at_all()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("khac", house.Op("create", DeskHouse.Percent, "91"), new SyncCaller("minh", [house.Unit]));
        var answers = await house.Get<SyncDesk>().ApplyWholeAsync(house.Lan, DeskHouse.Device("bang"), [house.Op("create", DeskHouse.YesNo, "no"), house.Op("create", DeskHouse.Percent, "80")], new SheetFile("a", "b"), write: true);
        Assert.Equal(SyncOutcome.Hard, answers[1].Outcome);
        Assert.Equal("yes", house.Value(DeskHouse.YesNo));
    }

    [Theory, InlineData("xlsx"), InlineData("csv")]
    public async Task Every_value_that_a_sheet_takes_survives_the_way_through_a_table(string form)
    {
        await using var house = await DeskHouse.OpenAsync();
        var view = await house.SheetAsync();
        var (file, expected) = (await GiveAsync(house, form), new Dictionary<string, string>(StringComparer.Ordinal));
        using var _ = file;
        var random = new Random(51);
        foreach (var row in view.Rows)
            foreach (var field in row.Fields)
            {
                var number = random.Next(0, 10_001) / 100m;
                var value = row.Asked.Indicator.Kind == ValueKind.YesNo ? (number > 50 ? "yes" : "no") : number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
                expected[field.Indicator] = value;
                file.Fill(field.Indicator, row.Asked.Indicator.Kind == ValueKind.YesNo ? (number > 50 ? "Đạt" : "Không") : number.ToString("#,0.##", VnText.Culture));
            }

        var taken = (await TakeAsync(house, file)).Value;

        Assert.Empty(taken.Faults);
        Assert.All(expected, e => Assert.Equal(e.Value, house.Value(e.Key)));
    }
}
