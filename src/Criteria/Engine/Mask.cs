using System.Numerics;

namespace LangSo.Criteria.Engine;

/// <summary>128 bits, one for each value that a set asks.</summary>
internal readonly record struct Mask(ulong Low, ulong High)
{
    public bool Any => (Low | High) != 0;

    public int Count => BitOperations.PopCount(Low) + BitOperations.PopCount(High);

    public bool this[int bit] => (bit < 64 ? Low >> bit : High >> (bit - 64)) % 2 == 1;

    public static Mask Bit(int bit) => bit < 64 ? new Mask(1UL << bit, 0) : new Mask(0, 1UL << (bit - 64));

    public static Mask operator |(Mask a, Mask b) => new(a.Low | b.Low, a.High | b.High);

    public static Mask operator &(Mask a, Mask b) => new(a.Low & b.Low, a.High & b.High);

    public static Mask operator ~(Mask a) => new(~a.Low, ~a.High);
}
