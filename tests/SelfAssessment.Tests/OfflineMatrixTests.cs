using LangSo.Testing;

namespace LangSo.SelfAssessment.Tests;

/// <summary>
/// The table of docs/offline.md: what becomes of each kind of change when, meanwhile, another device changed the same, another device changed
/// something else, a dossier closed the sheet, or the unit was merged. Run on both engines.
/// </summary>
public sealed class OfflineMatrixTests
{
    private static readonly string[] Meanwhile = ["same", "other", "lock", "merge"];

    private static readonly Dictionary<string, string[]> Expected = new(StringComparer.Ordinal)
    {
        ["create"] = ["hard", "soft", "rejected", "rejected"],
        ["edit"] = ["hard", "soft", "rejected", "rejected"],
        ["delete"] = ["hard", "soft", "rejected", "rejected"],
        ["evidence-add"] = ["soft", "soft", "rejected", "rejected"],
        ["evidence-remove"] = ["soft", "soft", "rejected", "rejected"],
        ["submit"] = ["hard", "hard", "rejected", "rejected"],
    };

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var (kind, classes) in Expected)
                for (var i = 0; i < Meanwhile.Length; i++) cells.Add(kind, Meanwhile[i], classes[i]);
            return cells;
        }
    }

    [Fact]
    public void The_table_that_is_written_down_is_the_table_that_is_tested()
    {
        var written = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(TempStore.ShippedData)!, "docs", "offline.md"))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(c => c.Length >= 7 && Expected.ContainsKey(c[1].Trim('`')))
            .ToDictionary(c => c[1].Trim('`'), c => c[2..6].Select(w => w.Split(' ')[0]).ToArray());
        Assert.Equal(Expected, written);
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task A_change_meets_what_happened_meanwhile(string kind, string meanwhile, string expected)
    {
        await using var house = await DeskHouse.OpenAsync();
        // both devices see the same sheet before the network goes
        if (kind is "edit" or "delete") await house.DoAsync("chung", house.Op("create", value: "yes"));
        if (kind == "evidence-remove") await house.DoAsync("chung", house.Op("evidence-add", file: "cu"));
        var before = await house.SheetAsync();
        var offline = house.Op(kind, value: kind == "edit" ? "no" : "yes", @base: kind is "edit" or "delete" ? 1 : 0, seen: before.Seen,
            file: kind == "evidence-add" ? "moi" : kind == "evidence-remove" ? "cu" : null, unit: meanwhile == "merge" ? house.Merged : null);

        if (meanwhile == "same")
        {
            var theirs = kind switch
            {
                "create" => house.Op("create", value: "no"),
                "edit" => house.Op("delete", @base: 1, seen: before.Seen),
                "delete" => house.Op("edit", value: "no", @base: 1, seen: before.Seen),
                "submit" => house.Op("submit", seen: before.Seen),
                _ => house.Op(kind, file: kind == "evidence-add" ? "khac" : "cu", seen: before.Seen),
            };
            Assert.Equal(SyncOutcome.Applied, (await house.DoAsync("khac", theirs)).Outcome);
        }
        if (meanwhile == "other") await house.DoAsync("khac", house.Op("create", DeskHouse.Other, "yes", seen: before.Seen));
        if (meanwhile == "lock") house.Dossier.Closed = true;
        var (value, files) = (house.Value(DeskHouse.YesNo), (await house.FilesAsync()).Count);

        var result = await house.DoAsync("cu", offline);

        Assert.Equal(expected, result.Outcome.ToString().ToLowerInvariant());
        if (expected is "hard" or "rejected")
        {
            Assert.NotNull(result.Reason);
            Assert.Equal((value, files), (house.Value(DeskHouse.YesNo), (await house.FilesAsync()).Count));
            Assert.DoesNotContain(house.Dossier.Taken, t => t.At > before.HandedIn?.At && kind != "submit");
        }
        if (expected == "hard" && meanwhile == "same") Assert.NotNull(result.Theirs);
        if (meanwhile == "merge") Assert.Contains("Giao Ninh", result.Reason!.ToString());
        if (meanwhile == "lock") Assert.Contains("hồ sơ số 7", result.Reason!.ToString());
        if (expected == "soft") Assert.Equal(kind switch { "create" => "yes", "edit" => "no", _ => null }, kind is "create" or "edit" ? house.Value(DeskHouse.YesNo) : null);
    }

    [Fact]
    public async Task A_hard_conflict_is_settled_by_a_person_who_saw_both()
    {
        await using var house = await DeskHouse.OpenAsync();
        await house.DoAsync("khac", house.Op("create", value: "no"));
        var hard = await house.DoAsync("toi", house.Op("create", value: "yes"));
        Assert.Equal(("no", 1L, "lan"), (hard.Theirs!.Value, hard.Theirs.Version, hard.Theirs.By));
        var chosen = await house.DoAsync("toi", house.Op("edit", value: "yes", @base: hard.Theirs.Version));
        Assert.Equal(("yes", 2L), (house.Value(DeskHouse.YesNo), chosen.Version));
    }
}
