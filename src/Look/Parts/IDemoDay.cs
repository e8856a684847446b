namespace LangSo.Look;

/// <summary>There only in a demonstration of another day than today: then every page says which.</summary>
public interface IDemoDay
{
    /// <summary>The day that is shown as today.</summary>
    DateOnly Today { get; }
}
