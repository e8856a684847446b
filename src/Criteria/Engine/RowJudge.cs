using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LangSo.Criteria.Engine;

/// <summary>Judges rows of values: eight comparisons at a time into bits, then bits into criteria, then criteria into the title.</summary>
internal static class RowJudge
{
    /// <summary>The verdicts on every value of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Judged Values(ref int row, LevelTable table, int width, Mask mayNotApply)
    {
        ref var metLevels = ref MemoryMarshal.GetArrayDataReference(table.Met);
        ref var nearLevels = ref MemoryMarshal.GetArrayDataReference(table.Near);
        var special = Vector256.Create(ValueCodes.Exempt);
        ulong metLow = 0, metHigh = 0, nearLow = 0, nearHigh = 0, specialLow = 0, specialHigh = 0;
        var first = Math.Min(width, 64);
        for (var i = 0; i < first; i += 8)
        {
            var values = Vector256.LoadUnsafe(ref row, (nuint)i);
            metLow |= (ulong)Vector256.GreaterThanOrEqual(values, Vector256.LoadUnsafe(ref metLevels, (nuint)i)).ExtractMostSignificantBits() << i;
            nearLow |= (ulong)Vector256.GreaterThanOrEqual(values, Vector256.LoadUnsafe(ref nearLevels, (nuint)i)).ExtractMostSignificantBits() << i;
            specialLow |= (ulong)Vector256.LessThanOrEqual(values, special).ExtractMostSignificantBits() << i;
        }
        for (var i = 64; i < width; i += 8)
        {
            var values = Vector256.LoadUnsafe(ref row, (nuint)i);
            metHigh |= (ulong)Vector256.GreaterThanOrEqual(values, Vector256.LoadUnsafe(ref metLevels, (nuint)i)).ExtractMostSignificantBits() << (i - 64);
            nearHigh |= (ulong)Vector256.GreaterThanOrEqual(values, Vector256.LoadUnsafe(ref nearLevels, (nuint)i)).ExtractMostSignificantBits() << (i - 64);
            specialHigh |= (ulong)Vector256.LessThanOrEqual(values, special).ExtractMostSignificantBits() << (i - 64);
        }
        var used = table.Used;
        var met = new Mask(metLow, metHigh) & used;
        var near = new Mask(nearLow, nearHigh) & used & ~met;
        var apart = new Mask(specialLow, specialHigh) & used;
        if (!(apart | table.Unset).Any) return new Judged(met, near, default, default, default);
        return Apart(ref row, met, near, apart, table.Unset, mayNotApply);
    }

    private static Judged Apart(ref int row, Mask met, Mask near, Mask apart, Mask unset, Mask mayNotApply)
    {
        var (notApplicable, exempt) = (default(Mask), default(Mask));
        for (var low = apart.Low; low != 0; low &= low - 1) Sort(ref row, BitOperations.TrailingZeroCount(low));
        for (var high = apart.High; high != 0; high &= high - 1) Sort(ref row, 64 + BitOperations.TrailingZeroCount(high));
        notApplicable &= mayNotApply;
        return new Judged(met & ~apart, near & ~apart, (apart | unset) & ~notApplicable & ~exempt, notApplicable, exempt);

        void Sort(ref int first, int at)
        {
            var value = Unsafe.Add(ref first, at);
            if (value == ValueCodes.NotApplicable) notApplicable |= Mask.Bit(at);
            else if (value == ValueCodes.Exempt) exempt |= Mask.Bit(at);
        }
    }

    /// <summary>
    /// The verdict on the title alone. One value that is known, not near and needed decides it: of most units that do not meet the set, a glance at
    /// the first few values.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Verdict Title(SetPlan plan, ref int row, LevelTable table)
    {
        ref var nearLevels = ref MemoryMarshal.GetArrayDataReference(table.Near);
        var special = Vector256.Create(ValueCodes.Exempt);
        var decisive = table.Decisive;
        for (var i = 0; i < plan.Width; i += 8)
        {
            var values = Vector256.LoadUnsafe(ref row, (nuint)i);
            var failing = Vector256.LessThan(values, Vector256.LoadUnsafe(ref nearLevels, (nuint)i)) & Vector256.GreaterThan(values, special);
            if ((failing.ExtractMostSignificantBits() & (byte)(i < 64 ? decisive.Low >> i : decisive.High >> (i - 64))) != 0) return Verdict.NotMet;
        }
        return Row(plan, ref row, table).Title;
    }

