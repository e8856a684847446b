using LangSo.Foundation;

namespace LangSo.Surveys;

/// <summary>What one household said of one content.</summary>
public enum Opinion
{
    /// <summary>Left blank on paper: counts among those that answered, not among the satisfied.</summary>
    Blank,

    /// <summary>Hài lòng.</summary>
    Satisfied,

    /// <summary>Chưa hài lòng.</summary>
    Unsatisfied,
}

/// <summary>A part of a whole, both named.</summary>
/// <param name="Part">How many.</param>
/// <param name="Whole">Of how many.</param>
public readonly record struct Share(int Part, int Whole)
{
    /// <summary>True when it reaches the level, by whole numbers: nothing is rounded up to it.</summary>
    public bool Reaches(decimal percent) => Whole > 0 && Part * 100m >= percent * Whole;

    /// <summary>In percent, cut off after two decimals so that it never reads as more than it is.</summary>
    public decimal Percent => Whole == 0 ? 0 : Math.Floor(Part * 10_000m / Whole) / 100;

    /// <summary>"69,9 %: 699/1.000", cut off after one decimal.</summary>
    public string Words => VnText.Percent(Math.Floor(Percent * 10) / 10) + ": " + VnText.Number(Part) + "/" + VnText.Number(Whole);
}

/// <summary>How one content came out.</summary>
/// <param name="Content">Its id.</param>
/// <param name="Satisfied">Satisfied of those that answered.</param>
/// <param name="Unsatisfied">How many were not.</param>
/// <param name="Blank">How many said nothing of it.</param>
/// <param name="Level">What must be reached, in percent.</param>
public sealed record ContentResult(string Content, Share Satisfied, int Unsatisfied, int Blank, decimal Level)
{
    /// <summary>True when it suffices.</summary>
    public bool Met => Satisfied.Reaches(Level);
}

/// <summary>How a survey came out.</summary>
/// <param name="Asked">Households that answered, of all.</param>
/// <param name="AskedMet">True when enough answered for the result to count.</param>
/// <param name="Contents">Each content.</param>
/// <param name="Overall">The content whose rate a dossier needs.</param>
public sealed record SurveyResult(Share Asked, bool AskedMet, IReadOnlyList<ContentResult> Contents, ContentResult Overall)
{
    /// <summary>True when enough answered and every level is reached.</summary>
    public bool Met => AskedMet && Contents.All(c => c.Met);
}

/// <summary>The rules of a survey: pure.</summary>
public static class SurveyRules
{
    /// <summary>The last day: so many working days after the first, Saturdays and Sundays left out.</summary>
    public static DateOnly Deadline(DateOnly first, int workingDays)
    {
        var day = first;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }
        return day;
    }

    /// <summary>How many households of a hamlet must answer so that each hamlet does its part.</summary>
    public static int Quota(int households, decimal askedAtLeast) => (int)Math.Ceiling(households * askedAtLeast / 100);

    /// <summary>The result of counts: of each content how many households said what.</summary>
    public static SurveyResult Judge(SurveyTemplate template, int households, int answered, Func<string, Opinion, int> count)
    {
        var contents = template.Contents.Select(c => new ContentResult(c.Id, new Share(count(c.Id, Opinion.Satisfied), answered),
            count(c.Id, Opinion.Unsatisfied), count(c.Id, Opinion.Blank), c.Id == template.Overall ? template.OverallAtLeast : template.EachAtLeast)).ToList();
        var asked = new Share(answered, households);
        return new SurveyResult(asked, asked.Reaches(template.AskedAtLeast), contents, contents.Single(c => c.Content == template.Overall));
    }

    /// <summary>
    /// Answers by content, or what is missing. On the phone every content is answered; on paper a content may be blank, but not all.
    /// </summary>
    public static Outcome<IReadOnlyDictionary<string, Opinion>> Read(SurveyTemplate template, Func<string, string?> said, bool paper)
    {
        var answers = new Dictionary<string, Opinion>(StringComparer.Ordinal);
        var blank = new List<string>();
        foreach (var content in template.Contents)
        {
            var opinion = said(content.Id) switch { "1" => Opinion.Satisfied, "2" => Opinion.Unsatisfied, _ => Opinion.Blank };
            if (opinion == Opinion.Blank) blank.Add(content.Id);
            answers[content.Id] = opinion;
        }
        if (blank.Count == template.Contents.Count) return new Problem("answers", "Phiếu chưa có câu trả lời nào.");
        if (!paper && blank.Count > 0) return new Problem("answers", "Còn thiếu câu trả lời ở nội dung {0}.", string.Join(", ", blank));
        return answers;
    }
}
