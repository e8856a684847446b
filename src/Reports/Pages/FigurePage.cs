using System.Globalization;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using LangSo.Territory;
using LangSo.Territory.Answers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Reports.Pages;

/// <summary>What every page with official figures shares: the two days of its address, and the book that answers.</summary>
public abstract class FigurePage(Figures figures, TimeProvider clock, IText text) : PageModel
{
    /// <summary>The day asked about, as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "asOf")] public string? AsOfText { get; set; }

    /// <summary>The last day of knowledge, as it stands in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "knownOn")] public string? KnownOnText { get; set; }

    /// <summary>All that figures are made of, taken once for the page.</summary>
    public FigureBook Book { get; } = figures.Current;

    /// <summary>Words in the reader's language.</summary>
    public IText Text { get; } = text;

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today { get; } = clock.Today();

    /// <summary>What the page shows.</summary>
    public AsOf AsOf { get; private set; }

    /// <summary>The time bar.</summary>
    public TimeBar Bar { get; protected set; } = null!;

    /// <summary>The province's unit of that day, or null while none is in force.</summary>
    public UnitVersion? Province { get; private set; }

    /// <summary>The query that keeps the page's days.</summary>
    public string Query => Bar.Query;

    /// <summary>Vietnamese or English of a name in the data.</summary>
    public static string Say(Words words) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? words.En : words.Vi;

    /// <summary>With a capital first letter.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], VnText.Culture) + text[1..];

    /// <summary>Reads the days; a day that does not exist or lies before the first data leaves today and says so.</summary>
    protected void ReadDays()
    {
        var (asked, problem) = TimeBar.Read(AsOfText, KnownOnText, Today);
        if (problem is null && Asking.Day(Book.Units, asked) is { Ok: false } refused) problem = refused.Problems[0];
        AsOf = problem is null ? asked : new AsOf(Today, Today);
        Bar = new TimeBar(AsOf, Today, UnitsInWords(), problem);
        Province = OwnProvince() ?? Book.Units.Roots(AsOf).FirstOrDefault();
    }

    // The reader's own province of that day: the one that their units lie in, or that has gone into it since. With the whole country loaded the first of the list is Hà Nội.
    private UnitVersion? OwnProvince()
    {
        foreach (var area in User.AreasFor(Rights.SeeFigures))
        {
            if (Book.Units.Chain(area, AsOf) is [.., var top]) return top;
            if (Book.Units.Chain(area, new AsOf(Today, Today)) is not [.., var now]) continue;
            var before = Book.Units.WithForebears(now.Unit, new AsOf(Today, AsOf.KnownOn));
            // Three provinces made one: the one in which the reader's own unit lay.
            var own = Book.Units.WithForebears(area, new AsOf(Today, AsOf.KnownOn)).Select(u => Book.Units.Chain(u, AsOf)).FirstOrDefault(c => c.Count > 0);
            if ((own is [.., var above] ? above : Book.Units.Roots(AsOf).FirstOrDefault(r => before.Contains(r.Unit))) is { } province) return province;
        }
        return null;
    }

    /// <summary>"226 xã, phường, thị trấn · 10 huyện, thành phố".</summary>
    private string UnitsInWords() => Book.Remember((nameof(UnitsInWords), AsOf, CultureInfo.CurrentUICulture.Name), () =>
    {
        var parts = Book.Units.InForce(AsOf).Select(u => (u.Kind, Level: Book.Units.LevelOf(u.Kind)))
            .Where(u => u.Level is "commune" or "district")
            .GroupBy(u => u.Level).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => VnText.Number(g.LongCount()) + " " + string.Join(", ", g.GroupBy(u => u.Kind).OrderByDescending(k => k.Count()).Select(k => k.Key)));
        var words = string.Join(" · ", parts);
        return words.Length > 0 ? words : Text["chưa có địa giới"];
    });
}