    /// <summary>The verdicts on every criterion and on the title.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowResult Row(SetPlan plan, ref int row, LevelTable table)
    {
        var judged = Values(ref row, table, plan.Width, plan.MayNotApply);
        ulong near = 0, noData = 0, exempt = 0;
        var criteria = table.Criteria;
        // Most criteria are met outright; only those with a value that is not are sorted out.
        var open = Open(plan, table, table.Used & ~judged.Met);
        var met = table.Asking & ~open;
        var all = criteria.Length == 64 ? ulong.MaxValue : (1UL << criteria.Length) - 1;
        var notApplicable = all & ~table.Asking;
        for (; open != 0; open &= open - 1)
        {
            var at = BitOperations.TrailingZeroCount(open);
            var bit = 1UL << at;
            switch (judged.Of(criteria[at]))
            {
                case Verdict.Met: met |= bit; break;
                case Verdict.Near: near |= bit; break;
                case Verdict.NoData: noData |= bit; break;
                case Verdict.NotApplicable: notApplicable |= bit; break;
                case Verdict.Exempt: exempt |= bit; break;
                default: break;
            }
        }
        return Title(plan, met, near, noData, notApplicable, exempt);
    }

    // The criteria of the values that are not met.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Open(SetPlan plan, LevelTable table, Mask left)
    {
        if (left.Count > table.Criteria.Length) return table.Asking;
        ref var criterionOf = ref MemoryMarshal.GetArrayDataReference(plan.CriterionOf);
        var open = 0UL;
        for (var low = left.Low; low != 0; low &= low - 1) open |= 1UL << Unsafe.Add(ref criterionOf, BitOperations.TrailingZeroCount(low));
        for (var high = left.High; high != 0; high &= high - 1) open |= 1UL << Unsafe.Add(ref criterionOf, 64 + BitOperations.TrailingZeroCount(high));
        return open;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static RowResult Title(SetPlan plan, ulong met, ulong near, ulong noData, ulong notApplicable, ulong exempt)
    {
        var required = plan.Required;
        var known = met | near | noData | notApplicable | exempt;
        var notMet = required & ~known;
        var failing = BitOperations.PopCount(notMet | (required & near));
        var unknown = BitOperations.PopCount(required & noData);
        var anyNotMet = notMet != 0;
        var (anyNear, anyMet, anyNotApplicable) = ((required & near) != 0, (required & met) != 0, (required & notApplicable) != 0);
        foreach (var choice in plan.Choices)
        {
            // One of them met is enough; else the best of them speaks for the choice.
            if ((choice & met) != 0) anyMet = true;
            else if ((choice & near) != 0) (anyNear, failing) = (true, failing + 1);
            else if ((choice & noData) != 0) unknown++;
            else if ((choice & ~known) != 0) (anyNotMet, failing) = (true, failing + 1);
            else if ((choice & notApplicable) != 0) anyNotApplicable = true;
        }
        var title = anyNotMet ? Verdict.NotMet : anyNear ? Verdict.Near : unknown > 0 ? Verdict.NoData
            : anyMet ? Verdict.Met : anyNotApplicable ? Verdict.NotApplicable : Verdict.Exempt;
        var bad = ~known | near;
        var distance = plan.Revocation is { } scale
            ? (sbyte)Math.Min(sbyte.MaxValue, scale.Distance(failing, (plan.KeyCriteria & bad) != 0, (plan.KeyCriteria & ~bad) != 0)) : RowResult.NoRule;
        return new RowResult(met, near, noData, notApplicable, exempt, title, (byte)failing, (byte)unknown, distance);
    }
}
