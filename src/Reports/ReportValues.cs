using System.Globalization;
using LangSo.Criteria;
using LangSo.Foundation;
using LangSo.Recognition;
using LangSo.Territory;

namespace LangSo.Reports;

/// <summary>Which places a template can name, and where their values come from.</summary>
internal static class ReportValues
{
    /// <summary>The places that hold for the whole report.</summary>
    public static Fillings Of(FigureBook book, AsOf asOf, UnitVersion unit, List<MeasureResult> measures)
    {
        var values = new Fillings();
        values.Add("date", VnTime.Text(asOf.Date));
        values.Add("known", VnTime.Text(asOf.KnownOn));
        values.Add("unit", unit.FullName);
        values.Add("unit.name", unit.Name);
        values.Add("unit.caps", unit.FullName.ToUpper(VnText.Culture));
        values.Add("carry", book.Titles.CarryOver.Basis);
        foreach (var measure in measures) AddMeasure(values, measure);
        AddSuggestions(values, book, asOf, unit);
        return values;
    }

    private static void AddMeasure(Fillings values, MeasureResult measure)
    {
        var name = "m." + measure.Definition.Id;
        values.Add(name + ".n", () => Filling.Of(measure.Numerator), measure);
        values.Add(name + ".over", () => Filling.Of(Fillings.Over(measure.Numerator)), measure);
        if (measure.Denominator is not { } denominator) return;
        values.Add(name + ".d", () => Filling.Of(denominator), measure);
        values.Add(name + ".f", () => Filling.Of(VnText.Number(measure.Numerator) + "/" + VnText.Number((long)denominator)), measure);
        values.Add(name + ".p", () => Filling.Of(measure.PercentText ?? ""), measure);
        values.Add(name + ".percent", () => new Filling(measure.PercentText ?? "", measure.Percent), measure);
    }

    private static void AddSuggestions(Fillings values, FigureBook book, AsOf asOf, UnitVersion unit)
    {
        var suggestions = new Lazy<List<Suggestion>>(() => [.. book.Suggestions(asOf, unit)]);
        values.Add("merged", () => Filling.Of(suggestions.Value.Count));
        values.Add("review", () => Filling.Of(suggestions.Value.Count(s => s.Title is null)));
        foreach (var title in book.Titles.LadderAt(asOf.Date)?.Titles ?? [])
            values.Add("suggested." + title.Id, () => Filling.Of(suggestions.Value.Count(s => s.Title?.Rank >= title.Rank)));
    }

    /// <summary>
    /// The places of one paragraph a unit: every unit that has a fact of <paramref name="indicator"/> and lay, when it came to
    /// hold, in the area or in what has become the area.
    /// </summary>
    public static IEnumerable<Fillings> Each(FigureBook book, Fillings outer, string indicator, AsOf asOf, UnitVersion area)
    {
        var roots = book.Units.WithForebears(area.Unit, asOf);
        foreach (var fact in book.Facts.Holding(indicator, asOf))
        {
            var chain = book.Units.Chain(fact.Unit, asOf with { Date = fact.From });
            if (chain.Any(u => roots.Contains(u.Unit))) yield return Unit(book, outer, fact, chain, asOf);
        }
    }

    private static Fillings Unit(FigureBook book, Fillings outer, Fact first, IReadOnlyList<UnitVersion> chain, AsOf asOf)
    {
        var values = new Fillings(outer);
        values.Add("u", chain[0].FullName);
        values.Add("u.place", chain.Count > 2 ? chain[0].FullName + " - " + chain[1].FullName : chain[0].FullName);
        values.Add("u.province", chain[^1].FullName);
        values.Add("u.now", Now(book, first.Unit, asOf));
        values.Add("from", () => Filling.Of(VnTime.Text(first.From)), first);
        foreach (var indicator in book.Facts.Indicators.Values)
            AddFact(values, "fact." + indicator.Id, book.Facts.Find(indicator.Id, first.Unit, asOf));
        foreach (var title in book.Titles.Ladders.SelectMany(l => l.Titles).DistinctBy(t => t.Id))
            AddTitle(values, book, title, first.Unit, asOf);
        return values;
    }

    private static void AddFact(Fillings values, string name, Fact? fact)
    {
        values.Add(name, () => fact?.Number is { } number ? Filling.Of(number) : Filling.Of(fact?.Value ?? ""), fact);
        values.Add(name + ".billion", () => Filling.Of((fact?.Number ?? 0m) / 1_000_000_000m), fact);
        values.Add(name + ".two", () => Filling.Of((fact?.Number ?? 0m).ToString("00", CultureInfo.InvariantCulture)), fact);
        values.Add(name + ".year", () => Filling.Of((fact?.Number ?? 0m).ToString("0", CultureInfo.InvariantCulture)), fact);
    }

    // A title once held stays history: it is read from the decision, also when the unit has ended since.
    private static void AddTitle(Fillings values, FigureBook book, Title title, UnitId unit, AsOf asOf)
    {
        var decision = book.Decisions.At(asOf).Of(unit).LastOrDefault(h => h.Title.Id == title.Id)?.Decision;
        var name = "title." + title.Id;
        var year = decision?.Effective.Year ?? 0;
        values.Add(name + ".year", () => new Filling(year.ToString(CultureInfo.InvariantCulture), year));
        values.Add(name + ".field", decision is null ? "" : book.Titles.Field(decision.Field)?.Name.Vi ?? "");
        values.Add(name + ".first", () => Filling.Of(decision is not null && !book.Decisions.All.Any(d =>
            d.Kind == DecisionKind.Recognise && d.Title == decision.Title && d.Field == decision.Field && d.Unit != unit
            && d.Effective <= decision.Effective && d.Recorded <= asOf.KnownOn) ? 1 : 0));
    }

    private static string Now(FigureBook book, UnitId unit, AsOf asOf)
    {
        var today = unit;
        for (var step = 0; step < 8 && book.Units.Find(today, asOf) is null; step++)
        {
            var next = book.Units.Became(today).FirstOrDefault(e => e.Whole && e.On <= asOf.Date && e.Recorded <= asOf.KnownOn);
            if (next is null) return "";
            today = next.To;
        }
        return today != unit && book.Units.Find(today, asOf) is { } now ? " (nay thuộc " + now.FullName + ")" : "";
    }
}
