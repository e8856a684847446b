using CsCheck;
using LangSo.Foundation;
using LangSo.Testing;

namespace LangSo.Territory.Tests;

public sealed class GazetteerPropertyTests(NamDinh province)
{
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 3200].Select(n => new DateOnly(2018, 1, 1).AddDays(n));

    [Fact]
    public void On_any_day_every_unit_hangs_below_one_in_force_and_codes_are_unique()
    {
        (from day in Days from known in Days select new AsOf(day, known)).Sample(asOf =>
        {
            var units = province.Units.InForce(asOf).ToList();
            var ids = units.Select(u => u.Unit).ToHashSet();
            return ids.Count == units.Count
                && units.Select(u => u.Code).Distinct().Count() == units.Count
                && units.TrueForAll(u => u.Parent is null || ids.Contains(u.Parent.Value));
        });
    }

    [Fact]
    public void What_is_known_of_a_day_does_not_depend_on_later_records()
    {
        (from day in Days from known in Days select new AsOf(day, known)).Sample(asOf =>
        {
            var all = province.Units;
            var cut = new Gazetteer(all.All.Where(v => v.Recorded <= asOf.KnownOn), all.Edges.Where(e => e.Recorded <= asOf.KnownOn), all.Kinds);
            return cut.InForce(asOf).SequenceEqual(all.InForce(asOf));
        }, iter: 60);
    }
}
