using System.Globalization;
using System.Text.RegularExpressions;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Foundation;

namespace LangSo.Reports.Pages.Drafting;

/// <summary>What a version or a layer says of itself, as it is typed.</summary>
public sealed class HeadForm
{
    public string? Id { get; set; }
    public string? Instrument { get; set; }
    public string? Source { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Note { get; set; }
    public bool Sample { get; set; }
    public string? Near { get; set; }
    public bool Revokes { get; set; }
    public string? WithKey { get; set; }
    public string? Without { get; set; }
    public string? WarnWithin { get; set; }
    public string? Basis { get; set; }
    public bool RuleSample { get; set; }

    /// <summary>A form that shows what is saved.</summary>
    public static HeadForm Of(DraftHead head) => new()
    {
        Id = head.Id, Instrument = head.Instrument, Source = head.Source, From = Typed.Day(head.From), To = Typed.Day(head.To), Note = head.Note, Sample = head.Sample,
        Near = Typed.Number(head.Near), Revokes = head.Revocation is not null, WithKey = Typed.Number(head.Revocation?.WithKey), Without = Typed.Number(head.Revocation?.Without),
        WarnWithin = Typed.Number(head.Revocation?.WarnWithin), Basis = head.Revocation?.Basis, RuleSample = head.Revocation?.Sample ?? false,
    };

    /// <summary>What was typed, or what cannot be read.</summary>
    public Outcome<DraftHead> Read(DraftHead before, SetDraftKind kind)
    {
        var typed = new Typed();
        var head = before with
        {
            Id = VnText.Clean(Id), Instrument = VnText.Clean(Instrument), Source = VnText.Clean(Source), Note = VnText.Clean(Note), From = typed.Day("from", From), To = typed.Day("to", To),
        };
        if (!Typed.IsId(head.Id)) typed.Problems.Add(new Problem("id", "Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối."));
        if (kind == SetDraftKind.Version)
            head = head with
            {
                Sample = Sample, Near = typed.Whole("near", Near, 1, 99),
                Revocation = Revokes ? new RevocationRule(typed.Whole("withKey", WithKey, 1, 100), typed.Whole("without", Without, 1, 100), typed.Whole("warnWithin", WarnWithin ?? "2", 0, 64), VnText.Clean(Basis), RuleSample) : null,
            };
        return typed.Problems.Count > 0 ? typed.Problems : head;
    }
}

/// <summary>A criterion as it is typed.</summary>
public sealed class CriterionForm
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Group { get; set; }
    public bool Key { get; set; }
    public string? OneOf { get; set; }
    public bool Sample { get; set; }

    /// <summary>What was typed.</summary>
    public DraftCriterion Read(string part) => new(part, VnText.Clean(Code), VnText.Clean(Name), VnText.Clean(Group), Key, VnText.Clean(OneOf), Sample, []);
}

/// <summary>One level as it is typed; a row without a value is left out.</summary>
public sealed class LevelForm
{
    public string? Group { get; set; }
    public string? Year { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Value { get; set; }
    public string? Source { get; set; }
    public bool Sample { get; set; }

    /// <summary>A row that shows what is saved.</summary>
    public static LevelForm Of(DraftThreshold level) => new()
    {
        Group = level.Group, Year = Typed.Number(level.Year), From = Typed.Day(level.From), To = Typed.Day(level.To), Value = Typed.Number(level.Value), Source = level.Source, Sample = level.Sample,
    };
}

/// <summary>An indicator as it is typed.</summary>
public sealed class IndicatorForm
{
    public string? Criterion { get; set; }
    public string? Code { get; set; }
    public string? Name { get; set; }
    public ValueKind Kind { get; set; }
    public Direction Direction { get; set; }
    public string? Unit { get; set; }
    public string? Fact { get; set; }
    public bool ProvinceSets { get; set; }
    public bool BySex { get; set; }
    public bool MayNotApply { get; set; }
    public string? Basis { get; set; }
    public string? Guidance { get; set; }
    public string? Evidence { get; set; }
    public string? Source { get; set; }
    public bool Sample { get; set; }
    public List<LevelForm> Levels { get; set; } = [];

    /// <summary>A form that shows what is saved.</summary>
    public static IndicatorForm Of(DraftCriterion criterion, DraftIndicator i) => new()
    {
        Criterion = criterion.Part, Code = i.Code, Name = i.Name, Kind = i.Kind, Direction = i.Direction, Unit = i.Unit, Fact = i.Fact, ProvinceSets = i.ProvinceSets, BySex = i.BySex,
        MayNotApply = i.MayNotApply, Basis = i.Basis, Guidance = i.Guidance, Evidence = i.Evidence, Source = i.Source, Sample = i.Sample, Levels = [.. i.Thresholds.Select(LevelForm.Of)],
    };

    /// <summary>What was typed, or what cannot be read; of levels only the levels are taken.</summary>
    public Outcome<DraftIndicator> Read(DraftIndicator before)
    {
        var (typed, levels) = (new Typed(), new List<DraftThreshold>());
        for (var row = 0; row < Levels.Count; row++)
        {
            var level = Levels[row];
            if (string.IsNullOrWhiteSpace(level.Value)) continue;
            var at = "level" + row.ToString(CultureInfo.InvariantCulture);
            levels.Add(new DraftThreshold(VnText.Clean(level.Group) is { Length: > 0 } group ? group : Threshold.Everywhere, string.IsNullOrWhiteSpace(level.Year) ? null : typed.Whole(at, level.Year, 1951, 2128),
                typed.Day(at, level.From), typed.Day(at, level.To), typed.Decimal(at, level.Value), VnText.Clean(level.Source), level.Sample));
        }
        if (typed.Problems.Count > 0) return typed.Problems;
        if (before.LevelsOnly) return before with { Thresholds = levels };
        return before with
        {
            Code = VnText.Clean(Code), Name = VnText.Clean(Name), Kind = Kind, Direction = Direction, Unit = Kind == ValueKind.Percent ? "%" : Kind == ValueKind.YesNo ? "" : VnText.Clean(Unit), Fact = VnText.Clean(Fact),
            ProvinceSets = ProvinceSets, BySex = BySex, MayNotApply = MayNotApply, Basis = VnText.Clean(Basis), Guidance = VnText.Clean(Guidance), Evidence = VnText.Clean(Evidence),
            Source = VnText.Clean(Source), Sample = Sample, Thresholds = levels,
        };
    }
}

/// <summary>Reads days and numbers as officials type them, and names what is none.</summary>
internal sealed partial class Typed
{
    public List<Problem> Problems { get; } = [];

    public static string Day(DateOnly? day) => day is { } d ? VnTime.Text(d) : "";

    public static string Number(decimal? number) => number is { } n ? n.ToString("0.##", VnText.Culture) : "";

    public static bool IsId(string text) => Id().IsMatch(text);

    public DateOnly? Day(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (VnTime.ParseDay(text) is { } day) return day;
        Problems.Add(VnTime.NoSuchDay(field, text));
        return null;
    }

    public int Whole(string field, string? text, int least, int most)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Problems.Add(new Problem(field, "“{0}” phải là số nguyên từ {1} đến {2}.", text ?? "", least, most));
        return least;
    }

    public decimal Decimal(string field, string text)
    {
        text = text.Trim();
        var plain = text.Contains(',', StringComparison.Ordinal) || Thousands().IsMatch(text) ? text.Replace(".", "").Replace(',', '.') : text;
        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Problems.Add(new Problem(field, "“{0}” không phải số; viết như 68,5 hoặc 14.000.", text));
        return 0;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$|^$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+$")]
    private static partial Regex Thousands();
}
