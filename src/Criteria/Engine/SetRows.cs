namespace LangSo.Criteria.Engine;

/// <summary>Every asked unit's rows under one version, judged: what answers are read from. Unchanging; new facts make new rows of the units that they are about.</summary>
internal sealed class SetRows
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

    /// <summary>The rows of one day as known on an earlier day, from these rows of all that is known now.</summary>
    public SetRows AsKnown(FactBook book, AskedUnits units, ushort day, ushort known)
    {
        var blocks = new RowBlock[_blocks.Length];
        Parallel.For(0, blocks.Length, at => blocks[at] = _blocks[at].AsKnown(Plan, book, units, at * RowBlock.Size, day, known));
        return new SetRows(Plan, units, blocks, known);
    }

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

    /// <summary>The verdicts on a unit on a day inside the window.</summary>
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
