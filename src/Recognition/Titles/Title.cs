namespace LangSo.Recognition;

/// <summary>A name in the two languages of the product.</summary>
public sealed record Words(string Vi, string En);

/// <summary>One step of a ladder of titles.</summary>
/// <param name="Id">"advanced".</param>
/// <param name="Rank">From 1; a higher title counts as the lower ones too.</param>
/// <param name="Kinds">Which kinds of unit can hold it.</param>
/// <param name="ByField">True when it is given for a field (lĩnh vực).</param>
/// <param name="Name">"đạt chuẩn nông thôn mới nâng cao".</param>
/// <param name="Basis">The rule that it rests on.</param>
public sealed record Title(string Id, int Rank, IReadOnlyList<string> Kinds, bool ByField, Words Name, string Basis);

/// <summary>A field (lĩnh vực) in which a commune can be a model.</summary>
public sealed record TitleField(string Id, Words Name);

/// <summary>A colour step for maps and labels: colours go by rank, and page code knows no title.</summary>
/// <param name="Rank">From 1; 0 is "no title".</param>
/// <param name="Title">The title it stands for.</param>
/// <param name="Field">Only for that field, or null for any.</param>
/// <param name="Name">Short: "nâng cao".</param>
public sealed record Shade(int Rank, string Title, string? Field, Words Name);

/// <summary>The titles of one period.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="To">First day after it, or null while no later one is in the data.</param>
public sealed record Ladder(string Id, DateOnly From, DateOnly? To, Words Name, string Basis, IReadOnlyList<Title> Titles);

/// <summary>The rule by which a merged unit's title is suggested.</summary>
public sealed record CarryOver(string Basis, Words Rule);

/// <summary>All titles through time, as data (<c>recognition/titles.json</c>).</summary>
public sealed record TitleCatalog(
    IReadOnlyList<Ladder> Ladders, IReadOnlyList<TitleField> Fields, IReadOnlyList<Shade> Shades, CarryOver CarryOver)
{
    /// <summary>A catalogue of nothing.</summary>
    public static TitleCatalog Empty { get; } = new([], [], [], new CarryOver("", new Words("", "")));

    /// <summary>The ladder in force; before the first one there is none.</summary>
    public Ladder? LadderAt(DateOnly day) => Ladders.FirstOrDefault(l => l.From <= day && (l.To is null || day < l.To));

    /// <summary>A title by id as it stood on a day, else as it last stood; null when no ladder has it.</summary>
    public Title? Find(string id, DateOnly day) =>
        LadderAt(day)?.Titles.FirstOrDefault(t => t.Id == id) ?? Ladders.SelectMany(l => l.Titles).LastOrDefault(t => t.Id == id);

    /// <summary>A field by id.</summary>
    public TitleField? Field(string id) => Fields.FirstOrDefault(f => f.Id == id);
}
