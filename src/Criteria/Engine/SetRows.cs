namespace LangSo.Criteria.Engine;

/// <summary>Every asked unit's rows under one version, judged: what answers are read from. Unchanging; new facts make new rows of the units that they are about.</summary>
internal sealed class SetRows : IVerdicts
{
    private readonly RowBlock[] _blocks;

    private SetRows(SetPlan plan, AskedUnits units, RowBlock[] blocks, ushort known) => (Plan, Units, _blocks, Known) = (plan, units, blocks, known);

    public SetPlan Plan { get; }

    public AskedUnits Units { get; }

    /// <summary>As known on which day.</summary>
    public ushort Known { get; }

    public int Rows => _blocks.Sum(b => b.Rows);

    public IReadOnlyList<RowBlock> Blocks => _blocks;

    /// <summary>Fills and judges the rows of all units, on all cores.</summary>
    public static SetRows Make(SetPlan plan, FactBook book, AskedUnits units, ushort known, ushort? from = null, ushort? to = null, ushort? judgedOn = null)
    {
        var blocks = new RowBlock[(units.Count + RowBlock.Size - 1) / RowBlock.Size];
        var rows = new SetRows(plan, units, blocks, known);
        var (first, after) = (from ?? plan.From, to ?? plan.To);
        Parallel.For(0, blocks.Length, at => blocks[at] = Block(plan, book, units, at, known, first, after, judgedOn));
        return rows;
    }

    /// <summary>The same without the values: all that an answer about units needs, in a fraction of the memory.</summary>
    public SetRows VerdictsOnly() => new(Plan, Units, Array.ConvertAll(_blocks, b => b.VerdictsOnly()), Known);

    /// <summary>Judges every row again, on all cores: a full recompute.</summary>
    public void Judge() => Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(0, _blocks.Length, Math.Max(1, _blocks.Length / (Environment.ProcessorCount * 4))), range =>
    {
        for (var at = range.Item1; at < range.Item2; at++) _blocks[at].Judge(Plan);
    });

    /// <summary>The same with the rows of these units made anew.</summary>
    public SetRows With(FactBook book, AskedUnits units, IEnumerable<int> changed, ushort known)
    {
        var blocks = (RowBlock[])_blocks.Clone();
        foreach (var at in changed.Select(u => u / RowBlock.Size).Distinct()) blocks[at] = Block(Plan, book, units, at, known, Plan.From, Plan.To, null);
        return new SetRows(Plan, units, blocks, known);
    }

    /// <summary>The block of a unit and its place in it.</summary>
    public (RowBlock Block, int At) Of(int unit) => (_blocks[unit / RowBlock.Size], unit % RowBlock.Size);

    public int Weight => _blocks.Sum(b => b.Weight);

    public Verdict TitleOn(int unit, ushort day)
    {
        var block = _blocks[unit / RowBlock.Size];
        return block.RowOn(unit % RowBlock.Size, day) is var row and >= 0 ? block.Title(row) : Verdict.NoData;
    }

    public RowResult? On(int unit, ushort day)
    {
        var (block, at) = Of(unit);
        return block.RowOn(at, day) is var row and >= 0 ? block.Result(row) : null;
    }

    private static RowBlock Block(SetPlan plan, FactBook book, AskedUnits units, int at, ushort known, ushort from, ushort to, ushort? judgedOn)
    {
        var first = at * RowBlock.Size;
        var block = RowBlock.Fill(plan, book, units, first, Math.Min(RowBlock.Size, units.Count - first), known, from, to, judgedOn);
        block.Judge(plan);
        return block;
    }
}
