namespace LangSo.Foundation;

/// <summary>
/// One thing that a user can mend. <see cref="Text"/> is a Vietnamese sentence with numbered places
/// (<c>{0}</c>); it is also the key under which other languages translate it.
/// </summary>
/// <param name="Field">The name of the field that it is about, or empty when it is about the whole.</param>
/// <param name="Text">What is wrong and what to do, in an official's words.</param>
/// <param name="Args">What goes into the numbered places.</param>
public sealed record Problem(string Field, string Text, params object[] Args)
{
    /// <summary>The sentence with its places filled, in Vietnamese.</summary>
    public override string ToString() => string.Format(VnText.Culture, Text, Args);
}

/// <summary>
/// What came of a deed that a user can get wrong: a value, or the problems that stood in its way.
/// Nothing was done when there are problems.
/// </summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Problem>? _problems;

    private Outcome(T? value, IReadOnlyList<Problem>? problems) => (_value, _problems) = (value, problems);

    /// <summary>Empty when it went well.</summary>
    public IReadOnlyList<Problem> Problems => _problems ?? [];

    /// <summary>True when there is a value.</summary>
    public bool Ok => _problems is null;

    /// <summary>The value; asking for it when there are problems is a programming error.</summary>
    public T Value => Ok ? _value! : throw new InvalidOperationException("No value: " + string.Join(" ", Problems));

    /// <summary>It went well.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>One problem stood in the way.</summary>
    public static implicit operator Outcome<T>(Problem problem) => new(default, [problem]);

    /// <summary>Several problems stood in the way.</summary>
    public static implicit operator Outcome<T>(List<Problem> problems) => new(default, problems);

    /// <summary>Carries the problems over to an outcome of another kind, or the value through <paramref name="map"/>.</summary>
    public Outcome<TOut> Then<TOut>(Func<T, Outcome<TOut>> map) => Ok ? map(_value!) : Problems.ToList();
}
