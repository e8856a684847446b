namespace LangSo.Foundation;

/// <summary>
/// The identity of an administrative unit through time: opaque, never a code. 14212 was xã Giao Phong and is xã Giao Ninh;
/// their ids differ for ever. Lives on the ground floor because loudspeakers know units too.
/// </summary>
/// <param name="Value">Lower-case letters and digits, 3 to 32 of them.</param>
public readonly record struct UnitId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
