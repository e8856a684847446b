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

    /// <summary>The verdicts on every criterion and on the title.</summary>
    public static RowResult Row(SetPlan plan, ref int row, LevelTable table)
    {
        var judged = Values(ref row, table, plan.Width, plan.MayNotApply);
        ulong met = 0, near = 0, noData = 0, notApplicable = 0, exempt = 0;
        var criteria = table.Criteria;
        for (var at = 0; at < criteria.Length; at++)
        {
            var all = criteria[at];
            var bit = 1UL << at;
            // Most criteria are met outright or not; the rare rest is sorted out in full.
            if (((all.Low & ~judged.Met.Low) | (all.High & ~judged.Met.High)) == 0 && all.Any)
            {
                met |= bit;
                continue;
            }
            switch (judged.Of(all))
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
