using LangSo.Criteria;
using LangSo.Criteria.Assessments;
using LangSo.Criteria.Engine;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Procedure;
using LangSo.Territory;
using LangSo.Testing;

namespace LangSo.Recognition.Tests.Dossiers;

/// <summary>A province of one district and forty communes whose districts ended on 1/7/2025, with the shipped procedures and calendar.</summary>
internal static class World
{
    public static readonly UnitId Province = new("tinh"), District = new("huyen");
    public static readonly DateOnly Start = new(2018, 1, 1), DistrictsEnd = new(2025, 7, 1);

    public static ProcedureShelf Shelf { get; } = ProcedureShelf.Read(TempStore.ShippedData).Value;

    public static TitleCatalog Titles { get; } = Definitions.Read(TempStore.ShippedData).Value.Titles;

    public static Gazetteer Units { get; } = new(
        [
            new UnitVersion(Province, "01", "tỉnh", "Một", null, Start, null, Start),
            new UnitVersion(District, "001", "huyện", "Một", Province, Start, DistrictsEnd, Start),
            .. Enumerable.Range(0, 40).SelectMany(n => new[]
            {
                new UnitVersion(Commune(n), "1" + n, "xã", "Số " + n, District, Start, DistrictsEnd, Start), new UnitVersion(Commune(n), "1" + n, "xã", "Số " + n, Province, DistrictsEnd, null, Start),
            }),
        ],
        [], [new UnitKind("tỉnh", "province", 1), new UnitKind("huyện", "district", 2), new UnitKind("xã", "commune", 3)]);

    public static UnitId Commune(int number) => new("xa" + number);

    public static Asker Officer { get; } = new("nongthon", "Công chức nông thôn mới xã", [(Rights.KeepDossiers, Commune(0)), (Rights.SelfAssess, Commune(0))]);

    public static Asker DistrictVerifier { get; } = new("huyen", "Thẩm tra cấp huyện", [(Rights.VerifyDossiers, District), (Rights.KeepDossiers, District)]);

    public static Asker Verifier { get; } = new("thamtra", "Thẩm tra", [(Rights.VerifyDossiers, Province)]);

    public static Asker Office { get; } = new("dieuphoi", "Văn phòng Điều phối", [(Rights.KeepDossiers, Province)]);

    public static Asker Leader { get; } = new("lanhdao", "Lãnh đạo UBND tỉnh", [(Rights.DecideDossiers, Province)]);

    public static Asker Appraiser(int number) => new("thamdinh" + number, "Ủy viên " + number, [(Rights.AppraiseDossiers, Province)]);

    public static Asker OfficerOf(int commune) => new("xa" + commune, "Công chức xã " + commune, [(Rights.KeepDossiers, Commune(commune)), (Rights.SelfAssess, Commune(commune))]);

    public static Circumstances On(DateOnly today, Verdict title = Verdict.Met, string value = "yes", decimal satisfied = 95, int broadcast = 30) => new()
    {
        Today = today, Now = VnTime.At(today, new TimeOnly(9, 0)).UtcDateTime, Shelf = Shelf, Units = Units, Titles = Titles,
        Sheet = new SheetContent(Commune(0), "ntm", "211", "r", new DateOnly(today.Year, 12, 31), title,
            [new SheetLine("1", "1.1", "", title, [new SheetFact("plan-general", value, Start, null, Start, "typed", "thử", false, "")])], [new SheetEvidence("plan-general", "ab", "quy hoạch.pdf", "Phu_ta")]),
        Facts = new Dictionary<string, Fact> { ["satisfaction"] = new("satisfaction", Commune(0), satisfied.ToString(System.Globalization.CultureInfo.InvariantCulture), Start, null, Start, "list", "khảo sát", false, "") },
        Broadcast = [.. Enumerable.Range(0, broadcast).Select(n => today.AddDays(-n - 1))],
    };

    /// <summary>Does it, and says in the test why it could not.</summary>
    public static DossierState Do(this DossierState? state, Deed deed, Asker asker, Circumstances now, string reason = "Lý do")
    {
        var next = Proceeding.Next(state, deed, asker, reason, now);
        Assert.True(next.Ok, string.Join(" ", next.Problems));
        return next.Value;
    }

    public static string Refused(this DossierState? state, Deed deed, Asker asker, Circumstances now, string reason = "Lý do", DateOnly? on = null)
    {
        var next = Proceeding.Next(state, deed, asker, reason, now, on);
        Assert.False(next.Ok, "It was allowed.");
        return string.Join(" ", next.Problems);
    }

    public static Opening Opens(int commune = 0, string title = "standard", int year = 2024) => new(DossierKind.Recognise, Commune(commune), title, "", year, "ntm");

    public static Attaching Paper(string kind, DateOnly day) => new(kind, "12/BC-UBND", day, "");

    /// <summary>Attaches all that the step wants and passes it.</summary>
    public static DossierState Through(this DossierState state, Asker asker, Circumstances now)
    {
        var step = Shelf.Find(state.At.Template).Step(state.At.Step)!;
        foreach (var kind in step.Documents) state = state.Do(Paper(kind.Id, now.Today), asker, now);
        if (step.BroadcastDays > 0) state = state.Do(new Publishing(Guid.NewGuid()), asker, now);
        if (step.Conditions.Contains("arrears"))
            foreach (var id in (string[])["arrears", "order"]) state = state.Do(new Attesting(id, true, "34/XN ngày 2/1/2024"), asker, now);
        return step.Kind == StepKind.SelfAssessment ? state.Do(new HandingIn("", []), asker, now) : state.Do(new Passing([], [], false), asker, now);
    }

    /// <summary>A dossier brought up to a step of the procedure of its day by those whose it is.</summary>
    public static DossierState At(string step, Circumstances now, int commune = 0)
    {
        var state = ((DossierState?)null).Do(Opens(commune, year: now.Today.Year), OfficerOf(commune), now);
        while (state.At.Step != step)
        {
            var here = Shelf.Find(state.At.Template).Step(state.At.Step)!;
            state = here.Kind switch
            {
                StepKind.Vote => state.Voted(now, yes: 9, no: 1),
                StepKind.Decision => state.Do(new Deciding("1/QĐ-UBND", now.Today, now.Today, []), Leader, now),
                _ => state.Through((here.Level, here.Kind) switch { ("commune", _) => OfficerOf(commune), ("district", _) => DistrictVerifier, (_, StepKind.Verification) => Verifier, (_, StepKind.Appraisal) => Appraiser(0), _ => Office }, now),
            };
        }
        return state;
    }

    public static Convening Council(int members, DateOnly day) => new(day,
        [.. Enumerable.Range(0, members).Select(n => new Member(n < 2 ? "thamdinh" + n : "", "Ủy viên " + n, n switch { 0 => CouncilRole.Chair, 1 => CouncilRole.Secretary, _ => CouncilRole.Member }))]);

    /// <summary>A meeting in which so many vote and the secretary closes.</summary>
    public static DossierState Voted(this DossierState state, Circumstances now, int yes, int no, int silent = 0, bool close = true)
    {
        state = state.Do(Council(yes + no + silent, now.Today), Appraiser(1), now);
        for (var n = 0; n < yes + no; n++) state = state.Do(new Voting(n, n < yes ? Ballot.Yes : Ballot.No, n >= 2), n < 2 ? Appraiser(n) : Appraiser(1), now);
        return close ? state.Do(new Closing(new Count(0, 0, 0, false), []), Appraiser(1), now) : state;
    }
}
